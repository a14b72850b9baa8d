"""What of a page is its main content, by where its running text stands: text that is no link.

Markup names the parts of a page, and often names them wrongly. These few measures say when it is not believed.
"""

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from factdata.page.blocks import Block

# All shares are of the running text of the page. They were chosen on 54 pages of WCXB, and confirmed on 66 others.
MOST = 0.5  # in one box: it is content, whatever its class says: `<div class="layout with-nav-sidebar">`
TRUSTED = 0.2  # in `<main>`, without which the element does not hold the content
ABOVE_TITLE = 0.4  # above the title: it is content, and the title a late one, such as `<h1>0 Comments</h1>`
PLAIN = 0.6  # in long blocks: the page is no list of links, and linked blocks after the last long one are chrome

_LONG = 60  # characters of a block of running text; links, buttons and bylines are shorter
MIN_TEXT = 200  # characters; a box with less is what its class says
_REMAINS = 0.05  # of a page's text: without a title, what is left of menus where scripts would write the content
_MAX_PASSES = 30  # over the text of the page, while boxes within boxes are measured
_ASIDE = ("chrome", "footer", "stamp")


class RunningText:
    """The running text of an HTML page, measured in characters without white space, element by element."""

    def __init__(self, body: LexborNode) -> None:
        self._length = _count(text := body.text())
        self.total = self._length - _count_links(body)
        self._to_measure = _MAX_PASSES * len(text)

    def has_most(self, node: LexborNode) -> bool:
        """Whether most of the running text of the page stands in an element."""
        text = node.text()
        self._to_measure -= len(text)
        if len(text) <= MIN_TEXT or self._to_measure < 0:
            return False
        size = _count(text)
        return size > max(MIN_TEXT, MOST * self.total) and running(node) > MOST * self.total

    def is_trusted(self, mains: Sequence[LexborNode]) -> bool:
        """Whether `<main>` holds enough of the text to be the main content."""
        size = sum(_count(main.text()) for main in mains)
        return 2 * size > self._length or sum(map(running, mains)) >= TRUSTED * max(self.total, 1)


def running(node: LexborNode) -> int:
    """Return how many characters of text stand in an element, without white space and links."""
    return _count(node.text()) - _count_links(node)


def _count_links(node: LexborNode) -> int:
    return sum(_count(link.text()) for link in node.css("a"))


def _count(text: str) -> int:
    return sum(map(len, text.split()))


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
    linked = [index for index in tail if blocks[index].href]
    if not linked:
        return list(blocks)
    first = tail.index(linked[0])
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
