"""Find the main content of an HTML page and the chrome around it by HTML5 element, ARIA role, class and id."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factdata.page.titles import PARTS

_LANDMARKS = {**dict.fromkeys(("nav", "aside", "dialog", "search"), "chrome"), "footer": "footer"}
_ARIA = dict.fromkeys(
    "navigation banner search complementary dialog alertdialog menu menubar toolbar".split(), "chrome"
)
_ARIA["contentinfo"] = "footer"
# Sites without landmark elements often name the same parts in class and id: `breadcrumbs`,
# `skip-link`, `block-social-sharing`, `leftnav`, but not `navy` or `shared-services`.
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?P<footer>footer)"
    r"|breadcrumbs?|(?:left|right|top|main|site|global|sub)?nav|navbar|navigation|menu|sidebar|pager|pagination"
    r"|skip|skip(?:link|nav|to)s?|social|share|sharing"
    r"|comments?|filters?|facets?"
    r"|cookies?|consent|modal|popup|overlay"  # overlays opened by scripts
    r")(?![^\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
# Elements that a browser does not show, or not as text.
_UNSEEN = frozenset(
    "audio canvas datalist embed iframe math noframes object script select style svg template textarea title"
    " video".split()
)
_WANTED = _UNSEEN | {"noscript", "article", "base", "h1", "link", "main", "meta"}
_PARTS = {"article", "section", "li", "main"}  # a `<header>` in these is not the page's banner
# Shares of a page's running text (text outside links). A box with more than MOST is content whatever its class says,
# as in `<div class="layout with-nav-sidebar">`; a `<main>` with less than TRUSTED does not hold the content.
MOST, TRUSTED = 0.5, 0.2
MIN_TEXT = 200  # characters; for a box with less, its class is trusted


class Elements:
    """The hidden elements of a page, and those looked up by name, found in one traversal."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self._found = [node for node in page.root.traverse() if node.tag in _WANTED] if page.root else []

    def named(self, tag: str, **attributes: str) -> Iterator[LexborNode]:
        """Yield the elements with a tag that are still in the tree and have the given attributes."""
        for node in self._found:
            if node.tag == tag and node.parent is not None and attributes.items() <= node.attributes.items():
                yield node

    def attribute(self, name: str, tag: str, **attributes: str) -> str | None:
        """Return an attribute from the first such element that has it."""
        return next((value for node in self.named(tag, **attributes) if (value := node.attributes.get(name))), None)

    def drop_unseen(self, body: LexborNode) -> None:
        """Remove hidden elements from the tree; keep `<noscript>` if scripts would write most of the page."""
        n_instead = sum(map(_running, self.named("noscript")))
        is_shown = n_instead > MIN_TEXT and 2 * n_instead > _running(body)
        for node in self._found:
            if node.tag in _UNSEEN or (node.tag == "noscript" and not is_shown):
                node.decompose()


class Landmarks:
    """The main content of a page; elements are identified by their addresses in the parser's memory.

    `mains` are the elements marked as main content, `spine` these and their ancestors; `title` is the ``<h1>`` that
    names the page; `title_words` is the text of ``<title>``, whole and in parts, in lower case; `locale` is the
    declared language of the content, with its country if given: ``en-gb``.
    """

    def __init__(self, elements: Elements, body: LexborNode, stated: str) -> None:
        self._body = body
        self.title_words = _title_words(stated)
        mains = list(elements.named("main")) or body.css("[role=main]")
        inside = sum(map(_running, mains))
        # measuring all text is cheap, and gives an upper bound for the running text
        if mains and inside < TRUSTED * len(body.text()) and inside < TRUSTED * max(self._total, 1):
            mains = []
        self.mains = {node.mem_id for node in mains}
        self.spine = {above.mem_id for node in mains for above in _upwards(node)}
        title = self._find_title(list(elements.named("h1")), stated)
        self.title = title.mem_id if title else None
        self._never_chrome = self.spine | {node.mem_id for node in _upwards(title)}
        articles = filter(self._is_in_main, elements.named("article"))
        languages = (node.attributes.get("lang") for node in [*articles, *mains, body, *_upwards(body.parent)])
        self.locale = next((lang.strip().lower() for lang in languages if lang and not lang.isspace()), None)

    @cached_property
    def _total(self) -> int:
        return _running(self._body)

    @cached_property
    def _opened(self) -> set[str | None]:
        """Ids of elements that buttons open: the collapsed parts of accordions."""
        return {node.attributes.get("aria-controls") for node in self._body.css("[aria-controls]")}

    def role(self, node: LexborNode) -> str | None:
        """Return the role of a box in the content: chrome, footer, hidden, h2 to h6, or ``None``."""
        tag, attributes = node.tag or "", node.attributes
        if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"] or "")):
            is_shown = attributes.get("id") in self._opened or self._has_most(node)
            return None if is_shown else "hidden"
        stated = attributes.get("role") or ""
        if stated == "heading":
            level = attributes.get("aria-level") or ""
            return f"h{level}" if level in ("2", "3", "4", "5", "6") else "h2"
        marked = _LANDMARKS.get(tag) or _ARIA.get(stated)
        found = marked or _named_role(attributes.get("class")) or _named_role(attributes.get("id"))
        is_banner = tag == "header" and not self.mains and _PARTS.isdisjoint(above.tag for above in _upwards(node))
        found = found or ("chrome" if tag == "form" or is_banner else None)
        if not found or node.mem_id in self._never_chrome or (not marked and self._has_most(node)):
            return None
        return found

    def _has_most(self, node: LexborNode) -> bool:
        """Whether an element contains most of the page's running text."""
        return len(node.text()) > MIN_TEXT and _running(node) > MOST * self._total

    def _is_in_main(self, node: LexborNode) -> bool:
        return any(above.mem_id in self.mains for above in _upwards(node))

    def _find_title(self, heads: Sequence[LexborNode], stated: str) -> LexborNode | None:
        """Return the `<h1>` that names the page: the main content's first, and then by its `<title>`."""
        heads = [node for node in heads if collapse(node.text())]
        inside = [node for node in heads if self._is_in_main(node)]
        # The last part of `<title>` is often the site, as in the banner: `<h1 class="site-name">US EPA</h1>`.
        site = PARTS.split(stated)[-1].strip().casefold() if len(self.title_words) > 1 else None
        names = self.title_words - {site}
        named = (node for node in inside or heads if collapse(node.text()).casefold() in names)
        return next(named, None) or next(iter(inside if self.mains else heads), None)


def collapse(text: str) -> str:
    """Collapse white space as a browser does."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _named_role(name: str | None) -> str | None:
    """Return chrome or footer if a class or id contains a name for it."""
    named = _NAMED.search(name) if name else None
    return ("footer" if named["footer"] else "chrome") if named else None


def _running(node: LexborNode) -> int:
    """Count the characters of text in an element, without white space and links."""
    return _count(node.text()) - sum(_count(link.text()) for link in node.traverse() if link.tag == "a")


def _count(text: str) -> int:
    return sum(map(len, text.split()))


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _title_words(stated: str) -> set[str]:
    """Return the parts of a `<title>`, where the site may come last (`Detention | ICE`) or first (`ICE: Detention`)."""
    parts = PARTS.split(stated)
    named = [stated, *parts, *(name for part in parts for name in part.split(": "))]
    return {collapse(name).casefold() for name in named} - {""}
