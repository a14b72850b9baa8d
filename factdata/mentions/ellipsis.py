"""What a text leaves to its reader: the noun of `1,800 for kidnapping`, of `2,014 of them`, of a cell in a table.

Each rule has a name and its sentence; any can be left out by name and its worth measured. A rule looks a bounded way
back or on from one number, so that time stays linear.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from factdata.mentions.bounds import REACH
from factdata.mentions.lexicon import letter
from factdata.mentions.model import Item
from factdata.mentions.noun_phrases import FINITE, noun_phrase
from factdata.mentions.units import CURRENCIES, SHARES, UNITS

COUNTS = ("count", *SHARES)
_FAR = 2 * REACH  # a subject or a whole stands in the same sentence
NEAR = 60  # the items of one list


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
    def previous(self) -> Item | None:
        """Return the item before it."""
        return self.items[self.i - 1] if self.i else None

    def before(self, reach: int = REACH) -> str:
        """Return what stands before the number."""
        return self.plain[max(0, self.item.start - reach) : self.item.start]

    def phrase(self, start: int) -> str | None:
        """Return the noun phrase that starts at `start`, in the text's words."""
        span = noun_phrase(self.plain, start, mass=True)
        return " ".join(self.text[slice(*span)].split()) if span else None


class Rule(NamedTuple):
    """A rule that supplies what an item leaves unsaid: its sentence, and a function that returns a noun or None."""

    name: str
    sentence: str
    supply: Callable[[Place], str | None]
    units: frozenset[str] = frozenset(("count", *SHARES))


#: What may stand between a word and the number that it goes with, up to the number.
COMPARING = (
    r"(?:(?:about|only|some|nearly|almost|just|over|under|at least|roughly|approximately|(?:more|fewer|less) than) )"
    r"{0,2}$"
)
#: Between the items of a list.
GAP = re.compile(r"[,;]? (?:and|or|&|plus) |[,;] ")
_ELIDED = re.compile(r" (?P<link>for|of|involving) (?P<what>[^\W\d_])")
_REMAINING = re.compile(r"\b(?:remaining|other) " + COMPARING)
NO_NOUN = re.compile(r"[,.;)]|$| (?:and|or|in|were|was|are|per|a|each|of them)\b")
_OF_THEM = re.compile(r",? of (?:which|whom|them|these|those)\b(?! [a-z]+s\b)")
_OF_THESE = re.compile(r"\bof (?:which|whom|them|these|those),? " + COMPARING, re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:\b(?:(?:up|down) from|compared (?:with|to)|versus|against|all but|including|(?:over|than|from) the)"
    r"(?: an? (?:high|low|peak|total|average) of)?|\ban average of|, or) " + COMPARING
)
#: `with 83,000 approved for`, `nearly 5,000 per day`
_NOUNLESS = re.compile(r" (?:[a-z]{3,12}ed|(?:per|a|each|every) (?:day|week|month|year|hour|acre))\b")
#: `5,300 members representing more than 650 gangs; of these`: what a participle or a preposition governs is not meant.
_GOVERNED = re.compile(r"\b(?:[a-z]{3,}ing|in|from|across|at|all) " + COMPARING)
_INCLUDED = re.compile(r"\b(?P<what>(?:[a-z]+ )?[a-z]{3,}s),? including " + COMPARING)
_OTHER = re.compile(r"(?:[,;]| and|, and) ([a-z]+(?: [a-z]+){0,2}) ")
_DONE = re.compile(r",? (?:and|but|or) [a-z]{4,12}ed ")
_OF_WHOLE = re.compile(
    r"(?:^|[.;:] |\band )[Oo]f(?: the| all| its| our)?(?P<what> (?!these,|those,|them,|which,)[^,.;:\d]{3,60}), "
    + COMPARING
)
_SHARE_OF = re.compile(r"\b(?:[Ss]hare|[Pp]ercent(?:age)?|[Pp]roportion) of(?P<what> [^,.;:\d]{3,60}): $")
_BODY = re.compile(
    r"\b(?P<what>crew|team|group|staff|force|workforce|population|family|class|board|panel|squad|membership|fleet)"
    r" (?:of|at|to|reached|was|is|stood at) " + COMPARING
)
_TOWARD = re.compile(r"\b(?:from|to) " + COMPARING)
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
_DASHED = re.compile(r" [-–—] (?:(?:Share|Number|Percent(?:age)?) of )?(?=[^\W\d])")
_LABEL = re.compile(
    r"(?:^[\s•*-]*|[.;] )(?:(?:Total |Number of |Total number of )(?=[a-z])|(?=[A-Z]))"
    r"(?P<label>[A-Za-z][^:;.|\d\n]{1,48}): *$"
)
_CELL_END = re.compile(r" *(?:$|[\n|(;]|\. )")


