"""HTML to blocks: the visible text in reading order, cut where a browser would begin a new line of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from factdata.page.blocks import Block, Layout, Stated, place_blocks
from factdata.page.html_pieces import Piece
from factdata.page.html_tree import Reader
from factdata.page.landmarks import Landmarks, collapse
from factdata.page.limits import check_limits
from factdata.page.metadata import find_html_dates
from factdata.page.stamps import StampLine
from factdata.page.titles import cut_site
from factdata.text.calendar import style_of

# What the Wayback Machine writes before every link of a page: `/web/20250201000445/https://www.agency.gov/news/`
_ARCHIVED = re.compile(r"^(?:(?:https?:)?//web\.archive\.org)?/web/\d{1,14}(?:[a-z]{2}_)?/(?=https?:)")
_TYPE = re.compile(r'"@type"\s{0,3}:\s{0,3}"(\w{1,40})"')
_MAX_JSON = 100_000  # characters of a script in which the page's type is looked for


def read_html(html: str, url: str | None = None) -> Layout:
    """Cut a page into blocks.

    Parameters
    ----------
    html
        The page, decoded.
    url
        Its address: relative links are resolved against it.

    Raises
    ------
    ValueError
        The page is beyond the limits for what the parser may be given: see `check_limits`.
    """
    check_limits(html)
    page = LexborHTMLParser(html)
    body = page.body
    if body is None:  # a frameset
        return Layout("", [])
    address = _join("https://", _attribute(page, 'link[rel="canonical"]', "href"))
    country = _country(url or address)
    dates = find_html_dates(page, style_of(page.root.attributes.get("lang") if page.root else None, country))
    stated = _read_stated(page, url or address)
    landmarks = Landmarks(page, body)
    locale = landmarks.locale
    style = style_of(locale, country)
    reader = Reader(landmarks, style)
    pieces = reader.read(body)
    base = _join(url or address, _attribute(page, "base[href]", "href")) or url or address
    text, blocks = place_blocks(_blocks(_entitle(pieces, landmarks.title_words), reader.stamps, base))
    return Layout(text, blocks, locale.partition("-")[0] if locale else None, address, dates, stated)


def _entitle(pieces: list[Piece], title_words: set[str]) -> list[Piece]:
    """Find the title by its words where no `<h1>` is it; else it is the heading that the content begins with."""
    if any(piece.role == "heading" and piece.level == 1 for piece in pieces):
        return pieces
    content = [index for index, piece in enumerate(pieces) if piece.role not in ("chrome", "footer", "stamp")]
    found = [index for index in content if pieces[index].text.casefold() in title_words]
    if not found and content and pieces[content[0]].role == "heading" and not pieces[content[0]].mark.href:
        found = content
    if found:
        pieces[found[0]] = pieces[found[0]]._replace(role="heading", level=1)
    return pieces


def _read_stated(page: LexborHTMLParser, url: str | None) -> Stated:
    node = page.css_first("title")
    title = collapse(node.text()) if node else ""
    name = cut_site(title, _attribute(page, 'meta[property="og:site_name"]', "content"))
    types = [
        name
        for script in page.css('script[type="application/ld+json"]')
        for name in _TYPE.findall(script.text(), 0, _MAX_JSON)
    ]
    return Stated(title or None, name or None, tuple(dict.fromkeys(types)), url)


def _country(url: str | None) -> str | None:
    """Return what an address' host ends in: `gov`, `uk`, `de`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # `http://[`
        return None
    return host.rpartition(".")[2] or None


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = page.css_first(selector)
    return node.attributes.get(name) if node else None


def _join(base: str | None, href: str | None) -> str | None:
    """Resolve an address; what is none (`javascript:`, `mailto:`, a place on the page itself) is ``None``."""
    if not href or href.startswith("#"):
        return None
    try:
        address = urljoin(base or "", _ARCHIVED.sub("", href.strip(), count=1))
        scheme = urlsplit(address).scheme
    except ValueError:  # `http://[`
        return None
    return address if address and scheme in ("http", "https", "") else None


def _blocks(
    pieces: Iterable[Piece], stamps: Mapping[str, StampLine | None], base: str | None
) -> Iterator[tuple[str, Block]]:
    for role, level, text, mark in pieces:
        href = _join(base, mark.href) if mark.href else None
        yield text, Block("table" if role == "row" else role, level, 0, 0, href, stamps.get(text))
