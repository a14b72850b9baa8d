"""Reading order: pieces of text to lines, column by column, and to the rows of tables."""

import re
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
MAX_LABEL_LINES = 3  # of a label beside its text
LARGER = 1.12  # times the size of the text: a heading
MAX_BANDS = 50  # one in the other, or one below the other; a page has four
MAX_COMPARISONS = 100_000  # of pieces with gutters; a page of small figures in ten columns has 30,000
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


class _Band(NamedTuple):
    """Pieces between two that cross the gutter, told apart by the side they are on."""

    left: list[Piece]
    right: list[Piece]


def read_lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    """Yield the lines of a page as a reader follows them."""
    yield from _read(_join_markers(sorted(pieces, key=_downwards)))


def _downwards(piece: Piece) -> tuple[float, float]:
    return piece.top, piece.left


def _join_markers(pieces: list[Piece]) -> list[Piece]:
    """Join the markers of lists with what stands beside them."""
    joined = list(pieces)
    for marker in pieces:
        if not MARKER.fullmatch(marker.text):
            continue
        reach = marker.right + MAX_MARKER_GAP * marker.size
        beside = [piece for piece in joined if piece is not marker and marker.right <= piece.left < reach]
        beside = [piece for piece in beside if marker.beside(piece)]
        if beside and marker in joined:
            text = min(beside, key=lambda piece: piece.left)
            joined[joined.index(text)] = marker.join(text)._replace(top=text.top, bottom=text.bottom)
            joined.remove(marker)
    return sorted(joined, key=_downwards)


def _read(pieces: list[Piece], n_bands: int = 0) -> Iterator[Line]:
    """Read what is above the widest band with a gutter, then the band, then what is below."""
    band = _find_band(pieces) if n_bands < MAX_BANDS else None
    if band is None:
        yield from _read_flow(pieces)
        return
    n_bands += 1
    inside = {id(piece) for side in band for piece in side}
    top = min(piece.top for side in band for piece in side)
    yield from _read([piece for piece in pieces if id(piece) not in inside and piece.top < top], n_bands)
    if _is_running(band.left, band.right):
        yield from _read(band.left, n_bands)
        yield from _read(band.right, n_bands)
    else:
        yield from _read_table([piece for piece in pieces if id(piece) in inside])
    yield from _read([piece for piece in pieces if id(piece) not in inside and piece.top >= top], n_bands)


def _find_band(pieces: list[Piece]) -> _Band | None:
    """Return the band that has most lines on both sides of its gutter, if any has two."""
    edges = sorted({round(piece.left) - 1 for row in _rows(pieces) for piece in row[1:]})
    if len(edges) * len(pieces) > MAX_COMPARISONS:
        return None
    found: _Band | None = None
    n_found = 1
    for edge in edges:
        for band in _bands(pieces, edge):
            n_lines = min(len(band.left), len(band.right))
            margin = min((piece.left for piece in band.left), default=0.0)
            if sum(piece.left < margin + 2 for piece in band.left) < 2:
                continue  # a letterhead, each line of it set in the middle
            if n_lines > n_found and sum(any(map(piece.beside, band.right)) for piece in band.left) > 1:
                found, n_found = band, n_lines
    return found


def _bands(pieces: list[Piece], edge: float) -> Iterator[_Band]:
    """Yield what lies between the pieces that cross the gutter left of an edge, and the headings over both sides."""
    band = _Band([], [])
    size = LARGER * median(piece.size for piece in pieces) if pieces else 0.0
    for index, piece in enumerate(pieces):
        if (piece.size > size or piece.is_bold) and piece.left < edge and _parts(piece, pieces, index, edge):
            yield _trim(band)
            band = _Band([], [])
            continue
        if piece.left >= edge:
            band.right.append(piece)
        elif piece.right <= edge - MIN_GUTTER * piece.size:
            band.left.append(piece)
        else:
            yield _trim(band)
            band = _Band([], [])
    yield _trim(band)


def _parts(heading: Piece, pieces: list[Piece], index: int, edge: float) -> bool:
    """Whether nothing stands right of a heading, though the right side goes on below."""
    right = [piece for piece in pieces if piece.left >= edge]
    is_alone = not any(piece.top < heading.bottom and heading.top < piece.bottom for piece in right)
    return is_alone and any(piece.left >= edge for piece in pieces[index:])


