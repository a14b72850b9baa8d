"""What a text leaves to its reader: the noun of `1,800 for kidnapping`, of `2,014 of them`, of a cell in a table.

Each rule looks a bounded way back or on from one number, so that time stays linear.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from factdata.mentions.lexicon import FINITE, kind
from factdata.mentions.noun_phrases import noun_phrase
from factdata.mentions.units import CURRENCY_UNITS

_COUNTS = ("count", "percent", "ratio")


@dataclass(slots=True)
class Item:
    """A quantity as it is read, with the end of its noun phrase."""

    start: int
    end: int
    value: float
    value_to: float | None
    unit: str
    counted: str | None
    comparator: str
    surface: str | None
    stop: int
    hanging: bool = False


#: What may stand between a word and the number that it goes with, up to the number.
_COMPARING = (
    r"(?:(?:about|only|some|nearly|almost|just|over|under|at least|roughly|approximately|(?:more|fewer|less) than) )"
    r"{0,2}$"
)
#: Between the items of a list.
_GAP = re.compile(r"[,;]? (?:and|or|&|plus) |[,;] ")
_SHARING = frozenset((" by ", " x ", " of ", " of the "))  # 100 by 100 meters, 25 of the 30 days
_SAME_UNIT = re.compile(r",? (?:and|or) |, ")  # aged 24, 31 and 58
#: `two of the three suspects`, `33 of the bureau's 56 offices`: the noun stands after the second number.
_SHARED = re.compile(
    r"\)? (?:to|or|and|out of|of(?: (?:the|these|those|its|all|their)| (?:the )?[\w-]{1,20}['’]s?){0,2}"
    r"(?: more than| nearly| approximately| about)?) "
)
_UP_FROM = re.compile(r"\b(?:up|down) from " + _COMPARING)
_ELIDED = re.compile(r" (?P<link>for|of|involving) (?P<what>[^\W\d_])")
#: `21 individuals arrested on murder charges and seven for rape`: seven individuals arrested for rape
_DONE_TO = re.compile(r"(?<=ed) (?:on|with|in|at|from|under) ")
_REMAINING = re.compile(r"\b(?:remaining|other) " + _COMPARING)
_NO_NOUN = re.compile(r"[,.;)]|$| (?:and|or|in|were|was|are|per|a|each|of them)\b")

#: `sixty of which needed`, `97.2 percent of them`; `of which 30.5 percent`, `of these, 2,014 had`.
_OF_THEM = re.compile(r",? of (?:which|whom|them|these|those)\b(?! [a-z]+s\b)")
_OF_THESE = re.compile(r"\bof (?:which|whom|them|these|those),? " + _COMPARING, re.IGNORECASE)
#: `up from 9,821`, `compared with 1,200`, `an average of 17 per acre`.
_BESIDE = re.compile(
    r"(?:\b(?:(?:up|down) from|compared (?:with|to)|versus|against|all but|including|(?:over|than|from) the)"
    r"(?: an? (?:high|low|peak|total|average) of)?"
    r"|\ban average of|, or) " + _COMPARING
)
#: `with 83,000 approved for`, `nearly 5,000 per day`
_NOUNLESS = re.compile(r" (?:[a-z]{3,12}ed|(?:per|a|each|every) (?:day|week|month|year|hour|acre))\b")
#: `5,300 members representing more than 650 gangs; of these`: what a participle or a preposition governs is not meant.
_INNER = re.compile(r"\b(?:[a-z]{3,}ing|in|from|across|at|all) " + _COMPARING)
_IN_ALL = re.compile(r" (?:in all|in total|altogether|of them|of it)\b")
_SUM = re.compile(
    r"\b(?P<what>cost|budget|price|grant|award|loan|contract|settlement|value|sum)s? (?:of|was|is|at) (?:[a-z]+ ){0,2}$"
)
#: `Of that sum, 75%`, `Of the homes tested, 12 percent`; `Share of population with no conviction: 41 percent`.
_OF_WHOLE = re.compile(
    r"(?:^|[.;:] |\band )[Oo]f(?: the| all| its| our)?"
    r"(?P<what> (?!these,|those,|them,|which,)[^,.;:\d]{3,60}), " + _COMPARING
)
#: `Of 241 people with information available, 78`: what the first counts, the second does.
_OF_SO_MANY = re.compile(r"(?:^|[.;:] )Of (?:the |these |those )?" + _COMPARING)
#: `had criminal convictions, including 19 for assault`
_INCLUDED = re.compile(r"\b(?P<what>(?:[a-z]+ )?[a-z]{3,}s),? including " + _COMPARING)
#: `cited for two willful and nine serious violations`
_ADJECTIVE = re.compile(r" ([a-z]{3,}) and ")
#: `health care added 39,000 jobs, construction 21,000 and retail trade 16,000`
_OTHER = re.compile(r"(?:[,;]| and|, and) ([a-z]+(?: [a-z]+){0,2}) ")
#: `22,750 - Florist shops`, at the head of a line
_DASHED = re.compile(r" [-–—] (?:(?:Share|Number|Percent(?:age)?) of )?(?=[^\W\d])")
#: `received 7,640 complaints and resolved 7,915`
_DONE = re.compile(
    r",? (?:and|but|or) (?:resolved|closed|approved|denied|rejected|processed|completed|settled|answered|reviewed) "
)
_SHARE_OF = re.compile(r"\b(?:[Ss]hare|[Pp]ercent(?:age)?|[Pp]roportion) of(?P<what> [^,.;:\d]{3,60}): $")
#: `Her crew of seventy-five`, `population at 87,146`.
_BODY = re.compile(
    r"\b(?P<what>crew|team|group|staff|force|workforce|population|family|class|board|panel|squad|membership|fleet)"
    r" (?:of|at|to|reached|was|is|stood at) " + _COMPARING
)
#: `apprehensions fell by more than half, to just under 448,000`, `raised the number of agents from 9,000 to 20,000`.
_TOWARD = re.compile(r"\b(?:from|to) " + _COMPARING)
_MOVE = re.compile(
    r" (?:(?:ha[sd]|have) (?:fallen|risen|grown|dropped)|fell|dropped|declined|rose|grew|climbed|jumped|increased"
    r"|decreased|doubled|tripled|went|plunged|expanded|raised|reduced|cut)\b"
    r"(?P<whole> (?:by|from|to|sharply|steadily|again|[a-z]+ly)\b|(?= \d))?"
)
_HEAD_OF = re.compile(
    r"[ •*]{0,3}(?:(?:last|this) (?:year|month|week),?(?= ))?"
    r"(?: ?(?:the )?[\w-]{2,20}['’]s(?= ))?(?: ?(?:the )?(?:[a-z]+ )?"
    r"(?:number|total|exports|imports|sales|shipments|volume)s? of\b)?",
    re.IGNORECASE,
)

_LABEL = re.compile(
    r"(?:^[\s•*-]*|[.;] )(?:(?:Total |Number of |Total number of )(?=[a-z])|(?=[A-Z]))"
    r"(?P<label>[A-Za-z][^:;.|\d\n]{1,48}): *$"
)  # Positions: 126
_CELL_END = re.compile(r" *(?:$|[\n|(;]|\. )")
_SCALED = re.compile(r"(?:\$|[Dd]ollars?|[Aa]mounts?) in (?P<scale>thousands|millions|billions)\b")


def supply(text: str, plain: str, items: list[Item]) -> None:
    """Supply what the items of a text leave unsaid: units, nouns, comparators, and the scale of a table."""
    if not items:
        return
    if len(items) > 1:
        _share_units(plain, items)
        _include(plain, text, items)
        _share_nouns(plain, text, items)
        _spread_comparators(plain, items)
    for i, item in enumerate(items):
        if item.counted is None:
            item.counted = (
                _of_whole(plain, text, items, i) or _antecedent(plain, items, i) or _said_beside(plain, text, item)
            )
            if item.counted is None and item.unit == "count" and _CELL_END.match(text, item.end):
                item.counted = _head(text, item.start)
    if "$ in " in text or "ollars in " in text:
        _scale_money(text, items)


def _scale_money(text: str, items: list[Item]) -> None:
    """Multiply the sums under a head such as `($ in thousands)`, where brackets are a minus: `Balance: (841)`."""
    head = _SCALED.search(text)
    if head is None:
        return
    for item in items:
        if item.unit == "count" and text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")":
            item.start, item.end, item.unit, item.value = item.start - 1, item.end + 1, "USD", -item.value
        if item.unit == "USD" and not text[item.start : item.end].endswith("illion"):
            item.value *= {"t": 1e3, "m": 1e6, "b": 1e9}[head["scale"][0]]


def _share_units(plain: str, items: list[Item]) -> None:
    """Give the unit of `16- and 17-year-olds`, `100 by 100 meters` to the first, of `aged 24, 31 and 58` to all."""
    for item, after in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        bare = item.unit == "count" and item.counted is None and after.unit not in _COUNTS
        if bare and after.start - item.end <= 8 and (item.hanging or plain[item.end : after.start] in _SHARING):
            item.unit, item.stop = after.unit, item.end + item.hanging
    for before, item in pairwise(items):
        bare = item.unit == "count" and item.counted is None and before.unit == "year" and before.stop == before.end
        if bare and item.value <= 120 and _SAME_UNIT.fullmatch(plain, before.end, item.start):
            item.unit = "year"
        moved = item.unit == "count" != before.unit and item.counted is None and _NO_NOUN.match(plain, item.end)
        if moved and _UP_FROM.search(plain, max(before.stop, item.start - 40), item.start):
            item.unit = before.unit  # an average of 164 days, down from 282 in March


def _include(plain: str, text: str, items: list[Item]) -> None:
    """Supply the noun that is no number's own: `had criminal convictions, including 19 for assault`."""
    for item in items:
        if item.unit == "count" and item.counted is None and (elided := _ELIDED.match(plain, item.end)):
            included = _INCLUDED.search(plain, max(0, item.start - 60), item.start)
            if included and elided["link"] == "for":
                _elide(plain, text, item, elided, included["what"])


