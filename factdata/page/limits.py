"""What an HTML page may not have, lest the parser take long for it; found by a scan of the text before parsing.

No clock says when to give up: what is refused is refused on every machine, however busy.
"""

import re

MAX_DEPTH = 256  # of nested elements; the deepest page seen has 34
MAX_COMPARISONS = 400_000_000  # of attributes: the parser compares each of a tag with each; 1.5 s
MAX_ELEMENTS = 2_000_000  # that the parser may make, some 0.7 GB

_FEW_TAGS = 2 * int(MAX_ELEMENTS**0.5)  # of which no more elements can be made, whatever they are
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LARGE = 200_000  # characters; the most attributes that one tag of a smaller page can have take five seconds
_LONG_TAG = 200  # characters; shorter ones have few attributes
# As the HTML standard reads one: a quote is one only right after `=`, so that `<b x" a b c y">` has five attributes.
_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?)?"
_ATTRIBUTES = re.compile(_ATTRIBUTE)
# Scripts and comments are not passed over: where they end depends on what they stand in, `<svg><style>` for one.
_TAGS = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:[\s/]++|{_ATTRIBUTE})*+)")
# Elements that end by themselves, or hold nothing: a page may leave any number of them open.
_SHALLOW = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body"),
}
# Elements that the parser opens anew in every paragraph while they are not closed.
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}


def check_limits(html: str) -> None:
    """Raise a ValueError that says which limit the page is beyond."""
    if len(html) > _LARGE:
        _check_attributes(html)
    if html.count("<") > _FEW_TAGS:
        _check_depth(html)


def _check_attributes(html: str) -> None:
    n_comparisons = 0
    for match in _TAGS.finditer(html):
        if len(match[1]) > _LONG_TAG:
            n_comparisons += len(_ATTRIBUTES.findall(match[1])) ** 2
            if n_comparisons > MAX_COMPARISONS:
                raise ValueError("one of its tags, or several together, have too many attributes")


def _check_depth(html: str) -> None:
    """Count open elements, each name for itself, so that `</b>` takes nothing from the depth of `<div>`.

    What lexbor makes of 4,000 different `<font>` that are never closed, each before a `<p>`, is a tree of eight
    million elements: each paragraph gets all those that are open.
    """
    tags = _TAG.findall(html)
    max_formatting = MAX_ELEMENTS // len(tags) if tags else 0
    opened: dict[str, int] = {}
    depth, formatting = 0, 0
    for closing, name in tags:
        if name in _SHALLOW:
            continue
        name = name.lower()
        step = -1 if closing else 1
        if name in _SHALLOW or (closing and not opened.get(name)):
            continue
        opened[name] = opened.get(name, 0) + step
        depth += step
        if depth > MAX_DEPTH:
            raise ValueError(f"its elements are nested more than {MAX_DEPTH} deep")
        if name in _FORMATTING:
            formatting += step
            if formatting > max_formatting:
                raise ValueError(
                    f"it would be parsed into more than {MAX_ELEMENTS:,} elements: its <{name}> are left open"
                )
