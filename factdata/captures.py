"""Captures: raw documents as found, with where they are from and when they were captured."""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .blocks import Block, Layout
from .decoding import decode
from .html import read_html
from .language import detect_language
from .manifest import MANIFEST, Entry, read_manifest
from .plaintext import read_text
from .problems import Problems

Source = str | os.PathLike[str]

MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
# One reader a format; past it no code knows which one a capture was in.
READERS: dict[str, Callable[[str, str | None], Layout]] = {"text/plain": read_text, "text/html": read_html}
MAX_BYTES = 256 * 2**20  # of one document, decompressed: far above any page, far below the memory of a laptop

# The capture time that crawlers put into names: page_20171003085900.html
_NAME_TIME = re.compile(r"(?<!\d)(?:19|20)\d{12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Capture:
    """One document as it was found, and the visible text that it holds, cut into blocks."""

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
    for name, file, entry in _find_documents(source, problems):
        media_type = MEDIA_TYPES.get(_suffix(name))
        if media_type is None:
            known = ", ".join(MEDIA_TYPES)
            problems.warn(
                name, "unknown_format", f"not read: expected a name that ends in {known} (or the same and .gz)"
            )
            continue
        try:
            data = _read_bytes(file)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            problems.error(name, "unreadable", f"could not be read: {error}")
            continue
        capture = _capture(name, data, media_type, entry, problems)
        if capture is not None:
            yield capture


def _capture(name: str, data: bytes, media_type: str, entry: Entry, problems: Problems) -> Capture | None:
    sha256 = hashlib.sha256(data).hexdigest()
    if entry.sha256 and entry.sha256 != sha256:
        message = (
            f"its SHA-256 is {sha256}, but {MANIFEST} says {entry.sha256}: the file was changed since it was noted"
        )
        problems.error(name, "hash_mismatch", message)
    decoded = decode(data)
    if decoded is None:
        problems.error(name, "not_text", "not read: its bytes are no text in any known encoding")
        return None
    try:
        layout = READERS[media_type](decoded.text, entry.url)
    except ValueError as error:
        problems.error(name, "beyond_limits", f"not read: {error}")
        return None
    capture = Capture(
        path=name,
        url=entry.url or layout.url,
        captured_at=entry.captured_at or _time_in_name(name),
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


def _find_documents(source: Source | Iterable[Source], problems: Problems) -> Iterator[tuple[str, Path, Entry]]:
    """Yield (name relative to what was read, file, what captures.csv says of it), sorted by name."""
    sources = [Path(source)] if isinstance(source, str | os.PathLike) else [Path(item) for item in source]
    for path in sources:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder; expected a page, or a folder of pages, to read")
    folders = [path if path.is_dir() else path.parent for path in sources]
    # Names in a list start at the folder that holds all of it, so that a/page.txt and b/page.txt stay apart.
    root = Path(os.path.commonpath([folder.resolve() for folder in folders])) if folders else Path()
    found: dict[str, tuple[Path, Entry]] = {}
    for path, folder in zip(sources, folders, strict=True):
        prefix = folder.resolve().relative_to(root).as_posix()
        manifest = read_manifest(folder, problems)
        names = _names_below(folder) if path.is_dir() else [path.name]
        for name in names:
            entry = manifest.pop(name, Entry())
            found.setdefault(name if prefix == "." else f"{prefix}/{name}", (folder / name, entry))
        if path.is_dir():
            for name in sorted(manifest):
                problems.error(name, "missing_file", f"{MANIFEST} names this file, but it is not there")
    for name in sorted(found):
        yield name, *found[name]


def _names_below(folder: Path) -> list[str]:
    return [
        name
        for path in folder.rglob("*")
        if path.is_file() and (name := path.relative_to(folder).as_posix()) != MANIFEST
    ]


def _suffix(name: str) -> str:
    name = name.lower()
    return Path(name.removesuffix(".gz")).suffix


def _read_bytes(file: Path) -> bytes:
    """Read the document, out of its .gz if it is in one; never more than the limit is held in memory."""
    with gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES // 2**20} MiB, the limit for one document")
    return data


def _time_in_name(name: str) -> datetime | None:
    for match in _NAME_TIME.finditer(name.rpartition("/")[2]):
        try:
            return datetime.strptime(match[0], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
