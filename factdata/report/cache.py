"""What was made of what, by hash, so that what has not changed is not made again: the report, and each notebook's run.

The records lie in a folder of their own (`.factdata`), outside the report and outside version control. A fresh clone
thus makes its report, rather than trust the one that it came with: that both are the same bytes is for it to find out.
"""

import hashlib
import json
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factdata.sources.atomic import write_whole
from factdata.sources.files import match_paths
from factdata.sources.manifest import MANIFEST

PACKAGE = Path(__file__).parents[1]


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
    templates = digest_files(PACKAGE / "report" / "templates")
    return digest([digest_files(PACKAGE, "*.py"), templates, sysconfig.get_python_version(), *packages])


def digest_report(raw: Path, notebooks: Iterable[Path], options: Iterable[str]) -> str:
    """Return a hash of all that a report is made of."""
    pages = match_paths(raw)
    noted = [page.parent / MANIFEST for page in pages if page.is_file()]  # what is said there of a page counts
    sources = [*pages, *noted, *notebooks]
    return digest([*options, digest_code(), *(digest_files(source) for source in sources)])


class Cache:
    """Records in a folder, each under a name, with the hash of what it was made of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def store(self, name: str, key: str, **values: Any) -> None:
        """Keep values that were made of what has this hash."""
        self.folder.mkdir(parents=True, exist_ok=True)
        record = json.dumps({"key": key, **values}, ensure_ascii=False)
        write_whole(self.folder / f"{name}.json", record.encode("utf-8", "surrogatepass"))

    def find(self, name: str, key: str) -> dict[str, Any] | None:
        """Return the values that were made of the same; none where it was something else."""
        try:
            record: dict[str, Any] = json.loads((self.folder / f"{name}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return record if isinstance(record, dict) and record.get("key") == key else None


def hash_made(folders: Iterable[Path], root: Path) -> dict[str, str]:
    """Return the hash of each file below the folders, by its path from the root."""
    return {file.relative_to(root).as_posix(): _hash(file) for folder in folders for _, file in _files(folder, "*")}


def is_as_made(files: dict[str, str], root: Path) -> bool:
    """Whether all of these files are there as they were."""
    try:
        return all(_hash(root / name) == made for name, made in files.items())
    except OSError:
        return False


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
