"""Parse one calendar date: numeric, in words, a month, a year. Used for both stamps and mentions."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from factdata.text import TABLES

Precision = Literal["day", "month", "year"]

_NAMES = TABLES["months"]
_EVERYWHERE = ("en", "es")  # recognised on every page: the main languages of U.S. agencies
# In these languages the day comes first; in English that depends on the country.
_DAY_FIRST = frozenset("de es fr it nl pt ca gl da nb nn no sv fi pl cs sk ru uk bg ro el tr hy".split())
# English-speaking countries that put the day first, as language regions (en-GB) or top-level domains.
_DAY_FIRST_ENGLISH = frozenset("gb uk ie au nz in za".split())
_US = frozenset(("gov", "mil", "us"))

DAY = r"(?P<day>3[01]|[0-2]?\d)(?:st|nd|rd|th)?(?![\d:%]|,(?!(?:19|20)\d\d\b)\d|\.\d)"  # December 7,2012
YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d]|,\d{3}|\.\d)"
_BLANK = r"[^\S\n]{1,3}"
_WORD = re.compile(r"[^\W\d_]{3,10}")
# Day and year after the name of a month: November 6, 1986 | Jan. 17, 2025 | April 3rd | December 7,2012
_DAY_AFTER = re.compile(rf"\.?(?:{_BLANK})?{DAY}(?:,?(?:{_BLANK})?(?:del?{_BLANK})?{YEAR})?")
# March 2011 | October, 2009 | enero de 2018 | June '08
_YEAR_AFTER = re.compile(rf"\.?,?{_BLANK}(?:(?:of|del?){_BLANK})?{YEAR}|\.?{_BLANK}['’](?P<short>\d\d)\b")
_ALONE = re.compile(r"\.?(?![\w-]*\w)")  # not `March` in `March-based`
# A day before the name of a month: 15 JUNE 2016 | 4th of July, 2008 | 03-May-17 |
# 3 de enero de 2018 | 1er janvier 2018 | 3. Januar 2018, if the language puts the day first, else `3.` is a list number
_DAY_BEFORE = re.compile(
    r"(?P<day>3[01]|[0-2]?\d)(?:st|nd|rd|th|er|º|(?P<dot>\.))?"
    rf"(?:{_BLANK}|[-/]|(?<=\.))(?P<of>(?:of|de)(?:{_BLANK}|-))?"
)
_AFTER_DAY_MONTH = re.compile(
    rf"\.?(?:,?(?:{_BLANK}|-|/)(?:del?{_BLANK})?{YEAR}"
    rf"|[-/](?P<short>\d\d)(?!\d| [A-Z])|{_BLANK}['’](?P<quoted>\d\d)\b)?"
)
_LISTED = re.compile(r" \d{1,2}, \d")  # `No. 4 October 31, 2014` is not October 4
_NUMERIC = re.compile(  # 01/03/2018 | 8-12-08 | 05.11.2021 | 2017-10-03 | 10/2017
    # text may follow without a space: 2018-01-03T08:00, 09/30/2008Washington, DC
    r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1[6-9]|20)\d\d|\d\d)(?![a-z_\d/]|-\d|\.\d)"
    r"|(?P<iso_y>(?:19|20)\d\d)(?P<iso_sep>[-/.])(?P<iso_m>\d\d?)(?P=iso_sep)(?P<iso_d>\d\d?)(?![\d/]|-\d|\.\d)"
    r"|(?P<my_m>\d{1,2})/(?P<my_y>(?:19|20)\d\d)(?![\w/])"
)
_SHORT_MONTH = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d\d)(?![\w/])")  # FACT SHEET 05/13
_YEAR_ALONE = re.compile(rf"{YEAR}(?![-/]\d)")


class CalendarDate(NamedTuple):
    """A date as far as the text gives it, with its offsets; `end` is one past its last character."""

    start: int
    end: int
    precision: Precision
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def exists(self) -> bool:
        """Whether the date exists in the calendar; `13/45/2018`, `0/2/18` and `February 30, 2010` do not."""
        year, month, day = (2000 if self.year is None else self.year), *(1 if n is None else n for n in self[4:])
        return year > 0 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]

    @property
    def first(self) -> date | None:
        """The first day covered; ``None`` if the year is not given."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date | None:
        """The last day covered; ``None`` if the year is not given."""
        return last_day(self.first, self.precision) if self.first else None


def last_day(first: date, precision: Precision) -> date:
    """Return the last day of the day, month or year that begins on `first`."""
    month = 12 if precision == "year" else first.month
    day = first.day if precision == "day" else calendar.monthrange(first.year, month)[1]
    return date(first.year, month, day)


class Style(NamedTuple):
    """The date format of a page: its month names, and whether the day comes first in `01/03/2018`."""

    months: Mapping[str, int]
    is_day_first: bool


