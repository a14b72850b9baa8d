"""Blocks: the typed spans into which the text of a capture is cut, whatever its format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factdata.page.metadata import MetadataDate
from factdata.page.stamps import StampLine

MAX_HEADING = 100  # characters; the longest heading seen on a listing has 61, the shortest whole paragraphs about 60

BULLET = re.compile(r"(?:[•◦▪●‣·*–-]|[\ue000-\uf8ff]|\d{1,2}[.)])(?:\s+|$)")
_CLOSE = {"chrome", "footer", "bullet", "table"}  # no blank line between two of these
# `It pays for equipment. Read More`
_SENTENCE = re.compile(r"\w{4}[.!?] ")
# `Arrests in the U.S.` ends like a sentence but is not one.
_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.)+$")


class Block(NamedTuple):
    """A span of text that neither starts nor ends with white space.

    `href` is the link target of the whole block. `stamp` is set if the block consists only of labels and dates.
    `page` is its page number, from 1, in formats that have pages.
    """

    role: str
    level: int | None
    start: int
    end: int
    href: str | None = None
    stamp: StampLine | None = None
    page: int | None = None


class Stated(NamedTuple):
    """The description of a document in its metadata: its title, its schema.org types, its address.

    `name` is the title without the name of the site.
    """

    title: str | None = None
    name: str | None = None
    types: tuple[str, ...] = ()
    url: str | None = None


NOTHING_STATED = Stated()


@dataclass(frozen=True, slots=True)
class Layout:
    """The result of reading a document: the visible text in reading order, cut into blocks.

    `language` is the declared language, `url` the address the document gives itself, `dates` the dates outside its
    visible text, and `stated` its description of itself there.
    """

    text: str
    blocks: Sequence[Block]
    language: str | None = None
    url: str | None = None
    dates: Sequence[MetadataDate] = ()
    stated: Stated = NOTHING_STATED


def is_heading_like(line: str) -> bool:
    """Whether a line is short and does not contain the end of a sentence."""
    if len(line) > MAX_HEADING or (line[-1] in ".;,!" and not _ABBREVIATION.search(line)):
        return False
    return not (". " in line or "? " in line or "! " in line) or not _SENTENCE.search(line)


def place_blocks(parts: Iterable[tuple[str, Block]]) -> tuple[str, list[Block]]:
    """Join texts with white space, and set the offsets of their blocks."""
    texts: list[str] = []
    blocks: list[Block] = []
    position, before = 0, None
    for text, block in parts:
        if texts:
            texts.append("\n" if block.role == before and before in _CLOSE else "\n\n")
            position += len(texts[-1])
        texts.append(text)
        start, position = position, position + len(text)
        blocks.append(Block(block.role, block.level, start, position, block.href, block.stamp, block.page))
        before = block.role
    return "".join(texts), blocks


def fill_gaps(blocks: Iterable[Block], length: int) -> Iterator[Block]:
    """Yield the blocks, with blank blocks for the gaps: together they cover the whole text."""
    end = 0
    for block in blocks:
        if block.start > end:
            yield Block("blank", None, end, block.start)
        yield block
        end = block.end
    if length > end:
        yield Block("blank", None, end, length)
