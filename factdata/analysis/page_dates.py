"""Dates of pages: when each was published and last updated, and every date that it carries, for one axis of time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.analysis.reviews.timeline import review_timeline
from factdata.tables.arrow import make_frame
from factdata.tables.schema import DAY
from factdata.text.calendar import last_day

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# What answers each question, the best answer first: a page that only says when it was made was not published before.
_PUBLISHED = {"published": 0, "released": 0, "created": 1}
_UPDATED = {"updated": 0, "reviewed_or_updated": 0}
# What a reader sees goes first. A site writes the address by its own clock, and the other values often by that of UTC.
_SOURCES = ("stamp", "address", "json_ld", "meta", "time_element", "document_info", "http_header")
# Software sets these whenever it writes the file or sends the page: they contradict nothing.
_NO_WITNESSES = ("http_header", "document_info")
_TOLERANCE = timedelta(days=1)  # of clocks in different time zones

_DTYPES = {
    "capture_id": "str",
    "published": DAY,
    "published_source": "str",
    "updated": DAY,
    "updated_source": "str",
    "disagree": "str",
}
_EVENT_COLUMNS = ["page", "kind", "date", "words", "capture_id", "sheet_id", "start", "end", "is_late"]


class _Claim(NamedTuple):
    """A date that one source gives, from its first to its last day; `order` is its place in the source."""

    source: str
    role: str
    first: date
    last: date
    order: int


class _Answer(NamedTuple):
    day: date | None = None
    source: str | None = None
    contradiction: str = ""


def page_dates(corpus: "Corpus") -> pd.DataFrame:
    """Return when each page was published and last updated, with the source of each date.

    Parameters
    ----------
    corpus : Corpus
        Of one capture or many.

    Returns
    -------
    pandas.DataFrame
        A row per capture, in the order of ``corpus.captures``:

        - ``capture_id``;
        - ``published``, ``updated``: days (datetime64), the first day of the month or year where a stamp names no day;
          missing where nothing says it. A page that was only reviewed has no ``updated``;
        - ``published_source``, ``updated_source``: ``stamp`` where a reader sees the date, else the source in
          ``corpus.metadata_dates``;
        - ``disagree``: the sources that contradict each other by more than a day, with their dates; missing where none
          do. The time at which a server or a program wrote the file contradicts nothing.

        A date in the metadata says what a program wrote there, not what an editor did.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.page_dates(fd.load())[["published", "updated", "updated_source"]].values.tolist()
    [[NaT, Timestamp('2018-01-03 00:00:00'), 'stamp']]
    """
    claims = _read_claims(corpus)
    rows = []
    for capture_id in corpus.captures.capture_id.drop_duplicates():
        published = _answer("published", claims[capture_id], _PUBLISHED)
        updated = _answer("updated", claims[capture_id], _UPDATED)
        disagree = "; ".join(filter(None, (published.contradiction, updated.contradiction)))
        rows.append((capture_id, *published[:2], *updated[:2], disagree or None))
    return make_frame(rows, _DTYPES)


def _read_claims(corpus: "Corpus") -> dict[str, list[_Claim]]:
    """Return all dates of each capture; the stamps of a listing's sheets are not the page's."""
    claims: dict[str, list[_Claim]] = defaultdict(list)
    listings = set(corpus.captures.capture_id[corpus.captures.kind == "listing"])
    for row in corpus.reviews.sort_values(["capture_id", "start"]).itertuples():
        if pd.isna(row.sheet_id) or row.capture_id not in listings:
            day = row.date.date()
            claims[row.capture_id].append(_Claim("stamp", row.role, day, last_day(day, row.precision), row.start))
    for row in corpus.metadata_dates[corpus.metadata_dates.precision == "day"].itertuples():  # no month of an address
        day = row.date.date()
        claims[row.capture_id].append(_Claim(row.source, row.role, day, day, row.Index))
    return claims


def _answer(question: str, claims: Iterable[_Claim], roles: Mapping[str, int]) -> _Answer:
    """Return the best claim, of several stamps that say `updated` the latest, and the sources that contradict it."""

    def rank(claim: _Claim) -> tuple[int, int, int]:
        order = -claim.last.toordinal() if roles is _UPDATED else claim.order
        return roles[claim.role], _SOURCES.index(claim.source), order

    fit = sorted((claim for claim in claims if claim.role in roles), key=rank)
    if not fit:
        return _Answer()
    # A month or a year gives way to a day within it.
    exact = (claim for claim in fit if claim.first == claim.last and fit[0].first <= claim.first <= fit[0].last)
    best = next(exact, fit[0])
    by_source: dict[str, _Claim] = {}
    for claim in fit:
        if claim.source not in _NO_WITNESSES and claim.role != "created":
            by_source.setdefault(claim.source, claim)
    witnesses = by_source.values()
    if not witnesses or max(claim.first for claim in witnesses) - min(claim.last for claim in witnesses) <= _TOLERANCE:
        return _Answer(best.first, best.source)
    said = ", ".join(f"{claim.source} {claim.first:%Y-%m-%d}" for claim in witnesses)
    return _Answer(best.first, best.source, f"{question}: {said}")


def page_events(corpus: "Corpus") -> pd.DataFrame:
    """Return the dates of each page for one axis of time.

    Parameters
    ----------
    corpus : Corpus
        Of one capture or many.

    Returns
    -------
    pandas.DataFrame
        A row per date: ``page`` (its address, or its path where none is known), ``kind`` (captured, stamp, metadata,
        text, evidence), ``date`` (for a date in the text, the first day of what it names), ``words``, where it stands
        (``capture_id``, ``sheet_id``, ``start``, ``end``; missing for captures and metadata), and ``is_late``: the text
        of this page mentions a past date that is later than its stamp. The dates of the text include plans.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.page_events(fd.load()).kind.value_counts().to_dict()
    {'text': 15, 'stamp': 1, 'evidence': 1}
    """
    captures = corpus.captures.drop_duplicates("capture_id")
    timeline = review_timeline(corpus)
    evidence = {"date": timeline.evidence_date, "words": timeline.evidence, "sheet_id": timeline.evidence_sheet}
    parts = {
        "captured": captures.assign(date=captures.captured_at.dt.tz_localize(None), words="captured"),
        "stamp": corpus.reviews.rename(columns={"surface": "words"}),
        "metadata": corpus.metadata_dates.rename(columns={"name": "words"}),
        "text": corpus.dates.rename(columns={"surface": "words", "from_date": "date"}),
        "evidence": timeline.assign(**evidence).drop_duplicates("capture_id"),
    }
    events = pd.concat(
        [
            part.dropna(subset="date").assign(kind=kind).reindex(columns=_EVENT_COLUMNS[1:-1])
            for kind, part in parts.items()
        ]
    )
    events["page"] = events.capture_id.map(
        captures.set_index("capture_id").pipe(lambda known: known.url.fillna(known.path))
    )
    events["is_late"] = events.capture_id.isin(timeline.capture_id[timeline.text_younger_than_stamp])
    order = ["page", "date", "kind", "start"]
    return events.astype({"page": "str"}).sort_values(order, ignore_index=True, kind="stable")[_EVENT_COLUMNS]