@cache
def style_of(language: str | None = None, country: str | None = None) -> Style:
    """Return the style of a declared language (BCP 47) on a site whose host ends in `country`: `gov`, `uk`, `de`.

    The default is the style of the United States.
    """
    declared = (language or (country if country in _NAMES else None) or "en").lower().replace("_", "-").split("-")
    names = {
        name: number
        for key in dict.fromkeys((*_EVERYWHERE, declared[0]))
        for number, month in enumerate(_NAMES.get(key, "").split("|"), start=1)
        for name in month.split()
    }
    if country in _US or "us" in declared[1:]:
        is_day_first = False
    elif declared[0] == "en":
        is_day_first = bool(_DAY_FIRST_ENGLISH.intersection((*declared[1:], country)))
    else:
        is_day_first = declared[0] in _DAY_FIRST
    return Style(MappingProxyType(names), is_day_first)


US = style_of()


def read_date(text: str, pos: int, style: Style = US) -> CalendarDate | None:
    """Read the date that starts at `pos`; ``None`` if there is none or it does not exist in the calendar.

    The year is ``None`` if it is not given (`March`, `April 3rd`). A year alone and `05/13` are not read, since only
    their context shows whether they are dates; see `read_year` and `read_short_month`.
    """
    found = match_date(text, pos, style)
    return found if found and found.exists else None


def match_date(text: str, pos: int, style: Style = US) -> CalendarDate | None:
    """Read a date like `read_date`, even if it does not exist in the calendar: `02/30/2018`."""
    if text[pos : pos + 1].isdigit():
        return _numeric(text, pos, style) or _day_month(text, pos, style)
    return _month_first(text, pos, style)


def read_short_month(text: str, pos: int) -> CalendarDate | None:
    """Read a month and a two-digit year such as `05/13`, which may also be a fraction."""
    match = _SHORT_MONTH.match(text, pos)
    if match is None:
        return None
    found = CalendarDate(pos, match.end(), "month", century(match["year"]), int(match["month"]))
    return found if found.exists else None


def read_year(text: str, pos: int) -> CalendarDate | None:
    """Read a year alone such as `2012`, which may also be a count."""
    match = _YEAR_ALONE.match(text, pos)
    return CalendarDate(pos, match.end(), "year", int(match["year"])) if match else None


def century(year: str) -> int:
    """Return the year given by two or four digits, by the POSIX rule: `68` is 2068, `69` is 1969."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 69 else 1900)


def _month_first(text: str, pos: int, style: Style) -> CalendarDate | None:
    """Read a date that starts with the name of a month: `November 6, 1986`, `March 2011`, `March`."""
    word = _WORD.match(text, pos)
    month = style.months.get(word[0].lower()) if word else None
    if word is None or month is None:
        return None
    if match := _DAY_AFTER.match(text, word.end()):
        year = int(match["year"]) if match["year"] else None
        if year or word[0][0].isupper():  # not `they march 3 miles`
            return CalendarDate(pos, match.end(), "day", year, month, int(match["day"]))
    if match := _YEAR_AFTER.match(text, word.end()):
        return CalendarDate(pos, match.end(), "month", century(match["year"] or match["short"]), month)
    if word[0].istitle() and _ALONE.match(text, word.end()):
        return CalendarDate(pos, word.end(), "month", None, month)
    return None


def _day_month(text: str, pos: int, style: Style) -> CalendarDate | None:
    """Read a date in words that starts with its day: `15 JUNE 2016`; not `4 May` alone, as `may` is also a verb."""
    before = _DAY_BEFORE.match(text, pos)
    word = _WORD.match(text, before.end()) if before else None
    month = style.months.get(word[0].lower()) if word else None
    if before is None or word is None or month is None or (before["dot"] and not style.is_day_first):
        return None
    match = _AFTER_DAY_MONTH.match(text, word.end())
    assert match is not None  # every part of the pattern is optional
    year = match["year"] or match["short"] or match["quoted"]
    if not year:
        is_word = word[0].lower() in ("may", "march") or word[0].islower()
        if (is_word and not before["of"]) or _LISTED.match(text, word.end()):
            return None
    end = match.end() if year else word.end()
    return CalendarDate(pos, end, "day", century(year) if year else None, month, int(before["day"]))


def _numeric(text: str, pos: int, style: Style) -> CalendarDate | None:
    """Read a date in digits. Dots always put the day first: `05.11.2021`."""
    match = _NUMERIC.match(text, pos)
    if match is None:
        return None
    if match["iso_y"]:
        day = int(match["iso_d"])
        return CalendarDate(pos, match.end(), "day", int(match["iso_y"]), int(match["iso_m"]), day)
    if match["my_y"]:
        return CalendarDate(pos, match.end(), "month", int(match["my_y"]), int(match["my_m"]))
    is_dotted = match["sep"] == "."
    if is_dotted and len(match["y"]) == 2 and not style.is_day_first:
        return None  # `1.2.10` numbers a section
    first, second, year = int(match["a"]), int(match["b"]), century(match["y"])
    if not is_dotted and not style.is_day_first:
        return CalendarDate(pos, match.end(), "day", year, first, second)
    found = CalendarDate(pos, match.end(), "day", year, second, first)
    # `04.17.2019`, and `02/14/2023` on a U.S. agency's Spanish page, can only have the month first.
    return found if found.exists else found._replace(month=first, day=second)
