"""Documents: raw pages as found, with their known provenance."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

MAX_BYTES = 16 * 2**20  # of one document, decompressed: a hundred times the largest page seen
TOO_LARGE = f"larger than {MAX_BYTES // 2**20} MiB, the limit for one document"


class Document(NamedTuple):
    """One page as found.

    `data` is ``None`` where an archive says that it was the same as one with this digest, and where the bytes were
    left behind, to be read again from `file` (at `offset`, in an archive).
    """

    path: str
    data: bytes | None
    sha256: str
    media_type: str
    charset: str | None
    url: str | None
    captured_at: datetime | None
    digest: str | None
    file: Path
    offset: int | None = None
    last_modified: str | None = None  # as the server said, in a response that an archive holds

    @property
    def capture_id(self) -> str:
        """12 hex digits that name the document at the address and time that it was found with."""
        time = self.captured_at.isoformat() if self.captured_at else ""
        return hashlib.sha256("\n".join((self.sha256, self.url or "", time)).encode()).hexdigest()[:12]
