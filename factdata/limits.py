"""What an HTML page may not have, lest the parser take long for it; found by a scan of the text before parsing."""

import re

MAX_DEPTH = 256  # of nested elements; the deepest page seen has 34
MAX_ATTRIBUTES = 1_000  # of one tag: the parser compares each with each
MAX_ELEMENTS = 2_000_000  # that the parser may make, some 0.7 GB

_FEW_TAGS = 2 * int(MAX_ELEMENTS**0.5)  # of which no more elements can be made, whatever they are
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG_START = re.compile(r"<[a-zA-Z]")
# Elements that end by themselves, or hold nothing: a page may leave any number of them open.
_SHALLOW = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"),
    *("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "html", "head", "body"),
}
# Elements that the parser opens anew in every paragraph while they are not closed.
_FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}


def check_limits(html: str) -> None:
    """Raise a ValueError that says which limit the page is beyond."""
    _check_attributes(html)
    if html.count("<") > _FEW_TAGS:
        _check_depth(html)


def _check_attributes(html: str) -> None:
    """Look for a tag with very many words in it, where no tag ends for long."""
    length = 3 * MAX_ATTRIBUTES  # the least that so many different names take
    position = seen = 0
    is_script = False
    while position + length < len(html):
        end = html.rfind(">", position, position + length)
        if end >= 0:
            position = end + 1
            continue
        end = html.find(">", position + length)
        end = end if end >= 0 else len(html)
        tag = _TAG_START.search(html, position, end)
        if tag and len(html[tag.start() : end].split()) > MAX_ATTRIBUTES:
            begun = html.rfind("<script", seen, tag.start())
            ended = html.rfind("</script", seen, tag.start())
            if begun >= 0 or ended >= 0:
                is_script = begun > ended
            seen = tag.start()
            if not is_script:  # `a<b` is no tag there
                raise ValueError(f"one of its tags has more than {MAX_ATTRIBUTES:,} attributes")
        position = end + 1


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
