"""What a text leaves to its reader: the noun of `1,800 for kidnapping`, the unit of `16- and 17-year-olds`.

Each rule has its sentence; any can be left out by name and its worth measured. A rule looks a bounded way back or on
from one number, so that time stays linear.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from factdata.mentions.bounds import REACH
from factdata.mentions.lexicon import letter
from factdata.mentions.model import Item
from factdata.mentions.noun_phrases import FINITE, noun_phrase
from factdata.mentions.units import COUNTS, CURRENCIES, UNITS

_FAR = 2 * REACH  # a subject or a whole stands in the same sentence
_NEAR = 60  # the items of one list
#: What may stand between a word and the number that it goes with, up to the number.
_TO_NUMBER = (
    r"(?:(?:about|only|some|nearly|almost|just|over|under|at least|roughly|approximately|(?:more|fewer|less) than) )"
    r"{0,2}$"
)
_GAP = re.compile(r"[,;]? (?:and|or|&|plus) |[,;] ")  # between the items of a list
_NO_NOUN = re.compile(r"[,.;)]|$| (?:and|or|in|were|was|are|per|a|each|of them)\b")
_CELL_END = re.compile(r" *(?:$|[\n|(;]|\. )")


class Place(NamedTuple):
    """Where a rule looks: the text, the same with blanks evened out, all items, and the number of one."""

    text: str
    plain: str
    items: list[Item]
    i: int

    @property
    def item(self) -> Item:
        """Return the item itself."""
        return self.items[self.i]

    @property
    def last(self) -> Item | None:
        """Return the item before it in the same list."""
        last = self.items[self.i - 1] if self.i else None
        return last if last and self.item.start - last.stop <= _NEAR else None

    def before(self, pattern: re.Pattern[str], reach: int = _FAR) -> re.Match[str] | None:
        """Search what stands before the number."""
        return pattern.search(self.plain[max(0, self.item.start - reach) : self.item.start])

    def after(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match what stands after the number."""
        return pattern.match(self.plain, self.item.end)

    def words(self, span: tuple[int, int] | None) -> str | None:
        """Return a span in the text's words."""
        return " ".join(self.text[slice(*span)].split()) if span else None

    def phrase(self, start: int) -> str | None:
        """Return the noun phrase that starts at `start`."""
        return self.words(noun_phrase(self.plain, start, mass=True))

    def earlier(self, units: tuple[str, ...], reach: int = 6) -> Iterator[Item]:
        """Yield the items before it, nearest first, whose noun is known."""
        for item in reversed(self.items[max(0, self.i - reach) : self.i]):
            if item.counted not in (None, "times") and item.unit in units:
                yield item


_ELIDED = re.compile(r" (?P<link>for|of|involving) (?P<what>[^\W\d_])")
_INCLUDED = re.compile(rf"\b(?P<what>(?:[a-z]+ )?[a-z]{{3,}}s),? including {_TO_NUMBER}")


def _elision(place: Place) -> str | None:
    item, last = place.item, place.last
    elided = place.after(_ELIDED)
    if elided is None or elided["link"] == "of":
        return None
    link, span = elided["link"], noun_phrase(place.plain, elided.start("what") - 1, mass=True)
    if span is None:
        return None
    rest = place.words(span)
    if link == "for" and item.unit == "count" and (head := place.before(_INCLUDED, REACH)):
        return f"{head['what']} for {rest}"
    between = place.plain[last.stop : item.start] if last and last.counted and last.unit == item.unit else "."
    if last is None or "." in between or between == " to ":
        return None
    item.stop = span[1]
    if item.unit in CURRENCIES:  # not `$5 million for an individual`
        return rest if between == " and " else None
    return f"{(last.counted or '').partition(f' {link} ')[0].split(' on ')[0]} {link} {rest}"


_OTHER = re.compile(r"(?:[,;]| and|, and) ([a-z]+(?: [a-z]+){0,2}) ")  # 39,000 jobs, construction 21,000
_DONE = re.compile(r",? (?:and|but|or) [a-z]{4,12}ed ")


