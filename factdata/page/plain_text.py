"""Cut plain text into blocks; headings and their levels follow from blank lines, or from the line below."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from factdata.page.blocks import BULLET, MAX_HEADING, Block, Layout, is_heading_like
from factdata.page.stamp_words import WORDS
from factdata.page.stamps import StampLine, read_line

_SHARE_BAR = set(" ".join(WORDS["chrome_lines"]["share bars"].split()).split(", "))
_CHROME = {line for lines in WORDS["chrome_lines"].values() for line in " ".join(lines.split()).split(", ")}
_CHROME_BEGINNINGS = tuple(WORDS["chrome_beginnings"]["all"])
_LONGEST_CHROME = 240  # characters; the longest line of the banner has 210

_LINE = re.compile(r"\S(?:.*\S)?")
_BULLETS = re.compile(r"•(?:[^•]*[^•\s])?")
_FACT_SHEETS = re.compile(r"\bfact ?sheets?\b", re.IGNORECASE)
_ENDS = '.?!:;)”"'
MAX_LOW_HEADING = 80  # characters, where no blank lines mark headings


class _Line(NamedTuple):
    role: str  # chrome, stamp, bullet, table or paragraph
    start: int
    end: int
    gap: int  # line breaks since the last line: 1 means no blank line, 2 means one
    stamp: StampLine | None = None


def read_text(text: str, url: str | None = None) -> Layout:
    """Cut plain text into blocks, one per line: chrome, title (level 1), headings (2, 3), stamps, bullets, paragraphs.

    A heading is a short line between blank lines that does not end like a sentence. A heading followed by another
    heading, or by an unusually wide gap, is one level higher: it is a division above its units, or above a unit whose
    heading was lost. If no line but the title qualifies, a heading is a short line above a longer one.
    """
    lines = _join_markers(_read_lines(text))
    if "|" in text:
        lines = _tell_tables(text, lines)
    may_be = [line.role == "paragraph" and is_heading_like(text[line.start : line.end]) for line in lines]
    gaps = [2, *(line.gap for line in lines[1:]), 2]
    heads = [is_short and min(gaps[index : index + 2]) > 1 for index, is_short in enumerate(may_be)]
    title = _find_title(text, lines, heads)
    if not any(heads[(title or 0) + 1 :]):
        heads = _stand_over(text, lines, may_be)
        title = _find_title(text, lines, heads)
    levels = _heading_levels(lines, heads, title)
    blocks = []
    for index, line in enumerate(lines):
        level = levels.get(index)
        blocks.append(Block("heading" if level else line.role, level, line.start, line.end, stamp=line.stamp))
    return Layout(text, blocks)


def _read_lines(text: str) -> Iterator[_Line]:
    """Yield every line that is not blank, with its role."""
    end = 0
    for match in _LINE.finditer(text):
        line, start = match[0], match.start()
        gap, end = text.count("\n", end, start), match.end()
        if line[0] == "•" and line.count("•") > 1:  # `• schools • colleges • universities`
            for bullet in _BULLETS.finditer(line):
                yield _Line("bullet", start + bullet.start(), start + bullet.end(), gap)
                gap = 0
            continue
        role = _role(line)
        stamp = read_line(line) if role in ("paragraph", "table") else None
        yield _Line("stamp" if stamp else role, start, end, gap, stamp)


def _role(line: str) -> str:
    marker = BULLET.match(line)
    if len(line) <= _LONGEST_CHROME:
        words = line[marker.end() if marker else 0 :].lower()
        if words in _CHROME or (not marker and words.startswith(_CHROME_BEGINNINGS)):
            return "chrome"
    return "bullet" if marker else "table" if "\t" in line else "paragraph"


def _join_markers(lines: Iterable[_Line]) -> list[_Line]:
    """Join a lone `-` with the text below it."""
    joined: list[_Line] = []
    for line in lines:
        above = joined[-1] if joined else line
        if line.gap == 1 and line.role == "paragraph" and above.role == "bullet" and above.end - above.start == 1:
            joined[-1] = above._replace(end=line.end)
        else:
            joined.append(line)
    return joined


def _tell_tables(text: str, lines: list[_Line]) -> list[_Line]:
    """Mark adjoining lines with equally many pipes as table rows; a single such line is a bar of links."""
    n_pipes = [0, *(text.count("|", line.start, line.end) for line in lines), 0]
    told = []
    for line, above, own, below in zip(lines, n_pipes, n_pipes[1:], n_pipes[2:], strict=False):
        if own and line.role == "paragraph" and (own > 1 or own in (above, below)):
            line = line._replace(role="table" if own in (above, below) else "chrome")
        told.append(line)
    return told


def _stand_over(text: str, lines: Sequence[_Line], may_be: Sequence[bool]) -> list[bool]:
    """Find headings: short lines above running text or bullets, and all short lines above the first running text."""
    is_running = [line.role == "paragraph" and not short for line, short in zip(lines, may_be, strict=True)]
    first = is_running.index(True) if True in is_running else len(lines)
    heads = []
    for index, (_, start, end, gap, _) in enumerate(lines):
        is_head = may_be[index] and end - start <= MAX_LOW_HEADING and text[start].isupper()
        below = lines[index + 1] if index + 1 < len(lines) else None
        goes_on = below is not None and text[below.start].islower()
        is_head = is_head and not goes_on and ": " not in text[start:end]
        if is_head and index >= first:
            above = lines[index - 1]
            has_ended = gap > 1 or above.role != "paragraph" or text[above.end - 1] in _ENDS
            is_head = has_ended and below is not None and (below.role != "paragraph" or is_running[index + 1])
        heads.append(is_head)
    return heads


def _find_title(text: str, lines: Sequence[_Line], heads: Sequence[bool]) -> int | None:
    """Return the index of the title among the headings above the first running text.

    It is the heading above the share bar, else one that contains `Fact Sheets`, else the first below the chrome.
    """
    found = []
    last_chrome = 0
    for index, line in enumerate(lines):
        if heads[index]:
            found.append(index)
        elif line.role == "chrome":
            last_chrome = index
        elif line.role in ("paragraph", "bullet") and (
            line.end - line.start > MAX_HEADING or text[line.end - 1] == "."
        ):
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
    """Return heading levels by line index: 1 for the title, 2 for divisions, 3 for units (2 if there is one level).

    In a run of headings, the last belongs to the text below, and the first is above all the others. Those in between
    are pairs of a unit and the title of its only sheet; the title is text, though it looks like a heading
    (`ODLS Brochures`).
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
