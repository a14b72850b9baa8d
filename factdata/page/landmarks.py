"""What on an HTML page is its main content, and what stands round it: HTML5 elements, ARIA roles, the skip link."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factdata.page.content import MIN_TEXT, RunningText, running
from factdata.page.titles import PARTS

_LANDMARKS = {"nav": "chrome", "aside": "chrome", "dialog": "chrome", "search": "chrome", "footer": "footer"}
_ARIA = {
    "navigation": "chrome",
    "banner": "chrome",
    "search": "chrome",
    "complementary": "chrome",
    "dialog": "chrome",
    "alertdialog": "chrome",
    "menu": "chrome",
    "menubar": "chrome",
    "toolbar": "chrome",
    "contentinfo": "footer",
}
# Sites older than landmarks, and those that leave them out, name the same things in class and id: `breadcrumbs`,
# `skip-link`, `block-social-sharing`, `leftnav`, but not `navy` or `shared-services`.
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?P<footer>footer)"
    r"|breadcrumbs?|(?:left|right|top|main|site|global|sub)?nav|navbar|navigation|menu|sidebar|pager|pagination"
    r"|skip|skip(?:link|nav|to)s?|social|share|sharing"
    r"|addtoany|addthis"  # bars of share buttons
    r"|comments?|filters?|facets?"
    r"|cookies?|consent|modal|popup|overlay"  # what scripts lay over the page
    r"|usa-banner"  # `An official website of the United States government`, in the design system of .gov
    r")(?![^\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
# What a browser does not show, or not as text.
_UNSEEN = (
    "audio, canvas, datalist, embed, iframe, math, noframes, object, script, select, style, svg, template, textarea,"
    " title, video"
)
# Where a `<header>` is that of an article or an item, and no banner of the page; looked for a few elements up.
_PARTS = {"article", "section", "li", "main"}
_FEW = 10
_SKIP = re.compile(r"skip|jump|main.?content|contenido", re.IGNORECASE)
_NAME = re.compile(r"[\w.:-]+")


class Landmarks:
    """Where the main content of a page is; elements are named by their addresses in the parser's memory.

    Attributes
    ----------
    mains : set of int
        The elements that hold the main content; empty where the page does not say.
    spine : set of int
        These, or the target of the skip link, and what they stand in: the path from the page's root.
    title : int, optional
        The ``<h1>`` that names the page.
    locale : str, optional
        The declared language of the content, with its country where that is said: ``en-gb``.
    title_words : set of str
        What ``<title>`` calls the page, whole and in parts, in lower case.
    """

    def __init__(self, page: LexborHTMLParser, body: LexborNode) -> None:
        head = page.css_first("title")
        stated = collapse(head.text()) if head else ""
        self.title_words = _title_words(stated)
        for unseen in reversed(body.css(_UNSEEN)):  # the inner ones first: an element is freed with what it holds
            unseen.decompose()
        _drop_noscript(body)
        self._text = RunningText(body)
        mains = body.css("main, [role=main]")
        if mains and not self._text.is_trusted(mains):
            mains = []
        self.mains = {node.mem_id for node in mains}
        self.spine = {above.mem_id for node in mains or _skip_target(body) for above in _upwards(node)}
        title = _find_title(body, bool(mains), self.title_words, stated)
        self.title = title.mem_id if title else None
        self._around_title = {node.mem_id for node in _upwards(title)}
        self._opened: set[str | None] | None = None
        self._body = body
        self.locale = _locale(page, body, mains)

    def role(self, node: LexborNode) -> str | None:
        """Return what a box within the content is: chrome, footer, hidden, a heading (h2 to h6), or nothing special."""
        tag, attributes = node.tag or "", node.attributes
        if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"] or "")):
            is_shown = self._is_opened(attributes.get("id")) or self._text.has_most(node)
            return None if is_shown else "hidden"
        stated = attributes.get("role") or ""
        if stated == "heading":
            level = attributes.get("aria-level") or ""
            return f"h{level}" if level in ("2", "3", "4", "5", "6") else "h2"
        marked = _LANDMARKS.get(tag) or _ARIA.get(stated)
        found = marked or self._guess_role(node, tag)
        if found and (node.mem_id in self._around_title or node.mem_id in self.spine):
            return None
        return None if found and not marked and self._text.has_most(node) else found

    def _guess_role(self, node: LexborNode, tag: str) -> str | None:
        """Return what a box may be by its name, its class or its id."""
        attributes = node.attributes
        if tag == "form":
            return "chrome"
        if tag == "header" and not self.mains and not _PARTS & {above.tag for above in islice(_upwards(node), _FEW)}:
            return "chrome"
        return named_role(attributes.get("class")) or named_role(attributes.get("id"))

    @staticmethod
    def is_switch(node: LexborNode) -> bool:
        """Whether a button folds and unfolds a part of the page."""
        attributes = node.attributes
        return "aria-controls" in attributes or "aria-expanded" in attributes

    def _is_opened(self, name: str | None) -> bool:
        """Whether a button shows the element: the folded part of an accordion."""
        if self._opened is None:
            self._opened = {node.attributes.get("aria-controls") for node in self._body.css("[aria-controls]")}
        return bool(name) and name in self._opened


def _drop_noscript(body: LexborNode) -> None:
    """Leave out what is shown without scripts, but where the page shows nothing else."""
    nodes = body.css("noscript")
    if sum(len(node.text()) for node in nodes) > MIN_TEXT and 2 * sum(map(running, nodes)) > running(body):
        return
    for node in reversed(nodes):
        node.decompose()


def collapse(text: str) -> str:
    """Join a text's words as a browser shows them."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def named_role(name: str | None) -> str | None:
    """Return chrome or footer where a class or an id calls its element so."""
    named = _NAMED.search(name) if name else None
    if named is None:
        return None
    return "footer" if named["footer"] else "chrome"


