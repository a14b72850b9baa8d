"""PDF to blocks: lines are joined to paragraphs, and headings told by their size and weight."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium

from factdata.page.blocks import Block, Layout, Stated, is_heading_like
from factdata.page.metadata import find_document_dates
from factdata.page.pdf.columns import LARGER, MARKER, PARAGRAPH_GAP, Line, line_pitch, read_lines
from factdata.page.pdf.forms import read_fields
from factdata.page.pdf.margins import Sheet, set_apart
from factdata.page.pdf.pieces import Piece, read_pieces, turn
from factdata.page.stamps import MAX_LENGTH, StampLine, read_line
from factdata.sources.problems import NotReadError

MAX_PAGES = 2_000
MAX_PIECES = 250_000  # of text, on all pages: as many blocks are the limit for a document of any format
MAX_LEVEL = 6
_CLOSE = {"chrome", "footer", "bullet", "table"}  # no blank line between two of these
_SENTENCE_ENDS = '.?!:;)”"'
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"\w+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[A-Z][\w .]{0,24}: ")  # `Review Date: 10-26-02`
# What has a hyphen behind it, wherever the line ends.
_PREFIXES = {*"all co cross ex half high long low mid multi non post pre self semi short well".split()}
_FILE_NAME = re.compile(r"\.\w{1,5}$|[\\/]|^Microsoft \w+ - |^.?$|^untitled", re.IGNORECASE)
_SUBJECT = re.compile(r"subject:(?: \|)? ", re.IGNORECASE)
_LOCK = Lock()  # PDFium may be called by one thread at a time


class _Part(NamedTuple):
    """A paragraph, heading, row or the like, and the height of its letters."""

    role: str
    text: str
    page: int
    size: float = 0.0
    level: int | None = None
    stamp: StampLine | None = None


def read_pdf(data: bytes, url: str | None = None) -> Layout:
    """Cut a PDF into blocks, page by page.

    Raises
    ------
    NotReadError
        It is encrypted, broken, or beyond the limits.
    """
    with _LOCK:
        sheets, information = _open(data)
    sheets, text_size = set_apart(sheets)
    words = {word for sheet in sheets for piece in sheet.body for word in piece.text.lower().split()}
    parts = [part for sheet in sheets for part in _read_sheet(sheet, text_size, words)]
    stated = " ".join(information.get("Title", "").split())
    title = None if _FILE_NAME.search(stated) else stated
    text, blocks = _assemble(_rank(parts, title or ""))
    return Layout(text, blocks, dates=find_document_dates(information), stated=Stated(title, title))


def _open(data: bytes) -> tuple[list[Sheet], dict[str, str]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "it asks for a password" if "password" in str(error) else "it is broken, or no PDF"
        raise NotReadError("unreadable", f"{reason}: {error}") from error
    try:
        document.init_forms()
        if len(document) > MAX_PAGES:
            raise NotReadError("beyond_limits", f"it has more than {MAX_PAGES:,} pages")
        sheets, n_pieces = [], 0
        for number in range(1, len(document) + 1):
            sheets.append(_open_page(document, number))
            n_pieces += len(sheets[-1].body)
            if n_pieces > MAX_PIECES:
                raise NotReadError("beyond_limits", f"it has more than {MAX_PIECES:,} lines")
        return sheets, document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()


def _open_page(document: pdfium.PdfDocument, number: int) -> Sheet:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return Sheet(number, 0, 0, [])
    try:
        left, bottom, right, top = page.get_cropbox()
        _, upper, _, lower = turn(left, -top, right, -bottom, page.get_rotation())
        pieces = read_pieces(page)
        return Sheet(number, upper, lower, [*pieces, *read_fields(page, pieces)])
    finally:
        page.close()


def _read_sheet(sheet: Sheet, text_size: float, words: set[str]) -> Iterator[_Part]:
    for pieces, place in ((sheet.head, "chrome"), (sheet.body, ""), (sheet.notes, "paragraph"), (sheet.foot, "footer")):
        for lines in _paragraphs(list(read_lines(pieces))):
            cells = lines[0].cells if lines[0].is_row else [[line.piece for line in lines]]
            text = " | ".join(_join_lines([piece.text for piece in cell], words) for cell in cells)
            stamp = read_line(text) if len(text) <= MAX_LENGTH else None
            role = place or ("stamp" if stamp else _role(text, lines, text_size))
            yield _Part(role, text, sheet.number, lines[0].piece.size, stamp=stamp)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph; a row of a table is one for itself."""
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
    if _marker(piece.text):
        return True
    if piece.top <= above.top:  # the next column
        return above.text[-1] in _SENTENCE_ENDS or not piece.text[0].islower()
    if piece.top - above.top > PARAGRAPH_GAP * usual * piece.size:
        return True
    indent = piece.size
    if _marker(paragraph[0].piece.text):
        if len(paragraph) > 1 and piece.left < above.left - indent:
            return True
    elif after and piece.left > after.left + indent and abs(above.left - after.left) < indent / 2:
        return after.top - piece.top < PARAGRAPH_GAP * usual * piece.size
    elif _LABEL.match(above.text) and _LABEL.match(piece.text):
        return True
    is_broken = piece.text[0].islower() and _BROKEN_WORD.search(above.text)
    return not is_broken and _was_ended(paragraph[-1], piece)


