"""Resolve ellipsis: the noun of `1,800 for kidnapping`, the unit of `16- and 17-year-olds`.

Each rule has an example sentence and a name by which it can be disabled to measure its effect. Rules search a bounded
distance around one number, so running time is linear.
"""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from factdata.mentions.bounds import REACH
from factdata.mentions.lexicon import letter
from factdata.mentions.model import Item
from factdata.mentions.noun_phrases import FINITE, noun_phrase
from factdata.mentions.units import COUNTS, CURRENCIES, SHARES, UNITS

_WHOLE_REACH = 110  # characters: a whole of up to 60, and a comparator before its part
_FAR = 2 * REACH  # a subject is in the same sentence
_NEAR = 60  # between items of one list
#: Words allowed between a governing word and its number.
_TO_NUMBER = (
    r"(?:(?:about|only|some|nearly|almost|just|over|under|at least|roughly|approximately|(?:more|fewer|less) than) )"
    r"{0,2}$"
)
_GAP = re.compile(r"[,;]? (?:and|or|&|plus) |[,;] ")  # between the items of a list
_NO_NOUN = re.compile(r"[,.;)]|$| (?:and|or|in|were|was|are|per|a|each|of them)\b")
_INCLUDED = re.compile(rf"\b(?P<what>(?:[a-z]+ )?[a-z]{{3,}}s),? including {_TO_NUMBER}")
#: `and resolved 7,915`; nouns in `39,000 jobs, construction 21,000`.
_TO_NEXT = re.compile(r",? (?:and|but|or) [a-z]{4,12}ed |(?:[,;]| and|, and) (?P<nouns>[a-z]+(?: [a-z]+){0,2}) | to ")
_BESIDE = (
    r"(?:\b(?:(?:up|down) from|compared (?:with|to)|versus|against|all but|including|(?:over|than|from) the)"
    rf"(?: an? (?:high|low|peak|total|average) of)?|\ban average of|, or) {_TO_NUMBER}"
)
_OF_THEM = r"of (?:which|whom|them|these|those)"
#: `5,300 members representing more than 650 gangs; of these`
_GOVERNED = re.compile(rf"\b(?:[a-z]{{3,}}ing|in|from|across|at|all) {_TO_NUMBER}")
_MOVE = re.compile(
    r" (?:(?:ha[sd]|have) (?:fallen|risen|grown|dropped)|fell|dropped|declined|rose|grew|climbed|jumped|increased"
    r"|decreased|doubled|tripled|went|plunged|expanded|raised|reduced|cut)\b"
    r"(?P<whole> (?:by|from|to|sharply|steadily|again|[a-z]+ly)\b|(?= \d))?"
)
_SUBJECT = re.compile(
    r"[ •*]{0,3}(?:(?:last|this) (?:year|month|week),?(?= ))?(?: ?(?:the )?[\w-]{2,20}['’]s(?= ))?"
    r"(?: ?(?:the )?(?:[a-z]+ )?(?:number|total|exports|imports|sales|shipments|volume)s? of\b)?",
    re.IGNORECASE,
)
_CELL_END = re.compile(r" *(?:$|[\n|(;]|\. )")
_LABEL = re.compile(
    r"(?:^[\s•*-]*|[.;] )(?:(?:Total |Number of |Total number of )(?=[a-z])|(?=[A-Z]))"
    r"(?P<what>[A-Za-z][^:;.|\d\n]{1,48}?)(?: in \d{4})?: *$"
)


class Place(NamedTuple):
    """The input of a rule: the text, also with normalised blanks, the earlier items, and the item without a noun."""

    text: str
    plain: str
    earlier: list[Item]
    item: Item

    @property
    def last(self) -> Item | None:
        """Return the previous item of the same list."""
        last = self.earlier[-1] if self.earlier else None
        return last if last and self.item.start - last.stop <= _NEAR else None

    def before(self, pattern: re.Pattern[str], reach: int = _WHOLE_REACH) -> re.Match[str] | None:
        """Search the text before the number."""
        return pattern.search(self.plain, max(0, self.item.start - reach), self.item.start)

    def phrase(self, start: int) -> str | None:
        """Return the noun phrase that starts at `start`."""
        span = noun_phrase(self.plain, start, mass=True)
        return " ".join(self.text[slice(*span)].split()) if span else None