def _upwards(node: LexborNode | None) -> Iterator[LexborNode]:
    while node is not None:
        yield node
        node = node.parent


def _title_words(stated: str) -> set[str]:
    """`Fact Sheet: Detention | ICE` names the page and then the site, `ICE: Detention` the other way round."""
    parts = PARTS.split(stated)
    named = [stated, *parts, *(name for part in parts for name in part.split(": "))]
    return {collapse(name).casefold() for name in named} - {""}


def _find_title(body: LexborNode, has_main: bool, words: set[str], stated: str) -> LexborNode | None:
    """Return the `<h1>` that names the page: in the main content if one is there, else by what `<title>` says."""
    inside = body.css("main h1, [role=main] h1") if has_main else []
    # `<h1 class="site-name">US EPA</h1>` in the banner is also a part of `<title>`, the last.
    site = PARTS.split(stated)[-1].strip().casefold() if len(words) > 1 else None
    candidates = [node for node in inside or body.css("h1") if collapse(node.text())]
    for node in candidates:
        text = collapse(node.text()).casefold()
        if text in words and text != site:
            return node
    return candidates[0] if candidates and (inside or not has_main) else None


def _skip_target(body: LexborNode) -> list[LexborNode]:
    """Return where the skip link leads: `<a href="#main-content">Skip to main content</a>`."""
    link = body.css_first('a[href^="#"]')
    if link is None or not _SKIP.search(link.html or ""):
        return []
    name = (link.attributes.get("href") or "")[1:]
    if not _NAME.fullmatch(name):
        return []
    target = body.css_first(f'[id="{name}"], a[name="{name}"]')
    return [target] if target else []


def _locale(page: LexborHTMLParser, body: LexborNode, mains: list[LexborNode]) -> str | None:
    """Return the declared language of the main content: an article's own goes before the page's."""
    articles = [found for main in mains if (found := main.css_first("article[lang]"))]
    for node in [*articles, *mains, body, page.root]:
        language = (node.attributes.get("lang") or "").strip().lower() if node else ""
        if language:
            return language
    return None
