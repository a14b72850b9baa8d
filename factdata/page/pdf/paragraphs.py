"""Lines to paragraphs: where one ends, and how a word that is broken at the end of a line goes on."""

import re
from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import pairwise

from factdata.page.pdf.columns import LARGER, MARKER, PARAGRAPH_GAP, Line, line_pitch
from factdata.page.pdf.pieces import Piece

MAX_WORD = 40  # characters
_SENTENCE_ENDS = '.?!:;)”"'
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# What has a hyphen behind it, wherever the line ends.
_PREFIXES = {*"all co cross ex half high long low mid multi non post pre self semi short well".split()}


def read_paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; a table row is a paragraph of its own."""
    flow = [line.piece for line in lines]
    usual = line_pitch([(b.top - a.top) / b.size for a, b in pairwise(flow) if b.size])
    paragraph: list[Line] = []
    for index, line in enumerate(lines):
        after = flow[index + 1] if index + 1 < len(lines) else None
        if paragraph and _begins(paragraph, line, after, usual):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(paragraph: Sequence[Line], line: Line, after: Piece | None, usual: float) -> bool:
    """Whether a line begins another paragraph than the one above it."""
    above, piece = paragraph[-1].piece, line.piece
    larger, smaller = max(above.size, piece.size), min(above.size, piece.size)
    if line.is_row or paragraph[-1].is_row or larger > LARGER * smaller or above.is_bold != piece.is_bold:
        return True
    if has_marker(piece.text):
        return True
    if piece.top <= above.top:  # the next column
        return above.text[-1] in _SENTENCE_ENDS or not piece.text[0].islower()
    gap = PARAGRAPH_GAP * usual * piece.size
    if piece.top - above.top > gap:
        return True
    is_indented = after and piece.left > after.left + piece.size and abs(above.left - after.left) < piece.size / 2
    if after and is_indented and not has_marker(paragraph[0].piece.text):
        return after.top - piece.top < gap
    is_broken = above.text[-1] in "-‐\u00ad" and (piece.text[0].islower() or piece.text[0].isdigit())
    return not is_broken and _was_ended(paragraph[-1], piece)


def _was_ended(line: Line, below: Piece) -> bool:
    """Whether the first word below had room at the end of a line, so that the line was ended on purpose."""
    above = line.piece
    is_at_right = above.left - line.left > (line.right - line.left) / 2
    room = above.left - line.left if is_at_right else line.right - above.right
    word = below.text.partition(" ")[0]
    return room > (below.right - below.left) * len(word) / len(below.text) + 2 * above.size


def has_marker(text: str) -> bool:
    """Whether a text begins as an item of a list does."""
    return MARKER.fullmatch(text.partition(" ")[0]) is not None


def join_lines(texts: Sequence[str], words: set[str]) -> str:
    """Join lines to one text, given the words of the document."""
    return reduce(partial(_join, words=words), texts)


def _join(above: str, below: str, words: set[str]) -> str:
    """Join two lines; a word that is broken at the end of the first is one word, or one with a hyphen, as elsewhere."""
    broken, rest = _BROKEN_WORD.search(above[-MAX_WORD:]), _FIRST_WORD.match(below)
    if broken is None or rest is None:
        return above + below if above[-1] == "-" and above[-2:-1].isalnum() else f"{above} {below}"
    first, second = broken[1].lower(), rest[0].lower()
    is_one = first + second in words or not (first in words or first in _PREFIXES)
    if f"{first}-{second}" in words or not rest[0].islower() or (above[-1] == "-" and not is_one):
        return above + below
    return above[:-1] + below
