"""Formats: the media types of documents, the names they go by, and the endings of file names that tell them."""

from pathlib import Path
from typing import NamedTuple


class Format(NamedTuple):
    """A format that documents come in. Its reader is in `factdata.page.captures`, under the same media type.

    `suffixes` are the endings of file names, the first for files that are written here; `other_names` are further
    media types that servers send for it. A document that `is_text` is decoded before it is read.
    """

    media_type: str
    suffixes: tuple[str, ...]
    other_names: tuple[str, ...] = ()
    is_text: bool = True


FORMATS = {
    known.media_type: known
    for known in (
        Format("text/plain", (".txt",)),
        Format("text/html", (".html", ".htm"), ("application/xhtml+xml",)),
        Format("application/pdf", (".pdf",), ("application/x-pdf",), is_text=False),
    )
}
ARCHIVE = Format("application/warc", (".warc",), is_text=False)

PAGE_SUFFIXES = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)
SUFFIXES = (*PAGE_SUFFIXES, *ARCHIVE.suffixes)

_BY_SUFFIX = {suffix: known for known in (*FORMATS.values(), ARCHIVE) for suffix in known.suffixes}
_BY_NAME = {name: known for known in FORMATS.values() for name in (known.media_type, *known.other_names)}


def format_of_file(name: str) -> Format | None:
    """Return the format that a file's name tells, compressed or not; ``None`` for one that is not read."""
    return _BY_SUFFIX.get(Path(name.lower().removesuffix(".gz")).suffix)


def format_of_media_type(content_type: str | None) -> Format | None:
    """Return the format of a media type as servers send it (`text/HTML; charset=utf-8`); ``None`` if it is not read."""
    return _BY_NAME.get((content_type or "").partition(";")[0].strip().lower())
