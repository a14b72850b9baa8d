"""Cut HTML into blocks: the visible text in reading order, divided where a browser starts a new block."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from factdata.page.blocks import Block, Layout, Stated, place_blocks
from factdata.page.html_pieces import Piece
from factdata.page.html_tree import Reader
from factdata.page.landmarks import Elements, Landmarks, collapse
from factdata.page.metadata import find_html_dates
from factdata.page.titles import cut_site
from factdata.text.calendar import style_of

# The prefix that the Wayback Machine adds to every link: `/web/20250201000445/https://www.agency.gov/news/`
_ARCHIVED = re.compile(r"^(?:(?:https?:)?//web\.archive\.org)?/web/\d{1,14}(?:[a-z]{2}_)?/(?=https?:)")
_ADDRESS = re.compile(r"https?:|(?![a-z][\w+.-]*:).", re.IGNORECASE)  # relative addresses have no scheme
# Most addresses match these; urljoin takes longer than all other work on a block.
_ABSOLUTE = re.compile(r"https?://[\w.-]+/[\w.,=&%+~@!/-]*")
_ROOTED = re.compile(r"(?!/web/)(?:/[\w,=&%+~@!-][\w.,=&%+~@!-]*)+/?")
_TYPE = re.compile(r'"@type"\s{0,3}:\s{0,3}"(\w{1,40})"')
_MAX_JSON = 100_000  # characters of a script searched for the page's type


def read_html(html: str, url: str | None = None) -> Layout:
    """Cut a decoded page into blocks; relative links are resolved against its address."""
    page = LexborHTMLParser(html)
    body = page.body
    if body is None:  # a frameset
        return Layout("", [])
    elements = Elements(page)
    address = _join("https://", elements.attribute("href", "link", rel="canonical"))
    base = _join(url or address, elements.attribute("href", "base")) or url or address
    country = _country(url or address)
    scripts = list(elements.named("script", type="application/ld+json"))
    stated_style = style_of(page.root.attributes.get("lang") if page.root else None, country)
    dates = find_html_dates(body, elements.named("meta"), scripts, stated_style)
    stated = _read_stated(elements, url or address)
    elements.drop_unseen(body)
    landmarks = Landmarks(elements, body, stated.title or "")
    style = style_of(landmarks.locale, country)
    pieces = _entitle(Reader(landmarks, style).read(body), landmarks.title_words)
    text, blocks = place_blocks(_blocks(pieces, base))
    language = landmarks.locale.partition("-")[0] if landmarks.locale else None
    return Layout(text, blocks, language, address, dates, stated)


def _entitle(pieces: list[Piece], title_words: set[str]) -> list[Piece]:
    """Set a title if no `<h1>` is the title: a piece that matches `<title>`, else a heading that begins the content."""
    if any(piece.role == "heading" and piece.level == 1 for piece in pieces):
        return pieces
    content = [index for index, piece in enumerate(pieces) if piece.role not in ("chrome", "footer", "stamp")]
    found = [index for index in content if pieces[index].text.casefold() in title_words]
    if not found and content and pieces[content[0]].role == "heading" and not pieces[content[0]].mark.href:
        found = content
    if found:
        pieces[found[0]] = pieces[found[0]]._replace(role="heading", level=1)
    return pieces


def _read_stated(elements: Elements, url: str | None) -> Stated:
    title = next((collapse(node.text()) for node in elements.named("title")), "")
    name = cut_site(title, elements.attribute("content", "meta", property="og:site_name"))
    scripts = elements.named("script", type="application/ld+json")
    types = [name for script in scripts for name in _TYPE.findall(script.text(), 0, _MAX_JSON)]
    return Stated(title or None, name or None, tuple(dict.fromkeys(types)), url)


def _country(url: str | None) -> str | None:
    """Return the top-level domain of an address: `gov`, `uk`, `de`."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # `http://[`
        return None
    return host.rpartition(".")[2] or None


def _join(base: str | None, href: str | None) -> str | None:
    """Resolve a link; ``None`` for `javascript:`, `mailto:` and links within the page."""
    if not href or href[0] == "#":
        return None
    if _ABSOLUTE.fullmatch(href):
        return href
    if _ROOTED.fullmatch(href) and base and (known := urlsplit(base)).netloc:
        return f"{known.scheme}://{known.netloc}{href}"
    try:
        address = urljoin(base or "", _ARCHIVED.sub("", href.strip(), count=1))
    except ValueError:  # `http://[`
        return None
    return address if _ADDRESS.match(address) else None


def _blocks(pieces: list[Piece], base: str | None) -> Iterator[tuple[str, Block]]:
    for role, level, text, mark, stamp in pieces:
        yield text, Block(role, level, 0, 0, _join(base, mark.href), stamp)
