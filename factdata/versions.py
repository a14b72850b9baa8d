"""Versions: each sheet as one capture states it, in the words that count for comparing it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .tables import rows_of
from .wording import normalise, words_of

if TYPE_CHECKING:
    from .corpus import Corpus

# A title that stands for its sheet is of another sheet when its number is: `Budget - Fiscal Year 2006`, `... 2007`.
MAX_TITLE_WORDS = 8

# Blocks inside a sheet whose words are not the sheet's.
_NOT_TEXT = ("chrome", "stamp", "footer", "blank")
MARKS = "()[]{}.,;:!?\"'“”‘’"
_NO_STAMPS: frozenset[tuple[str, pd.Timestamp]] = frozenset()


class Statement(NamedTuple):
    """What a capture says of a sheet, to the letter; a title or heading that it does not say is empty.

    Its text holds what stands inside it too; `blocks` are the parts of the text that are the sheet's own.
    """

    title: str
    division: str
    unit: str
    text: str
    blocks: tuple[str, ...]


@dataclass(eq=False)
class Version:
    """A sheet as one capture states it; its url is empty where the capture has none of it."""

    sheet_id: str
    url: str
    stated: Statement
    stamps: frozenset[tuple[str, pd.Timestamp]]

    def says_what(self, other: "Version") -> bool:
        """Whether it says the same as another, white space and typography apart."""
        return self.stated.blocks == other.stated.blocks or self.plain == other.plain

    @cached_property
    def paragraphs(self) -> tuple[str, ...]:
        """Its text without differences of white space and typography, by its blocks."""
        return tuple(filter(None, map(normalise, self.stated.blocks)))

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
    def traits(self) -> tuple[Hashable, ...]:
        """The words of its text, and each two in a row: texts share words by chance, and pairs of words hardly ever."""
        words = [word.strip(MARKS) for word in self.plain.lower().split()]
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


def read_versions(corpus: "Corpus") -> dict[str, list[Version]]:
    """Return the sheets of each capture in page order, without the chrome and stamps that stand inside them."""
    blocks = _read_blocks(corpus)
    stamps: dict[str, set[tuple[str, pd.Timestamp]]] = defaultdict(set)
    for sheet_id, role, date in rows_of(corpus.reviews, "sheet_id", "role", "date"):
        stamps[sheet_id].add((role, date))
    versions: dict[str, list[Version]] = defaultdict(list)
    names = ("capture_id", "start", "end", "sheet_id", "url", "title", "division", "unit", "text")
    for capture_id, start, end, sheet_id, url, title, division, unit, text in rows_of(corpus.sheets, *names):
        starts, texts = blocks[capture_id]
        inside = tuple(texts[bisect_left(starts, start) : bisect_left(starts, end)]) or (text,)
        own = frozenset(stamps[sheet_id]) if sheet_id in stamps else _NO_STAMPS
        stated = Statement(title or "", division or "", unit or "", text, inside)
        versions[capture_id].append(Version(sheet_id, url or "", stated, own))
    return versions


def read_page_texts(corpus: "Corpus") -> dict[str, str]:
    """Return the text of each capture without chrome and stamps."""
    return {capture_id: "\n".join(texts) for capture_id, (_, texts) in _read_blocks(corpus).items()}


def _read_blocks(corpus: "Corpus") -> dict[str, tuple[list[int], list[str]]]:
    """Return the starts and texts of the blocks of each capture that are text, in page order."""
    blocks: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
    for capture_id, role, start, text in rows_of(corpus.blocks, "capture_id", "role", "start", "text"):
        if role not in _NOT_TEXT:
            starts, texts = blocks[capture_id]
            starts.append(start)
            texts.append(text)
    return blocks
