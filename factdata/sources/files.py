"""Sources: the files, folders and web archives that documents are found in."""

import gzip
import hashlib
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from factdata.sources.documents import MAX_BYTES, TOO_LARGE, Document
from factdata.sources.formats import ARCHIVE, SUFFIXES, format_of_file
from factdata.sources.manifest import MANIFEST, Entry, read_manifest
from factdata.sources.problems import Problems, printable
from factdata.sources.warc import read_archive, read_record

Source = str | os.PathLike[str]

# What reading a file, compressed or not, can end in.
UNREADABLE = (OSError, EOFError, zlib.error, ValueError)

# The capture time that crawlers put into names: page_20171003085900.html
_NAME_TIME = re.compile(r"(?<!\d)(?:19|20)\d{12}(?!\d)")


def find_documents(source: Source | Iterable[Source], problems: Problems) -> Iterator[Document]:
    """Yield every document of a file, a folder, an archive or a list of them, in the order of their paths.

    Raises a FileNotFoundError where a path that was asked for does not exist.
    """
    for name, file, entry in _find_files(source, problems):
        found = format_of_file(name)
        if found is None:
            message = f"not read: expected a name that ends in {', '.join(SUFFIXES)} (or the same and .gz)"
            problems.warn(name, "unknown_format", message)
            continue
        if found is ARCHIVE:
            if entry.sha256:
                with file.open("rb") as stream:
                    _check_hash(name, hashlib.file_digest(stream, "sha256").hexdigest(), entry, problems)
            yield from read_archive(name, file, problems)
            continue
        try:
            data = read_bytes(file)
        except UNREADABLE as error:
            problems.error(name, "unreadable", f"could not be read: {error}")
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        _check_hash(name, sha256, entry, problems)
        captured_at = entry.captured_at or _time_in_name(name)
        yield Document(name, data, sha256, found.media_type, None, entry.url, captured_at, None, file)


def _check_hash(name: str, sha256: str, entry: Entry, problems: Problems) -> None:
    if entry.sha256 and sha256 != entry.sha256:
        said = f"{MANIFEST} says {entry.sha256}: the file was changed since it was noted"
        problems.error(name, "hash_mismatch", f"its SHA-256 is {sha256}, but {said}")


def _find_files(source: Source | Iterable[Source], problems: Problems) -> Iterator[tuple[str, Path, Entry]]:
    """Yield (name relative to what was read, file, what captures.csv says of it), sorted by name."""
    named = [source] if isinstance(source, str | os.PathLike) else source
    sources = [path for item in named for path in match_paths(Path(item))]
    for path in sources:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder; expected a page, or a folder of pages, to read")
    folders = [path if path.is_dir() else path.parent for path in sources]
    # Names in a list start at the folder that holds all of it, so that a/page.txt and b/page.txt stay apart.
    root = Path(os.path.commonpath([folder.resolve() for folder in folders])) if folders else Path()
    found: dict[str, tuple[Path, Entry]] = {}
    for path, folder in zip(sources, folders, strict=True):
        manifest = read_manifest(folder, problems)
        # A link that leads nowhere is a problem of its own.
        for file in folder.rglob("*") if path.is_dir() else [path]:
            if file.exists() and not file.is_file():
                continue
            name = file.relative_to(folder).as_posix()
            if name != MANIFEST:
                whole_name = (folder.resolve().relative_to(root) / name).as_posix()
                found.setdefault(whole_name, (file, manifest.pop(name, Entry())))
        if path.is_dir():
            for name in sorted(manifest):
                problems.error(name, "missing_file", f"{MANIFEST} names this file, but it is not there")
    for name in sorted(found):
        yield printable(name), *found[name]


def match_paths(path: Path) -> list[Path]:
    """Return what a pattern such as ``pages/*.html`` matches, where no shell did it; the path itself if it is none."""
    if path.exists() or not any(sign in path.as_posix() for sign in "*?["):
        return [path]
    return sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor)))) or [path]


def _time_in_name(name: str) -> datetime | None:
    for match in _NAME_TIME.finditer(name.rpartition("/")[2]):
        try:
            return datetime.strptime(match[0], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def read_bytes(file: Path) -> bytes:
    """Read the document, out of its .gz if it is in one; never more than the limit is held in memory."""
    with gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(TOO_LARGE)
    return data


def reread(document: Document) -> bytes:
    """Read the bytes of a document that were left behind."""
    file, offset = document.file, document.offset
    data = read_bytes(file) if offset is None else read_record(file, offset)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ValueError("it was changed while it was read")
    return data
