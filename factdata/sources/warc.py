"""Web archives: WARC files, plain or compressed, read record by record with FastWARC (the extra ``warc``)."""

import hashlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from factdata.sources.documents import MAX_BYTES, Document
from factdata.sources.formats import format_of_media_type
from factdata.sources.problems import Problems

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MAX_RECORDS = 1_000_000  # of one archive; those that crawlers write are cut at 1 GB, some 30,000 records


def read_archive(name: str, file: Path, problems: Problems) -> Iterator[Document]:
    """Yield the pages of an archive: responses with HTML or text and status 200, and revisits of such.

    Only one record is in memory at a time. What is no page (pictures, redirects, errors) is counted in one warning.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (an extra)
    except ImportError:
        problems.error(name, "no_reader", "not read: web archives need FastWARC: pip install 'factdata[warc]'")
        return
    n_others, n_records = 0, 0
    try:
        revisit = WarcRecordType.revisit
        wanted = WarcRecordType.response | revisit
        for record in ArchiveIterator(str(file), record_types=wanted, auto_decode="all", fsspec_args=False):
            n_records += 1
            if n_records > MAX_RECORDS:
                problems.error(name, "beyond_limits", f"only the first {MAX_RECORDS:,} records were read")
                return
            page = _read(record, name, file, record.record_type == revisit)
            if page is None:
                n_others += 1
            elif page.data is not None and len(page.data) > MAX_BYTES:
                problems.error(
                    page.path, "unreadable", f"larger than {MAX_BYTES // 2**20} MiB, the limit for one document"
                )
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


def _read(record: "WarcRecord", name: str, file: Path, is_revisit: bool) -> Document | None:
    found = format_of_media_type(record.http_content_type)
    if not is_revisit and (found is None or record.http_headers is None or record.http_headers.status_code != 200):
        return None
    data = None if is_revisit else record.reader.read(MAX_BYTES + 1)
    url, captured_at, offset = record.headers.get("WARC-Target-URI"), record.record_date, record.stream_pos
    return Document(
        f"{name}#{offset}",
        data,
        "" if data is None else hashlib.sha256(data).hexdigest(),
        found.media_type if found else "text/html",  # a revisit need not say it
        record.http_charset,
        url.strip("<> ") if url else None,  # `<https://...>`, as the first edition of the standard had it
        captured_at.astimezone(UTC) if captured_at else None,
        record.headers.get("WARC-Payload-Digest"),
        file,
        offset,
        None if record.http_headers is None else record.http_headers.get("Last-Modified"),
    )
