"""What reading costs: pages to their structure, and files to all tables, beside the least that could be done with them.

No two of the pages share a long line, but where a row says so: what is kept of a line that was read before helps with
the captures of one page, and would flatter elsewhere.
"""

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

import factdata as fd
from factdata.page.blocks import Layout
from factdata.page.html import read_html
from factdata.page.page import read_page
from factdata.page.plain_text import read_text
from factdata.tables import reading
from tests.benchmarks.rows import Row, by_turns

LISTING = Path(__file__).parents[2] / "data" / "raw" / "ice-factsheets.txt"
COPIES = 60
MEGABYTES = 50


def run(data: Path | None) -> Iterator[Row]:
    """Time the shipped page, and the HTML pages of the folder."""
    listing = LISTING.read_text(encoding="utf-8")
    apart = [_vary(listing, number) for number in range(COPIES)]
    again = [f"{listing}\n{number}" for number in range(COPIES)]
    yield from _rows(".txt", apart, read_text, str.splitlines, "15")
    yield _to_tables("captures of one text to all tables / str.splitlines", ".txt", again, str.splitlines, "15")
    yield _at_a_rate("different texts", lambda number: _vary(listing, number))
    yield _at_a_rate("captures of one text", lambda number: f"{listing}\n{number}")
    pages = [path.read_text(encoding="utf-8") for path in sorted(data.rglob("*.html"))] if data else []
    if pages:
        apart = [_vary(page, number) for number in range(1 + COPIES // len(pages)) for page in pages]
        yield from _rows(".html", apart, read_html, _parse, "5")


def _vary(text: str, number: int) -> str:
    """Put a word that no other copy has into every line of some length."""
    word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return re.sub(r"\b(the|and|of|to) (?=[a-z])", rf"\1 {word} ", text)


def _parse(page: str) -> str:
    body = LexborHTMLParser(page).body
    assert body is not None
    return body.text()


def _rows(
    suffix: str, pages: Sequence[str], read: Callable[[str], Layout], peer: Callable[[str], object], limit: str
) -> Iterator[Row]:
    what, name = ("text", "str.splitlines") if suffix == ".txt" else ("HTML", "lexbor")

    def read_pages() -> None:
        for page in pages:
            layout = read(page)
            read_page(layout.text, layout.blocks, layout.stated)

    def peer_pages() -> None:
        for page in pages:
            peer(page)

    yield Row(f"{what} to its structure / {name}", *by_turns(read_pages, peer_pages, 9), limit)
    with patch("factdata.tables.reading.find_in_blocks", lambda text, page: []):
        yield _to_tables(f"{what} to all tables but mentions / {name}", suffix, pages, peer, limit)
    yield _to_tables(f"{what} to all tables / {name}", suffix, pages, peer, limit)


def _to_tables(what: str, suffix: str, pages: Sequence[str], peer: Callable[[str], object], limit: str) -> Row:
    """Time files to tables, so with opening, decoding and hashing them."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number:04}{suffix}").write_text(page, encoding="utf-8")
        return Row(what, *by_turns(lambda: _read_anew(folder), lambda: [peer(page) for page in pages], 5), limit)


def _at_a_rate(what: str, page: Callable[[int], str]) -> Row:
    """Time so many MB of text, in one folder, beside what 10 MB/s would take."""
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        while size < MEGABYTES * 1_000_000:
            size += (Path(folder) / f"{size:08}.txt").write_text(page(size), encoding="utf-8")
        begun = time.perf_counter()
        _read_anew(folder)
        ours = time.perf_counter() - begun
    return Row(f"{MEGABYTES} MB of {what} / at 10 MB/s", [ours], [size / 10e6], "1")


def _read_anew(folder: str) -> None:
    """Read without what is kept of lines that were read before."""
    reading._find_again.cache_clear()
    fd.read(folder)
