"""Dated items: listings that repeat a linked title with a date beside it, and often a kicker and a teaser."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factdata.page.blocks import Block, is_heading_like
from factdata.page.listing import MIN_ENTRIES, Listing, Sheet, is_linked_title, is_more

MAX_KICKER = 60  # characters; `Briefings & Statements`, `Presidential Actions`
MOST = 0.8  # share of the titles that must have a date, and share of their links that must be distinct
MIN_SHARE = 0.6  # share of the content that the items must hold; with less, they are news beside an article

LEVEL = 3  # given to a title or a kicker that is not a heading

# The form of a block in an item: its role, its level, and whether it is a link.
Form = tuple[str, int | None, bool]
_DATE: Form = ("date", None, False)


class Item(NamedTuple):
    """One item of a listing, with the heading above it and the items around it."""

    title: Block
    date: Block | None
    kicker: Block | None
    teaser: list[Block]
    heading: Block | None


def read_items(text: str, blocks: Sequence[Block]) -> Listing | None:
    """Read a page whose content is dated items of one form; ``None`` for any other page."""
    body = [block for block in blocks if block.stamp or block.role not in ("chrome", "footer", "title", "stamp")]
    length = sum(block.end - block.start for block in body)
    for titles in _find_titles(text, body):
        parts = _divide(body, titles)
        n_dated = sum(any(block.stamp for block in part) for part in parts)
        inside = sum(block.end - block.start for part in parts for block in part)
        if n_dated >= MOST * len(parts) and inside >= MIN_SHARE * length:
            start = parts[0][0].start
            above = next((block for block in reversed(body) if block.start < start), None)
            items = _read_parts(text, parts, {body[index].start for index in titles}, above)
            return _make_listing(text, blocks, list(items), start)
    return None


def _find_titles(text: str, body: Sequence[Block]) -> Iterator[list[int]]:
    """Yield the indices of blocks of one form that may be the titles: links to different pages, headings first."""
    forms: dict[Form, list[int]] = defaultdict(list)
    for index, block in enumerate(body):
        if is_linked_title(text, block) and not block.stamp:
            forms[_form(block)].append(index)
    for _, found in sorted(forms.items(), key=lambda form: (form[0][0] != "heading", -len(form[1]), form[0])):
        if len(found) >= MIN_ENTRIES and len({body[index].href for index in found}) >= MOST * len(found):
            yield found


def _form(block: Block) -> Form:
    return _DATE if block.stamp else (block.role, block.level or 0, block.href is not None)


def _divide(body: Sequence[Block], titles: Sequence[int]) -> list[list[Block]]:
    """Cut a page into items; the blocks around the first and last titles show if items begin above their titles."""
    forms = [_form(block) for block in body]
    gaps = Counter(tuple(forms[first + 1 : second]) for first, second in pairwise(titles))
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap))
    n_above = 0
    if tuple(forms[titles[-1] + 1 :][: len(usual)]) != usual:
        lead = forms[max(titles[0] - len(usual), 0) : titles[0]]
        while n_above < len(lead) and lead[-n_above - 1] == usual[-n_above - 1]:
            n_above += 1
    starts = [index - n_above for index in titles]
    longest = max(len(gap) for gap in gaps)
    return [list(body[first:second]) for first, second in pairwise([*starts, titles[-1] + longest - n_above + 1])]


def _read_parts(text: str, parts: Sequence[Sequence[Block]], titles: set[int], above: Block | None) -> Iterator[Item]:
    """Assign the blocks of each item. A heading that is not a link applies to the items after it."""
    at_title = [next(place for place, block in enumerate(part) if block.start in titles) for part in parts]
    from_title = _find_kickers(text, parts, at_title)
    heading = above if above and above.role == "heading" and not above.href else None
    for part, place in zip(parts, at_title, strict=True):
        title = part[place]
        date = next((block for block in part if block.stamp), None)
        kicker = None
        if from_title is not None and 0 <= place + from_title < len(part):
            kicker = part[place + from_title]
            kicker = kicker if _may_be_kicker(text, kicker, title) else None
        rest = [
            block
            for block in part
            if block is not title and block is not kicker and not block.stamp and not is_more(text, block)
        ]
        heads = [block for block in rest if block.role == "heading" and not block.href]
        heading = next((block for block in reversed(heads) if block.start < title.start), heading)
        teaser = [block for block in rest if block not in heads and not _leads_elsewhere(block, title)]
        yield Item(title, date, kicker, teaser, heading)
        heading = heads[-1] if heads else heading


def _leads_elsewhere(block: Block, title: Block) -> bool:
    """Whether a block is a short link to another page: a topic or the author."""
    return block.href is not None and block.href != title.href and block.end - block.start <= MAX_KICKER


def _find_kickers(text: str, parts: Sequence[Sequence[Block]], at_title: Sequence[int]) -> int | None:
    """Return the usual offset of the kicker from the title: a short line that is a link, a heading, or repeated."""
    n_same = Counter(text[block.start : block.end] for part in parts for block in part)
    places = Counter(
        place - middle
        for part, middle in zip(parts, at_title, strict=True)
        for place, block in enumerate(part)
        if _may_be_kicker(text, block, part[middle])
        and (block.href or block.role == "heading" or n_same[text[block.start : block.end]] > 1)
    )
    usual = min(places, key=lambda place: (-places[place], place), default=0)
    return usual if 2 * places[usual] > len(parts) else None


def _may_be_kicker(text: str, block: Block, title: Block) -> bool:
    words = text[block.start : block.end]
    is_other = block is not title and not block.stamp and not is_more(text, block)
    is_elsewhere = block.href is None or block.href != title.href
    return is_other and is_elsewhere and len(words) <= MAX_KICKER and is_heading_like(words)


def _make_listing(text: str, blocks: Sequence[Block], items: Sequence[Item], start: int) -> Listing:
    """Return the items as sheets, with the blocks of the page; the first item begins at `start`."""

    def words(block: Block | None) -> str | None:
        return text[block.start : block.end] if block else None

    sheets, dated = [], {}
    roles: dict[int, str] = {}
    for number, item in enumerate(items):
        kicker, heading = words(item.kicker), words(item.heading)
        body = item.teaser or [item.title]
        division, unit = (heading, kicker) if heading else (kicker, None)
        sheets.append(Sheet(division, unit, words(item.title), item.title.href, body[0].start, body[-1].end))
        roles |= {block.start: "teaser" for block in body}
        roles |= {block.start: "heading" for block in (item.title, item.kicker) if block and block not in body}
        if item.date:
            dated[item.date.start] = number
    read = []
    for block in blocks:
        role = roles.get(block.start, block.role)
        if block.start < start and role in ("paragraph", "bullet"):
            role = "intro"
        elif block.start > start and block.href and role in ("paragraph", "bullet"):
            role = "chrome"
        level = (block.level or LEVEL) if role == "heading" else None if role != block.role else block.level
        read.append(block._replace(role=role, level=level))
    return Listing(read, sheets, dated)
