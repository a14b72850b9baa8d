"""Which HTML pages may keep the parser busy for more than about a second: found by a scan of the text, before parsing.

Only upper bounds are computed, each from what stands in the text whatever the parser makes of it. Scripts, comments and
SVG are not passed over: where they end depends on what they stand in, and tags can be hidden in them.
"""

import re

# The parser walks up its open elements at most tags, so that its steps grow with tags times depth: a second at most for
# this many tags, however they are nested. The largest real page seen has 9,700.
MAX_TAGS = 20_000
MAX_DEPTH = 256  # of nested elements on a page that is suspicious
MAX_ELEMENTS = 2_000_000  # that the parser may make, some 0.7 GB
MAX_COMPARISONS = 400_000_000  # of attributes: the parser compares each of a tag with each other; 1.5 s

_FEW_TAGS = 2 * int(MAX_ELEMENTS**0.5)  # of which no more elements can be made, whatever they are
_LARGE = 200_000  # characters; the most attributes that one tag of a smaller page can have take five seconds
_LONG_TAG = 200  # characters; shorter ones have few attributes
# As the HTML standard reads one: a quote is one only right after `=`, so that `<b x" a b c y">` has five attributes.
_ATTRIBUTE = r"[^\s/>{0}][^\s/>={0}]*+(?:\s*+=\s*+(?:\"[^\"{0}]*+\"|'[^'{0}]*+'|[^\s>\"'{0}][^\s>{0}]*+)?)?"
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTES = re.compile(_ATTRIBUTE.format(""))
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:[\s/]++|{_ATTRIBUTE.format('')})*+)")
# Elements that end by themselves, or hold nothing: a page may leave any number of them open.
_SHALLOW = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body"),
}
# Elements that the parser opens anew in every paragraph while they are not closed; of `<a>` and `<nobr>` it keeps one.
_FORMATTING = re.compile(
    rf"<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s/>])((?:[\s/]++|{_ATTRIBUTE.format('<')})*+>)?",
    re.IGNORECASE,
)
_MAX_ALIKE = 3  # formatting elements with the same attributes that the parser keeps open


def check_limits(html: str) -> None:
    """Raise a ValueError that says which limit a suspicious page is beyond."""
    if not is_suspicious(html):
        return
    if _count_comparisons(html) > MAX_COMPARISONS:
        raise ValueError("one of its tags, or several together, have too many attributes")
    if _depth(html) > MAX_DEPTH:
        raise ValueError(f"its elements are nested more than {MAX_DEPTH} deep")


def is_suspicious(html: str) -> bool:
    """Whether a page may take the parser more than about a second, or a gigabyte.

    ``False`` is certain. ``True`` is not: most large pages are harmless.
    """
    n_tags = html.count("<")
    return (
        n_tags > MAX_TAGS
        or (n_tags > _FEW_TAGS and _count_reopened(html) * n_tags > MAX_ELEMENTS)
        or (len(html) > _LARGE and _count_comparisons(html) > MAX_COMPARISONS)
    )


def _count_reopened(html: str) -> int:
    """Return how many formatting elements a paragraph can be given at most.

    What the parser makes of 4,000 different `<font>` that are never closed, each before a `<p>`, is a tree of eight
    million elements. A tag that does not end before the next `<` counts as unlike all others.
    """
    tags = [match[0] if match[1] else match.start() for match in _FORMATTING.finditer(html)]
    return _MAX_ALIKE * len(set(tags))


def _count_comparisons(html: str) -> int:
    tags = (match[1] for match in _TAG.finditer(html) if len(match[1]) > _LONG_TAG)
    return sum(len(_ATTRIBUTES.findall(tag)) ** 2 for tag in tags)


def _depth(html: str) -> int:
    """Count open elements, each name for itself, so that `</b>` takes nothing from the depth of `<div>`."""
    opened: dict[str, int] = {}
    depth = max_depth = 0
    for closing, written in _NAME.findall(html):
        name = written.lower()
        if name in _SHALLOW or (closing and not opened.get(name)):
            continue
        step = -1 if closing else 1
        opened[name] = opened.get(name, 0) + step
        depth += step
        max_depth = max(max_depth, depth)
    return max_depth
