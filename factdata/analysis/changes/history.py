"""Histories: the captures of one address in the order in which they were made."""

import re
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.tables.arrow import rows_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# One page is captured under http and https, with www and without, with a slash at its end and without.
_SAME_PAGE = re.compile(r"^[a-z]+://(?:www\d?\.)?|:(?:80|443)(?=/|$)|#.*$|/+(?=$|\?)", re.IGNORECASE)


class Moment(NamedTuple):
    """A capture in its history. What it says stands in the tables under `content_id`.

    That is its own, but for a revisit, which archives keep without the text: then it is that of the capture with the
    same SHA-256. Address and time are missing where they are not known.
    """

    capture_id: str
    content_id: str
    url: str
    captured_at: pd.Timestamp


def address_of(url: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, default port, fragment, last slash."""
    host, slash, path = _SAME_PAGE.sub("", url).partition("/")
    return host.lower() + slash + path


def read_moments(corpus: "Corpus") -> list[Moment]:
    """Return every capture but error pages, in order of time, those without one last."""
    with_text = set(corpus.blocks.capture_id.unique())
    errors = set(corpus.problems.capture_id[corpus.problems.code == "error_page"])
    names = ("capture_id", "sha256", "url", "captured_at")
    captures = {row[0]: row for row in reversed([*rows_of(corpus.captures, *names)])}
    # NaT is not even equal to itself, so that it cannot be sorted by.
    in_order = sorted(captures.values(), key=lambda row: (row[3] is pd.NaT, 0 if row[3] is pd.NaT else row[3], row[0]))
    content = {sha256: capture_id for capture_id, sha256, *_ in in_order if capture_id in with_text}
    return [
        Moment(capture_id, capture_id if capture_id in with_text else content.get(sha256, capture_id), url, time)
        for capture_id, sha256, url, time in in_order
        if capture_id not in errors
    ]


def name_pages(corpus: "Corpus") -> dict[str, str]:
    """Return the page that each capture is of: its address, or the capture itself where that is not known."""
    captures = rows_of(corpus.captures, "capture_id", "url")
    return {capture_id: address_of(url) if url else capture_id for capture_id, url in captures}


def histories(corpus: "Corpus") -> list[list[Moment]]:
    """Return the captures of each address in order of time; those without an address or a time are in none."""
    by_address: dict[str, list[Moment]] = {}
    for moment in read_moments(corpus):
        if pd.notna(moment.url) and pd.notna(moment.captured_at):
            by_address.setdefault(address_of(moment.url), []).append(moment)
    return [by_address[address] for address in sorted(by_address)]
