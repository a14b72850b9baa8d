"""From readings to tables, built in bulk."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from factdata.page.blocks import fill_gaps
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
        capture = reading.capture
        rows["captures"].append(_capture(reading))
        rows["blocks"].extend(_blocks(reading))
        rows["sheets"].extend(_sheets(reading))
        rows["reviews"].extend(_reviews(reading))
        for name in ("dates", "quantities", "citations"):
            rows[name].extend(_mentions(reading, name))
        rows["metadata_dates"].extend(MetadataDateRow(capture.capture_id, *found) for found in capture.dates)
    return {name: to_table(found, dtypes(name)) for name, found in rows.items()}


def _capture(reading: Reading) -> CaptureRow:
    capture, page = reading.capture, reading.page
    return CaptureRow(
        capture_id=capture.capture_id,
        path=capture.path,
        url=capture.url,
        captured_at=capture.captured_at,
        kind=page.kind,
        genre=page.genre,
        title=page.title,
        media_type=capture.media_type,
        encoding=capture.encoding,
        language=capture.language,
        n_bytes=capture.n_bytes,
        sha256=capture.sha256,
    )


def _blocks(reading: Reading) -> Iterator[BlockRow]:
    capture_id, text = reading.capture.capture_id, reading.capture.text
    for number, block in enumerate(fill_gaps(reading.page.blocks, len(text)), start=1):
        span = text[block.start : block.end]
        yield BlockRow(capture_id, number, block.role, block.level, block.page, block.start, block.end, span)


def _sheets(reading: Reading) -> Iterator[SheetRow]:
    for index, sheet in enumerate(reading.page.sheets):
        text = reading.capture.text[sheet.start : sheet.end]
        yield SheetRow(
            capture_id=reading.capture.capture_id,
            sheet_id=_sheet_id(reading, index),
            position=index + 1,
            division=sheet.division,
            unit=sheet.unit,
            title=sheet.title,
            url=sheet.url,
            text=text,
            n_words=len(text.split()),
            start=sheet.start,
            end=sheet.end,
        )


def _reviews(reading: Reading) -> Iterator[ReviewRow]:
    for stamp in reading.page.stamps:
        assert stamp.role is not None
        yield ReviewRow(
            capture_id=reading.capture.capture_id,
            sheet_id=None if stamp.sheet is None else _sheet_id(reading, stamp.sheet),
            role=stamp.role,
            label=stamp.label,
            surface=reading.capture.text[stamp.start : stamp.end],
            date=stamp.date,
            precision=stamp.precision,
            start=stamp.start,
            end=stamp.end,
        )


def _mentions(reading: Reading, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `dates`, `quantities` or `citations`; a mention's other fields are columns of its table."""
    row, text = DECLARATIONS[table].row, reading.capture.text
    for sheet, offset, found in reading.mentions:
        sheet_id = None if sheet is None else _sheet_id(reading, sheet)
        for start, end, *values in getattr(found, table):
            start, end = start + offset, end + offset
            yield row(reading.capture.capture_id, sheet_id, text[start:end], *values, start, end)


def _sheet_id(reading: Reading, index: int) -> str:
    return f"{reading.capture.capture_id}-{index + 1:03}"
