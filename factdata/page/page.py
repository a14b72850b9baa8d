"""Pages: interpret the blocks of a capture, whatever format they came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from factdata.page.blocks import NOTHING_STATED, Block, Stated, is_heading_like
from factdata.page.content import set_aside_links
from factdata.page.error_pages import is_error_page
from factdata.page.genre import find_genre
from factdata.page.items import read_items
from factdata.page.listing import Sheet, read_listing
from factdata.page.stamps import Stamp
from factdata.page.titles import place_title

MIN_TEXT = 200  # characters in paragraphs; a page without a title needs this many to count as a fact sheet

MAX_HEADS = 2  # above the text: news pages may mark up the kicker and the standfirst as headings

_BODY = ("heading", "paragraph", "bullet", "table")
_ASIDE = ("chrome", "footer")


@dataclass(slots=True)
class Page:
    """An interpreted capture: its kind, title and stamps, its blocks with their roles, and its sheets."""

    kind: Literal["listing", "sheet", "other"]
    title: str | None
    blocks: list[Block]
    genre: str | None = None
    is_error: bool = False  # an error page, saved in place of the page that was asked for
    sheets: list[Sheet] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    impossible: list[tuple[int, str]] = field(default_factory=list)  # dates in stamps that do not exist in the calendar


def read_page(text: str, blocks: Sequence[Block], stated: Stated = NOTHING_STATED) -> Page:
    """Find a page's title, kind, stamps and sheets, and assign each block its role."""
    title, placed = place_title(text, blocks)
    shown = text[title.start : title.end] if title else None
    page = Page("other", shown or stated.name, placed)
    if is_error_page(text, placed, (shown, stated.title)):
        page.is_error = True
        page.blocks = [block if block.role in _ASIDE else block._replace(role="chrome", level=None) for block in placed]
        return page
    page.genre = find_genre(text, placed, page.title, stated)
    listing = read_items(text, placed) or read_listing(text, placed, title)
    if listing:
        page.kind, page.blocks, page.sheets = "listing", listing.blocks, listing.sheets
    else:
        page.blocks = set_aside_links(placed, len(text))
        page.kind = "sheet" if _is_sheet(page.blocks, title) else "other"
    page.blocks, page.stamps = _read_stamps(text, page, listing.dated if listing else {})
    page.impossible = [
        (block.start + start, surface) for block in placed if block.stamp for start, surface in block.stamp.impossible
    ]
    if page.kind == "sheet":
        page.stamps = [stamp._replace(sheet=0) for stamp in page.stamps]
        body = [block for block in page.blocks if block.role in _BODY]
        page.sheets = [Sheet(None, None, page.title, None, body[0].start, body[-1].end)]
    return page


def _is_sheet(blocks: Sequence[Block], title: Block | None) -> bool:
    """Whether a page has text below a title, or enough text without one."""
    body = [block for block in blocks if block.role in ("paragraph", "bullet", "table")]
    if title:
        return bool(body)
    return sum(block.end - block.start for block in body if block.role == "paragraph" and not block.href) >= MIN_TEXT


def _find_bare_date(text: str, blocks: Sequence[Block]) -> int | None:
    """Return the start of the only unlabelled date in the head of a page, such as `July 26, 2011`; ``None`` if several.

    The head ends where the text begins; if markup sets the date apart, a byline and a standfirst may come before it.
    A date below the title takes precedence over one above it, which may be the day on which the page was viewed.
    """
    above: dict[date, int] = {}
    below: dict[date, int] = {}
    n_lines = n_texts = n_heads = 0
    title = next((index for index, block in enumerate(blocks) if block.role == "title"), -1)
    for index, block in enumerate(blocks):
        is_below = index > title
        stamp = block.stamp
        is_near = is_below or (index == title - 1 and not blocks[index - 1].stamp)
        if stamp and (block.role == "stamp" or (is_near and block.role in _ASIDE)):
            if stamp.is_apart or not n_lines:
                for bare in (stated for stated in stamp.stamps if stated.role is None):
                    (below if is_below else above).setdefault(bare.date, block.start)
        elif block.role in _BODY and is_below:
            n_lines += 1
            n_heads += block.role == "heading"
            n_texts += block.role != "heading" and not is_heading_like(text[block.start : block.end])
            if n_texts > 1 or n_heads > MAX_HEADS:
                break
    found = below or above
    if n_heads and len({stated.date for block in blocks if block.stamp for stated in block.stamp.stamps}) > 1:
        return None  # dated items under headings
    return next(iter(found.values())) if len(found) == 1 else None


def _find_running_date(blocks: Sequence[Block]) -> int | None:
    """Return the start of a document's date in its running heads (`03-28-97`), if it is dated nowhere else."""
    stated = [(stamp, block) for block in blocks if block.stamp for stamp in block.stamp.stamps]
    heads = {stamp.date: block.start for stamp, block in reversed(stated) if block.page and block.role == "chrome"}
    return next(iter(heads.values())) if len(heads) == 1 and not any(stamp.role for stamp, _ in stated) else None


def _read_stamps(text: str, page: Page, dated: dict[int, int]) -> tuple[list[Block], list[Stamp]]:
    """Read the stamps; a line that turns out not to be a stamp becomes a paragraph again, or chrome."""
    read: list[Block] = []
    stamps: list[Stamp] = []
    waiting: tuple[str, str] | None = None
    is_above = any(block.role == "title" for block in page.blocks)
    bare = None if page.kind == "listing" else _find_bare_date(text, page.blocks)
    if bare is None:
        bare = _find_running_date(page.blocks)
    for block in page.blocks:
        is_above = is_above and block.role != "title"
        line = block.stamp
        if line is None or block.role not in ("stamp", *_ASIDE):
            waiting = None
            read.append(block)
            continue
        found = []
        for stamp in line.stamps:
            if stamp.role is None and waiting:
                label, role = waiting
                stamp = stamp._replace(role=role, label=label)
            elif stamp.role is None and (block.start in dated or block.start == bare):
                stamp = stamp._replace(role="published")
            waiting = None
            if stamp.role:
                start, end = block.start + stamp.start, block.start + stamp.end
                found.append(stamp._replace(start=start, end=end, sheet=dated.get(block.start)))
        waiting = line.waiting
        stamps += found
        if found or (line.waiting and block.role == "stamp"):
            block = block._replace(role="stamp", level=None, href=None)
        elif block.role == "stamp":
            block = block._replace(role="chrome" if is_above else "paragraph")
        read.append(block)
    return read, stamps
