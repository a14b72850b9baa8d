"""captures.csv: what is known of the raw files beside it."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from factdata.sources.problems import Problems

MANIFEST = "captures.csv"
# What people call two of its columns; the path has to be there, whatever else is.
_OTHER_NAMES = {
    "url": frozenset(("address", "uri", "link", "source_url")),
    "captured_at": frozenset(("captured", "date", "time", "timestamp", "capture_time")),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What captures.csv says of one file; everything but the path may be unknown."""

    url: str | None = None
    captured_at: datetime | None = None
    sha256: str | None = None


def read_manifest(folder: Path, problems: Problems) -> dict[str, Entry]:
    """Entries by path; a line that cannot be read is a problem, and the others hold."""
    file = folder / MANIFEST
    if not file.is_file():
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.error(MANIFEST, "unreadable", f"expected a CSV file in UTF-8, and got: {error}")
        return {}
    if not rows:
        return {}
    header = [name for name in rows[0] if name]
    misnamed = [column for column, others in _OTHER_NAMES.items() if not others.isdisjoint(map(str.lower, header))]
    for column in ("path", *misnamed):
        if column not in header:
            message = f"has no column '{column}', but {', '.join(header)}; it may have path, url, captured_at, sha256"
            problems.error(MANIFEST, "no_column", message)
    if "path" not in header:
        return {}
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, start=2):
        path = (row.get("path") or "").strip()
        if not path:
            problems.error(MANIFEST, "no_path", f"row {number}: expected a file's name in the column 'path'")
            continue
        if path in entries:
            problems.error(MANIFEST, "named_twice", f"row {number}: {path} is named a second time; the first row holds")
            continue
        entries[path] = Entry(
            url=(row.get("url") or "").strip() or None,
            captured_at=_time(row.get("captured_at"), number, problems),
            sha256=(row.get("sha256") or "").strip().lower() or None,
        )
    return entries


def _time(value: str | None, number: int, problems: Problems) -> datetime | None:
    value = (value or "").strip()
    if not value:
        return None
    try:
        time = datetime.fromisoformat(value)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # `9999-12-31T23:59:59-23:59` is in the year 10000 of UTC
        message = f"row {number}: captured_at is '{value}'; expected a time such as 2018-01-03T08:59:00Z"
        problems.error(MANIFEST, "bad_time", message)
        return None