def _included(place: Place) -> str | None:
    elided = _ELIDED.match(place.plain, place.item.end) if place.item.unit == "count" else None
    head = _INCLUDED.search(place.before()) if elided and elided["link"] == "for" else None
    return _elide(place, elided, head["what"]) if elided and head else None


def _elide(place: Place, elided: re.Match[str], head: str) -> str | None:
    """Return the noun before the rest of its phrase: `1,800 for kidnapping`."""
    start = elided.start("what") - 1
    span = noun_phrase(place.plain, start, mass=True)
    if span is None:
        return None
    place.item.stop = span[1]
    return " ".join([*([head, elided["link"]] if head else []), place.phrase(start) or ""])


def _after_elision(place: Place) -> str | None:
    item, before = place.item, place.previous
    if not before or not before.counted or item.unit != before.unit or item.start - before.stop > NEAR:
        return None
    elided = _ELIDED.match(place.plain, item.end)
    between = place.plain[before.stop : item.start]
    if elided is None or elided["link"] == "of" or "." in between or between == " to ":
        return None
    if item.unit in CURRENCIES:  # not `$5 million for an individual`
        return _elide(place, elided, "") if between == " and " else None
    head = before.counted.partition(f" {elided['link']} ")[0]
    return _elide(place, elided, head.split(" on ")[0]) if item.unit in COUNTS else None


def _in_list(place: Place) -> str | None:
    item, before = place.item, place.previous
    if not before or item.unit != before.unit or item.unit not in COUNTS or item.start - before.stop > NEAR:
        return None
    between = place.plain[before.stop : item.start]
    goes_on = between == " to " or bool(GAP.fullmatch(between) or _DONE.fullmatch(between))
    if not goes_on and (other := _OTHER.fullmatch(between)):  # 39,000 jobs, construction 21,000
        goes_on = all(letter(word) == "N" for word in other[1].split())
    return before.counted if goes_on and NO_NOUN.match(place.plain, item.end) else None


def _of_whole(place: Place) -> str | None:
    whole = _OF_WHOLE.search(place.before(_FAR))
    if whole is None:
        return None
    if whole["what"].count(" ") <= 4:  # a few words are taken whole
        return whole["what"].strip()
    return place.phrase(max(0, place.item.start - _FAR) + whole.start("what"))


def _share_of(place: Place) -> str | None:
    share = _SHARE_OF.search(place.before(_FAR))
    return place.phrase(max(0, place.item.start - _FAR) + share.start("what")) if share else None


def _earlier(place: Place) -> str | None:
    """Return what is counted before an item; what a participle or a place governs only where there is nothing else."""
    near = [
        item
        for item in reversed(place.items[max(0, place.i - 6) : place.i])
        if item.counted not in (None, "times") and item.unit in COUNTS
    ]
    if near and _REMAINING.search(place.before()):  # of the whole, the largest
        return max(near, key=lambda item: item.value).counted
    apart = (item for item in near if not _GOVERNED.search(place.plain[max(0, item.start - REACH) : item.start]))
    found = next(apart, near[0] if near else None)
    return found.counted if found else None


def _of_them(place: Place) -> str | None:
    if not _OF_THEM.match(place.plain, place.item.end):
        return None
    before = place.previous
    near = before and before.counted and before.unit in COUNTS and place.item.start - before.stop <= 8
    return before.counted if before and near else _earlier(place)  # 650 gangs, 40 of which


def _in_all(place: Place) -> str | None:
    end = place.item.stop
    if place.item.unit in CURRENCIES or not place.plain.startswith(
        (" in all", " in total", " altogether", " of them"), end
    ):
        return None
    unit = "count" if place.plain.startswith(" of them", end) else place.item.unit
    return next(
        (x.counted for x in reversed(place.items[max(0, place.i - 6) : place.i]) if x.counted and x.unit == unit), None
    )


