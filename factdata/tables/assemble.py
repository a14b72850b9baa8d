"""From readings to tables, built in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from factdata.page.blocks import fill_gaps
from factdata.page.page import Page
from factdata.sources.problems import Problem
from factdata.tables.arrow import to_table
from factdata.tables.reading import Reading
from factdata.tables.rows import DECLARATIONS, BlockRow, CaptureRow, MetadataDateRow, ReviewRow, SheetRow
from factdata.tables.schema import dtypes


def assemble(readings: Sequence[Reading], problems: Sequence[Problem]) -> dict[str, pa.Table]:
    """Make every table."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in DECLARATIONS}
    rows["problems"].extend(problems)
    for reading in readings:
        for name, found in _rows(reading):
            rows[name].extend(found)
    return {name: to_table(found, dtypes(name)) for name, found in rows.items()}


def _rows(reading: Reading) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield the rows of each table that come from one reading."""
    capture, page = reading.capture, reading.page
    yield "captures", [_fill(CaptureRow, page, capture)]
    yield "blocks", _blocks(capture.capture_id, capture.text, page)
    yield "sheets", _sheets(capture.capture_id, capture.text, page)
    yield "reviews", _reviews(capture.capture_id, capture.text, page)
    for name in ("dates", "quantities", "citations"):
        yield name, _mentions(reading, name)
    yield "metadata_dates", (MetadataDateRow(capture.capture_id, *found) for found in capture.dates)


def _fill(row: Any, *sources: object, **values: Any) -> Any:
    """Make a row of values and, where these have none, of what sources have under the names of its columns."""
    for source in sources:
        values = {name: getattr(source, name) for name in row._fields if hasattr(source, name)} | values
    return row(**values)


def _blocks(capture_id: str, text: str, page: Page) -> Iterator[BlockRow]:
    for number, block in enumerate(fill_gaps(page.blocks, len(text)), start=1):
        span = text[block.start : block.end]
        yield BlockRow(capture_id, number, block.role, block.level, block.page, block.start, block.end, span)


def _sheets(capture_id: str, text: str, page: Page) -> Iterator[SheetRow]:
    for index, sheet in enumerate(page.sheets):
        words, sheet_id = text[sheet.start : sheet.end], _sheet_id(capture_id, index)
        given = {"capture_id": capture_id, "sheet_id": sheet_id, "position": index + 1}
        yield _fill(SheetRow, sheet, text=words, n_words=len(words.split()), **given)


def _reviews(capture_id: str, text: str, page: Page) -> Iterator[ReviewRow]:
    for stamp in page.stamps:
        sheet_id = None if stamp.sheet is None else _sheet_id(capture_id, stamp.sheet)
        surface = text[stamp.start : stamp.end]
        yield _fill(ReviewRow, stamp, capture_id=capture_id, sheet_id=sheet_id, surface=surface)


def _mentions(reading: Reading, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `dates`, `quantities` or `citations`; a mention's other fields are columns of its table."""
    row, capture_id, text = DECLARATIONS[table].row, reading.capture.capture_id, reading.capture.text
    for sheet, offset, found in reading.mentions:
        sheet_id = None if sheet is None else _sheet_id(capture_id, sheet)
        for start, end, *values in getattr(found, table):
            start, end = start + offset, end + offset
            yield row(capture_id, sheet_id, text[start:end], *values, start, end)


def _sheet_id(capture_id: str, index: int) -> str:
    return f"{capture_id}-{index + 1:03}"
