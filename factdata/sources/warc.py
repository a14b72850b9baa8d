"""Web archives: WARC files, plain or compressed, read record by record with FastWARC (the extra ``warc``)."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factdata.sources.documents import MAX_BYTES, TOO_LARGE, Document
from factdata.sources.formats import format_of_media_type
from factdata.sources.problems import Problems

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

# The identifier, time and hash of a record take more than this, however well the archive is compressed; of records that
# are all the same, a megabyte can hold millions.
MIN_RECORD = 64  # bytes of the file
_FEW_RECORDS = 1_000  # are read whatever the size


def read_archive(name: str, file: Path, problems: Problems) -> Iterator[Document]:
    """Yield the pages of an archive: responses with HTML or text and status 200, and revisits of such.

    Only one record is in memory at a time. What is no page (pictures, redirects, errors) is counted in one warning.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (an extra)
    except ImportError:
        problems.error(name, "no_reader", "not read: web archives need FastWARC: pip install 'factdata[warc]'")
        return
    n_others, n_records, max_records = 0, 0, _FEW_RECORDS + file.stat().st_size // MIN_RECORD
    try:
        wanted = WarcRecordType.response | WarcRecordType.revisit
        for record in ArchiveIterator(str(file), record_types=wanted, auto_decode="all", fsspec_args=False):
            n_records += 1
            if n_records > max_records:
                message = f"only the first {max_records:,} records were read: a file of its size should not hold more"
                problems.error(name, "beyond_limits", message)
                return
            page = _read(record, name, file, record.record_type == WarcRecordType.revisit, problems)
            if page is None:
                n_others += 1
            elif page.data is not None and len(page.data) > MAX_BYTES:
                problems.error(page.path, "unreadable", TOO_LARGE)
            else:
                yield page
    except (OSError, ValueError) as error:
        problems.error(name, "unreadable", f"could not be read beyond record {n_records:,}: {error}")
    if n_others:
        problems.warn(name, "no_pages", f"{n_others:,} of {n_records:,} records are no HTML or text with status 200")


def read_record(file: Path, offset: int) -> bytes:
    """Read the document of one record again."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415 (an extra)

    with file.open("rb") as stream:
        stream.seek(offset)
        record = next(ArchiveIterator(stream, auto_decode="all"))
        return bytes(record.reader.read(MAX_BYTES + 1))


def _read(record: "WarcRecord", name: str, file: Path, is_revisit: bool, problems: Problems) -> Document | None:
    found = format_of_media_type(record.http_content_type)
    if not is_revisit and (found is None or record.http_headers is None or record.http_headers.status_code != 200):
        return None
    data = None if is_revisit else record.reader.read(MAX_BYTES + 1)
    url, path = record.headers.get("WARC-Target-URI"), f"{name}#{record.stream_pos}"
    return Document(
        path,
        data,
        "" if data is None else hashlib.sha256(data).hexdigest(),
        found.media_type if found else "text/html",  # a revisit need not say it
        record.http_charset,
        url.strip("<> ") if url else None,  # `<https://...>`, as the first edition of the standard had it
        _read_time(record, path, problems),
        record.headers.get("WARC-Payload-Digest"),
        file,
        record.stream_pos,
        None if record.http_headers is None else record.http_headers.get("Last-Modified"),
    )


def _read_time(record: "WarcRecord", path: str, problems: Problems) -> datetime | None:
    try:
        return record.record_date.astimezone(UTC) if record.record_date else None
    except OverflowError:  # `9999-12-31T23:59:59-23:59` is in the year 10000 of UTC
        problems.error(path, "bad_time", f"WARC-Date is {record.record_date}, which is no time in UTC")
        return None
