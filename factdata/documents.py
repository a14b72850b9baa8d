"""Documents: raw pages as found, with what is known of where they are from."""

from datetime import datetime
from typing import NamedTuple

MAX_BYTES = 16 * 2**20  # of one document, decompressed: a hundred times the largest page seen


class Document(NamedTuple):
    """One page as found; `data` is ``None`` where an archive says that it was the same as one with this digest."""

    path: str
    data: bytes | None
    media_type: str
    charset: str | None
    url: str | None
    captured_at: datetime | None
    digest: str | None
