"""Freshness: what a report was made of, by hash, so that what has not changed is not made again.

The record lies in a folder of its own (`.factdata`), outside the report and outside version control. A fresh clone thus
makes its report, rather than trust the one that it came with: that both are the same bytes is for it to find out.
"""

import hashlib
import json
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factdata.sources.files import match_paths
from factdata.sources.manifest import MANIFEST

PACKAGE = Path(__file__).parents[1]
RECORD = "made.json"


def digest(parts: Iterable[str | bytes]) -> str:
    """Return one hash of all parts, each with its length, so that no two lists run into the same bytes."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def digest_files(root: Path, pattern: str = "*") -> str:
    """Return a hash of a file, or of the names and bytes of what lies below a folder."""
    return digest(part for name, file in _files(root, pattern) for part in (name, _hash(file)))


def digest_code() -> str:
    """Return a hash of this package's code and of the environment: Python, and each package with its version."""
    site = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    # The name of a package's metadata folder holds its version; to read them all would take as long as the rest.
    packages = sorted(folder.name for path in site for folder in path.glob("*.dist-info"))
    return digest([digest_files(PACKAGE, "*.py"), sysconfig.get_python_version(), *packages])


def digest_report(raw: Path, notebooks: Iterable[Path], options: Iterable[str]) -> str:
    """Return a hash of all that a report is made of."""
    pages = match_paths(raw)
    noted = [page.parent / MANIFEST for page in pages if page.is_file()]  # what is said there of a page counts
    sources = [*pages, *noted, PACKAGE / "report" / "templates", *notebooks]
    return digest([*options, digest_code(), *(digest_files(source) for source in sources)])


def write_record(folder: Path, key: str, root: Path, made: Iterable[Path], **more: Any) -> None:
    """Note what was made from what: the key, and the hash of each file below the folders that were made."""
    files = {file.relative_to(root).as_posix(): _hash(file) for part in made for _, file in _files(part, "*")}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).write_text(json.dumps({"key": key, "files": files, **more}, indent=1), "utf-8")


def read_record(folder: Path, key: str, root: Path) -> dict[str, Any] | None:
    """Return the record of what was made from the same, if that is all still there as it was made."""
    try:
        record: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
        same = record["key"] == key and all(_hash(root / name) == made for name, made in record["files"].items())
    except (OSError, ValueError, KeyError):
        return None
    return record if same else None


def _files(root: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    if root.is_file():
        yield root.name, root
        return
    for file in sorted(root.rglob(pattern)):
        if file.is_file():
            yield file.relative_to(root).as_posix(), file


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
