"""Titles: find the title block of a page, and a name for a page that shows no title."""

import re
from collections.abc import Sequence

from factdata.page.blocks import Block
from factdata.page.content import stands_late

# Separators between the name of a page and that of its site: `Detention | Agency`
PARTS = re.compile(r"\s[|–—»-]\s|\||\s?::\s")

_KICKER = re.compile(r"(?:news(?: release)?|press release|fact ?sheet(?P<many>s)?)\W{0,3}", re.IGNORECASE)
_ASIDE = ("chrome", "footer")


def place_title(text: str, blocks: Sequence[Block]) -> tuple[Block | None, list[Block]]:
    """Find the title; blocks above it become chrome, except stamps, unless the title comes late."""
    index = next((i for i, block in enumerate(blocks) if block.role == "heading" and block.level == 1), None)
    if index is None:
        return None, list(blocks)
    while (below := _below_kicker(text, blocks, index)) is not None:
        index = below
    is_late = stands_late(blocks, index)
    above = [
        block if is_late or block.role in ("stamp", *_ASIDE) else block._replace(role="chrome", level=None, href=None)
        for block in blocks[:index]
    ]
    title = blocks[index]._replace(role="title", level=1)
    return title, [*above, title, *blocks[index + 1 :]]


def _below_kicker(text: str, blocks: Sequence[Block], index: int) -> int | None:
    """Return the index of the title below a heading that only names the kind of page; ``None`` if there is none.

    `Fact Sheet` is followed by the title; `Fact Sheets` by the only date of the page and then the title.
    """
    kicker = _KICKER.fullmatch(text, blocks[index].start, blocks[index].end)
    below = [i for i in range(index + 1, min(index + 4, len(blocks))) if blocks[i].role not in _ASIDE]
    heads = [i for i in below if blocks[i].role == "heading" and not blocks[i].href]  # a title is not a link
    if not kicker or not heads or any(blocks[i].role != "stamp" for i in below[: below.index(heads[0])]):
        return None
    if kicker["many"] and (
        blocks[below[0]].role != "stamp" or sum(block.role == "stamp" for block in blocks[index:]) > 1
    ):
        return None
    return heads[0]


def cut_site(title: str, site: str | None) -> str:
    """Return the title of a document without the name of its site, which all its pages share."""
    parts = [part.strip() for part in PARTS.split(title) if part.strip()]
    if site:
        named = [part for part in parts if part.casefold() != site.strip().casefold()]
        return " | ".join(named) or title
    return " | ".join(parts[:-1]) if len(parts) > 1 else title
