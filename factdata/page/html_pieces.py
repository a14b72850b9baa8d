"""Pieces of an HTML page, and how the pieces of a table become its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from factdata.page.stamps import StampLine

_MAX_CELL = 300  # characters; a longer cell is running text, and its table is used for layout


class Mark(NamedTuple):
    """The link target of a piece of text, and whether the text is bold."""

    href: str | None
    is_bold: bool


class Context(NamedTuple):
    """The role, heading or list level and formatting that a text inherits from the elements around it."""

    role: str
    level: int | None
    mark: Mark


class Piece(NamedTuple):
    """A block without its offsets; table cells have the role "cell" until the table ends."""

    role: str
    level: int | None
    text: str
    mark: Mark
    stamp: StampLine | None = None


PLAIN = Mark(None, False)


@dataclass(slots=True)
class Table:
    """A table being read: the index of its first piece, and the pieces of each cell, row by row."""

    start: int
    rows: list[list[slice]] = field(default_factory=list)
    has_header: bool = False
    cell_start: int = 0


def is_data(pieces: Sequence[Piece], table: Table) -> bool:
    """Whether a table holds data (has a header, or only short cells in columns) and is not used for layout."""
    roles = {piece.role for piece in pieces}
    if not pieces or roles & {"heading", "chrome", "footer", "table"}:
        return False
    if table.has_header:
        return True
    if roles != {"cell"} or any(len(piece.text) > _MAX_CELL for piece in pieces):
        return False
    sizes = [cell.stop - cell.start for row in table.rows for cell in row]
    return any(len(row) > 1 for row in table.rows) and all(size < 2 for size in sizes)


def merge_rows(pieces: Sequence[Piece], table: Table) -> list[Piece]:
    """Merge the pieces of each row of a table into one; the caption is left unchanged."""
    merged: list[Piece] = []
    first = table.start
    for row in filter(None, table.rows):
        merged += pieces[first : row[0].start]
        first = row[-1].stop
        cells = [" ".join(piece.text for piece in pieces[cell]) for cell in row]
        if any(cells):
            merged.append(Piece("table", None, " | ".join(cells).replace("\n", " ").strip(), PLAIN))
    return [*merged, *pieces[first:]]
