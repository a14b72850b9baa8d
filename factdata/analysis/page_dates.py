"""The dates of each page: when it was published and last updated, by what it shows and by what it carries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.tables.arrow import make_frame
from factdata.tables.schema import DAY
from factdata.text.calendar import last_day

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# What answers the question, the best answer first: a page that only says when it was made was not published before.
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


class _Claim(NamedTuple):
    """A date that one source gives; `order` is its place in the source."""

    source: str
    role: str
    first: date
    last: date
    order: int
    name: str | None = None


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
        published = _rank(claims[capture_id], _PUBLISHED)
        updated = _rank(claims[capture_id], _UPDATED)
        disagree = "; ".join(filter(None, (_contradiction("published", published), _contradiction("updated", updated))))
        rows.append((capture_id, *_best(published), *_best(updated), disagree or None))
    return make_frame(rows, _DTYPES)


def _read_claims(corpus: "Corpus") -> dict[str, list[_Claim]]:
    """Return all dates of each capture; the stamps of a listing's sheets are not the page's."""
    claims: dict[str, list[_Claim]] = defaultdict(list)
    listings = set(corpus.captures.capture_id[corpus.captures.kind == "listing"])
    for row in corpus.reviews.sort_values(["capture_id", "start"]).itertuples():
        if pd.isna(row.sheet_id) or row.capture_id not in listings:
            day = row.date.date()
            claims[row.capture_id].append(_Claim("stamp", row.role, day, last_day(day, row.precision), row.start))
    for order, row in enumerate(corpus.metadata_dates.itertuples()):
        if row.precision == "day":  # the month in an address would look like its first day
            day = row.date.date()
            claims[row.capture_id].append(_Claim(row.source, row.role, day, day, order, row.name))
    return claims


def _rank(claims: Iterable[_Claim], roles: dict[str, int]) -> list[_Claim]:
    """Return the claims that answer the question, the best first; of several stamps that say `updated` the latest."""
    fit = [claim for claim in claims if claim.role in roles]

    def key(claim: _Claim) -> tuple[int, int, bool, int]:
        later = -claim.last.toordinal() if roles is _UPDATED else 0
        return roles[claim.role], _SOURCES.index(claim.source), not _is_of_article(claim), later or claim.order

    return sorted(fit, key=key)


def _is_of_article(claim: _Claim) -> bool:
    """Whether JSON-LD gives the date to the article itself and not to the page round it."""
    return claim.source != "json_ld" or "WebPage" not in (claim.name or "")


def _best(claims: Sequence[_Claim]) -> tuple[date | None, str | None]:
    """Return the first claim's date, or that of a more exact one within it."""
    if not claims:
        return None, None
    first = claims[0]
    if first.first != first.last:
        first = next((c for c in claims if c.first == c.last and first.first <= c.first <= first.last), first)
    return first.first, first.source


def _contradiction(question: str, claims: Sequence[_Claim]) -> str | None:
    """Name the sources whose best claims lie more than a day apart."""
    best: dict[str, _Claim] = {}
    for claim in claims:
        if claim.source not in _NO_WITNESSES and claim.role != "created":
            best.setdefault(claim.source, claim)
    if not best or max(c.first for c in best.values()) - min(c.last for c in best.values()) <= _TOLERANCE:
        return None
    return f"{question}: " + ", ".join(f"{source} {claim.first:%Y-%m-%d}" for source, claim in best.items())
