"""The tables: each declared once, as the type of its rows, with what its columns mean and how not to read them.

Dtypes, checks, the data dictionary and ``datapackage.json`` all come from these declarations. A column's type says
whether it may be missing (``| None``); its description comes first, then the closed set of its values or a check.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple, TypeVar

import pandera.pandas as pa

from factdata.mentions import CHANGES, COMPARATORS, MODIFIERS, QUANTITY_KINDS, SOURCES, UNITS
from factdata.mentions import KINDS as DATE_KINDS
from factdata.page.genre import GENRES
from factdata.sources.problems import Problem

KINDS = ("listing", "sheet", "other")
ROLES = tuple("chrome title stamp intro heading teaser paragraph bullet table footer blank".split())
STAMP_ROLES = ("reviewed", "updated", "reviewed_or_updated", "published", "released", "created")
PRECISIONS = ("day", "month", "year")
METADATA_SOURCES = ("meta", "json_ld", "time_element", "address", "http_header", "document_info")

_FROM_0, _FROM_1 = pa.Check.ge(0), pa.Check.ge(1)
CaptureId = Annotated[
    str,
    "Names a document at its address and capture time: 12 hex digits of a SHA-256 over the three.",
    pa.Check.str_matches(r"^[0-9a-f]{12}$"),
]
MentionedIn = Annotated[str | None, "The sheet that mentions it; missing: the page, outside its sheets."]
Start = Annotated[int, "First character: Unicode code points into the capture's text, from 0.", _FROM_0]
End = Annotated[int, "One past the last character.", _FROM_0]
Url = Annotated[str | None, "Address; missing where it is not known."]
Surface = Annotated[str, "The characters themselves: the text from start to end."]
Day = Annotated[date, "The date; the first day where precision is month or year."]


class Declaration(NamedTuple):
    """A table: the type of its rows, the columns that no two rows share, and how the table must not be read."""

    row: type[Any]
    key: list[str]
    warnings: list[str]


DECLARATIONS: dict[str, Declaration] = {}
_Row = TypeVar("_Row", bound=type[Any])


def _table(name: str, *warnings: str, key: Sequence[str] = ()) -> Callable[[_Row], _Row]:
    def declare(row: _Row) -> _Row:
        DECLARATIONS[name] = Declaration(row, list(key), list(warnings))
        return row

    return declare


@_table(
    "captures",
    "One document found at two paths, with the same address and capture time, has two rows and one "
    "capture_id: drop duplicates of capture_id before joining to it.",
    "captured_at is when the page was saved, not when it was written or reviewed.",
    key=["path"],
)
class CaptureRow(NamedTuple):
    """One row per document read."""

    capture_id: CaptureId
    path: Annotated[str, "File, relative to what was read, with forward slashes."]
    url: Url
    captured_at: Annotated[datetime | None, "When it was captured, in UTC; missing where it is not known."]
    kind: Annotated[str, "What the page is: a listing of fact sheets, one fact sheet, or neither.", KINDS]
    genre: Annotated[str | None, "What the page calls itself; missing where it does not say.", GENRES]
    title: Annotated[str | None, "The page's title as shown, else as the document gives it; missing where it has none."]
    media_type: Annotated[str, "Format of the document."]
    encoding: Annotated[str | None, "Encoding that its bytes were read in; missing for a format that is not text."]
    language: Annotated[str | None, "Language of its text (BCP 47); missing: not known."]
    n_bytes: Annotated[int, "Size in bytes of the document itself, not of a .gz round it.", _FROM_0]
    sha256: Annotated[
        str | None,
        "SHA-256 of the document itself, in hex; missing for a revisit whose first visit was not read.",
        pa.Check.str_matches(r"^[0-9a-f]{64}$"),
    ]


@_table(
    "blocks",
    "The blocks of a capture adjoin, blank ones included: joined they are its text, character for "
    "character. Leave out the roles chrome, footer and blank to have the content alone.",
    key=["capture_id", "block"],
)
class BlockRow(NamedTuple):
    """One row per span of a capture's text."""

    capture_id: CaptureId
    block: Annotated[int, "Number of the block in its capture, from 1.", _FROM_1]
    role: Annotated[str, "What the block is on its page; chrome is what stands round the content.", ROLES]
    level: Annotated[int | None, "Level of a title (1) or heading (2 and more); missing for the rest.", _FROM_1]
    page: Annotated[
        int | None, "Number of the page that it is on, from 1; missing for a format without pages.", _FROM_1
    ]
    start: Start
    end: End
    text: Surface


