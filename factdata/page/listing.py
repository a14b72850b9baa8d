"""Listings: pages that list fact sheets, each with its title, its teaser or both."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from factdata.page.blocks import BULLET, Block, is_heading_like

MAX_TITLE = 300  # characters of a linked title; the longest seen has 223
MIN_ENTRIES = 3  # fewer similar entries may be a coincidence

# A page that calls itself `Fact Sheets` lists them; `Fact Sheet: ...` is one.
_LISTING_TITLE = re.compile(r"\b(?:fact ?sheets|factsheets|hojas informativas)\b", re.IGNORECASE)
_MORE = re.compile(r"(?:read|learn|see|view) more\W{0,4}|(?:leer|ver) más\W{0,4}", re.IGNORECASE)
_MAX_MORE = 16


class Sheet(NamedTuple):
    """A fact sheet on a page: a teaser on a listing, or the whole body of the page."""

    division: str | None
    unit: str | None
    title: str | None
    url: str | None
    start: int
    end: int


@dataclass(slots=True)
class Listing:
    """The sheets of a listing, the blocks of the page with their roles, and the sheet index of each date line."""

    blocks: list[Block]
    sheets: list[Sheet]
    dated: dict[int, int]  # start of a date line: index of the sheet below it


def read_listing(text: str, blocks: Sequence[Block], title: Block | None) -> Listing | None:
    """Read the sheets of a listing; ``None`` if the page is not a listing.

    A page is a listing if its title says so and text follows, or if it consists mostly of pairs of a linked title
    and a teaser, or if it consists only of divisions, units directly below them, and paragraphs.
    """
    says_so = title is not None and bool(_LISTING_TITLE.search(text, title.start, title.end))
    may_list = any(block.href or (block.role == "heading" and block.level == 3) for block in blocks)
    if not (says_so or may_list):
        return None
    outline = _Outline(text, blocks)
    if not outline.n_texts or not (outline.heads or outline.titles):
        return None
    is_paired = outline.n_pairs >= MIN_ENTRIES and outline.n_pairs * 2 >= 0.6 * outline.n_texts
    if not (says_so or is_paired or (outline.n_divisions >= 2 and not outline.has_lists)):
        return None
    reading = _Reading(outline)
    for block in blocks:
        reading.take(block)
    listing = reading.listing()
    return listing if listing.sheets else None


def is_linked_title(text: str, block: Block) -> bool:
    """Whether a block is a link that may be the title of its target page."""
    if not block.href or block.end - block.start > MAX_TITLE:
        return False
    is_sentence = text[block.end - 1] == "." and block.role != "heading"  # `Crime in Washington, D.C.`
    return not is_sentence and not is_more(text, block)


def is_more(text: str, block: Block) -> bool:
    """Whether a block consists only of `Read More`."""
    return _MORE.fullmatch(text, block.start, block.end) is not None


class _Outline:
    """The order of headings, titles and text on a possible listing; blocks are identified by their start offsets."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        lines = [block for block in blocks if block.role in ("heading", "paragraph", "bullet", "table", "stamp")]
        body = [block for block in lines if block.role != "stamp"]
        pairs = list(pairwise(body))
        self._following = {block.start: after for block, after in pairs}
        self.heads = [block for block in body if block.role == "heading"]
        self.has_lists = any(block.role in ("bullet", "table") for block in body)
        self.n_texts = sum(block.role in ("paragraph", "bullet") for block in body)
        self.n_divisions = sum(
            block.role == after.role == "heading" and block.level == 2 and after.level == 3 for block, after in pairs
        )
        self.dates = {block.start for block in lines if block.role == "stamp" and self._is_date(block)}
        self.titles = set(self._find_titles(lines, body))
        self.n_pairs = sum(
            block.start in self.titles
            and block.href is not None
            and after.start not in self.titles
            and after.role == "paragraph"
            for block, after in pairs
        )
        self.heads = [block for block in self.heads if block.start not in self.titles]

    def words(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]

    def stands_over_text(self, block: Block) -> bool:
        """Whether a paragraph follows directly."""
        below = self._following.get(block.start)
        return below is not None and below.role == "paragraph" and below.start not in self.titles

    def _find_titles(self, lines: list[Block], body: list[Block]) -> Iterator[int]:
        """Yield titles of sheets: links, bullets above paragraphs, lines below a date, headings above one teaser."""
        linked = [
            block
            for above, block in pairwise([*body[:1], *body])
            if block.role != "heading"
            and is_linked_title(self.text, block)
            and (above is block or above.href != block.href)
        ]
        starts = {block.start for block in linked}
        yield from starts
        bullets = [block for block in body if block.role == "bullet"]
        n_over = sum(self._is_paragraph(self._following.get(block.start)) for block in bullets)
        if len(bullets) > 1 and n_over >= 0.8 * len(bullets):
            yield from (block.start for block in bullets)
        for line, block in pairwise(lines):  # a date line, a topic, a teaser
            if line.start in self.dates and block.role == "paragraph" and is_heading_like(self.words(block)):
                yield block.start
        heads = [block for block in self.heads if block.href]
        below = [self._following.get(start) for start in starts]
        if all(block is None or block.role != "paragraph" or block.start in starts for block in below):
            n_alone = sum(self._stands_over_one(head) for head in heads)
            yield from (block.start for block in heads if n_alone >= 0.8 * len(heads))
        lowest_level = max((block.level or 0 for block in self.heads), default=0)
        lowest = [block for block in self.heads if block.level == lowest_level]
        if len(lowest) >= MIN_ENTRIES and all(self._stands_over_one(head) for head in lowest):
            yield from (block.start for block in lowest)

    def _stands_over_one(self, head: Block) -> bool:
        """Whether exactly one paragraph separates a heading from the next heading or title."""
        below = self._following.get(head.start)
        after = self._following.get(below.start) if below else None
        return self._is_paragraph(below) and (after is None or after.role == "heading" or after.href is not None)

    @staticmethod
    def _is_date(block: Block) -> bool:
        return block.stamp is not None and any(stamp.role is None for stamp in block.stamp.stamps)

    @staticmethod
    def _is_paragraph(block: Block | None) -> bool:
        return block is not None and block.role == "paragraph"


