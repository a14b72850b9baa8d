"""What a page's own text gives away of its age: the latest date that it speaks of as past, or term that dates it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from factdata.analysis.changes.snapshots import NOT_TEXT
from factdata.analysis.reviews.tense import find_sentence, is_past
from factdata.analysis.reviews.terms import Terms
from factdata.tables.arrow import make_frame, rows_of
from factdata.tables.schema import DAY

if TYPE_CHECKING:
    from factdata.corpus import Corpus

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


class _Candidate(NamedTuple):  # a term has no kind
    first_day: date
    start: int
    end: int
    kind: str | None = None
    modifier: str | None = None


def find_evidence(corpus: "Corpus", terms: Terms) -> pd.DataFrame:
    """Return the evidence of each stamped capture, with an empty scope, and of its sheets, whose id is the scope."""
    is_text = corpus.blocks.capture_id.isin(corpus.reviews.capture_id) & ~corpus.blocks.role.isin(NOT_TEXT)
    sheets = _by_capture(corpus.sheets, "start", "end", "sheet_id")
    dates = _by_capture(corpus.dates.dropna(subset="from_date"), "from_date", *_Candidate._fields[1:])
    rows = []
    for capture_id, blocks in _by_capture(corpus.blocks[is_text], "start", "text").items():
        found = [_Candidate(day.date(), *mention) for day, *mention in dates[capture_id]]
        for offset, text in blocks:
            found += [_Candidate(day, offset + start, offset + end) for day, start, end in terms.find(text)]
        rows += [(capture_id, *row) for row in _latest(found, blocks, sheets[capture_id])]
    return make_frame(rows, _DTYPES)


def _by_capture(frame: pd.DataFrame, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for capture_id, *row in rows_of(frame, "capture_id", *columns):
        rows[capture_id].append(tuple(row))
    return rows


def _latest(
    candidates: Sequence[_Candidate], blocks: Sequence[tuple[int, str]], sheets: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[str, date, str, str, str, str | None]]:
    """Yield the latest evidence of the page, and of each of its sheets."""
    known: set[str] = set()
    for day, start, end, kind, modifier in sorted(candidates, key=lambda found: (-found[0].toordinal(), found.start)):
        sheet = next((name for first, last, name in sheets if first <= start < last), None)
        scopes = {"", sheet or ""} - known
        index = bisect_right(blocks, start, key=lambda block: block[0]) - 1
        if not scopes or index < 0:
            continue
        offset, text = blocks[index]
        first, last = find_sentence(text, start - offset, end - offset)
        span = start - offset - first, end - offset - first
        if end - offset > len(text) or (kind and not is_past(text[first:last], *span, kind, modifier)):
            continue
        words, sentence = text[start - offset : end - offset], text[first:last].strip()
        for scope in sorted(scopes):
            yield scope, day, words, "date" if kind else "term", sentence, sheet
        known |= scopes