def _elide(plain: str, text: str, item: Item, elided: re.Match[str], head: str) -> None:
    """Put the noun before the rest of its phrase: `1,800 for kidnapping`."""
    if span := noun_phrase(plain, elided.start("what") - 1, mass=True):
        phrase = " ".join(text[slice(*span)].split())
        item.counted = f"{head} {elided['link']} {phrase}" if head else phrase
        item.stop = span[1]


def _share_nouns(plain: str, text: str, items: list[Item]) -> None:
    """Supply the noun that an item of a list leaves to its neighbour: `two of the three suspects`, `80 for theft`."""
    for item, after in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        if (
            item.counted is None and after.unit == "count" and item.unit in _COUNTS
            and _SHARED.fullmatch(plain, item.end, after.start)
        ):  # fmt: skip
            item.counted = after.counted
        elif item.counted is None and item.unit == after.unit == "count" and after.counted:
            adjective = _ADJECTIVE.fullmatch(plain, item.end, after.start)
            if adjective and " of " not in after.counted and kind(adjective[1]) == "noun":
                item.counted = f"{adjective[1]} {after.counted.rpartition(' ')[2]}"
    for before, item in pairwise(items):
        if item.counted is not None or not before.counted or item.unit != before.unit or item.start - before.stop > 60:
            continue
        elided = _ELIDED.match(plain, item.end) if "." not in plain[before.stop : item.start] else None
        is_money = item.unit in CURRENCY_UNITS
        if elided and elided["link"] != "of" and (item.unit in _COUNTS or is_money):
            if is_money and plain[before.stop : item.start] != " and ":  # `$5 million for an individual`
                continue
            head = "" if is_money else _DONE_TO.split(before.counted.partition(f" {elided['link']} ")[0])[0]
            _elide(plain, text, item, elided, head)
        elif item.unit in _COUNTS and _NO_NOUN.match(plain, item.end) and _goes_on(plain, before.stop, item.start):
            item.counted = before.counted


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Whether a list goes on to the number at `end`: by a comma, `and`, a verb of the same object, another subject."""
    if plain[start:end] == " to " or _GAP.fullmatch(plain, start, end) or _DONE.fullmatch(plain, start, end):
        return True
    other = _OTHER.fullmatch(plain, start, end)
    return other is not None and all(kind(word) == "noun" for word in other[1].split())


def _earlier(plain: str, items: list[Item], i: int) -> str | None:
    """Return what is counted before an item; what a participle or a place governs only where there is nothing else."""
    near = [
        item
        for item in reversed(items[max(0, i - 6) : i])
        if item.counted not in (None, "times") and item.unit in _COUNTS
    ]
    if near and _REMAINING.search(plain, max(0, items[i].start - 40), items[i].start):  # of the whole, the largest
        return max(near, key=lambda item: item.value).counted
    apart = (item for item in near if not _INNER.search(plain, max(0, item.start - 40), item.start))
    found = next(apart, near[0] if near else None)
    return found.counted if found else None


def _antecedent(plain: str, items: list[Item], i: int) -> str | None:
    """Return what an earlier number counts where this one takes it up: `of these, 2,014`, `up from 9,821`."""
    item, before, back = items[i], items[i - 1], max(0, items[i].start - 40)
    if item.unit not in _COUNTS:
        return _measured_before(plain, items, i)
    if _OF_THEM.match(plain, item.end):
        near = before.counted and before.unit in _COUNTS and item.start - before.stop <= 8  # 650 gangs, 40 of which
        return before.counted if near else _earlier(plain, items, i)
    if _OF_THESE.search(plain, back, item.start):
        return _earlier(plain, items, i)
    beside = _BESIDE.search(plain, back, item.start)
    if item.unit == "percent":
        shares = (x.counted for x in reversed(items[max(0, i - 3) : i]) if x.unit in ("percent", "ratio"))
        if beside:  # `58% of all arrests took place in the five districts, up from 45%`
            return next(filter(None, shares), before.counted if before.unit in _COUNTS else None)
        if FINITE.match(plain, item.end):  # 13 percent of people were; 24 percent are
            return next(filter(None, shares), None)
    elif beside or FINITE.match(plain, item.end) or _NOUNLESS.match(plain, item.end):
        return _earlier(plain, items, i)
    if before.unit == "USD" and plain.startswith(" of it", item.end):
        cost = _SUM.search(plain, max(0, before.start - 40), before.start)
        return cost["what"] if cost else None
    return None


def _measured_before(plain: str, items: list[Item], i: int) -> str | None:
    """Return what a measure is of where an earlier number says it: `2 tons of them`, `one million pounds in all`."""
    item = items[i]
    if item.unit in CURRENCY_UNITS or not _IN_ALL.match(plain, item.stop):
        return None
    unit = "count" if plain.startswith(" of them", item.stop) else item.unit
    return next((x.counted for x in reversed(items[max(0, i - 6) : i]) if x.counted and x.unit == unit), None)


def _of_whole(plain: str, text: str, items: list[Item], i: int) -> str | None:
    """Return the whole that a number is of: `Of the homes tested, 12 percent`, `Of 241 people, 78 (32%)`."""
    item, before, back = items[i], items[i - 1], max(0, items[i].start - 150)
    if item.unit not in _COUNTS:
        return None
    if i and item.unit == "percent" and plain[before.end : item.start] == " (":
        return before.counted
    between = plain[before.stop : item.start]
    is_clause = i and between.endswith(", ") and len(between) <= 60 and "." not in between
    if is_clause and _OF_SO_MANY.search(plain, max(0, before.start - 40), before.start):
        return before.counted
    span = None
    if whole := _OF_WHOLE.search(plain, back, item.start):
        span = noun_phrase(plain, whole.start("what"), mass=True)
        if whole["what"].count(" ") <= 4:  # a few words are taken whole
            span = whole.span("what")
    elif share := _SHARE_OF.search(plain, back, item.start):
        span = noun_phrase(plain, share.start("what"), mass=True)
    return " ".join(text[slice(*span)].split()) if span else None


def _said_beside(plain: str, text: str, item: Item) -> str | None:
    """Return the noun beside its number: `apprehensions fell to 448,000`, `a crew of seventy-five`, `75 - Florists`."""
    if item.unit not in _COUNTS:
        return None
    span = None
    if (dash := _DASHED.match(plain, item.end)) and not text[max(0, item.start - 8) : item.start].rpartition("\n")[
        2
    ].strip(" •*"):
        span = noun_phrase(plain, dash.end() - 1, mass=True)
    elif item.unit == "count":
        if body := _BODY.search(plain, max(0, item.start - 150), item.start):
            return body["what"]
        span = _moved(plain, item.start)
    return " ".join(text[slice(*span)].split()) if span else None


def _moved(plain: str, start: int) -> tuple[int, int] | None:
    """Return the span of what rises or falls to the number at `start`: the verb's object, or else its subject."""
    if not _TOWARD.search(plain, max(0, start - 40), start):
        return None
    back = max(0, start - 150)
    back = max(back, plain.rfind(". ", back, start) + 1)
    verb = _MOVE.search(plain, back, start)
    if verb is None:
        return None
    clause = verb.end()
    if verb["whole"] is not None:
        clause = max(back, plain.rfind(", ", back, verb.start()) + 1, plain.rfind("; ", back, verb.start()) + 1)
    head = _HEAD_OF.match(plain, clause)
    return noun_phrase(plain, head.end() if head and head[0].strip() else clause, mass=True)


