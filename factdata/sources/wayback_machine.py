"""Captures of a page from the Wayback Machine, through EDGI's wayback: listed, chosen, fetched, kept."""

import hashlib
import time
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from requests.exceptions import ChunkedEncodingError, ContentDecodingError, RequestException, SSLError
from wayback import CdxRecord, Mode, WaybackClient, WaybackSession
from wayback.exceptions import RateLimitError, WaybackException

from factdata.sources.documents import MAX_BYTES, TOO_LARGE
from factdata.sources.formats import format_of_media_type
from factdata.sources.raw_folder import RawFolderError, RawPage, find_kept, keep_page, read_entries
from factdata.text.decoding import decode

Period = Literal["day", "week", "month", "year"]

TRIES = 3  # for a body that is cut off, or that is not what the archive's digest says
LONGEST_WAIT = 15 * 60  # seconds; an archive that asks for more is left alone until the user runs the command again
LATER = "Run the same command later: it takes up here. If it stops here again, begin after it, with --from."
GIVE_UP_AFTER = 5  # captures in a row that cannot be had: then it is the archive, and not these captures

_REVISIT = "warc/revisit"  # "the same bytes as before": such a record says neither status nor media type
_PERIODS = {None: "%Y%m%d%H%M%S", "day": "%Y%m%d", "week": "%G%V", "month": "%Y%m", "year": "%Y"}
_DAY_FORMATS = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d"}


class ArchiveError(RuntimeError):
    """The archive cannot be had, or one capture of it; the message says why, and what to do."""


class _NotWantedError(RuntimeError):
    """A capture that turns out to be none of a page's text, or too much of it."""


class Outcome(NamedTuple):
    """What became of one capture, and what there is to say of it; of most that were kept, nothing."""

    kind: Literal["kept", "skipped", "failed", "stopped"]
    message: str


class ArchiveSession(WaybackSession):
    """wayback's session with its rates and back-off, for what it leaves to its users (as of 0.5.1)."""

    # At a 429 it gives up, but archive.org only blocks those who do not wait; get_retry_delay honours Retry-After.
    retryable_statuses = WaybackSession.retryable_statuses | {429}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hooks["response"].append(_limit_body)

    def should_retry(self, response: Any) -> bool:
        """Wait and try again, but not for hours."""
        return bool(super().should_retry(response)) and self.get_retry_delay(0, response) <= LONGEST_WAIT

    def should_retry_error(self, error: Exception) -> bool:
        """Try again when the connection was closed (`Remote end closed connection without response`)."""
        return not isinstance(error, SSLError)

    def send(self, request: Any, **kwargs: Any) -> Any:
        """Try again when a body was cut off; never wait without end."""
        kwargs["timeout"] = kwargs.get("timeout") or self.timeout  # get_memento and redirects send without one
        for attempt in range(1, TRIES):
            try:
                return super().send(request, **kwargs)
            except (ChunkedEncodingError, ContentDecodingError):
                time.sleep(self.get_retry_delay(attempt))
        return super().send(request, **kwargs)


def _limit_body(response: Any, **_: Any) -> None:
    """Let no body, as it is after decompression, be longer than any document that is read."""
    stream = response.raw.stream

    def limited(*args: Any, **kwargs: Any) -> Iterator[bytes]:
        n_bytes = 0
        for chunk in stream(*args, **kwargs):
            n_bytes += len(chunk)
            if n_bytes > MAX_BYTES:
                response.close()
                raise _NotWantedError(f"not kept: {TOO_LARGE}")
            yield chunk

    response.raw.stream = limited


class Listing(NamedTuple):
    """What the archive has of an address: the captures chosen, in order of time, and how many were left out and why."""

    url: str
    captures: list[CdxRecord]
    left_out: Counter[str]

    def __str__(self) -> str:
        reasons = "".join(f"; left out: {n:,} {reason}" for reason, n in sorted(self.left_out.items()))
        return f"{len(self.captures) + self.left_out.total():,} captures listed{reasons}"


def open_archive() -> WaybackClient:
    """Return a client that asks politely: wayback's own rate for searches, one capture a second."""
    return WaybackClient(ArchiveSession(memento_calls_per_second=1))


