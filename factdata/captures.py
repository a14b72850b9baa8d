"""Captures: raw documents as found, with where they are from and when they were captured."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from .blocks import Block, Layout
from .decoding import declared_in_html, decode
from .documents import Document
from .html import read_html
from .language import detect_language
from .plaintext import read_text
from .problems import Problems
from .sources import Source, find_documents

# One reader a format; past it no code knows which one a capture was in.
READERS: dict[str, Callable[[str, str | None], Layout]] = {"text/plain": read_text, "text/html": read_html}

# The capture time that crawlers put into names: page_20171003085900.html
_NAME_TIME = re.compile(r"(?<!\d)(?:19|20)\d{12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as it was found, and the visible text that it holds, cut into blocks.

    Text and blocks are empty where the same document was read before: a copy of a file, a revisit in an archive.
    """

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

    @property
    def capture_id(self) -> str:
        """12 hex digits that name the document at its address and capture time."""
        time = self.captured_at.isoformat() if self.captured_at else ""
        return hashlib.sha256("\n".join((self.sha256, self.url or "", time)).encode()).hexdigest()[:12]


def read_captures(source: Source | Iterable[Source], problems: Problems) -> Iterator[Capture]:
    """Yield every readable document of a file, a folder or a list of them, in the order of their paths.

    Raises
    ------
    FileNotFoundError
        A path that was asked for does not exist.
    """
    earlier: dict[str | tuple[str, str | None, datetime | None], Capture] = {}
    for document in find_documents(source, problems):
        if document.data is None:
            yield _revisit(document, earlier.get(document.digest or ""))
            continue
        captured_at = document.captured_at or _time_in_name(document.path)
        key = (hashlib.sha256(document.data).hexdigest(), document.url, captured_at)
        if key in earlier:
            yield replace(earlier[key], path=document.path)
            continue
        capture = _read(document, document.data, key[0], captured_at, problems)
        if capture is None:
            continue
        yield capture
        bare = replace(capture, text="", blocks=())
        earlier[key] = bare
        if document.digest:
            earlier[document.digest] = bare


def _read(
    document: Document, data: bytes, sha256: str, captured_at: datetime | None, problems: Problems
) -> Capture | None:
    name, media_type = document.path, document.media_type
    charset = document.charset or (declared_in_html(data) if media_type == "text/html" else None)
    decoded = decode(data, charset)
    if decoded is None:
        problems.error(name, "not_text", "not read: its bytes are no text in any known encoding")
        return None
    try:
        layout = READERS[media_type](decoded.text, document.url)
    except ValueError as error:
        problems.error(name, "beyond_limits", f"not read: {error}")
        return None
    capture = Capture(
        path=name,
        url=document.url or layout.url,
        captured_at=captured_at,
        media_type=media_type,
        encoding=decoded.encoding,
        language=layout.language or detect_language(layout.text),
        n_bytes=len(data),
        sha256=sha256,
        text=layout.text,
        blocks=layout.blocks,
    )
    if decoded.doubt:
        problems.warn(name, "encoding", decoded.doubt, capture.capture_id)
    if not layout.blocks:
        problems.warn(name, "empty", "has no text", capture.capture_id)
    return capture


def _revisit(document: Document, earlier: Capture | None) -> Capture:
    """Return the row of a page that an archive visited again and found the same."""
    if earlier is None:  # the first visit is in another archive
        earlier = Capture("", None, None, document.media_type, "", None, 0, "", "", ())
    return replace(earlier, path=document.path, url=document.url, captured_at=document.captured_at)


def _time_in_name(name: str) -> datetime | None:
    for match in _NAME_TIME.finditer(name.rpartition("/")[2]):
        try:
            return datetime.strptime(match[0], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
