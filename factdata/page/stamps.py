"""Stamps: the dates that a page gives for itself, such as ``Last Reviewed/Updated: 01/03/2018``.

A stamp line consists only of labels, dates and the characters that join them. This excludes sentences such
as ``This website was last updated on December 21, 2018 and will not be updated until ...``.
"""

import re
from datetime import date
from typing import NamedTuple

from factdata.page.stamp_words import (
    AUTHOR_AFTER,
    AUTHOR_BEFORE,
    BEGINNINGS,
    BESIDE,
    IN_BRACKETS,
    LABEL,
    OF_OTHERS,
    SEPARATOR,
)
from factdata.text.calendar import US, CalendarDate, Precision, Style, match_date, read_short_month, read_year

MAX_LENGTH = 120  # characters of a stamp line; the longest seen, with two labels and two dates, has about 70

FIRST_YEAR = 1900  # of a stamp: `July 4, 1776` above a text does not date the page


class Stamp(NamedTuple):
    """A date with its label; `start` and `end` are offsets of the date in the text that was read.

    `sheet` is the index of the sheet that the date belongs to, ``None`` if it belongs to the whole page.
    """

    role: str | None
    label: str | None
    date: date
    precision: Precision
    start: int
    end: int
    sheet: int | None = None


class StampLine(NamedTuple):
    """A line that consists only of labels and dates.

    The role of a stamp without a label is ``None``. `waiting` is a label whose date is on a later line, with its role.
    `impossible` lists labelled dates that do not exist in the calendar, each as its start and surface text.
    `is_apart` is true if markup sets the line apart; it is always false in plain text.
    """

    stamps: tuple[Stamp, ...]
    waiting: tuple[str, str] | None = None
    impossible: tuple[tuple[int, str], ...] = ()
    is_apart: bool = False


# A stamp line begins with a digit, or with a word that can be recognised by its first three letters.
_FIRST = re.compile(r"\W{0,8}(\d|[^\W\d_]{3})")
_BEGINNINGS = BEGINNINGS | {name[:3] for name in US.months}
_DATED = re.compile(r"\d[\d./-]\d")  # found in every date of a byline
MAX_BYLINE_WORDS = 8  # in one part of a byline; `Bureau of Ocean Energy Management and Enforcement` has seven


def may_be_stamp(line: str) -> bool:
    """Whether a line is short enough to be a stamp line and begins like one."""
    if len(line) > MAX_LENGTH:
        return False
    if line[:3].isalpha():
        return line[:3].lower() in _BEGINNINGS
    first = _FIRST.match(line)
    return first is not None and (first[1].isdigit() or first[1].lower() in _BEGINNINGS)


def read_line(line: str, style: Style = US) -> StampLine | None:
    """Read a line that consists only of labels and dates; ``None`` for any other line."""
    if not may_be_stamp(line):
        return None
    reader = _LineReader(line, style)
    position: int | None = 0
    while position is not None and position < len(line):
        position = reader.read(position)
    return None if position is None else reader.result()


def read_byline(line: str, style: Style = US) -> StampLine | None:
    """Read a line with one date next to an author, a topic or a place: `By Cara Stiles | April 13, 2020`."""
    if len(line) > MAX_LENGTH or not _DATED.search(line):
        return None
    cuts = [cut.span() for cut in SEPARATOR.finditer(line)]
    if not cuts and not (IN_BRACKETS.match(line) or AUTHOR_BEFORE.match(line) or AUTHOR_AFTER.search(line)):
        return None
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    found: list[Stamp] = []
    for start, end in zip(starts, ends, strict=True):
        stamps = _read_part(line[start:end], style)
        if not stamps and not _is_aside(line[start:end]):
            return None
        found += [stamp._replace(start=stamp.start + start, end=stamp.end + start) for stamp in stamps]
    return StampLine(tuple(found)) if len(found) == 1 else None


def _read_part(part: str, style: Style) -> tuple[Stamp, ...]:
    """Read the date in one part of a byline, skipping an author or a place before or after it."""
    brackets, before, after = IN_BRACKETS.match(part), AUTHOR_BEFORE.match(part), AUTHOR_AFTER.search(part)
    places = [brackets.end() if brackets else 0]
    if before:
        places += [word.start() for word in re.finditer(r"\w+", part) if word.start() >= before.end()]
    label = before["label"] if before else None
    for place in places:
        line = read_line(part[place : after.start() if after else None], style)
        for stamp in line.stamps if line else ():
            if label and stamp.role is None:
                stamp = stamp._replace(role="updated" if label.lower() == "updated" else "published", label=label)
            return (stamp._replace(start=stamp.start + place, end=stamp.end + place),)
    return ()


def _is_aside(part: str) -> bool:
    """Whether a part of a byline is a name or a topic, and neither a sentence nor another date."""
    if len(part.split()) > MAX_BYLINE_WORDS or part.endswith((".", "!", "?")) or OF_OTHERS.search(part):
        return False
    return re.search(r"\d{4}", part) is None


class _LineReader:
    """Reads a line from left to right."""

    def __init__(self, line: str, style: Style) -> None:
        self._line = line
        self._style = style
        self._stamps: list[Stamp] = []
        self._impossible: list[tuple[int, str]] = []
        self._label: tuple[str, str] | None = None  # with its role, until its date is read

    def read(self, position: int) -> int | None:
        """Read the next part of the line and return its end; ``None`` if it cannot be part of a stamp."""
        line = self._line
        if beside := BESIDE.match(line, position):
            return beside.end()
        if not line[position].isdigit() and (label := LABEL.match(line, position)):
            return label.end() if self._take_label(label) else None
        if stated := _read_date(line, position, self._style):
            return stated.end if self._take_date(stated) else None
        if self._stamps and self._stamps[-1].end == position and line[position].isalpha():
            return len(line)  # `September 30, 2008Washington, DC`
        return None

    def _take_label(self, match: re.Match[str]) -> bool:
        label, role = match[0], match.lastgroup
        if self._stamps and self._stamps[-1].role is None:  # `March 27, 2009 (Updated)`: the label follows its date
            self._stamps[-1] = self._stamps[-1]._replace(role=role, label=label)
            return True
        if self._label or role is None:
            return False
        self._label = label, role
        return True

    def _take_date(self, stated: CalendarDate) -> bool:
        label, role = self._label or (None, None)
        self._label = None
        if stated.exists and (day := stated.first):
            self._stamps.append(Stamp(role, label, day, stated.precision, stated.start, stated.end))
            return True
        self._impossible.append((stated.start, self._line[stated.start : stated.end]))
        return label is not None

    def result(self) -> StampLine | None:
        """Return the stamp line, or ``None`` if nothing on it dates the page."""
        bare = [stamp for stamp in self._stamps if stamp.role is None]
        if len(bare) > 1 or (bare and bare[0].precision == "year"):
            return None  # `June 3, 2011 - June 5, 2011` dates an event; `2008` alone is the heading of a table
        if not (self._stamps or self._label or self._impossible):
            return None
        return StampLine(tuple(self._stamps), self._label, tuple(self._impossible))


def _read_date(line: str, position: int, style: Style) -> CalendarDate | None:
    """Read a date that includes a year; on a stamp line this may be a year alone, or `05/13`."""
    found = match_date(line, position, style)
    if found is None or found.year is None:
        found = read_short_month(line, position) or read_year(line, position)
    return found if found and found.year and found.year >= FIRST_YEAR else None
