"""What reading costs: a page to its blocks, page and stamps, beside the least that could be done with it."""

from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from factdata.html import read_html
from factdata.page import read_page
from factdata.plaintext import read_text
from tests.benchmarks.rows import Row, by_turns

ROOT = Path(__file__).parent.parent.parent


def run(data: Path | None) -> Iterator[Row]:
    """Time the shipped page, and the HTML pages of the folder."""
    text = (ROOT / "data" / "raw" / "ice-factsheets.txt").read_text(encoding="utf-8")

    def read_listing() -> None:
        for _ in range(50):
            read_page(text, read_text(text).blocks)

    def split_listing() -> None:
        for _ in range(50):
            text.splitlines()

    yield Row("the listing / str.splitlines", *by_turns(read_listing, split_listing, 15), "15 to full tables")
    pages = [path.read_text(encoding="utf-8") for path in sorted(data.rglob("*.html"))] if data else []
    if not pages:
        return

    def read_pages() -> None:
        for page in pages:
            layout = read_html(page)
            read_page(layout.text, layout.blocks)

    def parse_pages() -> None:
        for page in pages:
            body = LexborHTMLParser(page).body
            assert body is not None
            body.text()

    yield Row(f"{len(pages)} pages of HTML / lexbor", *by_turns(read_pages, parse_pages, 15), "5 to full tables")