def _of_these(place: Place) -> str | None:
    return _earlier(place) if _OF_THESE.search(place.before()) else None


def _compared(place: Place) -> str | None:
    beside = _BESIDE.search(place.before())
    if place.item.unit != "percent":
        is_taken_up = (
            beside or FINITE.match(place.plain, place.item.end) or _NOUNLESS.match(place.plain, place.item.end)
        )
        return _earlier(place) if is_taken_up else None
    shares = (x.counted for x in reversed(place.items[max(0, place.i - 3) : place.i]) if x.unit in SHARES)
    before = place.previous
    if beside:  # `58% of all arrests took place in the five districts, up from 45%`
        return next(filter(None, shares), before.counted if before and before.unit in COUNTS else None)
    return next(filter(None, shares), None) if FINITE.match(place.plain, place.item.end) else None


def _dashed(place: Place) -> str | None:
    dash = _DASHED.match(place.plain, place.item.end)
    is_head = not place.text[max(0, place.item.start - 8) : place.item.start].rpartition("\n")[2].strip(" •*")
    return place.phrase(dash.end() - 1) if dash and is_head else None


def _body(place: Place) -> str | None:
    body = _BODY.search(place.before(_FAR)) if place.item.unit == "count" else None
    return body["what"] if body else None


def _moved(place: Place) -> str | None:
    """Return what rises or falls to the number: the verb's object, or else its subject."""
    if place.item.unit != "count" or not _TOWARD.search(place.before()):
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
    head = _HEAD_OF.match(plain, clause)
    return place.phrase(head.end() if head and head[0].strip() else clause)


def _labelled(place: Place) -> str | None:
    if place.item.unit != "count" or not _CELL_END.match(place.text, place.item.end):
        return None
    line = place.text[max(0, place.item.start - 5 * REACH) : place.item.start].rpartition("\n")[2]
    label = _LABEL.search(line.rstrip("$( ") + " ")
    return label["label"].strip() if label else None


def _in_cell(place: Place) -> str | None:
    """Return the head of the row, the head of the column or else the title of the table that a number stands in."""
    if place.item.unit != "count" or not _CELL_END.match(place.text, place.item.end):
        return None
    above, _, line = place.text[max(0, place.item.start - 30 * REACH) : place.item.start].rpartition("\n")
    column = line.count("|")
    if not column:
        return None
    row = line.partition("|")[0].strip(" *•-")
    if row and not any(c.isdigit() for c in row):
        return row
    lines = above.splitlines()
    cells = next((line.split("|") for line in lines if "|" in line), [])
    if column < len(cells) and not any(c.isdigit() for c in cells[column]) and cells[column].strip():
        return cells[column].strip()
    titles = [line for line in lines if line.strip() and "|" not in line]
    return titles[-1].split(",")[0].split(" by ")[0].strip() if titles else None


#: Tried in this order, left to right over the numbers, on those whose noun is not said.
RULES = (
    Rule("included", "had criminal convictions, including 19 for assault", _included),
    Rule(
        "after elision",
        "1,900 arrests for fraud and 80 for theft",
        _after_elision,
        frozenset(("count", *SHARES, *CURRENCIES)),
    ),
    Rule("in list", "received 7,640 complaints and resolved 7,915", _in_list),
    Rule("of whole", "Of the homes tested, 12 percent", _of_whole),
    Rule("share of", "Share of population with no conviction: 41 percent", _share_of),
    Rule("of them", "34,000 beds, 11,200 of which are in Texas", _of_them),
    Rule("of these", "310 travelers; of these, 44 had", _of_these),
    Rule("in all", "58,000 pounds of heroin, one million pounds in all", _in_all, frozenset(UNITS) - frozenset(COUNTS)),
    Rule("compared", "143,470 arrests, up from 110,104; 900 were sent, 120 remain", _compared),
    Rule("dashed", "22,750 - Florist shops", _dashed),
    Rule("body", "a crew of seventy-five", _body),
    Rule("moved", "apprehensions fell by more than half, to just under 448,000", _moved),
    Rule("labelled", "Positions: 126", _labelled),
    Rule("in cell", "FY 2006 | 20,800", _in_cell),
)