@_table(
    "sheets",
    "On a listing, text is the teaser and not the fact sheet: its length says nothing of the sheet's.",
    "division and unit are the page's headings as shown then; a missing one was not on the page.",
    key=["sheet_id"],
)
class SheetRow(NamedTuple):
    """One row per fact sheet that a capture states."""

    capture_id: CaptureId
    sheet_id: Annotated[str, "Names a sheet: its capture_id and its position on the page."]
    position: Annotated[int, "Place on the page, from 1.", _FROM_1]
    division: Annotated[str | None, "Heading of the division that it stands under."]
    unit: Annotated[str | None, "Heading of the unit that it stands under."]
    title: Annotated[str | None, "Its title; missing where the page shows only a teaser."]
    url: Url
    text: Annotated[str, "Its text: the teaser on a listing, the whole body on a page of its own."]
    n_words: Annotated[int, "Words in text: runs without white space.", _FROM_0]
    start: Start
    end: End


@_table(
    "reviews",
    "A listing's stamp is the page's: it says nothing of when a sheet on it was reviewed.",
    "reviewed_or_updated is both in one: the page does not say which of the two was done.",
    "Many pages can bear one stamp to the second after a bulk edit: a new date need not mean new text.",
)
class ReviewRow(NamedTuple):
    """One row per stamp: a date that a page states of itself."""

    capture_id: CaptureId
    sheet_id: Annotated[str | None, "The sheet that it belongs to; missing: it is the page's own and of no sheet."]
    role: Annotated[str, "What the stamp says was done on the date.", STAMP_ROLES]
    label: Annotated[str | None, "The stamp's words; missing: a bare date at the page's head."]
    surface: Surface
    date: Day
    precision: Annotated[str, "How much of the date the stamp states.", PRECISIONS]
    start: Start
    end: End


@_table(
    "dates",
    "A stamp's date is in reviews and not here.",
    "A month or year is its whole interval: from_date alone would make it a day that nobody named.",
    "A fiscal year is that of the U.S. government: 1 October of the year before to 30 September.",
    "`Fiscal Year 2010 (FY10)` is two rows of one interval: count intervals, not rows.",
)
class DateRow(NamedTuple):
    """One row per date that a page's text mentions."""

    capture_id: CaptureId
    sheet_id: MentionedIn
    surface: Surface
    kind: Annotated[str, "How much of a date is named; range: from one to another, or a decade.", DATE_KINDS]
    from_date: Annotated[date | None, "First day of it; missing where the text names no year."]
    to_date: Annotated[date | None, "Last day of it, inclusive."]
    modifier: Annotated[str | None, "The word that bounds it; missing: none does.", MODIFIERS]
    start: Start
    end: End


@_table(
    "quantities",
    "value is what the text says, not what is true; with comparator > it is a lower bound.",
    "Numbers of one unit need not be comparable: what is counted, and in which time, is in the text.",
    "Do not add rows up: a total and its parts can both be mentioned.",
)
class QuantityRow(NamedTuple):
    """One row per quantity that a page's text mentions."""

    capture_id: CaptureId
    sheet_id: MentionedIn
    surface: Surface
    value: Annotated[float, "The number in plain units: $5.7 billion is 5700000000."]
    value_to: Annotated[float | None, "Upper end of a range; missing: it is none."]
    kind: Annotated[str, "What kind of quantity it is: a count of things, money, a share, ...", QUANTITY_KINDS]
    unit: Annotated[str, "What it is measured in; count for things.", UNITS]
    counted: Annotated[str | None, "Words that say of what, elided ones supplied."]
    comparator: Annotated[str, "How it bounds the true number; = where the text does not say.", COMPARATORS]
    comparator_surface: Annotated[str | None, "The comparator's words as written."]
    change: Annotated[str | None, "Whether it is the size of a rise or fall.", CHANGES]
    with_unit: Annotated[str, "The surface with its unit: 76-mile, 10 to 20 years."]
    start: Start
    end: End


@_table("citations", "The name of an act without a section, and a title alone (`Title 18`), are not citations.")
class CitationRow(NamedTuple):
    """One row per law that a page's text cites."""

    capture_id: CaptureId
    sheet_id: MentionedIn
    surface: Surface
    source: Annotated[str, "Where the law is printed: U.S. Code, C.F.R., Public Laws and so on.", SOURCES]
    normalised: Annotated[str, "The citation in one form: 19 U.S.C. 1401."]
    start: Start
    end: End


@_table(
    "metadata_dates",
    "These dates are often set by software: a page's template, its server or its address can be younger or "
    "older than its text.",
)
class MetadataDateRow(NamedTuple):
    """One row per date that a document carries outside its visible text."""

    capture_id: CaptureId
    source: Annotated[str, "Where the document carries it.", METADATA_SOURCES]
    role: Annotated[str, "What was done on the date, as in reviews.", STAMP_ROLES]
    name: Annotated[str | None, "Its name there: article:published_time, Last-Modified."]
    surface: Annotated[str, "The value as the document carries it."]
    date: Day
    precision: Annotated[str, "How much of the date the value states.", PRECISIONS]


_table("problems")(Problem)
