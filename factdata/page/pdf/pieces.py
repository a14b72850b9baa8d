"""What PDFium gives: the pieces of text on each page of a PDF, with their places, sizes and weights."""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from factdata.sources.problems import NotReadError

MAX_CHARACTERS = 200_000  # of a page; a page of small print has 10,000
MAX_PLACE = 1e6  # points: 350 m; what is further out is on no page
MAX_GAP = 1.1  # of the letters' height: between the words of a line; between columns there is more
MIN_CELL_GAP, WIDER = 0.6, 2.2  # of the letters' height, and of the other gaps of the line

_HYPHEN = "\ufffe"  # PDFium's sign for a hyphen at the end of a line, which it joins with the next
_WORD = re.compile(rf"[^\s{_HYPHEN}]+{_HYPHEN}?")
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160), 0xFEFF, 0xFFFF]) | {ord(_HYPHEN): "-"}
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
# What is a bullet to the eye is `¾`, `Ø` or a character of private use in these.
_DINGBATS = re.compile(rb"dings|dingbats", re.IGNORECASE)
_FONT_NAME_BYTES = 64


class Piece(NamedTuple):
    """Words side by side, and the box round them in points from the top left of the page as it is shown.

    `size` is the height of the letters of its longest word, ascenders and descenders included.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool = False
    is_slanted: bool = False

    def beside(self, other: "Piece") -> bool:
        """Whether both stand on one line."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return overlap > min(self.bottom - self.top, other.bottom - other.top) / 2

    def join(self, *others: "Piece", gap: str = " ") -> "Piece":
        """Join with what stands to the right of it."""
        texts, lefts, tops, rights, bottoms, sizes, are_bold, are_slanted = zip(self, *others, strict=True)
        size = max(zip(map(len, texts), sizes, strict=True), key=itemgetter(0))[1]
        box = min(lefts), min(tops), max(rights), max(bottoms)
        return Piece(gap.join(texts), *box, size, all(are_bold), all(are_slanted))


def read_pieces(page: pdfium.PdfPage) -> list[Piece]:
    """Return the pieces of a page, in the order in which the file draws them."""
    text_page = page.get_textpage()
    try:
        runs: list[list[Piece]] = []
        for word in _read_words(text_page.raw, page.get_rotation()):
            if runs and _continues(runs[-1][-1], word):
                runs[-1].append(word)
            else:
                runs.append([word])
        return [first.join(*others) for run in runs for first, *others in _split(run)]
    finally:
        text_page.close()


def _continues(last: Piece, word: Piece) -> bool:
    """Whether a word goes on a line, and no other column begins with it."""
    return -0.5 < (word.left - last.right) / max(last.size, word.size, 1) < MAX_GAP and word.beside(last)


def _split(run: list[Piece]) -> Iterator[list[Piece]]:
    """Cut a run where a gap is far wider than its others: the cells of tight tables are no further apart."""
    gaps = [word.left - last.right for last, word in pairwise(run)]
    least = max(WIDER * median(gaps), MIN_CELL_GAP * run[0].size) if gaps else 0.0
    starts = [0, *(index for index, gap in enumerate(gaps, 1) if gap > least), len(run)]
    for start, end in pairwise(starts):
        yield run[start:end]


def _read_words(text_page: c.FPDF_TEXTPAGE, rotation: int) -> Iterator[Piece]:
    box, box_of = c.FS_RECTF(), c.FPDFText_GetLooseCharBox
    font, flags, font_of = ctypes.create_string_buffer(_FONT_NAME_BYTES), ctypes.c_int(), c.FPDFText_GetFontInfo
    styles: dict[bytes, tuple[bool, bool]] = {}
    for word in _WORD.finditer(_read_text(text_page)):
        text = word[0].translate(_CONTROLS)
        if not text:
            continue
        start, end = word.span()
        box_of(text_page, start, box)
        left, top, right, bottom = turn(box.left, -box.top, box.right, -box.bottom, rotation)
        box_of(text_page, end - 1, box)
        left_2, top_2, right_2, bottom_2 = turn(box.left, -box.top, box.right, -box.bottom, rotation)
        if not abs(left) + abs(top) + abs(right_2) + abs(bottom_2) < MAX_PLACE:  # nor where it is no number
            continue
        font_of(text_page, start, font, _FONT_NAME_BYTES, flags)
        name = font.value
        if name not in styles:
            styles[name] = _BOLD.search(name) is not None, _DINGBATS.search(name) is not None
        is_bold, is_dingbat = styles[name]
        if len(text) == 1 and (is_dingbat or "\ue000" <= text <= "\uf8ff"):
            text = "•"
        size = bottom - top
        box_of_word = min(left, left_2), min(top, top_2), max(right, right_2), max(bottom, bottom_2)
        yield Piece(text, *box_of_word, size, is_bold, abs(top - top_2) > size / 2)


def _read_text(text_page: c.FPDF_TEXTPAGE) -> str:
    """Return the characters of a page, one for each box."""
    length = c.FPDFText_CountChars(text_page)
    if length > MAX_CHARACTERS:
        raise NotReadError("beyond_limits", f"one of its pages has more than {MAX_CHARACTERS:,} characters")
    buffer = (ctypes.c_ushort * (length + 1))()
    n_units = c.FPDFText_GetText(text_page, 0, length, buffer)
    text = bytes(buffer)[: 2 * max(n_units - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == length:
        return text
    # PDFium leaves out what it has no character for, and the boxes do not.
    codes = (c.FPDFText_GetUnicode(text_page, index) for index in range(length))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)


def turn(left: float, top: float, right: float, bottom: float, degrees: int) -> tuple[float, float, float, float]:
    """Turn a box clockwise, as a page is turned to be shown."""
    if not degrees:
        return left, top, right, bottom
    for _ in range(degrees // 90):
        left, top, right, bottom = -bottom, left, -top, right
    return left, top, right, bottom