def _trim(band: _Band) -> _Band:
    """Leave out what is on the left alone: above the right side, and below it after the widest gap."""
    if not band.right or not band.left:
        return band
    top, bottom = band.right[0].top - 1.5 * band.right[0].size, max(piece.bottom for piece in band.right)
    left = [piece for piece in band.left if piece.top >= top]
    pitches = [below.top - above.top for above, below in pairwise(left)]
    for index, pitch in enumerate(pitches, 1):
        if left[index].top > bottom and pitch > PARAGRAPH_GAP * max(pitches[: index - 1], default=pitch):
            return _Band(left[:index], band.right)
    return _Band(left, band.right)


def _is_running(left: list[Piece], right: list[Piece]) -> bool:
    """Tell columns of running text from the columns of a table, and from labels beside their text."""
    edge = min(piece.left for piece in right)
    right = [piece for piece in right if piece.left < edge + WIDE_GUTTER * piece.size]
    for column in (left, right):
        widths = sorted(piece.right - piece.left for piece in column)
        n_full = sum(width > 0.7 * widths[-1] for width in widths)
        if len(column) < MIN_COLUMN_LINES or n_full < len(column) / 2:
            return False
        if median(len(piece.text) for piece in column) < MIN_COLUMN_WORDS:
            return False
    return not _starts_together(left, right)


def _starts_together(left: list[Piece], right: list[Piece]) -> bool:
    """Whether paragraphs begin side by side though the one above is longer on one side: then they are cells."""
    first, second = sorted((_paragraph_starts(left), _paragraph_starts(right)), key=len)
    together = [
        (gap, other_gap)
        for top, gap in first.items()
        for other_top, other_gap in second.items()
        if abs(top - other_top) < 2
    ]
    uneven = any(abs(gap - other_gap) > 2 for gap, other_gap in together)
    return uneven and len(together) > 0.8 * len(first) > 1


def _paragraph_starts(column: list[Piece]) -> dict[float, float]:
    """Return where the paragraphs below the first begin, with the distance from the line above."""
    pitches = {below.top: below.top - above.top for above, below in pairwise(column)}
    usual = line_pitch(list(pitches.values()))
    return {top: pitch for top, pitch in pitches.items() if pitch > PARAGRAPH_GAP * usual}


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
    if not pieces:
        return
    edges = sorted(piece.right for piece in pieces)
    left, right = min(piece.left for piece in pieces), edges[-2] if len(edges) > MIN_COLUMN_LINES else edges[-1]
    for row in _rows(pieces):
        line = row[0]
        for piece in row[1:]:
            gap = (piece.left - line.right) / piece.size if piece.size else 0.0
            if gap > (MAX_MARKER_GAP if line.text.endswith(":") else WIDE_GUTTER):
                yield Line([[line]], left, right)
                line = piece
            else:
                line = line.join(piece, " " if gap > 0.1 else "")
        yield Line([[line]], left, right)


def _read_table(pieces: list[Piece]) -> Iterator[Line]:
    """Yield rows: each has a gap above it, or something in the first column where the lines are close together."""
    edges = _column_edges(pieces)
    if len(edges) == 1:
        yield from _read_flow(pieces)
        return
    lines = list(_rows(pieces))
    usual = line_pitch([below[0].top - above[0].top for above, below in pairwise(lines)])
    groups: list[list[int]] = [[0]]
    for index, (above, below) in enumerate(pairwise(lines), 1):
        if below[0].top - above[0].top > PARAGRAPH_GAP * usual:
            groups.append([])
        groups[-1].append(index)
    starts: list[int] = []
    for group in groups:
        n_full = sum(len(lines[index]) > 1 for index in group)
        is_tight = n_full > MAX_LABEL_LINES or len(groups) == 1
        starts += group[:1] + [index for index in group[1:] if is_tight and lines[index][0].left < edges[1]]
    right = max(piece.right for piece in pieces)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        cells: list[list[Piece]] = [[] for _ in edges]
        for piece in (piece for line in lines[start:end] for piece in line):
            cells[max(number for number, edge in enumerate(edges) if edge <= piece.left)].append(piece)
        filled = [cell for cell in cells if cell]
        if len(filled) > 1:
            yield Line(filled, edges[0], right, is_row=True)
        else:
            yield from _read_flow(filled[0])


def _column_edges(pieces: list[Piece]) -> list[float]:
    """Return where the columns of a table begin: after the gaps that no piece crosses."""
    edges: list[float] = []
    right = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if piece.left > right + MIN_GUTTER * piece.size or not edges:
            edges.append(piece.left)
        right = max(right, piece.right)
    return edges
