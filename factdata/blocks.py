"""Blocks: the typed, adjoining spans that a capture's text is cut into, whatever its format was."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Block(NamedTuple):
    """A span of a text that holds something; neither its first nor its last character is white space."""

    role: str
    level: int | None
    start: int
    end: int


def fill_gaps(blocks: Iterable[Block], length: int) -> Iterator[Block]:
    """Yield the blocks with what lies between them as blank blocks: joined, they are the whole text."""
    end = 0
    for block in blocks:
        if block.start > end:
            yield Block("blank", None, end, block.start)
        yield block
        end = block.end
    if length > end:
        yield Block("blank", None, end, length)
