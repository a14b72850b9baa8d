"""HTML to blocks: the visible text in reading order, cut where a browser would begin a new line of its own."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .blocks import Block, Layout
from .landmarks import Landmarks
from .markup import MAX_DEPTH, Piece, Reader

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that end by themselves, or hold nothing: a page may leave any number of them open.
_SHALLOW = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body"),
}
_FEW_TAGS = 3_000  # the parser makes at most 1.1 million elements of so many, in 0.3 s; see `_check_depth`
_CLOSE = {"chrome", "footer", "bullet", "row"}  # no blank line between two of these


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
        Elements are nested deeper than `MAX_DEPTH`.
    """
    _check_depth(html)
    page = LexborHTMLParser(html)
    body = page.body
    if body is None:  # a frameset
        return Layout("", [])
    landmarks = Landmarks(page, body)
    pieces = Reader(landmarks).read(body)
    if landmarks.mains and all(role in ("chrome", "footer") for role, _, _, _ in pieces):
        page = LexborHTMLParser(html)  # `<main></main>`: an empty frame for a script
        assert page.body is not None
        landmarks = Landmarks(page, page.body, trust_main=False)
        pieces = Reader(landmarks).read(page.body)
    address = _join("https://", _attribute(page, 'link[rel="canonical"]', "href"))
    base = _join(url or address, _attribute(page, "base[href]", "href")) or url or address
    text, blocks = _assemble(_entitle(pieces, landmarks.title_words), base)
    return Layout(text, blocks, landmarks.language, address)


def _check_depth(html: str) -> None:
    """Refuse what the parser would take long for: its time grows with the product of tags and depth.

    Each name is counted for itself, so that `</b>` takes nothing from the depth of `<div>`; what lexbor makes of
    4,000 different `<font>` that are never closed, each before a `<p>`, is a tree of eight million elements.
    """
    if html.count("<") <= _FEW_TAGS:
        return
    depth, opened = 0, dict[str, int]()
    for closing, name in _TAG.findall(html):
        if name in _SHALLOW:
            continue
        name = name.lower()
        if closing:
            if opened.get(name):
                opened[name] -= 1
                depth -= 1
        elif name not in _SHALLOW:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                raise ValueError(f"its elements are nested more than {MAX_DEPTH} deep")


def _entitle(pieces: list[Piece], title_words: set[str]) -> list[Piece]:
    """Find the title by its words where no `<h1>` is it; else it is the heading that the content begins with."""
    if any(role == "heading" and level == 1 for role, level, _, _ in pieces):
        return pieces
    content = [index for index, piece in enumerate(pieces) if piece[0] not in ("chrome", "footer", "stamp")]
    found = [index for index in content if pieces[index][2].casefold() in title_words]
    if not found and content and pieces[content[0]][0] == "heading":
        found = content
    if found:
        _, _, text, mark = pieces[found[0]]
        pieces[found[0]] = ("heading", 1, text, mark)
    return pieces


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = page.css_first(selector)
    return node.attributes.get(name) if node else None


def _join(base: str | None, href: str | None) -> str | None:
    """Resolve an address; what is none (`javascript:`, `mailto:`, a place on the page itself) is ``None``."""
    if not href or href.startswith("#"):
        return None
    try:
        address = urljoin(base or "", href.strip())
        scheme = urlsplit(address).scheme
    except ValueError:  # `http://[`
        return None
    return address if address and scheme in ("http", "https", "") else None


def _assemble(pieces: Iterable[Piece], base: str | None) -> tuple[str, list[Block]]:
    """Join the pieces with white space between, and note where each stands."""
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    before = ""
    for role, level, text, (href, _) in pieces:
        if texts:
            gap = "\n" if role == before and role in _CLOSE else "\n\n"
            texts.append(gap)
            position += len(gap)
        end = position + len(text)
        blocks.append(
            Block("table" if role == "row" else role, level, position, end, _join(base, href) if href else None)
        )
        texts.append(text)
        position, before = end, role
    return "".join(texts), blocks
