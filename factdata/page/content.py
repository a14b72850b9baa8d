"""Find the main content of a page by the position of its running text, which is text outside links.

Markup labels the parts of a page, often wrongly. These measures decide when not to trust it.
"""

from collections.abc import Sequence

from factdata.page.blocks import Block

# Shares of a page's running text. They were chosen with all 120 WCXB sample pages in view; none were held out.
ABOVE_TITLE = 0.4  # above the title: that text is content, and the title comes late, as in `<h1>0 Comments</h1>`
PLAIN = 0.6  # in long blocks: the page is not a list of links, and links after the last long block are chrome

_LONG = 60  # characters of a long block; links, buttons and bylines are shorter
_REMAINS = 0.05  # of a page's text: less, on a page without a title, is remnants of menus; scripts write the content
_ASIDE = ("chrome", "footer", "stamp")


def stands_late(blocks: Sequence[Block], title: int) -> bool:
    """Whether much of the page's running text is above its title, and so must be kept as content."""
    return _measure(blocks[:title]) > ABOVE_TITLE * _measure(blocks)


def set_aside_links(blocks: Sequence[Block], n_characters: int) -> list[Block]:
    """Mark as chrome the links after the text of a page, and the remnants of menus on a page without text."""
    content = [index for index, block in enumerate(blocks) if block.role not in _ASIDE]
    length = sum(blocks[index].end - blocks[index].start for index in content)
    if length < _REMAINS * n_characters and not any(blocks[index].role == "title" for index in content):
        return _set_aside(blocks, 0)
    long = [index for index in content if _is_running(blocks[index], _LONG)]
    if sum(blocks[index].end - blocks[index].start for index in long) < PLAIN * length:
        return list(blocks)
    tail = [index for index in content if not long or index > long[-1]]
    first = next((place for place, index in enumerate(tail) if blocks[index].href), None)
    if first is None:
        return list(blocks)
    while first > 0 and blocks[tail[first - 1]].role == "heading":  # `Related`
        first -= 1
    return _set_aside(blocks, tail[first])


def _set_aside(blocks: Sequence[Block], first: int) -> list[Block]:
    return [
        block if index < first or block.role in _ASIDE else block._replace(role="chrome", level=None)
        for index, block in enumerate(blocks)
    ]


def _measure(blocks: Sequence[Block]) -> int:
    return sum(block.end - block.start for block in blocks if _is_running(block, 0))


def _is_running(block: Block, min_length: int) -> bool:
    is_text = block.role in ("paragraph", "bullet", "table") and not block.href
    return is_text and block.end - block.start >= min_length
