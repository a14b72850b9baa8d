"""What a page's own text gives away of its age: the latest date that it speaks of as past, or term that dates it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.analysis.tense import find_sentence, is_past
from factdata.analysis.terms import Terms
from factdata.tables.arrow import make_frame
from factdata.tables.schema import DAY

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# What stands round the text says nothing of it: a footer speaks of the day on which the site was changed.
_AROUND = ("chrome", "footer", "stamp", "blank")
_DTYPES = {
    "content_id": "str",
    "scope": "str",
    "evidence_date": DAY,
    "evidence": "str",
    "evidence_kind": "str",
    "evidence_text": "str",
    "evidence_sheet": "str",
}
COLUMNS = [name for name in _DTYPES if name.startswith("evidence")]


class _Candidate(NamedTuple):
    """A mention or a term that dates the text, if it stands in a sentence about the past."""

    first_day: date
    start: int
    end: int
    sheet_id: str | None
    mention: tuple[str, str | None] | None  # its kind and modifier; missing: a term


class _Block(NamedTuple):
    start: int
    text: str


def find_evidence(corpus: "Corpus", terms: Terms) -> pd.DataFrame:
    """Return the evidence of each stamped capture, and of each sheet on it.

    The `scope` is the sheet's id, and empty for the page as a whole. Of equal days the first in the text counts.
    """
    stamped = set(corpus.reviews.capture_id)
    blocks: dict[str, list[_Block]] = defaultdict(list)
    body = corpus.blocks[corpus.blocks.capture_id.isin(stamped) & ~corpus.blocks.role.isin(_AROUND)]
    for row in body.itertuples():
        blocks[row.capture_id].append(_Block(row.start, row.text))
    candidates: dict[str, list[_Candidate]] = defaultdict(list)
    for row in corpus.dates[corpus.dates.capture_id.isin(stamped)].dropna(subset="from_date").itertuples():
        sheet_id, modifier = (None if pd.isna(value) else value for value in (row.sheet_id, row.modifier))
        found = _Candidate(row.from_date.date(), row.start, row.end, sheet_id, (row.kind, modifier))
        candidates[row.capture_id].append(found)
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in corpus.sheets[corpus.sheets.capture_id.isin(stamped)].itertuples():
        spans[row.capture_id].append((row.start, row.end, row.sheet_id))
    rows = []
    for name, texts in blocks.items():
        candidates[name] += _find_terms(texts, terms, spans[name])
        rows += [(name, *row) for row in _latest(candidates[name], texts)]
    return make_frame(rows, _DTYPES)


def _find_terms(blocks: list[_Block], terms: Terms, spans: list[tuple[int, int, str]]) -> Iterator[_Candidate]:
    for block in blocks:
        for first_day, start, end in terms.find(block.text):
            start, end = block.start + start, block.start + end
            sheet_id = next((name for first, last, name in spans if first <= start < last), None)
            yield _Candidate(first_day, start, end, sheet_id, None)


def _latest(
    candidates: list[_Candidate], blocks: list[_Block]
) -> Iterator[tuple[str, date, str, str, str, str | None]]:
    """Yield the latest evidence of the page, and of each of its sheets."""
    starts = [block.start for block in blocks]
    found: set[str] = set()
    n_scopes = 1 + len({candidate.sheet_id for candidate in candidates if candidate.sheet_id})
    for candidate in sorted(candidates, key=lambda c: (-c.first_day.toordinal(), c.start)):
        scopes = {"", candidate.sheet_id or ""} - found
        index = bisect_right(starts, candidate.start) - 1
        if not scopes or index < 0 or candidate.end > blocks[index].start + len(blocks[index].text):
            continue
        offset, text = blocks[index]
        start, end = candidate.start - offset, candidate.end - offset
        first, last = find_sentence(text, start, end)
        sentence = text[first:last].strip()
        if candidate.mention and not is_past(text[first:last], start - first, end - first, *candidate.mention):
            continue
        kind = "date" if candidate.mention else "term"
        for scope in sorted(scopes):
            yield scope, candidate.first_day, text[start:end], kind, sentence, candidate.sheet_id
        found |= scopes
        if len(found) == n_scopes:
            return
