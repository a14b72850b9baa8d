"""Web archives made for tests, record by record."""

import gzip
import io
from datetime import UTC, datetime
from hashlib import sha1

from fastwarc.warc import WarcRecord, WarcRecordType

PAGE = "<html lang=en><title>{n}</title><main><h1>Program {n}</h1><p>It serves {n} schools.</p><p>Updated: 01/24/2025"


def write_archive(path, records):
    """Write (kind, address, time, media type, body) to a WARC file; a revisit has the body's digest, not the body."""
    with path.open("wb") as file:
        for kind, url, time, media_type, body in records:
            is_revisit = kind == "revisit"
            record = WarcRecord()
            record.init_headers(WarcRecordType.revisit if is_revisit else WarcRecordType.response)
            record.record_date = time
            record.headers["WARC-Target-URI"] = url
            record.headers["WARC-Payload-Digest"] = f"sha1:{sha1(body).hexdigest()}"
            record.is_http = True
            head = f"HTTP/1.1 {200 if is_revisit else kind} X\r\nContent-Type: {media_type}\r\n\r\n"
            record.set_bytes_content(head.encode() + (b"" if is_revisit else body))
            written = io.BytesIO()
            record.write(written)
            # compressed archives hold a member of gzip for each record
            file.write(gzip.compress(written.getvalue(), mtime=0) if path.suffix == ".gz" else written.getvalue())


def page(n: int) -> tuple[int, str, datetime, str, bytes]:
    day = datetime(2025, 1, 1 + n % 28, 12, tzinfo=UTC)
    return (200, f"https://www.agency.gov/{n}", day, "text/html; charset=utf-8", PAGE.format(n=n).encode())