class _Reading:
    """The state of reading a listing from top to bottom."""

    def __init__(self, outline: _Outline) -> None:
        self._outline = outline
        self._read: list[Block] = []
        self._sheets: list[Sheet] = []
        self._dated: dict[int, int] = {}
        self._division: str | None = None
        self._unit: str | None = None
        self._title: Block | None = None  # of the sheet whose teaser has not been read yet
        self._title_at = 0
        self._date: int | None = None
        self._is_intro = True
        self._is_open = False  # whether the next text still belongs to the last sheet
        self._top = min((block.level or 2 for block in outline.heads), default=2)
        self._lowest = max((block.level or 2 for block in outline.heads), default=1) + 1
        self._first = outline.heads[0].start if outline.heads else 0

    def take(self, block: Block) -> None:
        """Read the next block of the page."""
        outline = self._outline
        if block.role == "stamp":
            self._date = block.start if block.start in outline.dates else self._date
        elif block.start in outline.titles and self._is_title(block):
            self._end_title()
            self._title, self._title_at, self._is_intro = block, len(self._read), False
        elif block.role == "heading":
            self._end_title()
            self._is_intro = self._is_open = False
            words = outline.words(block)
            if block.level == self._top:
                self._division, self._unit = words, None
            else:
                self._unit = words
        elif block.role in ("paragraph", "bullet"):
            self._take_text(block)
            return
        self._read.append(block)

    def _is_title(self, block: Block) -> bool:
        """Whether a title begins a sheet; links above the first division do not, nor do linked teasers."""
        if self._title and block.href and self._title.href == block.href:
            return False
        return block.start > self._first or self._outline.stands_over_text(block)

    def _take_text(self, block: Block) -> None:
        start, end, href = block.start, block.end, block.href
        if self._is_intro:
            self._read.append(block._replace(role="intro", level=None))
            return
        more = self._find_more(start, end)
        teaser_end = end if more is None else start + len(self._outline.text[start:more].rstrip())
        if teaser_end > start:
            if self._title:
                self._read[self._title_at] = self._title._replace(role="heading", level=self._lowest)
            self._read.append(block._replace(role="teaser", level=None, end=teaser_end))
            if self._is_open and self._title is None:
                self._sheets[-1] = self._sheets[-1]._replace(end=teaser_end)
            else:
                self._add(start, teaser_end, href)
        elif self._sheets and href and not self._sheets[-1].url:
            self._sheets[-1] = self._sheets[-1]._replace(url=href)
        if more is not None:
            self._read.append(block._replace(role="chrome", level=None, start=more, href=None))

    def _find_more(self, start: int, end: int) -> int | None:
        """Return where a trailing `Read More` begins; it is not part of the teaser."""
        text, tail = self._outline.text, max(start, end - _MAX_MORE)
        words = text[tail:end].lower()
        if "more" in words or "más" in words:
            for match in _MORE.finditer(text, tail, end):
                if match.end() == end:
                    return match.start()
        return None

    def _end_title(self) -> None:
        """Add the sheet of a title without a teaser; its title serves as the teaser."""
        if self._title is not None:
            self._read[self._title_at] = self._title._replace(role="teaser", level=None)
            self._add(self._title.start, self._title.end, None)
            self._is_open = False

    def _add(self, start: int, end: int, href: str | None) -> None:
        title, words, url = self._title, None, href
        if title:
            words = BULLET.sub("", self._outline.words(title), count=1)
            url = title.href or href
        if self._date is not None:
            self._dated[self._date] = len(self._sheets)
        self._sheets.append(Sheet(self._division, self._unit, words, url, start, end))
        self._is_open = title is not None
        self._title = self._date = None

    def listing(self) -> Listing:
        """Return the listing; if titles repeat, unlinked titles are topics and are used as divisions."""
        self._end_title()
        titles = Counter(sheet.title for sheet in self._sheets if sheet.title and not sheet.url)
        if self._division is None and any(n > 1 for n in titles.values()):
            self._sheets = [
                sheet._replace(division=sheet.title, title=None) if sheet.title in titles and not sheet.url else sheet
                for sheet in self._sheets
            ]
        return Listing(self._read, self._sheets, self._dated)
