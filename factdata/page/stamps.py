"""Stamps: the dates that a page states of itself, such as ``Last Reviewed/Updated: 01/03/2018``.

A line is a stamp line when it is made of labels, dates and what joins them, and of nothing else. That keeps out
sentences such as ``This website was last updated on December 21, 2018 and will not be updated until ...``.
"""

import re
from datetime import date
from typing import NamedTuple

from factdata.text.calendar import US, CalendarDate, Precision, Style, match_date, read_short_month, read_year

MAX_LENGTH = 120  # of a stamp line; the longest seen has two labels and two dates in about 70 characters

FIRST_YEAR = 1900  # of a stamp: `July 4, 1776` above a text is no date of a page

STAMP_ENDS = (
    "0123456789:.)Md"  # how a stamp or its label ends where it is not glued to its neighbour: `08:40AM`, `Updated`
)


class Stamp(NamedTuple):
    """A date with the label that says what it is of; start and end are the date's in the text that was read.

    `sheet` is the index of the sheet on the page that the date is of, and ``None`` where it is the page's own.
    """

    role: str | None
    label: str | None
    date: date
    precision: Precision
    start: int
    end: int
    sheet: int | None = None


class StampLine(NamedTuple):
    """A line that is nothing but labels and dates.

    The role of a stamp without a label is ``None``. `waiting` is a label, and its role, that waits for the date of a
    later line. `impossible` are dates under a label that the calendar does not have: where each starts, and its
    characters.
    """

    stamps: tuple[Stamp, ...]
    waiting: tuple[str, str] | None = None
    impossible: tuple[tuple[int, str], ...] = ()


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile with each blank standing for any short run of white space, no-break spaces included."""
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"), re.IGNORECASE)


_OF = r"(?:(?:this )?(?:page|content|document|fact sheet)(?: was)? )?(?:date )?(?:last |originally |first )?"
_REVIEWED = r"(?:reviewed|review)"
_UPDATED = r"(?:updated|modified|revised|changed|edited|update|modification|revision)"
_EITHER = r" ?(?:/|\bor\b|\band\b|&) ?(?:last )?"
# In order: `Last Reviewed/Updated` must not be read as `Last Reviewed`.
_LABELS = {
    # The page does not say which of the two: `Last Reviewed/Updated: 01/03/2018`
    "reviewed_or_updated": rf"{_OF}(?:{_REVIEWED}{_EITHER}{_UPDATED}|{_UPDATED}{_EITHER}{_REVIEWED})(?: date)?(?: on)?",
    # `Page last reviewed: May 4, 2020`, `Content current as of: 03/08/2018`
    "reviewed": rf"{_OF}{_REVIEWED}(?: date)?(?: on)?|date of last review"
    r"|(?:this )?(?:content|page|information)(?: is)? current as of"
    r"|(?:fecha de )?(?:la )?(?:[uú]ltima )?revisi[oó]n|revisado(?: el| en)?",
    # `Last updated on January 12, 2017`, `Last Modified: Jan 04, 2024`, `Updated: 8-12-08`, `Rev. 05/13`
    "updated": rf"{_OF}{_UPDATED}(?: date)?(?: on)?|date of last {_UPDATED}|rev\b\.?"
    r"|(?:fecha de )?(?:la )?(?:[uú]ltima )?(?:actualizaci[oó]n|modificaci[oó]n)"
    r"|(?:actualizado|modificado)(?: el| en)?",
    # `Release Date: 07/09/03 00:00:00`, `For Immediate Release`, `Publicly Released: Apr 06, 2022`
    "released": rf"{_OF}(?:publicly )?released(?: on)?|release date|for (?:immediate )?release"
    r"|para (?:su )?publicaci[oó]n inmediata",
    # `Last Published Date: May 10, 2019`, `Published January 2011.`
    "published": rf"{_OF}(?:published|posted|issued)(?: date)?(?: on)?|publication date|publish date|date(?= ?:)"
    r"|fecha de publicaci[oó]n|publicado(?: el| en)?",
    # `Created Date: May 2, 2019`
    "created": rf"{_OF}created(?: date)?(?: on)?|creation date|fecha de creaci[oó]n|creado(?: el| en)?",
}
_LABEL = _spaced("|".join(rf"(?P<{role}>(?:{pattern})(?!\w))" for role, pattern in _LABELS.items()))

# What may stand beside a date without changing what it says.
_BESIDE = _spaced(
    r"[\s:;,.|()•*/–—-]+"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"  # Updated Monday, December 09, 2013
    r"|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?"
    r"|(?:at )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?(?: ?[ECMP][SD]?T\b)?"  # at 08:40AM, 00:00:00, 08:59
    r"|fact ?sheet"  # FACT SHEET 05/13, and glued to its date
)
# Every word that a stamp line can begin with, by its first three letters: most lines are told apart by them alone.
_FIRST = re.compile(r"\W{0,8}(\d|[^\W\d_]{3})")
_BEGINNINGS = {
    *(
        "pag",
        "con",
        "inf",
        "doc",
        "thi",
        "fac",
        "dat",
        "las",
        "ori",
        "fir",
        "rev",
        "upd",
        "mod",
        "cha",
        "edi",
        "rel",
        "for",
    ),
    *("pub", "pos", "iss", "cre", "par", "fec", "últ", "ult", "act"),
    *(name[:3] for name in US.months),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mié", "mie", "jue", "vie", "sáb", "sab", "dom"),
}


def may_be_stamp(line: str) -> bool:
    """Whether the line is short enough and begins as stamp lines do."""
    if len(line) > MAX_LENGTH:
        return False
    if line[:3].isalpha():
        return line[:3].lower() in _BEGINNINGS
    first = _FIRST.match(line)
    return first is not None and (first[1].isdigit() or first[1].lower() in _BEGINNINGS)


def read_line(line: str, style: Style = US) -> StampLine | None:
    """Read a line that is nothing but labels and dates; ``None`` where it is anything else."""
    if not may_be_stamp(line):
        return None
    reader = _LineReader(line, style)
    position: int | None = 0
    while position is not None and position < len(line):
        position = reader.read(position)
    return None if position is None else reader.result()


class _LineReader:
    """Reads a line from left to right."""

    def __init__(self, line: str, style: Style) -> None:
        self._line = line
        self._style = style
        self._stamps: list[Stamp] = []
        self._impossible: list[tuple[int, str]] = []
        self._label: tuple[str, str] | None = None  # and its role, until its date comes

    def read(self, position: int) -> int | None:
        """Read what stands at a position and return where it ends; ``None``: it belongs to no stamp."""
        line = self._line
        if beside := _BESIDE.match(line, position):
            return beside.end()
        if label := _LABEL.match(line, position):
            return label.end() if self._take_label(label) else None
        if stated := _read_date(line, position, self._style):
            return stated.end if self._take_date(stated) else None
        if self._stamps and self._stamps[-1].end == position and line[position].isalpha():
            return len(line)  # `September 30, 2008Washington, DC`
        return None

    def _take_label(self, match: re.Match[str]) -> bool:
        label, role = match[0], match.lastgroup
        if self._stamps and self._stamps[-1].role is None:  # `March 27, 2009 (Updated)`: of the date before it
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
        """Return what was read, unless it says nothing of a page."""
        bare = [stamp for stamp in self._stamps if stamp.role is None]
        if len(bare) > 1 or (bare and bare[0].precision == "year"):
            return None  # `June 3, 2011 - June 5, 2011` says when something takes place; a lone `2008` heads a table
        if not (self._stamps or self._label or self._impossible):
            return None
        return StampLine(tuple(self._stamps), self._label, tuple(self._impossible))


def _read_date(line: str, position: int, style: Style) -> CalendarDate | None:
    """Read a date with its year, which on a line of its own may be a year alone, or `05/13`."""
    found = match_date(line, position, style)
    if found is None or found.year is None:
        found = read_short_month(line, position) or read_year(line, position)
    return found if found and found.year and found.year >= FIRST_YEAR else None