def _in_list(place: Place) -> str | None:
    item, last = place.item, place.last
    if last is None or item.unit != last.unit or not place.after(_NO_NOUN):
        return None
    between = place.plain[last.stop : item.start]
    if between == " to " or _GAP.fullmatch(between) or _DONE.fullmatch(between):
        return last.counted
    other = _OTHER.fullmatch(between)
    return last.counted if other and all(letter(word) == "N" for word in other[1].split()) else None


_WHOLE = re.compile(
    r"(?:(?:^|[.;:] |\band )[Oo]f(?: the| all| its| our)?(?P<what> (?!these,|those,|them,|which,)[^,.;:\d]{3,60}), "
    rf"{_TO_NUMBER}|\b(?:[Ss]hare|[Pp]ercent(?:age)?|[Pp]roportion) of(?P<share> [^,.;:\d]{{3,60}}): $)"
)


def _of_whole(place: Place) -> str | None:
    whole = place.before(_WHOLE)
    if whole is None:
        return None
    what = whole["what"] or whole["share"]
    if whole["what"] and what.count(" ") <= 4:  # a few words are taken whole
        return what.strip()
    return place.phrase(max(0, place.item.start - _FAR) + whole.start("what" if whole["what"] else "share"))


_REMAINING = re.compile(rf"\b(?:remaining|other) {_TO_NUMBER}")
#: `5,300 members representing more than 650 gangs; of these`: what a participle or a preposition governs is not meant.
_GOVERNED = re.compile(rf"\b(?:[a-z]{{3,}}ing|in|from|across|at|all) {_TO_NUMBER}")


def _taken_up(place: Place) -> str | None:
    """Return what is counted before an item; what a participle or a place governs only where there is nothing else."""
    near = list(place.earlier(COUNTS))
    if near and place.before(_REMAINING, REACH):  # of the whole, the largest
        return max(near, key=lambda item: item.value).counted
    apart = (item for item in near if not _GOVERNED.search(place.plain, max(0, item.start - REACH), item.start))
    found = next(apart, near[0] if near else None)
    return found.counted if found else None


_OF_THEM = re.compile(r",? of (?:which|whom|them|these|those)\b(?! [a-z]+s\b)")
_OF_THESE = re.compile(rf"\bof (?:which|whom|them|these|those),? {_TO_NUMBER}", re.IGNORECASE)


def _of_them(place: Place) -> str | None:
    if place.after(_OF_THEM):
        last = place.last  # 650 gangs, 40 of which
        is_next = last and last.counted and last.unit in COUNTS and place.item.start - last.stop <= 8
        return last.counted if last and is_next else _taken_up(place)
    return _taken_up(place) if place.before(_OF_THESE, REACH) else None


_IN_ALL = re.compile(r" (?:in all|in total|altogether|of (?P<them>them))\b")


def _in_all(place: Place) -> str | None:
    match = _IN_ALL.match(place.plain, place.item.stop)
    if match is None or place.item.unit in CURRENCIES:
        return None
    return next((x.counted for x in place.earlier(("count",) if match["them"] else (place.item.unit,))), None)


_BESIDE = re.compile(
    r"(?:\b(?:(?:up|down) from|compared (?:with|to)|versus|against|all but|including|(?:over|than|from) the)"
    rf"(?: an? (?:high|low|peak|total|average) of)?|\ban average of|, or) {_TO_NUMBER}"
)
#: `with 83,000 approved for`, `nearly 5,000 per day`
_NOUNLESS = re.compile(r" (?:[a-z]{3,12}ed|(?:per|a|each|every) (?:day|week|month|year|hour|acre))\b")


def _compared(place: Place) -> str | None:
    is_beside, is_subject = place.before(_BESIDE, REACH), place.after(FINITE)
    if place.item.unit != "percent":
        return _taken_up(place) if is_beside or is_subject or place.after(_NOUNLESS) else None
    if not (is_beside or is_subject):
        return None
    share = next((x.counted for x in place.earlier(("percent", "ratio"), 3)), None)
    last = place.items[place.i - 1] if place.i else None
    return share or (last.counted if is_beside and last and last.unit == "count" else None)


