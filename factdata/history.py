"""Histories: the captures of one address in the order in which they were made."""

import re
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .tables import rows_of

if TYPE_CHECKING:
    from .corpus import Corpus

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
    """Return every capture, in order of time, those without one last."""
    captures = corpus.captures.drop_duplicates("capture_id").sort_values(["captured_at", "capture_id"])
    names = ("capture_id", "sha256", "url", "captured_at")
    with_text = set(corpus.blocks.capture_id.unique())
    content = {sha256: name for name, sha256, *_ in rows_of(captures, *names) if name in with_text}
    return [
        Moment(name, name if name in with_text else content.get(sha256, name), url, time)
        for name, sha256, url, time in rows_of(captures, *names)
    ]


def histories(corpus: "Corpus") -> list[list[Moment]]:
    """Return the captures of each address in order of time; those without an address or a time are in none."""
    by_address: dict[str, list[Moment]] = {}
    for moment in read_moments(corpus):
        if pd.notna(moment.url) and pd.notna(moment.captured_at):
            by_address.setdefault(address_of(moment.url), []).append(moment)
    return [by_address[address] for address in sorted(by_address)]
