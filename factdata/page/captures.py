"""Captures: source documents with their origin, time of capture and visible text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from factdata.page.blocks import NOTHING_STATED, Block, Layout, Stated
from factdata.page.html import read_html
from factdata.page.metadata import MetadataDate, find_address_dates, find_header_dates
from factdata.page.plain_text import read_text
from factdata.sources.documents import Document
from factdata.sources.formats import FORMATS
from factdata.sources.problems import NotReadError, Problems
from factdata.text.decoding import Decoded, declared_in_html, decode
from factdata.text.language import detect_language


def _read_pdf(data: bytes, url: str | None) -> Layout:
    from factdata.page.pdf import read_pdf  # noqa: PLC0415 (a twentieth of a second, for those who have PDFs)

    return read_pdf(data, url)


# The reader of each format; it takes the text (the bytes of a binary format) and the address. Later stages do not
# depend on the format.
READERS: dict[str, Callable[[Any, str | None], Layout]] = {
    "text/plain": read_text,
    "text/html": read_html,
    "application/pdf": _read_pdf,
}

# The longest listing seen has 300 blocks.
MAX_BLOCKS = 250_000


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as found, with its visible text cut into blocks."""

    capture_id: str
    path: str
    url: str | None
    captured_at: datetime | None
    media_type: str
    encoding: str | None
    language: str | None
    n_bytes: int
    sha256: str
    text: str
    blocks: Sequence[Block]
    dates: Sequence[MetadataDate] = ()
    stated: Stated = NOTHING_STATED


def read_capture(document: Document, problems: Problems) -> Capture | None:
    """Read a document; if it cannot be read, record a problem and return ``None``."""
    name, capture_id, data = document.path, document.capture_id, document.data
    assert data is not None, "only a document with its bytes can be read"
    try:
        layout, decoded = _lay_out(data, document)
    except NotReadError as error:
        problems.error(name, error.code, f"not read: {error}")
        return None
    if decoded and decoded.doubt:
        problems.warn(name, "encoding", decoded.doubt, capture_id)
    if not layout.blocks and decoded:
        problems.warn(name, "empty", "has no text", capture_id)
    elif not layout.blocks:
        problems.warn(name, "no_text", "has pictures of text at best, as scans do: no text was found in it", capture_id)
    url = document.url or layout.url
    return Capture(
        capture_id=capture_id,
        path=name,
        url=url,
        captured_at=document.captured_at,
        media_type=document.media_type,
        encoding=decoded.encoding if decoded else None,
        language=layout.language or detect_language(layout.text),
        n_bytes=len(data),
        sha256=document.sha256,
        text=layout.text,
        blocks=layout.blocks,
        dates=[*layout.dates, *find_address_dates(url), *find_header_dates(document.last_modified)],
        stated=layout.stated._replace(url=url),
    )


def _lay_out(data: bytes, document: Document) -> tuple[Layout, Decoded | None]:
    """Cut a document into blocks; for a text format, also return how it was decoded."""
    media_type, read = document.media_type, READERS[document.media_type]
    if not FORMATS[media_type].is_text:
        return _check_size(read(data, document.url)), None
    if data.lstrip().startswith(b"%PDF-"):  # the objects of a PDF are mostly text
        raise NotReadError("not_text", "it is a PDF; its name should end in .pdf")
    decoded = decode(data, document.charset or (declared_in_html(data) if media_type == "text/html" else None))
    if decoded is None:
        raise NotReadError("not_text", "its bytes are no text in any known encoding")
    return _check_size(read(decoded.text, document.url)), decoded


def _check_size(layout: Layout) -> Layout:
    if len(layout.blocks) > MAX_BLOCKS:
        raise NotReadError("beyond_limits", f"it has more than {MAX_BLOCKS:,} blocks")
    return layout
