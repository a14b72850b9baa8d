"""Snapshots: each sheet as one capture states it, in the words that count for comparing it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.tables.arrow import rows_of
from factdata.text.similarity import drop_volatile, normalise, words_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# A title that stands for its sheet is of another sheet when its number is: `Budget - Fiscal Year 2006`, `... 2007`.
MAX_TITLE_WORDS = 8

# Roles of blocks whose words are neither a page's nor a sheet's.
NOT_TEXT = ("chrome", "stamp", "footer", "blank")
THE_PAGE = "the page itself"
_NO_STAMPS: frozenset[tuple[str, pd.Timestamp]] = frozenset()


class Statement(NamedTuple):
    """What a capture says of a sheet, to the letter; a title or heading that it does not say is empty."""

    title: str
    division: str
    unit: str
    text: str


class PageText(NamedTuple):
    """Where the blocks of a capture that are text start, and what they say, in page order."""

    starts: list[int]
    texts: list[str]


@dataclass(eq=False)
class Snapshot:
    """A sheet as one capture states it; its url is empty where the capture has none of it.

    Where a page is one sheet, that has no url of its own, and has THE_PAGE for it.
    """

    sheet_id: str
    url: str
    stated: Statement
    stamps: frozenset[tuple[str, pd.Timestamp]]
    page: PageText
    span: tuple[int, int]

    def same_text(self, other: "Snapshot") -> bool:
        """Whether it says the same as another, white space and typography apart."""
        return self.stated.text == other.stated.text or self.plain == other.plain

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Its blocks, without chrome and stamps inside them, and without what changes though nobody edits."""
        first, last = (bisect_left(self.page.starts, place) for place in self.span)
        return tuple(filter(None, (drop_volatile(normalise(text)) for text in self.page.texts[first:last])))

    @cached_property
    def plain(self) -> str:
        """The same in one, so that where its paragraphs end does not count."""
        return " ".join(self.paragraphs)

    @cached_property
    def plain_title(self) -> str:
        """Its title likewise."""
        return normalise(self.stated.title)

    @cached_property
    def headings(self) -> tuple[str, str]:
        """The division and the unit that it stands under, likewise."""
        return normalise(self.stated.division), normalise(self.stated.unit)

    @cached_property
    def words(self) -> list[str]:
        """The words of its text, in lower case."""
        return words_of(self.plain.lower())

    @cached_property
    def title_words(self) -> list[str]:
        """Those of its title."""
        return words_of(self.plain_title.lower())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The words with digits of a text that is only a title; none for running text, whose numbers may change."""
        if self.plain.endswith((".", "!", "?")) or len(self.plain.split()) > MAX_TITLE_WORDS:
            return frozenset()
        return frozenset(word for word in self.words if any(map(str.isdigit, word)))

    @cached_property
    def day(self) -> frozenset[pd.Timestamp]:
        """The day under which a listing states an item: `Nominations Sent to the Senate` of another day is another."""
        return frozenset(date for role, date in self.stamps if role == "published")

    @property
    def day_of_title(self) -> frozenset[pd.Timestamp]:
        """The same where only the title is shown; a text that is word for word the same may be dated anew."""
        return self.day if self.plain == self.plain_title else frozenset()

    @property
    def identity(self) -> Hashable:
        """What tells a sheet that comes back: its address, else its title and text, and the day of a mere title."""
        return self.url or (self.plain_title, self.plain, self.day_of_title)


def read_snapshots(corpus: "Corpus") -> dict[str, list[Snapshot]]:
    """Return the sheets of each capture in page order, without the chrome and stamps that stand inside them."""
    blocks = _read_blocks(corpus)
    stamps: dict[str, set[tuple[str, pd.Timestamp]]] = defaultdict(set)
    for sheet_id, role, date in rows_of(corpus.reviews, "sheet_id", "role", "date"):
        stamps[sheet_id].add((role, date))
    kinds = dict(rows_of(corpus.captures, "capture_id", "kind"))
    snapshots: dict[str, list[Snapshot]] = defaultdict(list)
    names = ("capture_id", "start", "end", "sheet_id", "url", "title", "division", "unit", "text")
    for capture_id, start, end, sheet_id, url, title, division, unit, text in rows_of(corpus.sheets, *names):
        own = frozenset(stamps[sheet_id]) if sheet_id in stamps else _NO_STAMPS
        stated = Statement(title or "", division or "", unit or "", text)
        url = THE_PAGE if kinds.get(capture_id) == "sheet" else url or ""
        snapshot = Snapshot(sheet_id, url, stated, own, blocks[capture_id], (start, end))
        snapshots[capture_id].append(snapshot)
    return snapshots


def read_page_texts(corpus: "Corpus") -> dict[str, str]:
    """Return the text of each capture without chrome and stamps."""
    return {capture_id: "\n".join(page.texts) for capture_id, page in _read_blocks(corpus).items()}


def _read_blocks(corpus: "Corpus") -> dict[str, PageText]:
    blocks: dict[str, PageText] = defaultdict(lambda: PageText([], []))
    for capture_id, role, start, text in rows_of(corpus.blocks, "capture_id", "role", "start", "text"):
        if role not in NOT_TEXT:
            page = blocks[capture_id]
            page.starts.append(start)
            page.texts.append(text)
    return blocks