def list_captures(
    archive: WaybackClient, url: str, first: str | None = None, last: str | None = None, every: Period | None = None
) -> Listing:
    """List the captures of one address that are worth fetching: successful, of text, not the same as the one before.

    `first` and `last` are a year, month or day (2015, 2015-03, 2015-03-01), both included; a ValueError says that they
    make no sense. With `every`, the first capture of each period is taken, and then those that show nothing new are
    left out: so each period is shown as it began. (The other way round, what came in the middle of a period and stayed
    for years would never be seen.)
    """
    first, last = _digits(first), _digits(last)
    if first and last and first[: len(last)] > last[: len(first)]:
        raise ValueError(f"expected --from before --to, and got {first} and {last}")
    try:
        found = list(archive.search(url, match_type="exact", from_date=first, to_date=last))
    except (WaybackException, RequestException, RuntimeError) as error:
        raise ArchiveError(f"the captures of {url} could not be listed: {error}\nTry again later.") from error
    found.sort(key=lambda record: (record.timestamp, record.original != url, record.original))
    originals = {record.digest: record for record in found if record.mimetype != _REVISIT}
    chosen, left_out, periods, digest = [], Counter[str](), set(), "-"
    for record in found:
        told = originals.get(record.digest, record) if record.mimetype == _REVISIT else record
        period = record.timestamp.strftime(_PERIODS[every])
        if told.statuscode not in (200, None):
            left_out["redirects" if 300 <= told.statuscode < 400 else "error pages"] += 1
        elif format_of_media_type(told.mimetype) is None and told.mimetype not in (_REVISIT, "unk"):
            left_out["not of text"] += 1
        elif period in periods:
            left_out[f"later in the same {every or 'second'}"] += 1
        else:
            periods.add(period)
            if record.digest == digest != "-":  # the archive's word for "not known"
                left_out["the same as the one before"] += 1
            else:
                chosen.append(record)
            digest = record.digest
    return Listing(url, chosen, left_out)


def find_missing(folder: Path, listing: Listing) -> tuple[list[CdxRecord], list[str]]:
    """Return the listed captures that the folder has not yet, and what is wrong with those that it should have."""
    entries = read_entries(folder)
    missing, problems = [], []
    for record in listing.captures:
        try:
            if find_kept(folder, entries, listing.url, record.timestamp) is None:
                missing.append(record)
        except RawFolderError as error:
            problems.append(str(error))
    return missing, problems


def fetch_captures(archive: WaybackClient, url: str, captures: Iterable[CdxRecord], folder: Path) -> Iterator[Outcome]:
    """Fetch captures and keep each, under the address that was asked for, as soon as it is whole.

    Ends early, with a word, where there is no use in going on. The same call made later takes up there.
    """
    n_failed = 0
    for record in captures:
        try:
            page, note = _fetch_page(archive, url, record)
            _, is_new = keep_page(folder, page)
            outcome = Outcome("kept", note if is_new else f"{page.name}: another command has kept it meanwhile")
            n_failed = 0
        except _NotWantedError as error:
            outcome = Outcome("skipped", f"{record.view_url}: {error}")
            n_failed = 0
        except RateLimitError as error:
            yield Outcome("stopped", f"{error}\n{LATER}")
            return
        except RawFolderError as error:
            outcome = Outcome("failed", str(error))
        # ValueError: wayback's own for an address in an answer that it cannot read. RequestException is an OSError.
        except (ArchiveError, WaybackException, RequestException, ValueError) as error:
            outcome = Outcome("failed", f"{record.view_url}: {error}")
            n_failed += 1
        yield outcome
        if n_failed == GIVE_UP_AFTER:
            yield Outcome("stopped", f"{n_failed} captures in a row could not be had.\n{LATER}")
            return


def _fetch_page(archive: WaybackClient, url: str, record: CdxRecord) -> tuple[RawPage, str]:
    """Fetch the bytes as archived (no replay banner) and verify them; the page, and what there is to say of it.

    The digest is of the bytes as the archive stores them. Where a server had sent them compressed it fits nothing
    that can be fetched, so bytes that it does not fit are taken if they come twice, and no shorter than was archived.
    """
    seen = set()
    for _ in range(TRIES):
        with archive.get_memento(record, mode=Mode.original, follow_redirects=False) as memento:
            data = memento.content
        if memento.status_code != 200:
            raise _NotWantedError(f"not kept: a page of status {memento.status_code} was archived, no fact sheet")
        media_type = memento.headers.get("Content-Type", record.mimetype)
        found = format_of_media_type(media_type)
        if found is None or (found.is_text and decode(data) is None):
            raise _NotWantedError(f"not kept: {media_type or 'its media type'} is not a format that is read")
        page = RawPage(url, record.timestamp, found.media_type, data, source=f"Wayback Machine: {record.view_url}")
        if b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode() == record.digest:
            return page, ""
        if data in seen:
            return page, f"{page.name}: kept, though the archive's digest is of other bytes (twice the same came)"
        length = memento.headers.get("Content-Length", "")
        if not length.isdecimal() or len(data) >= int(length):
            seen.add(data)
    raise ArchiveError(f"{TRIES} times cut off, or other bytes each time; nothing was kept of it. Try again later")


def _digits(day: str | None) -> str | None:
    """Return the digits that the archive pads itself: `first` to the start, `last` to the end of the year or month."""
    if day is None:
        return None
    try:
        datetime.strptime(day, _DAY_FORMATS[len(day)])
    except (KeyError, ValueError) as error:
        raise ValueError(f"'{day}' is no day; expected one such as 2015, 2015-03 or 2015-03-01") from error
    return day.replace("-", "")