def _was_ended(line: Line, below: Piece) -> bool:
    """Whether the first word below had room at the end of a line, so that the line was ended on purpose."""
    above, width = line.piece, line.right - line.left
    room = line.right - above.right
    if above.left - line.left > width / 2:  # set to the right
        room = above.left - line.left
    word = below.text.partition(" ")[0]
    return room > (below.right - below.left) * len(word) / len(below.text) + 2 * above.size


def _marker(text: str) -> bool:
    return MARKER.fullmatch(text.partition(" ")[0]) is not None


def _join_lines(texts: Sequence[str], words: set[str]) -> str:
    joined = texts[0]
    for text in texts[1:]:
        joined = _join(joined, text, words)
    return joined


def _join(above: str, below: str, words: set[str]) -> str:
    """Join two lines; a word that is broken at the end of the first is one word, or one with a hyphen, as elsewhere."""
    broken, rest = _BROKEN_WORD.search(above), _FIRST_WORD.match(below)
    if broken is None or rest is None:
        return above + below if above[-1] == "-" and above[-2:-1].isalnum() else f"{above} {below}"
    first, second = broken[1].lower(), rest[0].lower()
    if second in ("and", "or", "to"):  # `pre- and post-war`
        return f"{above} {below}"
    is_one = first + second in words or not (first in words or first in _PREFIXES)
    if f"{first}-{second}" in words or not rest[0].islower() or (above[-1] == "-" and not is_one):
        return above + below
    return above[:-1] + below


def _role(text: str, lines: Sequence[Line], text_size: float) -> str:
    if not _LETTER.search(text):
        return "chrome"  # `-----`
    if lines[0].is_row:
        return "table"
    is_strong = lines[0].piece.size > LARGER * text_size or all(line.piece.is_bold for line in lines)
    if is_strong and is_heading_like(text) and text[-1] != ":":
        return "heading"
    return "bullet" if _marker(text) else "paragraph"


def _rank(parts: list[_Part], title: str) -> list[_Part]:
    """Give each heading its level: 1 to the title, 2 to the largest of the others, and so on."""
    found = _find_title(parts, title)
    sizes = sorted({round(part.size) for part in parts if part.role == "heading"}, reverse=True)
    ranked = []
    for index, part in enumerate(parts):
        if index == found:
            label = _SUBJECT.match(part.text)
            if label:
                ranked.append(part._replace(role="chrome", text=label[0].rstrip()))
            ranked.append(part._replace(role="heading", text=part.text[label.end() if label else 0 :], level=1))
        elif part.role == "heading":
            ranked.append(part._replace(level=min(2 + sizes.index(round(part.size)), MAX_LEVEL)))
        else:
            ranked.append(part)
    return ranked


def _find_title(parts: Sequence[_Part], title: str) -> int | None:
    """Return the index of the title: what the document calls itself, its subject, or the largest heading of page 1."""
    first = [index for index, part in enumerate(parts) if part.page == parts[0].page]
    named = _words(title)
    for index in first:
        if named and parts[index].role != "footer" and _words(_SUBJECT.sub("", parts[index].text, count=1)) == named:
            return index
    for index in first:
        if _SUBJECT.match(parts[index].text):
            return index
    heads = [index for index in first if parts[index].role == "heading"]
    return max(heads, key=lambda index: (round(parts[index].size), len(parts[index].text)), default=None)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _assemble(parts: Sequence[_Part]) -> tuple[str, list[Block]]:
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for part in parts:
        if texts:
            gap = "\n" if part.role == blocks[-1].role and part.role in _CLOSE else "\n\n"
            texts.append(gap)
            position += len(gap)
        end = position + len(part.text)
        blocks.append(Block(part.role, part.level, position, end, stamp=part.stamp, page=part.page))
        texts.append(part.text)
        position = end
    return "".join(texts), blocks
