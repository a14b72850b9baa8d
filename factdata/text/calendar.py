"""The grammar of one date: a day, a month with or without its year, in words or in digits."""

import calendar
import re
from datetime import date
from typing import NamedTuple

MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}

_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
MONTH = rf"(?P<month>{_FULL}|{_FULL.upper()}|{_SHORT}|{_SHORT.upper()})"
DAY = r"(?P<day>3[01]|[0-2]?\d)(?:st|nd|rd|th)?(?![\d:%]|,(?!(?:19|20)\d\d\b)\d|\.\d)"  # December 7,2012
YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d]|,\d{3}|\.\d)"
# Each atom is matched at the first character of the date; the strings are what made it necessary.
_MONTH_FIRST = (
    re.compile(  # November 6, 1986 | Jan. 17, 2025 | April 3rd | March 2011 | October, 2009 | June '08 | March
        rf"{MONTH}(?:\.? {{0,2}}{DAY}(?:,? ? {YEAR}|, ?{YEAR.replace('year', 'year2')})?"
        rf"|,? (?:of )?{YEAR.replace('year', 'year3')}| ['’](?P<short>\d\d)\b|(?![\w-]*\w))"
    )
)
_DAY_FIRST = re.compile(  # 15 JUNE 2016 | 4th of July, 2008; not `No. 4 October 31, 2014`
    rf"(?:the )?{DAY}(?:[- ]of)?[- ]{MONTH}\b(?:,?[- ]{YEAR}|(?! \d{{1,2}}, \d))"
)
_NUMERIC = re.compile(  # 01/03/2018 | 8-12-08 | 2017-10-03 | 10/2017
    r"(?P<m>\d{1,2})(?P<sep>[/-])(?P<d>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\w/]|-\d|\.\d)"
    r"|(?P<iso_y>(?:19|20)\d\d)(?P<iso_sep>[-/])(?P<iso_m>\d\d)(?P=iso_sep)(?P<iso_d>\d\d)(?![\d/-])"
    r"|(?P<my_m>\d{1,2})/(?P<my_y>(?:19|20)\d\d)(?![\w/])"
)


class Atom(NamedTuple):
    """One date without its range: where it ends, its kind, and as much of year, month and day as is said."""

    end: int
    kind: str
    year: int | None
    month: int | None = None
    day: int | None = None


def month_first(text: str, pos: int) -> Atom | None:
    """Read a date that starts with a month's name: `November 6, 1986`, `March 2011`, `March`."""
    match = _MONTH_FIRST.match(text, pos)
    if match is None:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    month = MONTHS[match["month"].lower()[:3]]
    number = int(year) if year else century(match["short"]) if match["short"] else None
    day = int(match["day"]) if match["day"] else None
    if day is None and number is None:
        return Atom(match.end("month"), "month", None, month) if match["month"] in _FULL else None
    return checked(Atom(match.end(), "day" if day else "month", number, month, day))


def day_first(text: str, pos: int) -> Atom | None:
    """Read a date that starts with its day: `15 JUNE 2016`; `4 May` alone is none, as may is a verb."""
    match = _DAY_FIRST.match(text, pos)
    if match is None or (not match["year"] and match["month"] in ("May", "March", "MAY", "MARCH")):
        return None
    year = int(match["year"]) if match["year"] else None
    return checked(Atom(match.end(), "day", year, MONTHS[match["month"].lower()[:3]], int(match["day"])))


def numeric(text: str, pos: int) -> Atom | None:
    """Read a date in digits, month first as on U.S. pages: `01/03/2018`."""
    match = _NUMERIC.match(text, pos)
    if match is None:
        return None
    if match["m"]:
        return checked(Atom(match.end(), "day", century(match["y"]), int(match["m"]), int(match["d"])))
    if match["iso_y"]:
        return checked(Atom(match.end(), "day", int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"])))
    return checked(Atom(match.end(), "month", int(match["my_y"]), int(match["my_m"])))


def checked(atom: Atom) -> Atom | None:
    """Return the atom where its day exists: `13/45/2018`, `0/2/18` and `February 30, 2010` are no dates."""
    year, month, day = (2000 if atom.year is None else atom.year), *(1 if n is None else n for n in atom[3:])
    return atom if year and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def century(year: str) -> int:
    """Return the year that two or four digits name: `10` is 2010, `98` is 1998."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 70 else 1900)


def interval(atom: Atom) -> tuple[date | None, date | None]:
    """Return the first and last day of a date, both missing where its year is not said."""
    year, month, day = atom.year, atom.month, atom.day
    if year is None:
        return None, None
    if atom.kind == "fiscal_year":
        return date(year - 1, 10, 1), date(year, 9, 30)
    if atom.kind == "range":  # a decade, or a century: 1800s
        span = 100 if year % 100 == 0 and year < 2000 else 10
        return date(year, 1, 1), date(year + span - 1, 12, 31)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
