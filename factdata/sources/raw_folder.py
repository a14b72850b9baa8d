"""Writing into a folder of raw pages: the page first, then its row in captures.csv, each whole or not at all."""

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from factdata.sources.atomic import locked, write_whole
from factdata.sources.files import UNREADABLE, read_bytes
from factdata.sources.formats import FORMATS, PAGE_SUFFIXES, format_of_file
from factdata.sources.manifest import MANIFEST, Entry, read_manifest, read_rows
from factdata.sources.problems import Problems
from factdata.text.decoding import decode

COLUMNS = ("path", "url", "captured_at", "source", "licence", "n_bytes", "sha256")
MAX_SLUG = 100  # with the hash, the time and the suffix well below the 255 bytes that file systems take

_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_NOT_IN_NAMES = re.compile(r"(?:[^a-z0-9.-]|\.\.)+")


class RawFolderError(ValueError):
    """A raw folder cannot take a page; the message says why, and what to do."""


class RawPage(NamedTuple):
    """A page to keep: its bytes as found, where they are from and when they were captured (UTC)."""

    url: str
    captured_at: datetime
    media_type: str
    data: bytes
    source: str = ""
    licence: str = ""

    @property
    def name(self) -> str:
        """Return the file's name: www.ice.gov_factsheets_20171003085900.html.

        An address that cannot be told from such a name (cut, `http:`, a query, capitals that some file systems
        do not tell apart) has a hash behind it, so that no two addresses share a name.
        """
        slug = _NOT_IN_NAMES.sub("_", self.url.removeprefix("https://").lower()).strip("._-")[:MAX_SLUG]
        if f"https://{slug.replace('_', '/')}" != self.url:
            slug = f"{slug}-{hashlib.sha256(self.url.encode()).hexdigest()[:8]}".lstrip("-")
        return f"{slug}_{self.captured_at:%Y%m%d%H%M%S}{FORMATS[self.media_type].suffixes[0]}"


def check_address(url: str) -> str:
    """Return the address without space around it; a ValueError says that it is none."""
    url = url.strip()
    if not _ADDRESS.fullmatch(url):
        raise ValueError(f"'{url}' is no address; expected one such as https://www.ice.gov/factsheets")
    return url


def load_page(file: Path, url: str, captured_at: datetime, source: str = "", licence: str = "") -> RawPage:
    """Make a page of a file that someone saved; a ValueError says why it is none.

    Of a ``.gz``, it is what is in it. A `captured_at` without a time zone is taken as UTC, and counts to the second.
    """
    found = format_of_file(file.name)
    if found is None or found.media_type not in FORMATS:
        raise ValueError(f"{file}: expected a name that ends in {', '.join(PAGE_SUFFIXES)} (or the same and .gz)")
    try:
        data = read_bytes(file)
    except UNREADABLE as error:
        raise ValueError(f"{file}: could not be read: {error}") from error
    if found.is_text:
        decoded = decode(data)
        if decoded is None:
            raise ValueError(f"{file}: its bytes are no text in any known encoding; expected a page as text or HTML")
        if not decoded.text.strip():
            raise ValueError(f"{file}: has no text; expected a page saved as text or HTML")
    elif b"%PDF-" not in data[:1024]:  # where readers of PDF look for it, too
        raise ValueError(f"{file}: is no PDF, though its name says so; was the download cut off?")
    captured_at = captured_at.astimezone(UTC) if captured_at.tzinfo else captured_at.replace(tzinfo=UTC)
    return RawPage(check_address(url), captured_at.replace(microsecond=0), found.media_type, data, source, licence)


def read_entries(folder: Path) -> dict[str, Entry]:
    """Return what captures.csv names, by path; one that cannot be read would lose rows, and raises."""
    problems = Problems()
    entries = read_manifest(folder, problems)
    for problem in problems:
        if problem.code == "unreadable":
            raise RawFolderError(f"{folder / MANIFEST}: {problem.message}; put it right first, then run this again")
    return entries


def find_kept(folder: Path, entries: Mapping[str, Entry], url: str, captured_at: datetime) -> str | None:
    """Return the path of the capture that is there already; a file that is gone or was changed raises."""
    for path, entry in entries.items():
        if (entry.url, entry.captured_at) != (url, captured_at):
            continue
        file, mend = folder / path, f"put it back as it was, or take its row out of {MANIFEST} to have it anew"
        if not file.is_file():
            raise RawFolderError(f"{file}: {MANIFEST} names this file, but it is not there; {mend}")
        if entry.sha256 and hashlib.sha256(read_bytes(file)).hexdigest() != entry.sha256:
            raise RawFolderError(f"{file}: the file was changed since {MANIFEST} noted its hash; {mend}")
        return path
    return None


def keep_page(folder: Path, page: RawPage) -> tuple[str, bool]:
    """Write a page and its row in captures.csv; return its path, and whether it is new.

    Nothing that is there is written over: a RawFolderError says what is in the way. Interrupted at any point, the
    folder holds what it held and perhaps the page without its row; the same call made again brings both.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        entries = read_entries(folder)
        path = find_kept(folder, entries, page.url, page.captured_at)
        if path is not None:
            if read_bytes(folder / path) == page.data:
                return path, False
            raise RawFolderError(
                f"{folder / path}: is noted for the same address and time, with other bytes; it was left as it is. "
                "Is the capture time right?"
            )
        file = folder / page.name
        if page.name in entries:
            raise RawFolderError(f"{file}: {MANIFEST} names it with another address or time; put its row right first")
        if not file.exists():
            write_whole(file, page.data)
        elif file.read_bytes() != page.data:
            raise RawFolderError(f"{file}: a file of this name is there, with other bytes; move it out of the way")
        write_whole(folder / MANIFEST, _with_row(folder, page))
    return page.name, True


def _with_row(folder: Path, page: RawPage) -> bytes:
    """Return captures.csv with one row more; rows and columns that are there stay, and what is missing is added."""
    time, sha256 = f"{page.captured_at:%Y-%m-%dT%H:%M:%SZ}", hashlib.sha256(page.data).hexdigest()
    values = (page.name, page.url, time, page.source, page.licence, str(len(page.data)), sha256)
    rows = read_rows(folder) or [list(COLUMNS)]
    header = rows[0]
    for row in rows:
        if len(row) > len(header):
            said = f"the row of '{row[0]}' has more fields than the header; put it right first"
            raise RawFolderError(f"{folder / MANIFEST}: {said}")
    header += [column for column in COLUMNS if column not in header]
    named = dict(zip(COLUMNS, values, strict=True))
    rows.append([named.get(column, "") for column in header])
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(row + [""] * (len(header) - len(row)) for row in rows)
    return out.getvalue().encode()
