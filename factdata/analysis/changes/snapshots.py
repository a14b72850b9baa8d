"""Snapshots: each sheet as one capture states it, in the words that count for comparing it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.tables.arrow import rows_of
from factdata.text.similarity import drop_volatile, normalise, words_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

NOT_TEXT = ("chrome", "stamp", "footer", "blank")  # roles of blocks whose words are neither a page's nor a sheet's
THE_PAGE = "the page itself"
MAX_TITLE_WORDS = 8  # of a text that is only a title


class PageText(NamedTuple):
    """Where the blocks of a capture that are text start, and what they say, in page order.

    White space and typography are made alike, and what changes though nobody edits is left out.
    """

    starts: list[int]
    texts: list[str]


class Snapshot(NamedTuple):
    """A sheet as one capture states it. The url is empty where it has none, and THE_PAGE where it is the page.

    `stated` are title, division, unit and text to the letter; the fields after it are plain, like `PageText`.
    """

    sheet_id: str
    url: str
    stated: tuple[str | None, ...]
    title: str
    headings: tuple[str, str]
    paragraphs: tuple[str, ...]
    text: str
    stamps: frozenset[tuple[str, pd.Timestamp]]

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of a text that is only a title, and so tells sheets apart: `Budget - Fiscal Year 2006`."""
        if self.text.endswith((".", "!", "?")) or len(self.text.split()) > MAX_TITLE_WORDS:
            return frozenset()
        return frozenset(word for word in words_of(self.text) if any(map(str.isdigit, word)))

    @property
    def day(self) -> frozenset[pd.Timestamp]:
        """The day under which a listing states an item: `Nominations Sent to the Senate` of another day is another."""
        return frozenset(date for role, date in self.stamps if role == "published")

    @property
    def day_of_title(self) -> frozenset[pd.Timestamp]:
        """The same where only the title is shown; a text that is word for word the same may be dated anew."""
        return self.day if self.text == self.title else frozenset()

    @property
    def identity(self) -> Hashable:
        """What tells a sheet that comes back: its address, else its title and text, and the day of a mere title."""
        return self.url or (self.title, self.text, self.day_of_title)


def read_page_texts(corpus: "Corpus") -> dict[str, PageText]:
    """Return the text of each capture without chrome and stamps."""
    plain = cache(lambda text: drop_volatile(normalise(text)))  # most blocks stand in many captures
    pages: dict[str, PageText] = defaultdict(lambda: PageText([], []))
    for capture_id, start, text in rows_of(
        corpus.blocks[~corpus.blocks.role.isin(NOT_TEXT)], "capture_id", "start", "text"
    ):
        pages[capture_id].starts.append(start)
        pages[capture_id].texts.append(plain(text))
    return pages


def read_snapshots(corpus: "Corpus", pages: Mapping[str, PageText]) -> dict[str, list[Snapshot]]:
    """Return the sheets of each capture in page order, without the chrome and stamps that stand inside them."""
    stamps: dict[str, set[tuple[str, pd.Timestamp]]] = defaultdict(set)
    for sheet_id, role, date in rows_of(corpus.reviews, "sheet_id", "role", "date"):
        stamps[sheet_id].add((role, date))
    single = set(corpus.captures.capture_id[corpus.captures.kind == "sheet"])
    snapshots: dict[str, list[Snapshot]] = defaultdict(list)
    names = ("capture_id", "start", "end", "sheet_id", "url", "title", "division", "unit", "text")
    for capture_id, start, end, sheet_id, url, *stated in rows_of(corpus.sheets, *names):
        title, division, unit = (normalise(text or "") for text in stated[:3])
        page = pages.get(capture_id, PageText([], []))
        first, last = (bisect_left(page.starts, place) for place in (start, end))
        paragraphs = tuple(filter(None, page.texts[first:last]))
        url = THE_PAGE if capture_id in single else url or ""
        snapshots[capture_id].append(
            Snapshot(
                *(sheet_id, url, tuple(stated), title, (division, unit)),
                *(paragraphs, " ".join(paragraphs), frozenset(stamps.get(sheet_id, ()))),
            )
        )
    return snapshots
