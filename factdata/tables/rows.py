"""From pages to tables, built in bulk."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from factdata.mentions import Mentions, find_mentions
from factdata.page.blocks import Block, fill_gaps
from factdata.page.captures import Capture
from factdata.page.page import Page
from factdata.sources.problems import Problem
from factdata.tables.arrow import to_table
from factdata.tables.schema import dtypes

Row = tuple[Any, ...]

# What stands round a text mentions nothing of it, and a stamp's date is in reviews.
_WITHOUT_MENTIONS = frozenset({"chrome", "stamp", "footer", "blank"})

# The captures of one page say most of it again, and the pages of one site share lines: each is read once. Longer blocks
# are seldom the same, and would fill the memory.
_MAX_REPEATED = 2_000  # characters
_find_again = lru_cache(maxsize=2**14)(find_mentions)


def assemble(captures: Sequence[tuple[Capture, Page]], problems: Sequence[Problem]) -> dict[str, pa.Table]:
    """Make every table; of captures that share a capture_id the first gives the rows of the others' tables."""
    unique = list({capture.capture_id: (capture, page) for capture, page in reversed(captures)}.values())[::-1]
    rows: dict[str, list[Row]] = {
        "captures": [_capture(capture, page) for capture, page in captures],
        "blocks": [row for capture, page in unique for row in _blocks(capture, page)],
        "sheets": [row for capture, page in unique for row in _sheets(capture, page)],
        "reviews": [row for capture, page in unique for row in _reviews(capture, page)],
        **_mentions(unique),
        "problems": list(problems),
    }
    return {name: to_table(table, dtypes(name)) for name, table in rows.items()}


def _capture(capture: Capture, page: Page) -> Row:
    return (
        capture.capture_id,
        capture.path,
        capture.url,
        capture.captured_at,
        page.kind,
        page.title,
        capture.media_type,
        capture.encoding,
        capture.language,
        capture.n_bytes,
        capture.sha256 or None,  # an archive may hold a revisit alone
    )


def _blocks(capture: Capture, page: Page) -> Iterator[Row]:
    capture_id, text = capture.capture_id, capture.text
    for number, block in enumerate(fill_gaps(page.blocks, len(text)), start=1):
        span = text[block.start : block.end]
        yield capture_id, number, block.role, block.level, block.start, block.end, span


def _sheets(capture: Capture, page: Page) -> Iterator[Row]:
    capture_id = capture.capture_id
    for position, sheet in enumerate(page.sheets, start=1):
        text = capture.text[sheet.start : sheet.end]
        yield (
            capture_id,
            _sheet_id(capture_id, position),
            position,
            sheet.division,
            sheet.unit,
            sheet.title,
            sheet.url,
            text,
            len(text.split()),
            sheet.start,
            sheet.end,
        )


def _reviews(capture: Capture, page: Page) -> Iterator[Row]:
    for stamp in page.stamps:
        sheet_id = None if stamp.sheet is None else _sheet_id(capture.capture_id, stamp.sheet + 1)
        surface = capture.text[stamp.start : stamp.end]
        row = (stamp.role, stamp.label, surface, stamp.date, stamp.precision, stamp.start, stamp.end)
        yield capture.capture_id, sheet_id, *row


def _mentions(captures: Sequence[tuple[Capture, Page]]) -> dict[str, list[Row]]:
    """Read every block once, for the rows of all three tables."""
    rows: dict[str, list[Row]] = {name: [] for name in Mentions._fields}
    for capture, page in captures:
        capture_id, text = capture.capture_id, capture.text
        for block, sheet_id in _place_blocks(capture_id, page):
            offset, words = block.start, text[block.start : block.end]
            found = (_find_again if len(words) <= _MAX_REPEATED else find_mentions)(words)
            for name, table in rows.items():
                for start, end, *values in getattr(found, name):
                    table.append((capture_id, sheet_id, words[start:end], *values, start + offset, end + offset))
    return rows


def _place_blocks(capture_id: str, page: Page) -> Iterator[tuple[Block, str | None]]:
    """Yield the blocks that can mention something, each with the sheet that it stands in; both are in page order."""
    sheets = [(sheet.start, sheet.end, _sheet_id(capture_id, number)) for number, sheet in enumerate(page.sheets, 1)]
    place = iter(sheets)
    start, end, sheet_id = next(place, (0, 0, ""))
    for block in page.blocks:
        while sheet_id and block.start >= end:
            start, end, sheet_id = next(place, (0, 0, ""))
        if block.role not in _WITHOUT_MENTIONS:
            yield block, sheet_id if sheet_id and block.start >= start else None


def _sheet_id(capture_id: str, position: int) -> str:
    return f"{capture_id}-{position:03}"
