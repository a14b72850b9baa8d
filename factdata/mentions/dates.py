"""Dates: days, months, years, U.S. fiscal years, decades and ranges, with the modifier before them."""

import re
from datetime import date
from typing import NamedTuple

from factdata.mentions.bounds import Before
from factdata.mentions.bounds import before as words_before
from factdata.mentions.model import MODIFIERS, DateMention
from factdata.text.calendar import DAY, US, YEAR, CalendarDate, Precision, century, read_date

#: FY 2019 | FY10 | FY '09 | Fiscal Year 2010 | fiscal year (FY) 2004 | fiscal 2011 | FY 2009/10 | CY2012
_FISCAL_WORDS = (
    r"(?:F\.?Y\.?(?:['’]?s)?|[Ff]iscal[ -][Yy]ears?|FISCAL YEARS?|[Ff]iscal)(?: ?\((?:FYs?|fy)\))?[ -]{0,2}['’]?"
)
_FISCAL = re.compile(rf"{_FISCAL_WORDS}(?P<year>(?:19|20)\d\d|\d\d)(?!\d|,\d|\.\d|/\d(?!\d\b)|%)")
#: `fiscal years 2015 and 2016`: later years in a list are fiscal years too.
_FISCAL_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<calendar>CY ?)|{_FISCAL_WORDS})(?P<list>(?:(?:19|20)\d\d(?:,? (?:and|or) |, |/))*)$"
)
_MODIFIED = 48  # characters from a modifier to its date: effective 12:01 a.m. on
_FISCAL_SAID = re.compile(r"F|iscal|CY")
_DECADE = re.compile(r"(?P<year>(?:1[6-9]|20)\d)0['’]?s\b")  # 1960s
_BARE = re.compile(  # 21xx only in `by 2100`
    r"(?P<year>(?:1[7-9]|20|(?<=by )21)\d\d)(?![\d%]|,\d{3}|\.\d|[^\W\d]| ?(?:percent|million|billion)\b)"
)

