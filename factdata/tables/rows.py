"""The rows of the tables, a type for each; a test holds their fields against the tables' declarations."""

from datetime import date, datetime
from typing import Any, NamedTuple

from factdata.sources.problems import Problem


class CaptureRow(NamedTuple):
    """A row of ``captures``. What its columns mean is in the declaration of the table, here and below."""

    capture_id: str
    path: str
    url: str | None
    captured_at: datetime | None
    kind: str
    genre: str | None
    title: str | None
    media_type: str
    encoding: str | None
    language: str | None
    n_bytes: int
    sha256: str | None


class BlockRow(NamedTuple):
    """A row of ``blocks``."""

    capture_id: str
    block: int
    role: str
    level: int | None
    page: int | None
    start: int
    end: int
    text: str


class SheetRow(NamedTuple):
    """A row of ``sheets``."""

    capture_id: str
    sheet_id: str
    position: int
    division: str | None
    unit: str | None
    title: str | None
    url: str | None
    text: str
    n_words: int
    start: int
    end: int


class ReviewRow(NamedTuple):
    """A row of ``reviews``."""

    capture_id: str
    sheet_id: str | None
    role: str | None
    label: str | None
    surface: str
    date: date
    precision: str
    start: int
    end: int


class DateRow(NamedTuple):
    """A row of ``dates``."""

    capture_id: str
    sheet_id: str | None
    surface: str
    kind: str
    from_date: date | None
    to_date: date | None
    modifier: str | None
    start: int
    end: int


class QuantityRow(NamedTuple):
    """A row of ``quantities``."""

    capture_id: str
    sheet_id: str | None
    surface: str
    value: float
    value_to: float | None
    kind: str
    unit: str
    counted: str | None
    comparator: str
    comparator_surface: str | None
    change: str | None
    with_unit: str
    start: int
    end: int


class CitationRow(NamedTuple):
    """A row of ``citations``."""

    capture_id: str
    sheet_id: str | None
    surface: str
    source: str
    normalised: str
    start: int
    end: int


class MetadataDateRow(NamedTuple):
    """A row of ``metadata_dates``."""

    capture_id: str
    source: str
    role: str
    name: str | None
    surface: str
    date: date
    precision: str


# The type of each table's rows, in the order of the tables.
ROWS: dict[str, type[Any]] = {
    "captures": CaptureRow,
    "blocks": BlockRow,
    "sheets": SheetRow,
    "reviews": ReviewRow,
    "dates": DateRow,
    "quantities": QuantityRow,
    "citations": CitationRow,
    "metadata_dates": MetadataDateRow,
    "problems": Problem,
}