def _elided(place: Place, elided: re.Match[str]) -> str | None:
    item, last, link = place.item, place.last, elided["link"]
    span = noun_phrase(place.plain, elided.end() - 1, mass=True)
    if span is None:
        return None
    rest = f"{link} {' '.join(place.text[slice(*span)].split())}"
    if item.unit == "count" and (head := place.before(_INCLUDED, REACH)):
        return f"{head['what']} {rest}"
    between = place.plain[last.stop : item.start] if last else "."
    if last is None or not last.counted or last.unit != item.unit or "." in between or between == " to ":
        return None
    item.stop = span[1]
    if item.unit in CURRENCIES:  # not `$5 million for an individual`
        return rest.partition(" ")[2] if between == " and " else None
    return f"{last.counted.partition(f' {link} ')[0].split(' on ')[0]} {rest}"


def _listed(place: Place, _: re.Match[str]) -> str | None:
    last = place.last
    if last is None or place.item.unit != last.unit:
        return None
    between = place.plain[last.stop : place.item.start]
    gap = _GAP.fullmatch(between) or _TO_NEXT.fullmatch(between)
    nouns = gap.groupdict().get("nouns") if gap else None
    return last.counted if gap and all(letter(word) == "N" for word in (nouns or "").split()) else None


def _whole(place: Place, whole: re.Match[str]) -> str | None:
    what = whole["what"].strip()
    return what if what.count(" ") <= 3 else place.phrase(whole.start("what"))  # up to four words are used whole


def _taken_up(place: Place, _: re.Match[str]) -> str | None:
    """Return the last noun counted before an item, preferring numbers not governed by a preposition or a participle."""
    near = [item for item in place.earlier if item.counted not in (None, "times") and item.unit in COUNTS]
    apart = [item for item in near if not _GOVERNED.search(place.plain, max(0, item.start - REACH), item.start)]
    return (apart or near)[-1].counted if near else None


def _other_share(place: Place, match: re.Match[str]) -> str | None:
    """Return the noun of an earlier share; next to one (`up from 45%`), also that of the last number."""
    shares = [item.counted for item in place.earlier[-3:] if item.counted and item.unit in SHARES]
    beside = [item.counted for item in place.earlier[-1:] if match.end() == place.item.start and item.unit in COUNTS]
    return next(iter(shares[::-1] + beside), None)


def _same_unit(place: Place, _: re.Match[str]) -> str | None:
    return next((x.counted for x in reversed(place.earlier) if x.counted and x.unit == place.item.unit), None)


def _phrase(place: Place, head: re.Match[str]) -> str | None:
    return place.phrase(head.start("what"))


def _moved(place: Place, _: re.Match[str]) -> str | None:
    """Return the noun that rises or falls to the number: the object of the verb, else its subject."""
    plain, start = place.plain, place.item.start
    back = max(0, start - _FAR)
    back = max(back, plain.rfind(". ", back, start) + 1)
    verb = _MOVE.search(plain, back, start)
    if verb is None:
        return None
    clause = verb.end()
    if verb["whole"] is not None:
        clause = max(back, *(plain.rfind(end, back, verb.start()) + 1 for end in (", ", "; ")))
    head = _SUBJECT.match(plain, clause)
    return place.phrase(head.end() if head and head[0].strip() else clause)


