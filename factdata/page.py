"""Pages: what the blocks of a capture mean, whatever format they came from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .blocks import Block
from .stamps import Stamp, read_line, role_of

# A page that calls itself `Fact Sheets` lists them; `Fact Sheet: ...` is one.
_LISTING_TITLE = re.compile(r"\b(?:fact ?sheets|factsheets|hojas informativas)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fact sheet that a page states: a teaser on a listing, or the page's whole body."""

    division: str | None
    unit: str | None
    title: str | None
    url: str | None
    start: int
    end: int


@dataclass(slots=True)
class Page:
    """A capture understood: its kind, title and stamps, its blocks with their roles, and its sheets."""

    kind: str
    title: str | None
    blocks: list[Block]
    sheets: list[Sheet] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)


def read_page(text: str, blocks: Sequence[Block]) -> Page:
    """Find a page's title, kind, stamps and sheets, and give each block the role that it plays on the page."""
    title = next((block for block in blocks if block.role == "heading" and block.level == 1), None)
    stated = [block._replace(role="title") if block is title else block for block in blocks]
    page = Page(_kind(text, stated, title), text[title.start : title.end] if title else None, stated)
    page.blocks, page.stamps = _read_stamps(text, page)
    if page.kind == "listing":
        page.blocks, page.sheets = _read_listing(text, page.blocks)
    elif page.kind == "sheet":
        body = list(_body(page.blocks))
        page.sheets = [Sheet(None, None, page.title, None, body[0].start, body[-1].end)]
    return page


def _body(blocks: Sequence[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.role in ("heading", "paragraph", "bullet", "table"))


def _kind(text: str, blocks: Sequence[Block], title: Block | None) -> str:
    """Tell a listing (says so, or has divisions with units right below them) from one fact sheet, and from the rest."""
    body = list(_body(blocks))
    n_divisions = sum(
        block.role == after.role == "heading" and block.level == 2 and after.level == 3
        for block, after in pairwise(body)
    )
    has_text = any(block.role != "heading" for block in body)
    has_headings = any(block.role == "heading" for block in body)
    if has_text and has_headings and title and _LISTING_TITLE.search(text, title.start, title.end):
        return "listing"
    if has_text and n_divisions >= 2:
        return "listing"
    return "sheet" if has_text and title else "other"


def _read_listing(text: str, blocks: Sequence[Block]) -> tuple[list[Block], list[Sheet]]:
    """Every paragraph under a heading is the teaser of a sheet; what stands above introduces the page."""
    read, sheets = [], []
    division: str | None = None
    unit: str | None = None
    is_intro = True
    for block in blocks:
        role = block.role
        if role == "heading":
            is_intro = False
            if block.level == 2:
                division, unit = text[block.start : block.end], None
            else:
                unit = text[block.start : block.end]
        elif role == "paragraph":
            role = "intro" if is_intro else "teaser"
            if not is_intro:
                sheets.append(Sheet(division, unit, None, None, block.start, block.end))
        read.append(block._replace(role=role))
    return read, sheets


def _read_stamps(text: str, page: Page) -> tuple[list[Block], list[Stamp]]:
    """Read the stamp lines; a line that turns out to be none becomes a paragraph again."""
    read: list[Block] = []
    stamps: list[Stamp] = []
    waiting: str | None = None
    is_head = True
    for block in page.blocks:
        if block.role != "stamp":
            is_head = is_head and block.role in ("chrome", "title")
            waiting = None
            read.append(block)
            continue
        line = read_line(text[block.start : block.end])
        dated, label = line if line else ([], None)
        found = []
        for stamp in dated:
            if stamp.role is None and waiting:
                stamp = stamp._replace(role=role_of(waiting), label=waiting)
            elif stamp.role is None and page.kind == "sheet" and is_head:
                stamp = stamp._replace(role="published")  # a bare `July 26, 2011` under the title
            waiting = None
            if stamp.role:
                found.append(stamp._replace(start=block.start + stamp.start, end=block.start + stamp.end))
        waiting = label
        stamps += found
        read.append(block if found or label else block._replace(role="paragraph"))
    return read, stamps
