"""The reading of one document: its capture, what its blocks are, and what they mention. Needs no pandas."""

from bisect import bisect
from functools import lru_cache
from typing import NamedTuple

from factdata.mentions import Mentions, find_mentions
from factdata.page.captures import Capture, read_capture
from factdata.page.page import Page, read_page
from factdata.sources.documents import Document
from factdata.sources.problems import Problems

# What stands round a text mentions nothing of it, and a stamp's date is in reviews.
_WITHOUT_MENTIONS = frozenset({"chrome", "stamp", "footer", "blank"})

# The captures of one page repeat most of it, and the pages of one site share lines: each block is read once. Longer
# blocks are seldom the same, and would fill the memory.
_MAX_REPEATED = 2_000  # characters
_find_again = lru_cache(maxsize=2**14)(find_mentions)


class BlockMentions(NamedTuple):
    """What a block mentions, the character that the block starts at, and the index of the sheet that it is in."""

    sheet: int | None
    start: int
    found: Mentions


class Reading(NamedTuple):
    """Everything that was read of one document."""

    capture: Capture
    page: Page
    mentions: list[BlockMentions]


def read_document(document: Document, problems: Problems) -> Reading | None:
    """Read a document; ``None`` where it cannot be read, which is then a problem."""
    capture = read_capture(document, problems)
    if capture is None:
        return None
    page = read_page(capture.text, capture.blocks, capture.stated)
    if page.is_error:
        message = f"is an error page, saved in place of the page: {page.title or 'it says so in its text'}"
        problems.warn(capture.path, "error_page", message, capture.capture_id)
    for start, surface in page.impossible:
        message = f"the calendar has no '{surface}', which the page gives as its date"
        problems.warn(capture.path, "impossible_date", message, capture.capture_id, start)
    return Reading(capture, page, find_in_blocks(capture.text, page))


def find_in_blocks(text: str, page: Page) -> list[BlockMentions]:
    """Find what the blocks of a page mention; blocks that mention nothing are left out."""
    mentions = []
    starts = [sheet.start for sheet in page.sheets]
    for block in page.blocks:
        if block.role in _WITHOUT_MENTIONS:
            continue
        words = text[block.start : block.end]
        found = (_find_again if len(words) <= _MAX_REPEATED else find_mentions)(words)
        if any(found):
            sheet = bisect(starts, block.start) - 1
            is_in_sheet = sheet >= 0 and block.start < page.sheets[sheet].end
            mentions.append(BlockMentions(sheet if is_in_sheet else None, block.start, found))
    return mentions