_DASHED = re.compile(r" [-–—] (?:(?:Share|Number|Percent(?:age)?) of )?(?=[^\W\d])")
_HEAD = re.compile(r"(?:^|\n)[ •*]*$")


def _dashed(place: Place) -> str | None:
    dash = place.after(_DASHED)
    return (
        place.phrase(dash.end() - 1)
        if dash and _HEAD.search(place.text, max(0, place.item.start - 8), place.item.start)
        else None
    )


_BODY = re.compile(
    r"\b(?P<what>crew|team|group|staff|force|workforce|population|family|class|board|panel|squad|membership|fleet)"
    rf" (?:of|at|to|reached|was|is|stood at) {_TO_NUMBER}"
)
_TOWARD = re.compile(rf"\b(?:from|to) {_TO_NUMBER}")
_MOVE = re.compile(
    r" (?:(?:ha[sd]|have) (?:fallen|risen|grown|dropped)|fell|dropped|declined|rose|grew|climbed|jumped|increased"
    r"|decreased|doubled|tripled|went|plunged|expanded|raised|reduced|cut)\b"
    r"(?P<whole> (?:by|from|to|sharply|steadily|again|[a-z]+ly)\b|(?= \d))?"
)
_SUBJECT = re.compile(
    r"[ •*]{0,3}(?:(?:last|this) (?:year|month|week),?(?= ))?"
    r"(?: ?(?:the )?[\w-]{2,20}['’]s(?= ))?(?: ?(?:the )?(?:[a-z]+ )?"
    r"(?:number|total|exports|imports|sales|shipments|volume)s? of\b)?",
    re.IGNORECASE,
)


def _moved(place: Place) -> str | None:
    """Return what rises or falls to the number: the verb's object, or else its subject."""
    if body := place.before(_BODY):
        return body["what"]
    if not place.before(_TOWARD, REACH):
        return None
    plain, start = place.plain, place.item.start
    back = max(0, start - _FAR)
    back = max(back, plain.rfind(". ", back, start) + 1)
    verb = _MOVE.search(plain, back, start)
    if verb is None:
        return None
    clause = verb.end()
    if verb["whole"] is not None:
        clause = max(back, plain.rfind(", ", back, verb.start()) + 1, plain.rfind("; ", back, verb.start()) + 1)
    head = _SUBJECT.match(plain, clause)
    return place.phrase(head.end() if head and head[0].strip() else clause)


_LABEL = re.compile(
    r"(?:^[\s•*-]*|[.;] )(?:(?:Total |Number of |Total number of )(?=[a-z])|(?=[A-Z]))"
    r"(?P<label>[A-Za-z][^:;.|\d\n]{1,48}): *$"
)


def _in_cell(place: Place) -> str | None:
    """Return the label before a number, or else the head of its row, its column, or the title of its table."""
    if not _CELL_END.match(place.text, place.item.end):
        return None
    above, _, line = place.text[max(0, place.item.start - 30 * REACH) : place.item.start].rpartition("\n")
    cells = [cell.strip(" *•-") for cell in line.split("|")]
    if len(cells) == 1:
        label = _LABEL.search(line[-5 * REACH :].rstrip("$( ") + " ")
        return label["label"].strip() if label else None
    rows = [row for row in above.splitlines() if row.strip()]
    head = next((row.split("|") for row in rows if "|" in row), [])
    titles = [row.split(",")[0].split(" by ")[0] for row in rows if "|" not in row]
    names = [cells[0], *head[len(cells) - 1 : len(cells)]]
    named = (name.strip() for name in names if name.strip() and not any(c.isdigit() for c in name))
    return next(named, titles[-1].strip() if titles else None)


class Rule(NamedTuple):
    """A rule that supplies the noun that an item of one of `units` leaves unsaid: its sentence, and its function."""

    name: str
    sentence: str
    supply: Callable[[Place], str | None]
    units: frozenset[str] = frozenset(COUNTS)


