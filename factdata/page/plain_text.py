"""Plain text to blocks: headings and their levels are read from the blank lines round them, or from what is below."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from factdata.page.blocks import BULLET, MAX_HEADING, Block, Layout, is_heading_like
from factdata.page.stamps import MAX_LENGTH, StampLine, read_line

# What whole lines of chrome say, without their bullets, by where they were seen.
_CHROME_LINES = {
    "share bars": "email, facebook, twitter, linkedin, print, share, rss, youtube, instagram, flickr, x, email icon,"
    " facebook icon, twitter icon, linkedin icon, print icon, share icon, share this page",
    "skip links": "skip to content, skip to main content, jump to main content, main content, skip navigation",
    "navigation": "search, advanced search, menu, in focus, home, breadcrumb, navigation, close, languages",
    "the end of pages": "back to top, return to top, return to top of page, top of page, was this page helpful?",
    "the banner of .gov sites": "u.s. flag, government website, safely connect using https, dot gov, https,"
    " here's how you know, here’s how you know",
    "footers of federal sites": "privacy policy, site map, sitemap, usa.gov, dhs.gov, no fear act, no fear act data,"
    " foia",
    "pages of U.S. Homeland Security, 2007 to 2011": "threat advisory, elevated",
    "alt texts of pictures on ice.gov, 2014 to 2020": "united states flag, mobile search image",
}
_SHARE_BAR = set(_CHROME_LINES["share bars"].split(", "))
_CHROME = {line for lines in _CHROME_LINES.values() for line in lines.split(", ")}
# How the longer ones begin.
_CHROME_BEGINNINGS = (
    "official website of the",
    "an official website of the",
    "official websites use",  # the banner of .gov sites, 2021 on
    "a .gov website belongs",
    "secure .gov websites use",
    "a lock (",
    "report crimes:",
    "national threat advisory",
    "home »",
    "home >",
    "home /",
    "you are here:",
)
_CHROME_WORDS = {line[:3] for line in (*_CHROME, *_CHROME_BEGINNINGS)}
_LONGEST_CHROME = 240  # characters; the longest, of the banner, has 210

_MARKERS = {*"•◦▪●‣·*–-0123456789", *map(chr, range(0xE000, 0xF900))}  # private use: what Word's bullets become
_ROLES = {"text": "paragraph"}
_FACT_SHEETS = re.compile(r"\bfact ?sheets?\b", re.IGNORECASE)
_ENDS = '.?!:;)”"'
MAX_LOW_HEADING = 80  # characters, where no blank line tells a heading


class _Line(NamedTuple):
    role: str  # chrome, stamp, bullet, table or text
    start: int
    end: int
    gap: int  # line ends between the line before and this one: 1 is the next line, 2 leaves one blank
    stamp: StampLine | None = None


def read_text(text: str, url: str | None = None) -> Layout:
    """Cut plain text into blocks, a line each: chrome, title (level 1), headings (2, 3), stamps, bullets, paragraphs.

    A heading is a short line with blank lines round it that does not end as a sentence does. One that is followed by
    another heading, or by a wider gap than others are, stands a level above: that is how a division looks when its
    units stand below it, or when the heading of a unit was lost. In a text that has no such line but its title, a
    heading is a short line over a longer one.
    """
    lines = _lines(text)
    gaps = [*(line.gap for line in lines[1:]), 2]
    heads = [
        role == "text"
        and end - start <= MAX_HEADING
        and below > 1
        and (gap > 1 or not index)
        and is_heading_like(text[start:end])
        for index, ((role, start, end, gap, _), below) in enumerate(zip(lines, gaps, strict=False))
    ]  # short lines with blank lines round them
    title = _find_title(text, lines, heads)
    if not any(heads[(title or 0) + 1 :]):
        heads = _stand_over(text, lines)
        title = _find_title(text, lines, heads)
    levels = _heading_levels(lines, heads, title)
    blocks = []
    for index, line in enumerate(lines):
        level = levels.get(index)
        role = "heading" if level else _ROLES.get(line.role, line.role)
        blocks.append(Block(role, level, line.start, line.end, stamp=line.stamp))
    return Layout(text, blocks)


def _lines(text: str) -> list[_Line]:
    """Return every line that holds something, with its role."""
    lines: list[_Line] = []
    start, gap = 0, 1
    for whole in text.split("\n"):
        line = whole.strip()
        if not line:
            gap += 1
        else:
            begin = start if whole[0] == line[0] else start + whole.index(line[0])
            role = (
                "text" if len(line) > _LONGEST_CHROME and line[0] not in _MARKERS and "\t" not in line else _role(line)
            )
            if role == "bullets":  # `• schools • colleges • universities`
                places = [*(i for i, character in enumerate(line) if character == "•"), len(line)]
                for first, last in pairwise(places):
                    lines.append(_Line("bullet", begin + first, begin + first + len(line[first:last].rstrip()), gap))
                    gap = 0
            else:
                stamp = read_line(line) if role in ("text", "table") and len(line) <= MAX_LENGTH else None
                lines.append(_Line("stamp" if stamp else role, begin, begin + len(line), gap, stamp))
            gap = 1
        start += len(whole) + 1
    if any(line.role == "bullet" and line.end - line.start == 1 for line in lines):
        lines = _join_markers(lines)
    return _tell_tables(text, lines) if "|" in text else lines


def _role(line: str) -> str:
    first, length = line[:3].lower(), len(line)
    if first[0] in _MARKERS and (marker := BULLET.match(line)):
        if length <= MAX_LENGTH and line[marker.end() :].lower() in _CHROME:
            return "chrome"
        return "bullets" if first[0] == "•" and line.find("•", 1) > 0 else "bullet"
    if length <= _LONGEST_CHROME and first in _CHROME_WORDS:
        words = line.lower()
        if words in _CHROME or words.startswith(_CHROME_BEGINNINGS):
            return "chrome"
    return "table" if "\t" in line else "text"


def _join_markers(lines: list[_Line]) -> list[_Line]:
    """Join a lone `-` with the text below it."""
    joined: list[_Line] = []
    for line in lines:
        marker = joined[-1] if joined else line
        if line.gap == 1 and line.role == "text" and marker.role == "bullet" and marker.end - marker.start == 1:
            joined[-1] = marker._replace(end=line.end)
        else:
            joined.append(line)
    return joined


def _tell_tables(text: str, lines: list[_Line]) -> list[_Line]:
    """Tell rows of a table: lines one below the other that have as many pipes; a lone one is a bar of links."""
    n_pipes = [text.count("|", line.start, line.end) for line in lines]
    told = []
    for index, line in enumerate(lines):
        beside = n_pipes[max(index - 1, 0) : index] + n_pipes[index + 1 : index + 2]
        if n_pipes[index] and line.role == "text":
            if n_pipes[index] in beside:
                line = line._replace(role="table")
            elif n_pipes[index] > 1:
                line = line._replace(role="chrome")
        told.append(line)
    return told


def _stand_over(text: str, lines: Sequence[_Line]) -> list[bool]:
    """Tell the short lines that stand over running text or bullets; above the first running text, all short ones."""
    running = [not _is_short(line) or not is_heading_like(text[line.start : line.end]) for line in lines]
    first = next((i for i, line in enumerate(lines) if line.role == "text" and running[i]), len(lines))
    heads = []
    for index, (role, start, end, gap, _) in enumerate(lines):
        is_head = role == "text" and not running[index] and end - start <= MAX_LOW_HEADING
        is_head = is_head and text[start].isupper() and ": " not in text[start:end]
        above, below = lines[index - 1], lines[index + 1] if index + 1 < len(lines) else None
        is_head = is_head and not (below and text[below.start].islower())  # a line that goes on in the next
        if is_head and index >= first:
            has_ended = gap > 1 or above.role != "text" or text[above.end - 1] in _ENDS
            is_head = has_ended and below is not None and (below.role != "text" or running[index + 1])
        heads.append(is_head)
    return heads


def _is_short(line: _Line) -> bool:
    return line.end - line.start <= MAX_HEADING


def _find_title(text: str, lines: Sequence[_Line], heads: Sequence[bool]) -> int | None:
    """Index of the title among the headings above the first running text.

    It is the one with the share bar below it, else the one that says `Fact Sheets`, else the first below the chrome.
    """
    found = []
    last_chrome = 0
    for index, line in enumerate(lines):
        if heads[index]:
            found.append(index)
        elif line.role == "chrome":
            last_chrome = index
        elif line.role in ("text", "bullet") and (not _is_short(line) or text[line.end - 1] == "."):
            break
    for index in reversed(found):
        below = "".join(text[line.start : line.end] for line in lines[index + 1 : index + 2])
        if BULLET.sub("", below, count=1).lower() in _SHARE_BAR:
            return index
    for index in found:
        if _FACT_SHEETS.search(text, lines[index].start, lines[index].end):
            return index
    return next((index for index in found if index >= last_chrome), found[-1] if found else None)


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
