"""What of a page is its main content, by where its running text stands: text that is no link.

Markup names the parts of a page, and often names them wrongly. These few measures say when it is not believed.
"""

from collections.abc import Sequence

from factdata.page.blocks import Block

# All shares are of the running text of the page. They were chosen with 120 pages of WCXB in view.
ABOVE_TITLE = 0.4  # above the title: it is content, and the title a late one, such as `<h1>0 Comments</h1>`
PLAIN = 0.6  # in long blocks: the page is no list of links, and linked blocks after the last long one are chrome

_LONG = 60  # characters of a block of running text; links, buttons and bylines are shorter
_REMAINS = 0.05  # of a page's text: without a title, what is left of menus where scripts would write the content
_ASIDE = ("chrome", "footer", "stamp")


def stands_late(blocks: Sequence[Block], title: int) -> bool:
    """Whether much of the page's running text stands above its title, which is then no reason to leave it out."""
    return _measure(blocks[:title]) > ABOVE_TITLE * _measure(blocks)


def set_aside_links(blocks: Sequence[Block], n_characters: int) -> list[Block]:
    """Make chrome of the links that follow the text of a page, and of what is left of menus on a page without text."""
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
