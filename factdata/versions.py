"""Versions: each sheet as one capture states it, in the words that count for comparing it."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from .wording import normalise, words_of

if TYPE_CHECKING:
    from .corpus import Corpus

# A title that stands for its sheet is of another sheet when its number is: `Budget - Fiscal Year 2006`, `... 2007`.
MAX_TITLE_WORDS = 8

# Blocks inside a sheet whose words are not the sheet's.
_NOT_TEXT = ("chrome", "stamp", "footer", "blank")


@dataclass(frozen=True)
class Version:
    """A sheet as one capture states it, in the words that count for comparing it."""

    sheet_id: str
    url: str | None
    title: str | None
    division: str | None
    unit: str | None
    text: str
    stamps: frozenset[tuple[str, pd.Timestamp]]

    @cached_property
    def plain(self) -> str:
        """Its text without differences of white space and typography."""
        return normalise(self.text)

    @cached_property
    def plain_title(self) -> str:
        """Its title likewise; empty where it has none."""
        return normalise(self.title or "")

    @cached_property
    def traits(self) -> tuple[Hashable, ...]:
        """The words of its text, and each two in a row: texts share words by chance, and pairs of words hardly ever."""
        words = [word.lower() for word in words_of(self.plain) if word[0].isalnum()]
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
    texts = _texts(corpus)
    stamps: dict[str, set[tuple[str, pd.Timestamp]]] = defaultdict(set)
    for stamp in corpus.reviews.dropna(subset="sheet_id").itertuples():
        stamps[stamp.sheet_id].add((stamp.role, stamp.date))
    versions: dict[str, list[Version]] = defaultdict(list)
    for row in corpus.sheets.fillna({"url": "", "title": "", "division": "", "unit": ""}).itertuples():
        version = Version(
            sheet_id=row.sheet_id,
            url=row.url or None,
            title=row.title or None,
            division=row.division or None,
            unit=row.unit or None,
            text=texts.get(row.sheet_id, row.text),
            stamps=frozenset(stamps[row.sheet_id]),
        )
        versions[row.capture_id].append(version)
    return versions


def read_page_texts(corpus: "Corpus") -> dict[str, str]:
    """Return the text of each capture without chrome and stamps."""
    blocks = corpus.blocks[~corpus.blocks.role.isin(_NOT_TEXT)]
    texts: dict[str, str] = blocks.groupby("capture_id").text.agg("\n".join).to_dict()
    return texts


def _texts(corpus: "Corpus") -> dict[str, str]:
    """Return the texts of the sheets that hold several blocks, of those blocks alone that are text."""
    sheets = corpus.sheets[["capture_id", "sheet_id", "start", "end"]].sort_values(["capture_id", "start"])
    blocks = corpus.blocks[~corpus.blocks.role.isin(_NOT_TEXT)]
    # Each block belongs to the last sheet of its capture that starts at it or before, if that does not end before it.
    inside = pd.merge_asof(
        blocks.sort_values("start", kind="stable"),
        sheets.sort_values("start", kind="stable"),
        on="start",
        by="capture_id",
        suffixes=("", "_of_sheet"),
    )
    inside = inside[inside.end <= inside.end_of_sheet].sort_values(["sheet_id", "start"])
    texts: dict[str, str] = inside.groupby("sheet_id").text.agg("\n".join).to_dict()
    return texts
