"""Dates: days, months, years, U.S. fiscal years, decades, and ranges of them, with the word that bounds them."""

import re
from datetime import date
from typing import NamedTuple

from factdata.mentions.bounds import before as words_before
from factdata.mentions.model import MODIFIERS, DateMention
from factdata.text.calendar import DAY, YEAR, CalendarDate, Precision, century, read_date, read_short_month

#: A weekday or a clock time: `effective 12:01 a.m. on Jan. 1`
_WEEKDAY = re.compile(
    r"\d{1,2}(?::\d\d)?|[ap]\.?m\.?|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]*$",
    re.IGNORECASE,
)

#: FY 2019 | FY10 | FY '09 | Fiscal Year 2010 | fiscal year (FY) 2004 | fiscal 2011 | FY 2009/10
_FISCAL_WORDS = (
    r"(?:F\.?Y\.?(?:['’]?s)?|[Ff]iscal[ -][Yy]ears?|FISCAL YEARS?|[Ff]iscal)(?: ?\((?:FYs?|fy)\))?[ -]{0,2}['’]?"
)
_FISCAL = re.compile(_FISCAL_WORDS + r"(?P<year>(?:19|20)\d\d|\d\d)(?!\d|,\d|\.\d|/\d(?!\d\b)|%)")
_FISCAL_BEFORE = re.compile(rf"(?<![^\W_]){_FISCAL_WORDS}$")
_NAME_SIGNS = frozenset("#/.-_:$=")
_QUOTES = frozenset("'’")
_FISCAL_ENDS = frozenset("YysrRSl)")
_YEAR_FISCAL = re.compile(r"(?P<year>(?:19|20)\d\d) [Ff]iscal [Yy]ear\b")  # 2019 fiscal year
_DECADE = re.compile(r"(?P<year>(?:1[6-9]|20)\d)0['’]?s\b")  # 1960s
_SHORT_DECADE = re.compile(r"(?P<year>\d)0s\b")  # the '90s
_BARE = re.compile(r"(?P<year>(?:1[7-9]|20)\d\d)(?![\d%]|,\d{3}|\.\d|[^\W\d]| ?(?:percent|million|billion)\b)")

_TO = re.compile(r"\.? ?[-–—] ?|,? (?:to|through|thru|until) (?:the )?(?:(?:early|late|mid|end of) ?-?)?")
_AND = re.compile(r",? and (?:the )?")
_SECOND_DAY = re.compile(
    # `the Dec. 10-11 tornadoes` are days, `May 3 and 5 agents` are not
    r"(?:(?P<dash> ?[-–—] ?)| (?:to|through|thru|and|&) )"
    + DAY
    + rf"(?:,? {YEAR}|(?! ?(?:percent|million))(?(dash)|(?! [a-z]+s\b)))"
)
_DAYS_FIRST = re.compile(r"(?P<day>\d{1,2}) ?[-–] ?(?=\d{1,2} [A-Z])")
_SECOND_YEAR = re.compile(r"[-–/](?P<year>\d\d)(?![\w-])")  # 2015-16
_SAME_LIST = re.compile(r",? (?:and|or) |, |/")
#: Before a month that stands alone; a year must not be invented for it, and `March` and `May` are also words.
_BEFORE_BARE_MONTH = frozenset("in since by until through during early late mid before after from of between".split())
#: These are no words or names besides: `The July notice`; and those are none after an article: `the April storms`.
_PLAIN_MONTHS = frozenset((1, 2, 7, 9, 10, 11, 12))
_PLAIN_AFTER_ARTICLE = frozenset((4, 6, 8))
#: `FACT SHEET 05/13`, `Rev. 05/13`: a month and a short year, said nowhere else.
_HEADED = re.compile(r"(?:fact ?sheet|rev(?:ised)?\.?|updated?|issued|published|date):? \(?$", re.IGNORECASE)
#: After a four-digit number: things that come in thousands, which a year does not count.
_COUNTED_AFTER = re.compile(
    r"[ -](?:miles?|feet|foot|pounds?|lbs?|acres?|tons?|hours|kilograms?|grams?|gallons?|meters?|kilomet\w+|square|"
    r"cubic|dollars?|people|persons?|individuals|agents|officers|employees|students|families|homes|households|jobs|"
    r"aliens|members?|"
    r"megawatts?|MW|km|kg|volunteers|rounds|pages?|arrests|cases|victims|deaths|units|times)\b"
)
_COUNTED_BEFORE = frozenset("than over nearly approximately least about almost roughly some exceeding only".split())
_DATED_BEFORE = frozenset(["in", "of", "since", "during", "by", "fy", "early", "late"])
#: What follows a year that only looks compared: `over 2010 levels`, `from at least 1991 until 2004`.
_LEVELS = re.compile(r" (?:levels?|baseline|until|through|and|to|or|by|in|for|with|when|the|as|is|was)\b|[.,;)]|$")
_YEAR_PREFIX = re.compile(r"(?:^|[ (])(?:mid|pre|post|early|late|non)[-–]$", re.IGNORECASE)

