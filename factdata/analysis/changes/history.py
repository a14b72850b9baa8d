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
    """A capture in its history; address and time are missing where they are not known.

    What it says stands in the tables under `content_id`. That is its own, but for a revisit, which archives keep
    without the text: then it is that of the capture with the same SHA-256.
    """

    capture_id: str
    content_id: str
    url: str
    captured_at: pd.Timestamp


def address_of(url: str) -> str:
    """Return an address without what does not tell pages apart: scheme, www, default port, fragment, last slash."""
    host, slash, path = _SAME_PAGE.sub("", url).partition("/")
    return host.lower() + slash + path


def read_moments(corpus: "Corpus") -> pd.DataFrame:
    """Return a row per capture that is no error page, as `Moment`, in order of time, those without one last."""
    captures = corpus.captures.drop_duplicates("capture_id").sort_values(["captured_at", "capture_id"])
    with_text = captures.capture_id.isin(corpus.blocks.capture_id)
    content = captures[with_text].drop_duplicates("sha256", keep="last").set_index("sha256").capture_id
    own = with_text | ~captures.sha256.isin(content.index)
    captures["content_id"] = captures.capture_id.where(own, captures.sha256.map(content))
    errors = corpus.problems.capture_id[corpus.problems.code == "error_page"]
    return captures.loc[~captures.capture_id.isin(errors), [*Moment._fields]]


def name_pages(corpus: "Corpus") -> dict[str, str]:
    """Return the page that each capture is of: its address, or the capture itself where that is not known."""
    captures = rows_of(corpus.captures, "capture_id", "url")
    return {capture_id: address_of(url) if url else capture_id for capture_id, url in captures}


def histories(corpus: "Corpus") -> list[list[Moment]]:
    """Return the captures of each address in order of time; those without an address or a time are in none."""
    by_address: dict[str, list[Moment]] = {}
    for row in rows_of(read_moments(corpus).dropna(subset=["url", "captured_at"]), *Moment._fields):
        moment = Moment(*row)
        by_address.setdefault(address_of(moment.url), []).append(moment)
    return [by_address[address] for address in sorted(by_address)]
