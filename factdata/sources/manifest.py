"""captures.csv: what is known of the raw files beside it."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from factdata.sources.problems import Problems

MANIFEST = "captures.csv"
# What people call two of its columns; the path has to be there, whatever else is.
_OTHER_NAMES = {
    "url": frozenset(("address", "uri", "link", "source_url")),
    "captured_at": frozenset(("captured", "date", "time", "timestamp", "capture_time")),
}


class Entry(NamedTuple):
    """What captures.csv says of one file; everything but the path may be unknown."""

    url: str | None = None
    captured_at: datetime | None = None
    sha256: str | None = None


def read_rows(folder: Path) -> list[list[str]]:
    """Return the header and rows of captures.csv, if there is one; raise a ValueError where it is no CSV in UTF-8."""
    file = folder / MANIFEST
    if not file.is_file():
        return []
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"expected a CSV file in UTF-8, and got: {error}") from error


def read_manifest(folder: Path, problems: Problems) -> dict[str, Entry]:
    """Return the entries by path; a row that cannot be read is a problem, and the others are used."""
    try:
        header, *rows = read_rows(folder) or [[]]
    except ValueError as error:
        problems.error(MANIFEST, "unreadable", str(error))
        return {}
    if not rows:
        return {}
    misnamed = [column for column, others in _OTHER_NAMES.items() if not others.isdisjoint(map(str.lower, header))]
    for column in ("path", *misnamed):
        if column not in header:
            message = f"has no column '{column}', but {', '.join(header)}; it may have path, url, captured_at, sha256"
            problems.error(MANIFEST, "no_column", message)
    if "path" not in header:
        return {}
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, start=2):
        values = {column: value.strip() for column, value in zip(header, row, strict=False)}
        path = values.get("path")
        if not path:
            problems.error(MANIFEST, "no_path", f"row {number}: expected a file's name in the column 'path'")
        elif path in entries:
            problems.error(MANIFEST, "named_twice", f"row {number}: names {path} again; the first row is used")
        else:
            captured_at = _read_time(values.get("captured_at", ""), number, problems)
            entries[path] = Entry(values.get("url") or None, captured_at, values.get("sha256", "").lower() or None)
    return entries


def _read_time(value: str, number: int, problems: Problems) -> datetime | None:
    if not value:
        return None
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # `9999-12-31T23:59:59-23:59` is in the year 10000 of UTC
        message = f"row {number}: captured_at is '{value}'; expected a time such as 2018-01-03T08:59:00Z"
        problems.error(MANIFEST, "bad_time", message)
        return None
