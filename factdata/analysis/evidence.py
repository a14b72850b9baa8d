"""What a page's own text gives away of its age: the latest date that it speaks of as past, or term that dates it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.analysis.tense import find_sentence, is_past
from factdata.analysis.terms import Terms
from factdata.tables.arrow import make_frame, rows_of
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


class _Block(NamedTuple):
    start: int
    text: str


class _Candidate(NamedTuple):
    """A date, which counts if its sentence speaks of it as past, or a term, which has no `kind`."""

    first_day: date
    start: int
    end: int
    sheet_id: str | None
    kind: str | None = None
    modifier: str | None = None


def find_evidence(corpus: "Corpus", terms: Terms) -> pd.DataFrame:
    """Return the evidence of each stamped capture, and of each sheet on it.

    The `scope` is the sheet's id, and empty for the page as a whole. Of equal days the first in the text counts.
    """
    stamped = set(corpus.reviews.capture_id)
    blocks: dict[str, list[_Block]] = defaultdict(list)
    body = corpus.blocks[corpus.blocks.capture_id.isin(stamped) & ~corpus.blocks.role.isin(_AROUND)]
    for name, *block in rows_of(body, "capture_id", "start", "text"):
        blocks[name].append(_Block(*block))
    sheets: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for name, *sheet in rows_of(corpus.sheets, "capture_id", "start", "end", "sheet_id"):
        sheets[name].append((sheet[0], sheet[1], sheet[2]))
    candidates: dict[str, list[_Candidate]] = defaultdict(list)
    for name, day, *mention in rows_of(corpus.dates, "capture_id", "from_date", *_Candidate._fields[1:]):
        if name in blocks and day is not pd.NaT:
            candidates[name].append(_Candidate(day.date(), *mention))
    rows = []
    for name, texts in blocks.items():
        candidates[name] += _find_terms(texts, terms, sheets[name])
        rows += [(name, *row) for row in _latest(candidates[name], texts)]
    return make_frame(rows, _DTYPES)


def _find_terms(blocks: list[_Block], terms: Terms, sheets: list[tuple[int, int, str]]) -> Iterator[_Candidate]:
    for offset, text in blocks:
        for day, start, end in terms.find(text):
            sheet_id = next((name for first, last, name in sheets if first <= offset + start < last), None)
            yield _Candidate(day, offset + start, offset + end, sheet_id)


def _latest(
    candidates: list[_Candidate], blocks: list[_Block]
) -> Iterator[tuple[str, date, str, str, str, str | None]]:
    """Yield the latest evidence of the page, and of each of its sheets."""
    open_scopes = {"", *(candidate.sheet_id or "" for candidate in candidates)}
    for candidate in sorted(candidates, key=lambda candidate: (-candidate.first_day.toordinal(), candidate.start)):
        day, start, end, sheet_id, kind, modifier = candidate
        scopes = {"", sheet_id or ""} & open_scopes
        index = bisect_right(blocks, start, key=lambda block: block.start) - 1
        if not scopes or index < 0:
            continue
        offset, text = blocks[index]
        first, last = find_sentence(text, start - offset, end - offset)
        span = start - offset - first, end - offset - first
        if end - offset > len(text) or (kind and not is_past(text[first:last], *span, kind, modifier)):
            continue
        words, sentence = text[start - offset : end - offset], text[first:last].strip()
        for scope in sorted(scopes):
            yield scope, day, words, "date" if kind else "term", sentence, sheet_id
        open_scopes -= scopes
