"""PDF to blocks: a role for each paragraph, headings told by their size and weight, and the title among them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium

from factdata.page.blocks import Block, Layout, Stated, is_heading_like, place_blocks
from factdata.page.metadata import find_document_dates
from factdata.page.pdf.bounds import check_unfolding
from factdata.page.pdf.columns import LARGER, Line, read_lines
from factdata.page.pdf.forms import read_fields
from factdata.page.pdf.margins import Sheet, set_apart
from factdata.page.pdf.paragraphs import has_marker, join_lines, read_paragraphs
from factdata.page.pdf.pieces import read_pieces, turn
from factdata.page.stamps import MAX_LENGTH, StampLine, read_line
from factdata.sources.problems import NotReadError

MAX_PAGES = 2_000
MAX_PIECES = 250_000  # of text, on all pages: as many blocks are the limit for a document of any format
MAX_LEVEL = 6
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"\w+")
_FILE_NAME = re.compile(r"\.\w{1,5}$|[\\/]|^[A-Z]:|^Microsoft \w+ - |^.?$|^untitled", re.IGNORECASE)
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
    text, blocks = place_blocks(
        (part.text, Block(part.role, part.level, 0, 0, None, part.stamp, part.page))
        for part in _rank(parts, _find_title(parts, title or ""))
    )
    return Layout(text, blocks, dates=find_document_dates(information), stated=Stated(title, title))


def _open(data: bytes) -> tuple[list[Sheet], dict[str, str]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "it asks for a password" if "password" in str(error) else "it is broken, or no PDF"
        raise NotReadError("unreadable", f"{reason}: {error}") from error
    with closing(document):
        document.init_forms()
        if len(document) > MAX_PAGES:
            raise NotReadError("beyond_limits", f"it has more than {MAX_PAGES:,} pages")
        check_unfolding(data, len(document))
        sheets: list[Sheet] = []
        for number in range(len(document)):
            sheets.append(_open_page(document, number))
            if sum(len(sheet.body) for sheet in sheets) > MAX_PIECES:
                raise NotReadError("beyond_limits", f"it has more than {MAX_PIECES:,} lines")
        return sheets, document.get_metadata_dict(skip_empty=True)


def _open_page(document: pdfium.PdfDocument, number: int) -> Sheet:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Sheet(number + 1, 0, 0, [])
    with closing(page):
        left, bottom, right, top = page.get_cropbox()
        _, upper, _, lower = turn(left, -top, right, -bottom, page.get_rotation())
        pieces = read_pieces(page)
        return Sheet(number + 1, upper, lower, [*pieces, *read_fields(page, pieces)])


def _read_sheet(sheet: Sheet, text_size: float, words: set[str]) -> Iterator[_Part]:
    for pieces, place in ((sheet.head, "chrome"), (sheet.body, ""), (sheet.notes, "paragraph"), (sheet.foot, "footer")):
        for lines in read_paragraphs(list(read_lines(pieces))):
            cells = lines[0].cells if lines[0].is_row else [[line.piece for line in lines]]
            text = " | ".join(join_lines([piece.text for piece in cell], words) for cell in cells)
            stamp = read_line(text) if len(text) <= MAX_LENGTH else None
            role = place or ("stamp" if stamp else _role(text, lines, text_size))
            yield _Part(role, text, sheet.number, lines[0].piece.size, stamp=stamp)


def _role(text: str, lines: Sequence[Line], text_size: float) -> str:
    if not _LETTER.search(text):
        return "chrome"  # `-----`
    if lines[0].is_row:
        return "table"
    is_strong = lines[0].piece.size > LARGER * text_size or all(line.piece.is_bold for line in lines)
    if is_strong and is_heading_like(text) and text[-1] != ":":
        return "heading"
    return "bullet" if has_marker(text) else "paragraph"


def _find_title(parts: Sequence[_Part], title: str) -> int:
    """Return the index of the title: what the document calls itself, its subject, or the largest heading of page 1."""
    first = [(index, part) for index, part in enumerate(parts) if part.page == parts[0].page]
    named = _WORD.findall(title.casefold())
    for index, part in first:
        said = _WORD.findall(_SUBJECT.sub("", part.text, count=1).casefold())
        if named and part.role != "footer" and said == named:
            return index
    subject = next((index for index, part in first if _SUBJECT.match(part.text)), -1)
    sizes = {index: (round(part.size), len(part.text)) for index, part in first if part.role == "heading"}
    return subject if subject >= 0 or not sizes else max(sizes, key=sizes.__getitem__)


def _rank(parts: Sequence[_Part], title: int) -> Iterator[_Part]:
    """Give each heading its level: 1 to the title, 2 to the largest of the others, and so on."""
    others = {round(part.size) for index, part in enumerate(parts) if part.role == "heading" and index != title}
    levels = {size: min(level, MAX_LEVEL) for level, size in enumerate(sorted(others, reverse=True), 2)}
    for index, part in enumerate(parts):
        if index == title:
            label = _SUBJECT.match(part.text)
            if label:
                yield part._replace(role="chrome", text=label[0].rstrip())
            yield part._replace(role="heading", text=part.text[label.end() if label else 0 :], level=1)
        else:
            yield part._replace(level=levels[round(part.size)]) if part.role == "heading" else part