_SMALL_WORDS = frozenset(
    """
    in on at least early late mid or approximately about around the year years month of end start middle close
    beginning summer fall spring winter autumn calendar fiscal
    """.split()
)
#: Before `from` where it bounds nothing: `up 61 percent from 2015`
_CHANGED = re.compile(r"(?:%|\b(?:percent|points?|up|down|unchanged|change|(?:in|de)creased?|rise|decline|drop))$")
#: `losses caused by the Jan. 21-23 storm`
_DONE_BY = frozenset("caused affected impacted damaged displaced destroyed".split())
_BOUNDS = {word: word for word in MODIFIERS if " " not in word} | {"till": "until", "thru": "through"}


class Atom(NamedTuple):
    """One date without its range: where it ends, its kind, and as much of year, month and day as is said."""

    end: int
    kind: str
    year: int | None
    month: int | None = None
    day: int | None = None


class DateReader:
    """Reads dates in one text. It remembers the last fiscal year, for `fiscal years 2015 and 2016`."""

    def __init__(self, text: str):
        self._text = text
        self._fiscal_end = -1

    def month(self, pos: int) -> DateMention | None:
        """Read the date that starts with a month's name at `pos`."""
        text = self._text
        if pos and (text[pos - 1].isalnum() or text[pos - 1] in "-_/"):
            return None
        atom = _atom(read_date(text, pos))
        if atom is None:
            return None
        mention = self._mention(pos, atom)
        if mention.kind == "month" and atom.year is None and atom.month not in _PLAIN_MONTHS:
            before = words_before(text, pos).last
            if before not in _BEFORE_BARE_MONTH and not (before == "the" and atom.month in _PLAIN_AFTER_ARTICLE):
                return None
        return mention

    def numeral(self, pos: int, end: int) -> DateMention | None:
        """Read the date that the digits at `pos` name whatever else they may look like: `FY10`, `1/3/18`."""
        if end - pos > 4:
            return None
        text = self._text
        left = text[pos - 1] if pos else ""
        near = text[max(0, pos - 4) : pos].rstrip(" -'’")[-1:]  # the last letter of FY, FYs, (FY), year, fiscal
        if near in _FISCAL_ENDS and (before := _FISCAL_BEFORE.search(text, max(0, pos - 28), pos)):
            start = before.start()
            if match := _FISCAL.match(text, start):
                return self._mention(start, Atom(match.end(), "fiscal_year", century(match["year"])))
        if text[max(0, pos - 2) : pos] == "CY" and (match := _BARE.match(text, pos)):  # CY2012
            return self._mention(pos - 2, Atom(match.end(), "year", int(match["year"])))
        listed = 0 <= self._fiscal_end <= pos <= self._fiscal_end + 6
        if listed and _SAME_LIST.fullmatch(text, self._fiscal_end, pos) and (match := _BARE.match(text, pos)):
            return self._mention(pos, Atom(match.end(), "fiscal_year", int(match["year"])))
        if left.isalnum() or left in _NAME_SIGNS:
            return None
        right = text[end : end + 1]
        atom = None
        if right and right in "/-":
            atom = _atom(read_date(text, pos))
            if atom is None and _HEADED.search(text, max(0, pos - 14), pos):
                atom = _atom(read_short_month(text, pos))
        if atom is None and end - pos <= 2 and right and right in " -stnr–":
            atom = _atom(read_date(text, pos))
            if atom is None and (days := _DAYS_FIRST.match(text, pos)):
                return self._days_first(days)
        if atom:
            return self._mention(pos, atom)
        if left in _QUOTES and (match := _SHORT_DECADE.match(text, pos)):
            return self._mention(pos - 1, Atom(match.end(), "range", 1900 + 10 * int(match["year"])))
        return None

    def _days_first(self, days: re.Match[str]) -> DateMention | None:
        """Read `1-31 January 2013`."""
        last = _atom(read_date(self._text, days.end()))
        if last is None or int(days["day"]) >= (last.day or 0) or days["day"] == "0":
            return None
        first = last._replace(day=int(days["day"]))
        return DateMention(days.start(), last.end, "range", _interval(first)[0], _interval(last)[1], None)

    def year(self, pos: int, end: int, before: str) -> DateMention | None:
        """Read the bare year or decade at `pos`, unless the digits count something. `before` is the word before it."""
        text = self._text
        if end - pos != 4 or text[pos] not in "12":
            return None
        left = text[pos - 1] if pos else " "
        if (
            left.isalnum()
            or (left in "$#/.:=_,+€£" and left != ",")
            or (left == "," and text[pos - 2 : pos - 1].isdigit())
        ):
            return None
        if left in "-–" and not _YEAR_PREFIX.search(text, max(0, pos - 8), pos) and text[pos - 2 : pos - 1].strip():
            return None
        if match := _DECADE.match(text, pos):
            return self._mention(pos, Atom(match.end(), "range", int(match["year"]) * 10))
        if match := _YEAR_FISCAL.match(text, pos):
            return self._mention(pos, Atom(match.end(), "fiscal_year", int(match["year"])))
        match = _BARE.match(text, pos)
        if match is None or _is_count(text, before, match.end()):
            return None
        return self._mention(pos, Atom(match.end(), "year", int(match["year"])))

    def _mention(self, start: int, first: Atom) -> DateMention:
        text, last = self._text, first
        words = text[max(0, start - 48) : start].split(" ")
        if (
            first.kind == "day"
            and (match := _SECOND_DAY.match(text, first.end))
            and first.day
            and (first.year is None or match["year"] is None)
            and int(match["day"]) > first.day
            and not self._opens_month(match.end("day"))
        ):
            year = int(match["year"]) if match["year"] else first.year
            # `February 10-31, 2018`: there is no such day
            last = _checked(Atom(match.end(), "day", year, first.month, int(match["day"]))) or first
        else:
            last = self._second(first, _is_between(words)) or first
        if first.kind == "fiscal_year":
            self._fiscal_end = last.end
        modifier = _modifier(words, first.kind)
        if first.year is None and last.year:  # `December 28 - January 3, 2022`
            earlier = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
            # `February 29 - March 3, 2019`: there was no such day
            first = _checked(first._replace(year=last.year - earlier)) or first
        kind = first.kind if last is first else "range"
        return DateMention(start, last.end, kind, _interval(first)[0], _interval(last)[1], modifier)

    def _second(self, first: Atom, between: bool) -> Atom | None:
        """Read the other end of a range: `July 2009` in `February 2009 through July 2009`."""
        text = self._text
        if first.kind in ("year", "fiscal_year") and (match := _SECOND_YEAR.match(text, first.end)):
            year = (first.year or 0) // 100 * 100 + int(match["year"])
            return Atom(match.end(), first.kind, year) if year > (first.year or 0) else None
        gap = _TO.match(text, first.end) or (_AND.match(text, first.end) if between else None)
        if gap is None:
            return None
        pos = gap.end()
        last: Atom | None = None
        if (fiscal := _FISCAL.match(text, pos)) and first.kind in ("fiscal_year", "year"):
            last = Atom(fiscal.end(), "fiscal_year", century(fiscal["year"]))
        elif first.kind in ("year", "range") and (decade := _DECADE.match(text, pos)):
            last = Atom(decade.end(), "range", int(decade["year"]) * 10)
        elif first.kind in ("year", "range", "fiscal_year") and (year_match := _BARE.match(text, pos)):
            kind = "fiscal_year" if first.kind == "fiscal_year" else "year"
            last = Atom(year_match.end(), kind, int(year_match["year"]))
            if (year_match.end() < len(text) and text[year_match.end()] in "-–") or _is_count(text, "", last.end):
                return None
        elif first.kind in ("day", "month"):
            last = _atom(read_date(text, pos))
        alike = ({"day", "month"}, {"year", "range"}, {"fiscal_year"}, {"year", "fiscal_year"})
        if last is None or not any({first.kind, last.kind} <= kinds for kinds in alike):
            return None
        if first.year and last.year and _interval(first)[0] > _interval(last)[1]:  # type: ignore[operator]
            return None
        return last if last.year or not first.year else None

    def _opens_month(self, pos: int) -> bool:
        """Whether the day before `pos` belongs to the month after it: `Oct. 3 to 5 November`."""
        return self._text[pos + 1 : pos + 2].isupper() and read_date(self._text, pos + 1) is not None