_TO = re.compile(r"\.? ?[-–—/] ?|,? (?:to|through|thru|until) (?:the )?(?:(?:early|late|mid|end of|beginning of) ?-?)?")
_AND = re.compile(r",? and (?:the )?")
#: `the Dec. 10-11 tornadoes` are days, `May 3 and 5 agents` are not
_SECOND_DAY = re.compile(
    rf"(?:(?P<dash> ?[-–—] ?)| (?:to|through|thru|and|&) ){DAY}"
    rf"(?:,? {YEAR}|(?! ?(?:percent|million))(?(dash)|(?! [a-z]+s\b)))"
)
_DAYS_FIRST = re.compile(r"(?P<day>[1-9]\d?) ?(?:[-–]|to|and) ?(?=\d{1,2} [A-Z])")  # 1-31 January 2013
_SECOND_YEAR = re.compile(r"[-–/](?P<year>\d\d)(?![\w-])")  # 2015-16
_NAMES = "|".join(sorted((name for name in US.months if len(name) > 2), key=len, reverse=True))
#: August-September 1950, Jan/Feb 2012: the first month is followed by another
_MONTH_PAIR = re.compile(rf"(?P<month>{_NAMES})\.? ?[-–/] ?(?:{_NAMES})\b", re.IGNORECASE)
_SPRING = re.compile(r"(?P<day>3[01]|[12]?\d) (?P<month>March|May)\b(?! (?:be|have|not|also|\d{1,2},))")  # 9 May
_PREFIX = re.compile(r"(?:^|[ (])(?:mid|pre|post|early|late|non)[-–]$", re.IGNORECASE)
#: A month without a day or year is read only after these; `March` and `May` are also ordinary words.
_BEFORE_MONTH = frozenset("in since by until through during early late mid before after from of between".split())
#: Months that are never ordinary words or names (`The July notice`), and those that are neither after `the`: the April
#: storms.
_PLAIN_MONTHS = frozenset((1, 2, 7, 9, 10, 11, 12))
_PLAIN_AFTER_ARTICLE = frozenset((4, 6, 8))
#: After a four-digit number, these units show that it is a count and not a year.
_COUNTED_AFTER = re.compile(r"[ -](?:miles|feet|pounds|acres|tons|square|cubic|people|megawatts|MW)\b")
_COUNTED_BEFORE = frozenset("than over nearly approximately least about almost roughly some exceeding only".split())
_DATED_BEFORE = frozenset(["in", "of", "since", "during", "by", "fy", "early", "late"])
#: After a year that only seems to follow a comparator: `over 2010 levels`, `from at least 1991 until 2004`.
_LEVELS = re.compile(r" (?:levels?|baseline|until|through|and|to|or|by|in|for|with|when|the|as|is|was)\b|[.,;)]|$")
#: The modifier of a date; small words, a weekday or a clock time may come in between: `by the end of`,
#: `effective 12:01 a.m. on`; but not in `up 61 percent from 2015` or `losses caused by the Jan. 21 storm`.
_MODIFIER = re.compile(
    r"(?P<no>(?:%|\b(?:percent|points?|up|down|unchanged|change|(?:in|de)creased?|rise|decline|drop)) (?=from )"
    r"|\b(?:caused|affected|impacted|damaged|displaced|destroyed) (?=by ))?"
    rf"(?<![\w-])(?P<word>{'|'.join(MODIFIERS)}|till|thru)"
    r"(?: (?:in|on|at|least|early|late|mid|or|approximately|about|around|the|years?|month|of|end|start|middle|close|"
    r"beginning|summer|fall|spring|winter|autumn|calendar|fiscal|\d{1,2}(?::\d\d)?|[ap]\.?m\.?|"
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]*))*[ (\"“]*(?:(?<=mid|rly|ate)[-–])?$",
    re.IGNORECASE,
)


class Atom(NamedTuple):
    """A single date, not a range: its end, its kind, and the year, month and day as far as given."""

    end: int
    kind: str
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def calendar_date(self) -> CalendarDate:
        """The date as a calendar date; its kind is reduced to day, month or year."""
        precision: Precision = "day" if self.day else "month" if self.month else "year"
        return CalendarDate(0, self.end, precision, self.year, self.month, self.day)

    @property
    def interval(self) -> tuple[date | None, date | None]:
        """First and last day, both ``None`` if the year is not given."""
        if self.year and self.kind == "fiscal_year":
            return date(self.year - 1, 10, 1), date(self.year, 9, 30)
        if self.year and self.kind == "range":  # a decade, or a century: 1800s
            span = 100 if self.year % 100 == 0 and self.year < 2000 else 10
            return date(self.year, 1, 1), date(self.year + span - 1, 12, 31)
        return self.calendar_date.first, self.calendar_date.last


#: Kinds that may be combined in one range.
_ALIKE = ({"day", "month"}, {"year", "range"}, {"year", "fiscal_year"})


def month(text: str, pos: int) -> DateMention | None:
    """Read the date that starts with a month's name at `pos`."""
    left = text[pos - 1] if pos else ""
    if left.isalnum() or left in ("_", "/", "["):
        return None
    atom = _calendar(text, pos)
    if atom is None and (pair := _MONTH_PAIR.match(text, pos)):
        atom = Atom(pair.end("month"), "month", None, US.months[pair["month"].lower()])
    words = words_before(text, pos)
    is_prefixed = left in ("-", "–") and _PREFIX.search(words.head) is not None
    if atom is None or (left in ("-", "–") and not is_prefixed):
        return None
    mention = _mention(text, pos, atom, words)
    if mention.kind == "month" and atom.year is None and words.last not in _BEFORE_MONTH and not is_prefixed:
        after_article = words.last == "the" and atom.month in _PLAIN_AFTER_ARTICLE
        if atom.end - pos <= 3 or not (atom.month in _PLAIN_MONTHS or after_article):
            return None
    return mention


def numeral(text: str, pos: int, end: int, words: Before) -> DateMention | None:
    """Read a date at `pos` whose form leaves no doubt that it is a date: `FY10`, `1/3/18`."""
    if end - pos > 4:
        return None
    if fiscal := _fiscal(text, pos, words):
        return fiscal
    left = text[pos - 1] if pos else ""
    if left.isalnum() or left in ("#", "/", ".", "-", "_", ":", "$", "="):
        return None
    if left == " " and words.last.rstrip(".") in US.months:  # in lower case: on march 3, 2012
        start = pos - len(words.last) - 1
        if (atom := _calendar(text, start)) and atom.end > pos:  # not of the month alone: January 33, 2018
            return _mention(text, start, atom, words_before(text, start))
    right = text[end : end + 1]
    if atom := _calendar(text, pos) if right and right in ("/-." if end - pos > 2 else "/-. stnr–") else None:
        return _mention(text, pos, atom, words)
    days = _DAYS_FIRST.match(text, pos) if end - pos <= 2 else None
    last = _calendar(text, days.end()) if days else None
    if days and last and last.kind == "day" and int(days["day"]) < (last.day or 0):
        first = last._replace(day=int(days["day"]))
        return DateMention(pos, last.end, "range", first.interval[0], last.interval[1], None)
    return None


def year(text: str, pos: int, end: int, words: Before) -> DateMention | None:
    """Read the bare year or decade at `pos`, unless the digits count something."""
    if end - pos != 4 or text[pos] not in "12":
        return None
    left = text[pos - 1] if pos else " "
    if left.isalnum() or left in "$#/.:=_+€£[" or (left == "," and text[pos - 2 : pos - 1].isdigit()):
        return None
    if left in "-–" and not _PREFIX.search(words.head) and text[pos - 2 : pos - 1].strip():
        return None
    atom = _year(text, pos)
    if atom is None or (atom.kind == "year" and _is_count(text, words.last, atom.end)):
        return None
    return _mention(text, pos, atom, words)


def _fiscal(text: str, pos: int, words: Before) -> DateMention | None:
    """Read the year at `pos` if the words before it make it a fiscal or calendar year."""
    before = _FISCAL_BEFORE.search(words.head) if _FISCAL_SAID.search(words.head) else None
    if before is None:
        return None
    start = pos - (len(words.head) - before.start())
    if before["list"]:
        atom, start = _year(text, pos), pos
        if before["calendar"] or atom is None or atom.kind != "year":
            return None
        return _mention(text, pos, atom._replace(kind="fiscal_year"), words)
    atom = _year(text, pos) if before["calendar"] else _fiscal_year(text, start)
    return _mention(text, start, atom, Before.of(words.head[: before.start()])) if atom else None


def _mention(text: str, start: int, first: Atom, words: Before) -> DateMention:
    last = _second(text, start, first, "between " in words.head[-30:].lower()) or first
    if first.year is None and last.year:  # `December 28 - January 3, 2022`
        is_earlier = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
        filled = first._replace(year=last.year - is_earlier)
        first = filled if filled.calendar_date.exists else first  # `February 29 - March 3, 2019`
    kind = "range" if last.end > first.end else first.kind
    return DateMention(start, last.end, kind, first.interval[0], last.interval[1], _modifier(words.head, first.kind))


def _second(text: str, start: int, first: Atom, is_between: bool) -> Atom | None:
    """Read the other end of a range: `July 2009` in `February 2009 through July 2009`."""
    if first.kind in ("year", "fiscal_year") and (match := _SECOND_YEAR.match(text, first.end)):
        year = (first.year or 0) // 100 * 100 + int(match["year"])
        return Atom(match.end(), first.kind, year) if year > (first.year or 0) else None
    gap = _TO.match(text, first.end) or (_AND.match(text, first.end) if is_between else None)
    last = (_fiscal_year(text, gap.end()) or _calendar(text, gap.end()) or _year(text, gap.end())) if gap else None
    if last and first.kind == "fiscal_year" and last.kind == "year":
        last = last._replace(kind="fiscal_year")
    if last and any({first.kind, last.kind} <= kinds for kinds in _ALIKE) and (last.year or not first.year):
        is_backward = first.year and last.year and first.interval[0] > last.interval[1]  # type: ignore[operator]
        is_count = last.kind == "year" and (
            _is_count(text, "", last.end) or text[last.end : last.end + 1] in ("-", "–")
        )
        return None if is_backward or is_count else last
    in_words = first.day and any(map(str.isalpha, text[start : first.end]))
    return _second_day(text, first) if in_words else None


def _second_day(text: str, first: Atom) -> Atom | None:
    """Read the second day of one month: `Oct. 28-30, 2022`; never after a date in digits."""
    match = _SECOND_DAY.match(text, first.end)
    if match is None or int(match["day"]) <= (first.day or 0) or (first.year and match["year"]):
        return None
    if text[match.end("day") + 1 : match.end("day") + 2].isupper() and read_date(text, match.end("day") + 1):
        return None  # the day belongs to the following month: `Oct. 3 to 5 November`
    year = int(match["year"]) if match["year"] else first.year
    last = Atom(match.end(), "day", year, first.month, int(match["day"]))
    return last if last.calendar_date.exists else None  # `February 10-31, 2018`


def _calendar(text: str, pos: int) -> Atom | None:
    """Read a day or month at `pos`."""
    if found := read_date(text, pos):
        return Atom(found.end, found.precision, found.year, found.month, found.day)
    match = _SPRING.match(text, pos)
    return Atom(match.end(), "day", None, 3 if match["month"] == "March" else 5, int(match["day"])) if match else None


def _year(text: str, pos: int) -> Atom | None:
    """Read a decade or a year at `pos`."""
    if match := _DECADE.match(text, pos):
        return Atom(match.end(), "range", int(match["year"]) * 10)
    match = _BARE.match(text, pos)
    return Atom(match.end(), "year", int(match["year"])) if match else None


def _fiscal_year(text: str, pos: int) -> Atom | None:
    match = _FISCAL.match(text, pos)
    return Atom(match.end(), "fiscal_year", century(match["year"])) if match else None


def _is_count(text: str, before: str, end: int) -> bool:
    """Whether a four-digit number is a count: `more than 1800 sites`; not `over 2010 levels`, `In 2009 agents`."""
    if before in _COUNTED_BEFORE:
        return not _LEVELS.match(text, end)
    return before not in _DATED_BEFORE and _COUNTED_AFTER.match(text, end) is not None


def _modifier(head: str, kind: str) -> str | None:
    """Return the modifier of a date from the words before it."""
    match = _MODIFIER.search(head, max(0, len(head) - _MODIFIED))
    if match is None or match["no"] or (kind in ("year", "fiscal_year") and head.endswith(" the ")):  # by the 2008 act
        return None
    word = match["word"].lower()
    if word == "beginning" and head.startswith(" of", match.end("word")):  # at the beginning of 2018
        return None
    return {"till": "until", "thru": "through"}.get(word, word)
