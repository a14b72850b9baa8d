"""Plain text to blocks: headings and their levels are read from the blank lines round them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from .blocks import MAX_HEADING, Block, Layout, is_heading_like
from .stamps import read_line

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_BULLET = re.compile(r"(?:[•◦▪●‣·*–-]|[\ue000-\uf8ff]|\d{1,2}[.)])(?:\s+|$)")

# What stands round the text on pages of several years; each is what one whole line says.
_CHROME = re.compile(
    r"united states flag"  # the pictures' alt texts of ice.gov, 2014 to 2020
    r"|(?:an )?official website of the .{1,60}"
    r"|report crimes: .{1,60}"
    r"|mobile search image"
    r"|(?:\W{0,3}\s{0,2})?(?:email|facebook|twitter|linkedin|print|share|rss|youtube|instagram)(?: icon)?"
    r"|skip to (?:main )?content"
    r"|(?:advanced )?search|menu|in focus|home|breadcrumb|back to top|national threat advisory.{0,60}",
    re.IGNORECASE,
)
_FACT_SHEETS = re.compile(r"\bfact ?sheets?\b", re.IGNORECASE)


class _Line(NamedTuple):
    role: str  # chrome, stamp, bullet or text
    start: int
    end: int
    gap: int  # line ends between the line before and this one: 1 is the next line, 2 leaves one blank


def read_text(text: str, url: str | None = None) -> Layout:
    """Cut plain text into blocks, a line each: chrome, title (level 1), headings (2, 3), stamps, bullets, paragraphs.

    A heading is a short line with blank lines round it that does not end as a sentence does. One that is followed by
    another heading, or by a wider gap than others are, stands a level above: that is how a division looks when its
    units stand below it, or when the heading of a unit was lost.
    """
    lines = list(_lines(text))
    alone = [_is_alone(text, lines, index) for index in range(len(lines))]
    title = _find_title(text, lines, alone)
    levels = _heading_levels(lines, alone, title)
    blocks = []
    for index, line in enumerate(lines):
        if line.role != "stamp" and index < (title or 0):
            role = "chrome"
        elif index in levels:
            role = "heading"
        else:
            role = "paragraph" if line.role == "text" else line.role
        blocks.append(Block(role, levels.get(index), line.start, line.end))
    return Layout(text, blocks)


def _lines(text: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(text):
        start, line = match.start(), match[0]
        gap = text.count("\n", end, start)
        end = match.end()
        if len(line) > MAX_HEADING:
            role = "bullet" if _BULLET.match(line) else "text"
        elif _CHROME.fullmatch(line):
            role = "chrome"
        elif read_line(line):
            role = "stamp"
        else:
            role = "bullet" if _BULLET.match(line) else "text"
        yield _Line(role, start, end, gap)


def _is_alone(text: str, lines: Sequence[_Line], index: int) -> bool:
    """Whether the line has blank lines round it and reads like a heading."""
    line = lines[index]
    if line.role != "text" or line.end - line.start > MAX_HEADING or (index and line.gap < 2):
        return False
    if index + 1 < len(lines) and lines[index + 1].gap < 2:
        return False
    return is_heading_like(text[line.start : line.end])


def _find_title(text: str, lines: Sequence[_Line], alone: Sequence[bool]) -> int | None:
    """Index of the title among the headings above the first running text.

    It is the one with the share bar below it, else the one that says `Fact Sheets`, else the first.
    """
    heads = []
    for index, line in enumerate(lines):
        if alone[index]:
            heads.append(index)
        elif line.role in ("text", "bullet") and (line.end - line.start > MAX_HEADING or text[line.end - 1] == "."):
            break
    for index in reversed(heads):
        if index + 1 < len(lines) and lines[index + 1].role == "chrome":
            return index
    for index in heads:
        if _FACT_SHEETS.search(text, lines[index].start, lines[index].end):
            return index
    return heads[0] if heads else None


def _heading_levels(lines: Sequence[_Line], alone: Sequence[bool], title: int | None) -> dict[int, int]:
    """Levels of the lines that are headings, by index: 1 the title, 2 divisions, 3 units (2 where there is one level).

    Of several headings in a row, the last stands over the text below it, and the first over the rest. What lies
    between are pairs of a unit and its only sheet, of which just the title is shown: text, though it looks like a
    heading (`ODLS Brochures`).
    """
    first = 0 if title is None else title + 1
    body = [index for index in range(first, len(lines)) if lines[index].role not in ("chrome", "stamp")]
    runs = [list(run) for is_head, run in groupby(body, key=alone.__getitem__) if is_head]
    below = dict(pairwise(body))
    gaps = {run[-1]: lines[below[run[-1]]].gap for run in runs if run[-1] in below}
    usual = Counter(gaps.values()).most_common(1)[0][0] if gaps else 0
    has_units = any(len(run) > 1 for run in runs) or any(gap > usual for gap in gaps.values())

    levels = {} if title is None else {title: 1}
    for run in runs:
        above = run[:-1] if run[-1] in below else run
        if len(above) % 2:
            levels[above[0]] = 2
        levels.update(dict.fromkeys(above[len(above) % 2 :: 2], 3))
        if run[-1] in below:
            levels[run[-1]] = 3 if has_units and gaps[run[-1]] <= usual else 2
    return levels
