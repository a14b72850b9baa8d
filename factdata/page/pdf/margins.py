"""Text outside the body of a PDF's pages: running heads and feet, page numbers, footnotes, watermarks, bars."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from factdata.page.pdf.pieces import Piece

MARGIN = 0.15  # of a page's height, at its head and at its foot
MAX_RUNNING = 40  # pieces in a margin; what is beyond is text
SMALLER = 0.93  # times the size of the text: a footnote
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"\d+")
_FOOTNOTE = re.compile(r"\d{1,3}(?!\d|[.,]\d)|[*†‡§]")
# `2`, `- 2 -`, `Page 2 of 3`, `19-2`, `iv`, `3 (and 4)`
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s)?(?:[a-z\d]{1,3}-)?(?:\d{1,3}|[ivxl]{1,5})(?:\s?(?:of|/)\s?\d{1,3}|\s\(and\s[\d-]+\))?\W*",
    re.IGNORECASE,
)


class Sheet(NamedTuple):
    """A page: its pieces by where they belong, and where the page itself begins and ends."""

    number: int
    top: float
    bottom: float
    body: list[Piece]
    head: Sequence[Piece] = ()
    notes: Sequence[Piece] = ()
    foot: Sequence[Piece] = ()


def set_apart(sheets: Sequence[Sheet]) -> tuple[list[Sheet], float]:
    """Return the pages with what is not their text set apart, and the size of the text."""
    repeated = Counter(key for sheet in sheets for key in {_place(piece) for piece in sheet.body})
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for piece in sheet.body:
            sizes[round(piece.size, 1)] += len(piece.text)
    text_size = max(sizes, key=lambda size: (sizes[size], size), default=0.0)
    return [_set_apart(sheet, repeated, text_size) for sheet in sheets], text_size


def _place(piece: Piece) -> tuple[str, int]:
    """Name a piece by what it says, whatever the numbers in it, and by its height on the page."""
    return _DIGITS.sub("#", piece.text), round(piece.top / piece.size) if piece.size else 0


def _set_apart(sheet: Sheet, repeated: Counter[tuple[str, int]], text_size: float) -> Sheet:
    depth = MARGIN * (sheet.bottom - sheet.top)
    head = _running([piece for piece in sheet.body if piece.top < sheet.top + depth], repeated, 1)
    foot = _running([piece for piece in sheet.body if piece.bottom > sheet.bottom - depth], repeated, -1)
    taken = {*head, *foot}
    body = [piece for piece in sheet.body if piece not in taken]
    aside = [piece for piece in body if piece.is_slanted or not piece.text.strip("|│¦▌")]  # watermarks, bars of changes
    notes = _find_notes(body, text_size)
    taken |= {*aside, *notes}
    body = [piece for piece in sheet.body if piece not in taken]
    return sheet._replace(body=body, head=[*head, *aside], notes=notes, foot=foot)


def _running(pieces: list[Piece], repeated: Counter[tuple[str, int]], step: int) -> list[Piece]:
    """Return the running head (step 1) or foot (-1): what stands there on other pages, or beside the page's number."""
    pieces = sorted(pieces, key=lambda piece: step * piece.top)[:MAX_RUNNING]
    found = [piece for piece in pieces if _LETTERS.search(piece.text) and repeated[_place(piece)] > 1]
    others = [piece for piece in pieces if piece not in found]
    outermost = [piece for piece in pieces if piece.beside(pieces[0]) or piece.beside(others[0])] if others else []
    number = next((piece for piece in outermost if _PAGE_NUMBER.fullmatch(piece.text)), None)
    if number is None:
        return found
    for piece in others:
        # `11-7-2013` under `DOE P 434.1A` beside the number
        is_near = any(
            0 < step * (piece.top - other.top) < 1.3 * other.size and _is_over(piece, other) for other in found
        )
        if piece.beside(number) or (is_near and piece.right - piece.left < 12 * piece.size):
            found.append(piece)
    return found


def _is_over(piece: Piece, other: Piece) -> bool:
    return piece.left < other.right and other.left < piece.right


def _find_notes(pieces: list[Piece], text_size: float) -> list[Piece]:
    """Return the footnotes: small print with a number before it, and no text below it."""
    small = [piece for piece in pieces if piece.size < SMALLER * text_size]
    lowest = max((piece.top for piece in pieces if piece.size >= SMALLER * text_size), default=-math.inf)
    marks = [piece.top for piece in small if piece.top > lowest and _FOOTNOTE.match(piece.text)]
    return [piece for piece in small if marks and piece.bottom - piece.size / 2 >= min(marks)]
