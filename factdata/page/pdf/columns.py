"""Reading order: pieces of text to lines, column by column, and to the rows of tables."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from factdata.page.pdf.pieces import Piece

# What stands before an item of a list, and apart from it: `•`, `o`, `(12)`, `a.`, `1.1`.
MARKER = re.compile(r"[^\w\s\"'“‘(\[$§<]|o|\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,5})[.)]|\d{1,2}\.\d{1,2}\.?")
MAX_MARKER_GAP = 6  # times the height of the letters
MIN_GUTTER = 0.6  # likewise: the cells of tight tables are no further apart
WIDE_GUTTER = 2  # between words of one line that belong together there is less
MIN_COLUMN_LINES = 3
MIN_COLUMN_WORDS = 15  # characters of a line of running text, in the median; those of three columns have 30
LARGER = 1.12  # times the size of the text: a heading
MAX_COLUMNS = 50
PARAGRAPH_GAP = 1.3  # of the distance between lines


class Line(NamedTuple):
    """A line of running text, or a row of a table, as cells of pieces; `left` and `right` are its column's edges."""

    cells: list[list[Piece]]
    left: float
    right: float
    is_row: bool = False

    @property
    def piece(self) -> Piece:
        """Return the first piece: of running text, the whole line."""
        return self.cells[0][0]


class _Column(NamedTuple):
    """Where a column begins and ends, and the height of the letters at its left edge."""

    left: float
    right: float
    size: float


def read_lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Yield the lines of a page as a reader follows them."""
    yield from _read(sorted(_join_markers(sorted(pieces, key=_downwards)), key=_downwards))


def _downwards(piece: Piece) -> tuple[float, float]:
    return piece.top, piece.left


def _join_markers(pieces: list[Piece]) -> Iterator[Piece]:
    """Join the markers of lists with what stands beside them."""
    for row in _rows(pieces):
        last = row[0]
        for piece in row[1:]:
            if MARKER.fullmatch(last.text) and piece.left < last.right + MAX_MARKER_GAP * last.size:
                last = last.join(piece)._replace(top=piece.top, bottom=piece.bottom)
            else:
                yield last
                last = piece
        yield last


def _read(pieces: list[Piece]) -> Iterator[Line]:
    """Read bands of columns, and what stands between them over the whole width, from the top down."""
    flow: list[Piece] = []
    for band in _bands(pieces):
        edges = [column.left for column in _columns(band)]
        if len(edges) < 2 or _is_chance(band, edges[1]):
            flow += band
            continue
        yield from _read_flow(flow)
        flow = []
        columns = _cells(band, edges)
        if all(map(_is_running, columns)) and not _starts_together(columns):
            for column in columns:
                yield from _read(column)
        else:
            yield from _read_table(band, edges)
    yield from _read_flow(flow)


def _bands(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Cut a page where a line of its own crosses a gutter or is a heading, and where a line with gutters begins."""
    band: list[Piece] = []
    columns: list[_Column] = []
    size = LARGER * median(piece.size for piece in pieces) if pieces else 0.0
    for row in _rows(pieces):
        joined, own = _columns([*columns, *row]), _columns(row)
        is_over = len(row) == 1 and (row[0].is_bold or row[0].size > size or len(joined) < len(columns))
        if len(columns) > 1 and (is_over or len(joined) == 1):
            yield band
            band, joined = [], own
        elif len(columns) == 1 < len(own):
            # The right column may begin above the left one.
            start = next((index for index in range(len(band), 0, -1) if band[index - 1].left < own[1].left), 0)
            yield band[:start]
            band, joined = band[start:], _columns([*band[start:], *row])
        band += row
        columns = joined
    yield band