#: Tried in this order, left to right over the numbers, on those whose noun is not said.
RULES = (
    Rule("elision", "1,900 arrests for fraud and 80 for theft", _elision, frozenset((*COUNTS, *CURRENCIES))),
    Rule("in list", "received 7,640 complaints and resolved 7,915", _in_list),
    Rule("of whole", "Of the homes tested, 12 percent", _of_whole),
    Rule("of them", "34,000 beds, 11,200 of which are in Texas", _of_them),
    Rule("in all", "58,000 pounds of heroin, one million pounds in all", _in_all, frozenset(UNITS) - frozenset(COUNTS)),
    Rule("compared", "143,470 arrests, up from 110,104; 900 were sent, 120 remain", _compared),
    Rule("dashed", "22,750 - Florist shops", _dashed),
    Rule("moved", "apprehensions fell by more than half, to just under 448,000", _moved, frozenset(("count",))),
    Rule("in cell", "Positions: 126; FY 2006 | 20,800", _in_cell, frozenset(("count",))),
)


def supply(text: str, plain: str, items: list[Item]) -> None:
    """Supply what the items of a text leave unsaid: units, nouns, comparators, and the scale of a table."""
    for i in range(len(items) - 2, -1, -1):
        if items[i].counted is None and items[i + 1].start - items[i].end < _NEAR:
            _share_with_next(plain, items[i], items[i + 1])
    for i, item in enumerate(items):
        if i:
            _share_with_last(plain, items[i - 1], item)
        if item.counted is None:
            place = Place(text, plain, items, i)
            given = (rule.supply(place) for rule in RULES if item.unit in rule.units)
            item.counted = next(filter(None, given), None)
    _scale_money(text, items)


_HANGING = re.compile(r"-,? (?:and|or|to) |-, ")  # 16- and 17-year-olds
_WITH_NEXT = re.compile(r" (?:by|x|of|of the|to) ")  # 100 by 100 meters, 25 of the 30 days
_SHARED = re.compile(
    r"\)? (?:to|or|and|out of(?: the)?|of(?: (?:the|these|those|its|all|their)| (?:the )?[\w-]{1,20}['’]s?){0,2}"
    r"(?: more than| nearly| approximately| about)?) "
)
_ADJECTIVE = re.compile(r" ([a-z]{3,}) and ")


def _share_with_next(plain: str, item: Item, after: Item) -> None:
    """Give an item what the next one says of both: `16- and 17-year-olds`, `two of the three suspects`."""
    between = plain[item.end : after.start]
    if item.unit == "count" and after.unit not in ("count", "ratio"):
        is_pair = _WITH_NEXT.fullmatch(between) and (after.unit != "percent" or between == " to ")
        if is_pair or _HANGING.fullmatch(between):
            item.unit, item.is_age, item.stop = after.unit, after.is_age, item.end + (between[0] == "-")
    if item.unit in COUNTS and after.unit == "count" and _SHARED.fullmatch(between):
        item.counted = after.counted
    elif item.unit == after.unit == "count" and after.counted and " of " not in after.counted:
        adjective = _ADJECTIVE.fullmatch(between)  # cited for two willful and nine serious violations
        if adjective and letter(adjective[1]) == "N":
            item.counted = f"{adjective[1]} {after.counted.rpartition(' ')[2]}"


_SAME_UNIT = re.compile(r",? (?:and|or) |, ")  # aged 24, 31 and 58
_UP_FROM = re.compile(rf"\b(?:up|down) from {_TO_NUMBER}")


def _share_with_last(plain: str, last: Item, item: Item) -> None:
    """Give an item the unit or the comparator of the last: `aged 24, 31 and 58`, `164 days, down from 282 in March`.

    A comparator goes to the items of a list as far as they are round: not in `nearly 2,000, 38 and 140`.
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
    """Multiply the sums under a head such as `($ in thousands)`, where brackets are a minus: `Balance: (841)`."""
    head = _SCALED.search(text) if "s in " in text or "$ in " in text else None
    for item in items if head else ():
        if item.unit == "count" and text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")":
            item.start, item.end, item.unit, item.value = item.start - 1, item.end + 1, "USD", -item.value
        if head and item.unit == "USD" and not text[item.start : item.end].endswith("illion"):
            item.value *= {"t": 1e3, "m": 1e6, "b": 1e9}[head["scale"][0]]
