"""Versions: each sheet as one capture states it, in the words that count for comparing it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from .tables import rows_of
from .wording import normalise, words_of

if TYPE_CHECKING:
    from .corpus import Corpus

# A title that stands for its sheet is of another sheet when its number is: `Budget - Fiscal Year 2006`, `... 2007`.
MAX_TITLE_WORDS = 8

# Blocks inside a sheet whose words are not the sheet's.
_NOT_TEXT = ("chrome", "stamp", "footer", "blank")
_MARKS = "()[]{}.,;:!?\"'“”‘’"
_NO_STAMPS: frozenset[tuple[str, pd.Timestamp]] = frozenset()


@dataclass(eq=False)
class Version:
    """A sheet as one capture states it; a url, title or heading that it has not is empty."""

    sheet_id: str
    url: str
    title: str
    division: str
    unit: str
    text: str
    blocks: tuple[str, ...]
    stamps: frozenset[tuple[str, pd.Timestamp]]

    @property
    def stated(self) -> Hashable:
        """All that it states but its stamps, to the letter."""
        return self.title, self.division, self.unit, self.text, self.blocks

    def says_what(self, other: "Version") -> bool:
        """Whether it says the same as another, white space and typography apart."""
        return self.blocks == other.blocks or self.plain == other.plain

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Its text without differences of white space and typography, by its blocks."""
        return tuple(filter(None, map(normalise, self.blocks)))

    @cached_property
    def plain(self) -> str:
        """The same in one, so that where its paragraphs end does not count."""
        return " ".join(self.paragraphs)

    @cached_property
    def plain_title(self) -> str:
        """Its title likewise."""
        return normalise(self.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its text, for counting how many sheets have each."""
        return frozenset(_words(" ".join(self.blocks)))

    @cached_property
    def traits(self) -> tuple[Hashable, ...]:
        """The same, and each two in a row: texts share words by chance, and pairs of words hardly ever."""
        words = _words(self.plain)
        return tuple(dict.fromkeys([*words, *pairwise(words)]))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The words with digits of a text that is only a title; none for running text, whose numbers may change."""
        if self.plain.endswith((".", "!", "?")) or len(self.plain.split()) > MAX_TITLE_WORDS:
            return frozenset()
        return frozenset(word for word in words_of(self.plain) if any(map(str.isdigit, word)))

    @property
    def identity(self) -> Hashable:
        """What tells a sheet that comes back: its address, else its title and text."""
        return self.url or (self.plain_title, self.plain)


def _words(text: str) -> list[str]:
    return [word.strip(_MARKS) for word in text.lower().split()]


def read_versions(corpus: "Corpus") -> dict[str, list[Version]]:
    """Return the sheets of each capture in page order, without the chrome and stamps that stand inside them."""
    blocks = _read_blocks(corpus)
    stamps: dict[str, set[tuple[str, pd.Timestamp]]] = defaultdict(set)
    for sheet_id, role, date in rows_of(corpus.reviews.dropna(subset="sheet_id"), "sheet_id", "role", "date"):
        stamps[sheet_id].add((role, date))
    versions: dict[str, list[Version]] = defaultdict(list)
    sheets = corpus.sheets.fillna({"url": "", "title": "", "division": "", "unit": ""})
    names = ("capture_id", "start", "end", "text", "sheet_id", "url", "title", "division", "unit")
    for capture_id, start, end, text, sheet_id, url, title, division, unit in rows_of(sheets, *names):
        starts, texts = blocks[capture_id]
        inside = tuple(texts[bisect_left(starts, start) : bisect_left(starts, end)]) or (text,)
        own = frozenset(stamps[sheet_id]) if sheet_id in stamps else _NO_STAMPS
        versions[capture_id].append(Version(sheet_id, url, title, division, unit, text, inside, own))
    return versions


def read_page_texts(corpus: "Corpus") -> dict[str, str]:
    """Return the text of each capture without chrome and stamps."""
    return {capture_id: "\n".join(texts) for capture_id, (_, texts) in _read_blocks(corpus).items()}


def _read_blocks(corpus: "Corpus") -> dict[str, tuple[list[int], list[str]]]:
    """Return the starts and texts of the blocks of each capture that are text, in page order."""
    blocks: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    of_text = corpus.blocks.loc[~corpus.blocks.role.isin(_NOT_TEXT), ["capture_id", "start", "text"]]
    for capture_id, start, text in rows_of(of_text, "capture_id", "start", "text"):
        starts, texts = blocks[capture_id]
        starts.append(start)
        texts.append(text)
    return blocks