def _in_cell(place: Place, _cell: re.Match[str]) -> str | None:
    """Return the label before a number, else the header of its row or column, or the title of its table."""
    if not _CELL_END.match(place.text, place.item.end):
        return None
    above, _, line = place.text[max(0, place.item.start - 30 * REACH) : place.item.start].rpartition("\n")
    cells = [cell.strip(" *•-") for cell in line.split("|")]
    if len(cells) == 1:
        label = _LABEL.search(line[-5 * REACH :].rstrip("$( ") + " ")
        return label["what"].strip() if label else None
    rows = [row for row in above.splitlines() if row.strip()]
    heads = next((row.split("|") for row in rows if "|" in row), [])
    titles = [row.split(",")[0].split(" by ")[0] for row in rows if "|" not in row]
    names = (name.strip() for name in (cells[0], *heads[len(cells) - 1 : len(cells)]) if not re.search(r"\d", name))
    return next(filter(None, names), titles[-1].strip() if titles else None)


Supply = Callable[[Place, re.Match[str]], str | None]


class Rule(NamedTuple):
    """A rule that supplies the missing noun of an item with one of `units`.

    Its pattern is matched after the number, or before it if the pattern ends in `$`; `supply` then returns the noun.
    """

    name: str
    sentence: str
    pattern: re.Pattern[str]
    supply: Supply
    units: frozenset[str]


def _rule(name: str, sentence: str, pattern: str, supply: Supply, units: Iterable[str]) -> Rule:
    return Rule(name, sentence, re.compile(pattern), supply, frozenset(units))


#: Tried in this order on each number without a noun, from left to right.
RULES = (
    _rule("elided", "1,900 arrests for fraud and 80 for theft", r" (?P<link>for|involving) (?=[^\W\d_])", _elided,
          (*COUNTS, *CURRENCIES)),
    _rule("listed", "received 7,640 complaints and resolved 7,915", rf"(?={_NO_NOUN.pattern})", _listed, COUNTS),
    _rule("whole", "Of the homes tested, 12 percent",
          r"(?:^|[.;:] |\band )[Oo]f(?: the| all| its| our)?(?P<what> (?!these,|those,|them,|which,)[^,.;:\d]{3,60}), "
          + _TO_NUMBER, _whole, COUNTS),
    _rule("share", "Share of population with no conviction: 41 percent",
          r"\b(?:[Ss]hare|[Pp]ercent(?:age)?|[Pp]roportion) of(?P<what> [^,.;:\d]{3,60}): $", _phrase, COUNTS),
    _rule("of them", "34,000 beds, 11,200 of which are in Texas", rf",? {_OF_THEM}\b(?! [a-z]+s\b)", _taken_up, COUNTS),
    _rule("of these", "310 travelers; of these, 44 had", rf"\b[Oo]{_OF_THEM[1:]},? {_TO_NUMBER}", _taken_up, COUNTS),
    _rule("in all", "58,000 pounds of heroin, one million pounds in all", r" (?:in (?:all|total)|altogether)\b",
          _same_unit, (unit for unit in UNITS if unit not in COUNTS and unit not in CURRENCIES)),
    _rule("beside", "143,470 arrests, up from 110,104", _BESIDE, _taken_up, ("count", "ratio")),
    _rule("beside a share", "58% of all arrests, up from 45%", _BESIDE, _other_share, ("percent",)),
    _rule("subject", "900 were sent; 120 remain", FINITE.pattern, _taken_up, ("count", "ratio")),
    _rule("share as subject", "61 percent are not", FINITE.pattern, _other_share, ("percent",)),
    _rule("body", "a crew of seventy-five",
          r"\b(?P<what>crew|team|group|staff|force|workforce|population|family|class|board|panel|squad|membership|fleet)"
          rf" (?:of|at|to|reached|was|is|stood at) {_TO_NUMBER}", _whole, ("count",)),
    _rule("moved", "apprehensions fell by more than half, to just under 448,000", rf"\b(?:from|to) {_TO_NUMBER}",
          _moved, ("count",)),
    _rule("in cell", "Positions: 126; FY 2006 | 20,800", "", _in_cell, ("count",)),
)  # fmt: skip


