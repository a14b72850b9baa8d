"""What was made of what, by hash, so that what has not changed is not made again: the report, and each notebook's run.

The records lie in a folder of their own (`.factdata`), outside the report and outside version control. A fresh clone
thus makes its report, rather than trust the one that it came with: that both are the same bytes is for it to find out.
"""

import hashlib
import json
import sysconfig
from collections.abc import Iterable
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


def hash_files(root: Path, pattern: str = "*") -> dict[str, str]:
    """Return the hash of a file, or of each file below a folder, by its path from there."""
    files = [root] if root.is_file() else sorted(file for file in root.rglob(pattern) if file.is_file())
    base = root.parent if root.is_file() else root
    return {file.relative_to(base).as_posix(): _hash(file) for file in files}


def digest_files(root: Path, pattern: str = "*") -> str:
    """Return one hash of the names and bytes of files."""
    return digest(part for item in hash_files(root, pattern).items() for part in item)


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
    return digest([*options, digest_code(), *map(digest_files, [*pages, *noted, *notebooks])])


def is_as_made(files: dict[str, str], root: Path) -> bool:
    """Whether all of these files are there as they were."""
    try:
        return all(_hash(root / name) == made for name, made in files.items())
    except OSError:
        return False


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


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
