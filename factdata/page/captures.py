"""Captures: raw documents as found, with where they are from and when they were captured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from factdata.page.blocks import Block, Layout
from factdata.page.html import read_html
from factdata.page.plain_text import read_text
from factdata.sources.documents import Document
from factdata.sources.files import UNREADABLE, reread
from factdata.sources.problems import Problems
from factdata.text.decoding import declared_in_html, decode
from factdata.text.language import detect_language

# One reader a format; past it no code knows which one a capture was in.
READERS: dict[str, Callable[[str, str | None], Layout]] = {"text/plain": read_text, "text/html": read_html}

# The longest listing seen has 300. Eight million lines of `-`, in 16 MB, would take a minute and 8 GB.
MAX_BLOCKS = 250_000


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as it was found, and the visible text that it holds, cut into blocks."""

    capture_id: str
    path: str
    url: str | None
    captured_at: datetime | None
    media_type: str
    encoding: str
    language: str | None
    n_bytes: int
    sha256: str
    text: str
    blocks: Sequence[Block]


def read_capture(document: Document, problems: Problems) -> Capture | None:
    """Read a document; ``None`` where it cannot be read, which is then a problem."""
    name, media_type = document.path, document.media_type
    try:
        data = reread(document) if document.data is None else document.data
    except UNREADABLE as error:
        problems.error(name, "unreadable", f"could not be read: {error}")
        return None
    if data.lstrip()[:5] == b"%PDF-":  # its objects are text for the most part
        problems.error(name, "not_text", "not read: it is a PDF; save the page as HTML, or its text as .txt")
        return None
    charset = document.charset or (declared_in_html(data) if media_type == "text/html" else None)
    decoded = decode(data, charset)
    if decoded is None:
        problems.error(name, "not_text", "not read: its bytes are no text in any known encoding")
        return None
    try:
        layout = _lay_out(decoded.text, media_type, document.url)
    except ValueError as error:
        problems.error(name, "beyond_limits", f"not read: {error}")
        return None
    capture_id = document.capture_id
    if decoded.doubt:
        problems.warn(name, "encoding", decoded.doubt, capture_id)
    if not layout.blocks:
        problems.warn(name, "empty", "has no text", capture_id)
    return Capture(
        capture_id=capture_id,
        path=name,
        url=document.url or layout.url,
        captured_at=document.captured_at,
        media_type=media_type,
        encoding=decoded.encoding,
        language=layout.language or detect_language(layout.text),
        n_bytes=len(data),
        sha256=document.sha256,
        text=layout.text,
        blocks=layout.blocks,
    )


def _lay_out(text: str, media_type: str, url: str | None) -> Layout:
    if media_type == "text/plain" and text.count("\n") > MAX_BLOCKS:
        raise ValueError(f"it has more than {MAX_BLOCKS:,} lines")
    layout = READERS[media_type](text, url)
    if len(layout.blocks) > MAX_BLOCKS:
        raise ValueError(f"it has more than {MAX_BLOCKS:,} blocks")
    return layout
