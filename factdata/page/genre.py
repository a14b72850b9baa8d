"""Genres: what a page calls itself in its title, next to its title, or in its address."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from factdata.page.blocks import Block, Stated
from factdata.page.stamp_words import WORDS

_NAMES: dict[str, str] = WORDS["genres"]


def _one_of(form: str) -> re.Pattern[str]:
    """Compile a pattern with each genre in turn substituted for NAME."""
    names = (form.replace("NAME", f"(?:{name})") for name in _NAMES.values())
    return re.compile("|".join(f"(?P<g{n}>{name})" for n, name in enumerate(names)), re.IGNORECASE)


_LINE = _one_of("NAME")
# `Fact Sheet: Detention`, `Remarks by the Secretary`, `Form I-9`
_BEGINNING = _one_of(r"NAME(?=\W*$|\s?[:–—|-]\s|\s(?:of|by|on|for|about|to|at)\s|\s[A-Z]{1,5}-\d)")
_END = _one_of(r".*\sNAME(?:,? (?:19|20)\d\d)?\W*$")  # `Student Relief Fact Sheet`, `Annual Report 2019`
GENRES = tuple(_NAMES)
_TYPES = {"FAQPage": "FAQ", "QAPage": "FAQ", "Report": "report"}  # of schema.org
_CRUMBS = re.compile(r"\s*[»›>/|]\s*")
_MAX_CRUMBS = 200  # characters of a breadcrumb; a longer line is a menu
_MAX_PARTS = 4  # of a breadcrumb, counted from its end


def find_genre(text: str, blocks: Sequence[Block], title: str | None, stated: Stated) -> str | None:
    """Return the genre that a page gives itself; ``None`` if it gives none.

    Evidence is tried in this order: the start of the title, the lines next to it, its end (`Agency Publishes Its
    Report` may be below `News Release`), the type in the document's metadata, and the address.
    """
    names = [name for name in (title, stated.title) if name]
    found = next(filter(None, map(_BEGINNING.match, names)), None)
    found = found or next(filter(None, map(_LINE.fullmatch, _lines_beside_title(text, blocks))), None)
    found = found or next(filter(None, map(_END.match, names)), None)
    if found:
        return _name(found)
    return _TYPES.get(stated.types[0] if stated.types else "") or _genre_of_address(stated.url)


def _name(found: re.Match[str]) -> str:
    return GENRES[int((found.lastgroup or "g0")[1:])]


def _lines_beside_title(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the line below the title, then those above it, nearest first: a kicker, the parts of a breadcrumb."""
    place = next((index for index, block in enumerate(blocks) if block.role == "title"), None)
    if place is None:
        return
    near = [*blocks[place + 1 : place + 2], *blocks[max(place - 2, 0) : place][::-1]]
    for block in near:
        if block.end - block.start <= _MAX_CRUMBS:
            lines = text[block.start : block.end].split("\n")
            if len(lines) == 1 or lines[0].casefold() in ("home", "inicio"):  # else it is a menu
                yield from [part for line in lines for part in _CRUMBS.split(line)][: -_MAX_PARTS - 1 : -1]


def _genre_of_address(url: str | None) -> str | None:
    """Return the genre named by the innermost folder of the address that names one: `/news/press-releases/2018/...`."""
    try:
        path = urlsplit(url or "").path
    except ValueError:  # `http://[`
        return None
    for folder in reversed(path.split("/")):
        if found := _LINE.fullmatch(folder):
            return _name(found)
    return None
