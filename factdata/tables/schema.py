"""The tables: each declared once, with what its columns mean and how they must not be read.

Dtypes, checks, the data dictionary and ``datapackage.json`` all come from these declarations.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from factdata.mentions import CHANGES, COMPARATORS, MODIFIERS, QUANTITY_KINDS, SOURCES, UNITS
from factdata.mentions import KINDS as DATE_KINDS
from factdata.page.genre import GENRES
from factdata.tables.arrow import make_frame

STRING = "str"
INTEGER = "int64"
NULLABLE_INTEGER = "Int64"
TIME = "datetime64[us, UTC]"
DAY = "datetime64[us]"
NUMBER = "float64"

KINDS = ("listing", "sheet", "other")
ROLES = (
    "chrome",
    "title",
    "stamp",
    "intro",
    "heading",
    "teaser",
    "paragraph",
    "bullet",
    "table",
    "footer",
    "blank",
)
STAMP_ROLES = ("reviewed", "updated", "reviewed_or_updated", "published", "released", "created")
PRECISIONS = ("day", "month", "year")
METADATA_SOURCES = ("meta", "json_ld", "time_element", "address", "http_header", "document_info")
SEVERITIES = ("error", "warning")


def _field(dtype: Any, description: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    # pandera knows no datetime64[us] without a time zone and reports [ns]: the dtype is kept beside it as declared.
    return pa.Column(dtype, list(checks), nullable=nullable, description=description, metadata={"dtype": dtype})


def _one_of(values: Sequence[str], description: str, nullable: bool = False) -> pa.Column:
    return _field(pd.CategoricalDtype(list(values)), description, nullable=nullable)


# Every column of every table that several share is described here, once.
CAPTURE_ID = _field(
    STRING,
    "Names a document at its address and capture time: 12 hex digits of a SHA-256 over the three.",
    pa.Check.str_matches(r"^[0-9a-f]{12}$"),
)
SHEET_ID = _field(STRING, "Names a sheet: its capture_id and its position on the page.")
PAGE_OR_SHEET_ID = _field(
    STRING, "The sheet that it belongs to; missing: it is the page's own and of no sheet.", nullable=True
)
MENTIONED_IN = _field(STRING, "The sheet that mentions it; missing: the page, outside its sheets.", nullable=True)
START = _field(INTEGER, "First character: Unicode code points into the capture's text, from 0.", pa.Check.ge(0))
END = _field(INTEGER, "One past the last character.", pa.Check.ge(0))
URL = _field(STRING, "Address; missing where it is not known.", nullable=True)
SURFACE = _field(STRING, "The characters themselves: the text from start to end.")


def _table(
    name: str,
    title: str,
    columns: Mapping[str, pa.Column],
    *,
    key: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        dict(columns),
        name=name,
        title=title,
        strict=True,
        ordered=True,
        unique=list(key) or None,
        metadata={"key": list(key), "warnings": list(warnings)},
    )


TABLES: dict[str, pa.DataFrameSchema] = {
    table.name: table
    for table in [
        _table(
            "captures",
            "One row per document read",
            {
                "capture_id": CAPTURE_ID,
                "path": _field(STRING, "File, relative to what was read, with forward slashes."),
                "url": URL,
                "captured_at": _field(
                    TIME, "When it was captured, in UTC; missing where it is not known.", nullable=True
                ),
                "kind": _one_of(KINDS, "What the page is: a listing of fact sheets, one fact sheet, or neither."),
                "genre": _one_of(GENRES, "What the page calls itself; missing where it does not say.", nullable=True),
                "title": _field(
                    STRING,
                    "The page's title as shown, else as the document gives it; missing where it has none.",
                    nullable=True,
                ),
                "media_type": _field(STRING, "Format of the document."),
                "encoding": _field(
                    STRING,
                    "Encoding that its bytes were read in; missing for a format that is not text.",
                    nullable=True,
                ),
                "language": _field(STRING, "Language of its text (BCP 47); missing: not known.", nullable=True),
                "n_bytes": _field(
                    INTEGER, "Size in bytes of the document itself, not of a .gz round it.", pa.Check.ge(0)
                ),
                "sha256": _field(
                    STRING,
                    "SHA-256 of the document itself, in hex; missing for a revisit whose first visit was not read.",
                    pa.Check.str_matches(r"^[0-9a-f]{64}$"),
                    nullable=True,
                ),
            },
            key=["path"],
            warnings=[
                "One document found at two paths, with the same address and capture time, has two rows and one "
                "capture_id: drop duplicates of capture_id before joining to it.",
                "captured_at is when the page was saved, not when it was written or reviewed.",
            ],
        ),
        _table(
            "blocks",
            "One row per span of a capture's text",
            {
                "capture_id": CAPTURE_ID,
                "block": _field(INTEGER, "Number of the block in its capture, from 1.", pa.Check.ge(1)),
                "role": _one_of(ROLES, "What the block is on its page; chrome is what stands round the content."),
                "level": _field(
                    NULLABLE_INTEGER,
                    "Level of a title (1) or heading (2 and more); missing for the rest.",
                    pa.Check.ge(1),
                    nullable=True,
                ),
                "page": _field(
                    NULLABLE_INTEGER,
                    "Number of the page that it is on, from 1; missing for a format without pages.",
                    pa.Check.ge(1),
                    nullable=True,
                ),
                "start": START,
                "end": END,
                "text": _field(STRING, "The characters themselves: the text from start to end."),
            },
            key=["capture_id", "block"],
            warnings=[
                "The blocks of a capture adjoin, blank ones included: joined they are its text, character for "
                "character. Leave out the roles chrome, footer and blank to have the content alone.",
            ],
        ),
        _table(
            "sheets",
            "One row per fact sheet that a capture states",
            {
                "capture_id": CAPTURE_ID,
                "sheet_id": SHEET_ID,
                "position": _field(INTEGER, "Place on the page, from 1.", pa.Check.ge(1)),
                "division": _field(STRING, "Heading of the division that it stands under.", nullable=True),
                "unit": _field(STRING, "Heading of the unit that it stands under.", nullable=True),
                "title": _field(STRING, "Its title; missing where the page shows only a teaser.", nullable=True),
                "url": URL,
                "text": _field(STRING, "Its text: the teaser on a listing, the whole body on a page of its own."),
                "n_words": _field(INTEGER, "Words in text: runs without white space.", pa.Check.ge(0)),
                "start": START,
                "end": END,
            },
            key=["sheet_id"],
            warnings=[
                "On a listing, text is the teaser and not the fact sheet: its length says nothing of the sheet's.",
                "division and unit are the page's headings as shown then; a missing one was not on the page.",
            ],
        ),
        _table(
            "reviews",
            "One row per stamp: a date that a page states of itself",
            {
                "capture_id": CAPTURE_ID,
                "sheet_id": PAGE_OR_SHEET_ID,
                "role": _one_of(STAMP_ROLES, "What the stamp says was done on the date."),
                "label": _field(STRING, "The stamp's words; missing: a bare date at the page's head.", nullable=True),
                "surface": SURFACE,
                "date": _field(DAY, "The date; the first day where precision is month or year."),
                "precision": _one_of(PRECISIONS, "How much of the date the stamp states."),
                "start": START,
                "end": END,
            },
            warnings=[
                "A listing's stamp is the page's: it says nothing of when a sheet on it was reviewed.",
                "reviewed_or_updated is both in one: the page does not say which of the two was done.",
                "Many pages can bear one stamp to the second after a bulk edit: a new date need not mean new text.",
            ],
        ),
        _table(
            "dates",
            "One row per date that a page's text mentions",
            {
                "capture_id": CAPTURE_ID,
                "sheet_id": MENTIONED_IN,
                "surface": SURFACE,
                "kind": _one_of(DATE_KINDS, "How much of a date is named; range: from one to another, or a decade."),
                "from_date": _field(DAY, "First day of it; missing where the text names no year.", nullable=True),
                "to_date": _field(DAY, "Last day of it, inclusive.", nullable=True),
                "modifier": _one_of(MODIFIERS, "The word that bounds it; missing: none does.", nullable=True),
                "start": START,
                "end": END,
            },
            warnings=[
                "A stamp's date is in reviews and not here.",
                "A month or year is its whole interval: from_date alone would make it a day that nobody named.",
                "A fiscal year is that of the U.S. government: 1 October of the year before to 30 September.",
                "`Fiscal Year 2010 (FY10)` is two rows of one interval: count intervals, not rows.",
            ],
        ),
        _table(
            "quantities",
            "One row per quantity that a page's text mentions",
            {
                "capture_id": CAPTURE_ID,
                "sheet_id": MENTIONED_IN,
                "surface": SURFACE,
                "value": _field(NUMBER, "The number in plain units: $5.7 billion is 5700000000."),
                "value_to": _field(NUMBER, "Upper end of a range; missing: it is none.", nullable=True),
                "kind": _one_of(QUANTITY_KINDS, "What kind of quantity it is: a count of things, money, a share, ..."),
                "unit": _one_of(UNITS, "What it is measured in; count for things."),
                "counted": _field(STRING, "Words that say of what, elided ones supplied.", nullable=True),
                "comparator": _one_of(COMPARATORS, "How it bounds the true number; = where the text does not say."),
                "comparator_surface": _field(STRING, "The comparator's words as written.", nullable=True),
                "change": _one_of(CHANGES, "Whether it is the size of a rise or fall.", nullable=True),
                "with_unit": _field(STRING, "The surface with its unit: 76-mile, 10 to 20 years."),
                "start": START,
                "end": END,
            },
            warnings=[
                "value is what the text says, not what is true; with comparator > it is a lower bound.",
                "Numbers of one unit need not be comparable: what is counted, and in which time, is in the text.",
                "Do not add rows up: a total and its parts can both be mentioned.",
            ],
        ),
        _table(
            "citations",
            "One row per law that a page's text cites",
            {
                "capture_id": CAPTURE_ID,
                "sheet_id": MENTIONED_IN,
                "surface": SURFACE,
                "source": _one_of(SOURCES, "Where the law is printed: U.S. Code, C.F.R., Public Laws and so on."),
                "normalised": _field(STRING, "The citation in one form: 19 U.S.C. 1401."),
                "start": START,
                "end": END,
            },
            warnings=["The name of an act without a section, and a title alone (`Title 18`), are not citations."],
        ),
        _table(
            "metadata_dates",
            "One row per date that a document carries outside its visible text",
            {
                "capture_id": CAPTURE_ID,
                "source": _one_of(METADATA_SOURCES, "Where the document carries it."),
                "role": _one_of(STAMP_ROLES, "What was done on the date, as in reviews."),
                "name": _field(STRING, "Its name there: article:published_time, Last-Modified.", nullable=True),
                "surface": _field(STRING, "The value as the document carries it."),
                "date": _field(DAY, "The date; the first day where precision is month or year."),
                "precision": _one_of(PRECISIONS, "How much of the date the value states."),
            },
            warnings=[
                "These dates are often set by software: a page's template, its server or its address can be younger or "
                "older than its text.",
            ],
        ),
        _table(
            "problems",
            "One row per thing that could not be read as it should",
            {
                "path": _field(STRING, "File that it is about, relative to what was read."),
                "capture_id": _field(STRING, "The capture that it is about; missing: none was made.", nullable=True),
                "start": _field(NULLABLE_INTEGER, "Character that it is about, if it is about one.", nullable=True),
                "severity": _one_of(SEVERITIES, "error: something is missing from the tables; warning: read in doubt."),
                "code": _field(STRING, "Short name of the kind of problem."),
                "message": _field(STRING, "What was expected, what was found, and what to do."),
            },
        ),
    ]
}


def dtypes(name: str) -> dict[str, Any]:
    """Return the declared dtype of each column of a table."""
    return {column: declared.metadata["dtype"] for column, declared in TABLES[name].columns.items()}


def build(name: str, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Make a table of rows, their values in the declared order of the columns."""
    return make_frame(rows, dtypes(name))


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Hold a table against its declaration.

    Raises
    ------
    ValueError
        With the columns and rows that break it.
    """
    try:
        return TABLES[name].validate(frame, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases[["column", "check", "failure_case", "index"]]
        raise ValueError(
            f"table {name} does not keep to its declaration:\n{failures.to_string(index=False)}"
        ) from error