def _columns(parts: Sequence["Piece | _Column"]) -> list[_Column]:
    """Return the columns that parts of a page make: between two of them is a gap that no part crosses."""
    columns: list[_Column] = []
    for part in sorted(parts, key=lambda part: part.left):
        if not columns or part.left > columns[-1].right + MIN_GUTTER * part.size:
            columns.append(_Column(part.left, part.right, part.size))
        elif part.right > columns[-1].right:
            columns[-1] = columns[-1]._replace(right=part.right)
    return columns if len(columns) <= MAX_COLUMNS else [columns[0]._replace(right=columns[-1].right)]


def _cells(pieces: list[Piece], edges: list[float]) -> list[list[Piece]]:
    """Divide pieces among the columns that begin at the edges."""
    cells: list[list[Piece]] = [[] for _ in edges]
    for piece in pieces:
        cells[bisect(edges, piece.left) - 1].append(piece)
    return cells


def _is_chance(band: list[Piece], edge: float) -> bool:
    """Whether a gutter is only a gap in one line, or between the lines of a letterhead, each set in the middle."""
    lefts = [row[0].left for row in _rows(band) if row[0].left < edge <= row[-1].left]
    return sum(left < min(lefts) + 2 for left in lefts) < 2


def _is_running(column: list[Piece]) -> bool:
    """Tell a column of running text from one of a table, and from labels beside their text."""
    widths = sorted(piece.right - piece.left for piece in column)
    n_full = sum(width > 0.7 * widths[-1] for width in widths)
    is_long = len(column) >= MIN_COLUMN_LINES and n_full >= len(column) / 2
    return is_long and median(len(piece.text) for piece in column) >= MIN_COLUMN_WORDS


def _starts_together(columns: list[list[Piece]]) -> bool:
    """Whether paragraphs begin side by side, as they do in the cells of a table of myths and facts."""
    first, *others = sorted(map(_paragraph_starts, columns), key=len)
    return len(first) > 1 and all(len(first & other) > 0.8 * len(first) for other in others)


def _paragraph_starts(column: list[Piece]) -> set[int]:
    gap = PARAGRAPH_GAP * line_pitch([below.top - above.top for above, below in pairwise(column)])
    return {round(below.top / below.size) for above, below in pairwise(column) if below.top - above.top > gap}


def line_pitch(pitches: list[float]) -> float:
    """Return the distance between the lines of a paragraph, among distances that paragraphs and headings stretch."""
    apart = sorted(pitch for pitch in pitches if pitch > 0.5)
    return apart[len(apart) // 4] if apart else 0.0


def _rows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield what stands side by side, from left to right."""
    row: list[Piece] = []
    for piece in pieces:
        if row and not piece.beside(row[0]):
            yield sorted(row, key=lambda found: found.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda found: found.left)


def _read_flow(pieces: list[Piece]) -> Iterator[Line]:
    left, right = (
        min((piece.left for piece in pieces), default=0.0),
        max((piece.right for piece in pieces), default=0.0),
    )
    for row in _rows(pieces):
        line = row[0]
        for piece in row[1:]:
            gap = (piece.left - line.right) / max(piece.size, 1)
            if gap > WIDE_GUTTER:
                yield Line([[line]], left, right)
                line = piece
            else:
                line = line.join(piece, gap=" " if gap > 0.1 else "")
        yield Line([[line]], left, right)


def _read_table(pieces: list[Piece], edges: list[float]) -> Iterator[Line]:
    """Yield rows: each has a gap above it or, in a table without gaps, something in the first column."""
    lines = list(_rows(pieces))
    pitches = [below[0].top - above[0].top for above, below in pairwise(lines)]
    gap = PARAGRAPH_GAP * line_pitch(pitches)
    has_gaps = max(pitches) > gap
    rows = [lines[0]]
    for line, pitch in zip(lines[1:], pitches, strict=True):
        if pitch > gap or (not has_gaps and line[0].left < edges[1]):
            rows.append([])
        rows[-1] += line
    right = max(piece.right for piece in pieces)
    for row in rows:
        cells = [cell for cell in _cells(row, edges) if cell]
        if len(cells) > 1:
            yield Line(cells, edges[0], right, is_row=True)
        else:
            yield from _read_flow(cells[0])