def _is_count(text: str, before: str, end: int) -> bool:
    """Whether a four-digit number counts: `more than 1800 sites`; not `over 2010 levels`, `In 2009 agents`."""
    word = before.lower()
    if word in _COUNTED_BEFORE:
        return not _LEVELS.match(text, end)
    return word not in _DATED_BEFORE and _COUNTED_AFTER.match(text, end) is not None


def _is_between(words: list[str]) -> bool:
    return any(word.lower().lstrip("(") == "between" for word in words[-4:])


def _modifier(words: list[str], kind: str) -> str | None:
    """Return the word that bounds a date, from the words before it; small words between are passed over."""
    passed_of = False
    for i in range(len(words) - 1, max(-1, len(words) - 8), -1):
        word = words[i].lower().lstrip('("“')
        if not word:
            continue
        if word == "of" and i and words[i - 1].lower().lstrip("(") == "as":
            return "as of"
        if word == "from" and i and _CHANGED.search(words[i - 1]):
            return None
        if word == "by" and i and words[i - 1] in _DONE_BY:
            return None
        if word in _BOUNDS and not (passed_of and word == "beginning"):  # `at the beginning of 2018`
            return _BOUNDS[word]
        if word == "the" and kind in ("year", "fiscal_year") and (i + 1 >= len(words) - 1):  # `by the 2008 act`
            return None
        passed_of = passed_of or word == "of"
        if not (word.rstrip("-–") in _SMALL_WORDS or _WEEKDAY.fullmatch(word)):
            return None
    return None


def _atom(found: CalendarDate | None) -> Atom | None:
    return Atom(found.end, found.precision, found.year, found.month, found.day) if found else None


def _calendar_date(atom: Atom) -> CalendarDate:
    precision: Precision = "day" if atom.day else "month" if atom.month else "year"
    return CalendarDate(0, atom.end, precision, atom.year, atom.month, atom.day)


def _checked(atom: Atom) -> Atom | None:
    return atom if _calendar_date(atom).exists else None


def _interval(atom: Atom) -> tuple[date | None, date | None]:
    """Return the first and last day of a date, both missing where its year is not said."""
    year = atom.year
    if year and atom.kind == "fiscal_year":
        return date(year - 1, 10, 1), date(year, 9, 30)
    if year and atom.kind == "range":  # a decade, or a century: 1800s
        span = 100 if year % 100 == 0 and year < 2000 else 10
        return date(year, 1, 1), date(year + span - 1, 12, 31)
    found = _calendar_date(atom)
    return found.first, found.last