def supply(text: str, plain: str, items: list[Item]) -> None:
    """Fill in what the items of a text leave out: units, nouns, comparators, and the scale of a table."""
    for i in range(len(items) - 2, -1, -1):
        if items[i].counted is None and items[i + 1].start - items[i].end < _NEAR:
            _share_with_next(plain, items[i], items[i + 1])
    for i, item in enumerate(items):
        if i:
            _share_with_last(plain, items[i - 1], item)
        if item.counted is None:
            item.counted = _noun(Place(text, plain, items[max(0, i - 6) : i], item))
    _scale_money(text, items)


def _noun(place: Place) -> str | None:
    """Return the noun of the first rule that gives one."""
    for rule in RULES:
        if place.item.unit in rule.units:
            is_before = rule.pattern.pattern.endswith("$")
            match = place.before(rule.pattern) if is_before else rule.pattern.match(place.plain, place.item.stop)
            if match and (noun := rule.supply(place, match)):
                return noun
    return None


_HANGING = re.compile(r"-,? (?:and|or|to) |-, ")  # 16- and 17-year-olds
_WITH_NEXT = re.compile(r" (?:by|x|of|of the|to) ")  # 100 by 100 meters, 25 of the 30 days
_SHARED = re.compile(
    r"\)? (?:to|or|and|out of(?: the)?|of(?: (?:the|these|those|its|all|their)| (?:the )?[\w-]{1,20}['’]s?){0,2}"
    r"(?: more than| nearly| approximately| about)?) "
)


def _share_with_next(plain: str, item: Item, after: Item) -> None:
    """Give an item the unit or noun that it shares with the next: `16- and 17-year-olds`."""
    between = plain[item.end : after.start]
    if item.unit == "count" and after.unit not in ("count", "ratio"):
        is_pair = _WITH_NEXT.fullmatch(between) and (after.unit != "percent" or between == " to ")
        if is_pair or _HANGING.fullmatch(between):
            item.unit, item.is_age, item.stop = after.unit, after.is_age, item.end + (between[0] == "-")
    if item.unit in COUNTS and after.unit == "count" and _SHARED.fullmatch(between):
        item.counted = after.counted


_SAME_UNIT = re.compile(r",? (?:and|or) |, ")  # aged 24, 31 and 58
_UP_FROM = re.compile(rf"\b(?:up|down) from {_TO_NUMBER}")


def _share_with_last(plain: str, last: Item, item: Item) -> None:
    """Give an item the unit or the comparator of the last: `aged 24, 31 and 58`, `164 days, down from 282 in March`.

    A comparator applies only to round numbers later in a list: not in `nearly 2,000, 38 and 140`.
    """
    between = plain[last.stop : item.start]
    if item.unit == "count" and last.unit != "count" and item.counted is None:
        if last.unit == "year" and last.stop == last.end and item.value <= 120 and _SAME_UNIT.fullmatch(between):
            item.unit, item.is_age = "year", True
        elif _NO_NOUN.match(plain, item.end) and _UP_FROM.search(plain, max(last.stop, item.start - REACH), item.start):
            item.unit = last.unit
    is_round = item.value % 5 == 0 and item.value >= 20
    if (
        last.surface and item.surface is None and item.unit == last.unit and is_round and _GAP.fullmatch(between)
        and plain.startswith(" ", last.start - 1) and not FINITE.match(plain, item.end)
    ):  # fmt: skip
        item.comparator, item.surface = last.comparator, last.surface


_SCALED = re.compile(r"(?:\$|[Dd]ollars?|[Aa]mounts?) in (?P<scale>thousands|millions|billions)\b")


def _scale_money(text: str, items: list[Item]) -> None:
    """Scale the amounts below a header such as `($ in thousands)`, where brackets mean a minus: `Balance: (841)`."""
    head = _SCALED.search(text) if "s in " in text or "$ in " in text else None
    for item in items if head else ():
        if item.unit == "count" and text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")":
            item.start, item.end, item.unit, item.value = item.start - 1, item.end + 1, "USD", -item.value
        if head and item.unit == "USD" and not text[item.start : item.end].endswith("illion"):
            item.value *= {"t": 1e3, "m": 1e6, "b": 1e9}[head["scale"][0]]
