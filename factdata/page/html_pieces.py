"""Pieces: what an HTML page is cut into before the place of each in the text is known; tables of data made of them."""

from dataclasses import dataclass, field
from typing import NamedTuple

CELL = " | "  # what stands between the cells of a table's row in the text
_MAX_CELL = 300  # characters; longer cells are running text, and their table lays out the page


class Mark(NamedTuple):
    """The address that a piece of text links to, and whether it is bold."""

    href: str | None
    is_bold: bool


class Line(NamedTuple):
    """A line of text, and what holds of all that stands in it."""

    text: str
    mark: Mark


class Context(NamedTuple):
    """What the elements around a text say of it."""

    role: str
    level: int | None
    mark: Mark


class Piece(NamedTuple):
    """A block before its place in the text is known. A row of a table of data has the role "row"."""

    role: str
    level: int | None
    text: str
    mark: Mark


PLAIN = Mark(None, False)


class Cell(NamedTuple):
    """Where the pieces of a table's cell begin and end."""

    start: int
    end: int


@dataclass(slots=True)
class Table:
    """A table while it is read."""

    start: int  # the index of its first piece
    rows: list[list[Cell]] = field(default_factory=list)
    has_header: bool = False
    cell_start: int = 0


def is_data(pieces: list[Piece], table: Table) -> bool:
    """Tell a table of data (has a header, or nothing but short cells in columns) from one that lays out the page."""
    roles = {piece.role for piece in pieces}
    if not pieces or roles & {"heading", "chrome", "footer", "row"}:
        return False
    if table.has_header:
        return True
    if roles != {"table"} or any(len(piece.text) > _MAX_CELL for piece in pieces):
        return False
    return any(len(row) > 1 for row in table.rows) and all(
        cell.end - cell.start < 2 for row in table.rows for cell in row
    )


def merge_rows(pieces: list[Piece], table: Table) -> list[Piece]:
    """Return the pieces of a table with those of a row made one; its caption stays what it is."""
    merged: list[Piece] = []
    first = table.start
    for row in filter(None, table.rows):
        merged += pieces[first : row[0].start]
        first = row[-1].end
        cells = [" ".join(piece.text for piece in pieces[cell.start : cell.end]) for cell in row]
        if any(cells):
            merged.append(Piece("row", None, CELL.join(cells).replace("\n", " ").strip(), PLAIN))
    return merged + pieces[first:]