def _head(text: str, start: int) -> str | None:
    """Return the label or the head of the cell that a number fills: `Positions: 126`, `FY 2006 | 20,800`."""
    line_start = max(text.rfind("\n", max(0, start - 400), start) + 1, start - 400)
    if label := _LABEL.search(text[line_start:start].rstrip("$( ") + " "):
        return label["label"].strip()
    column = text.count("|", line_start, start)
    if not column:
        return None
    row = text[line_start:start].partition("|")[0].strip(" *•-")
    if row and not any(c.isdigit() for c in row):
        return row
    above = text[max(0, line_start - 2000) : line_start].splitlines()
    table = [line for line in above if "|" in line]
    cells = table[0].split("|") if table else []
    if column < len(cells) and not any(c.isdigit() for c in cells[column]) and cells[column].strip():
        return cells[column].strip()
    titles = [line for line in above if line.strip() and "|" not in line]
    return titles[-1].split(",")[0].split(" by ")[0].strip() if titles else None


def _spread_comparators(plain: str, items: list[Item]) -> None:
    """Give the comparator before a list to the items as far as they are round: not in `nearly 2,000, 38 and 140`."""
    for before, item in pairwise(items):
        if (
            before.surface and item.surface is None and item.unit == before.unit
            and plain.startswith(" ", before.start - 1) and not FINITE.match(plain, item.end)
            and item.value % 5 == 0 and item.value >= 20
            and item.start - before.stop <= 6 and _GAP.fullmatch(plain, before.stop, item.start)
        ):  # fmt: skip
            item.comparator, item.surface = before.comparator, before.surface
