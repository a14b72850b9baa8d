"""Quantities: counts, money, percentages, ratios, measures and durations, with what they count and compare.

Numbers are read one at a time, left to right; what a list leaves unsaid (the noun of `1,800 for kidnapping`, the
`more than` before a whole list) is supplied at the end, when its items are known.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from .counted import measured, noun_phrase, served
from .model import Quantity
from .numbers import SIGNS, Number, read_numeral, read_ratio, read_words
from .units import comparator_after, comparator_before, is_age, read_unit

_RANGE = re.compile(r"(?: ?[-–—] ?|-? to |-to-)(?=[$€£]? ?[\d.a-zA-Z])")
_DASHES = frozenset("-–—")
_COLONS = frozenset("/:")
_COMPOUND = re.compile(r"[-–]([^\W\d_]+)")
_STILL_GLUED = re.compile(r"[-–]\d|[A-Za-z]\d|th\b")
_RANGE_HEADS = frozenset((" t", " a", " o", " -", " –", " —"))
_AND = re.compile(r" and ")
_OR = re.compile(r" or ")
_HANGING = re.compile(r"-(?=,? (?:and|or|to) |, )")  # 16- and 17-year-olds
_CHANGE = re.compile(
    r"\b(?:increas|decreas|rose|ris(?:e|ing)|fell|fall|drop|gr[eo]w|declin|reduc|climb|expand|jump|went|go|doubl|tripl"
    r"|up|down|lower|rais|soar|surg|plung|shr[aiu]nk|improv|cut)\w{0,6} "
    r"(?:by [^.;]{1,24} )?(?:[a-z]+ ){0,4}from (?:[a-z]+ ){0,3}$"
)
_BETWEEN = re.compile(r"\bbetween (?:[a-z]+ )?$", re.IGNORECASE)
_OF = re.compile(r" of (?=(?:the |these |those |all |its |their |our |her |his |a |an )?[^\W\d_])", re.IGNORECASE)
_ELIDED = re.compile(r" (?P<link>for|of|involving) (?P<what>[^\W\d_])")
_GAP = re.compile(r"[,;]? (?:and|or|&|plus) |[,;] ")
#: `from 500 to 700 agents`, `two of the three suspects`: the noun stands after the second number.
_SHARED = re.compile(
    r" (?:to|or|and|out of|of(?: the| these| those| its| all)?(?: more than| nearly| approximately| about)?) "
)
#: `sixty of which needed`, `97.2 percent of them`, `17 per acre`: what was counted last.
_ANAPHOR = re.compile(r",? (?:of (?:which|whom|them|these|those)\b(?! [a-z]+s\b)|per\b)")
#: `Of these, 2,014 had`, `of which 30.5 percent`
_ANAPHOR_BEFORE = re.compile(r"\bof (?:which|whom|them|these|those),?(?: (?:about|only|some|nearly))? $", re.IGNORECASE)
_NO_NOUN = re.compile(r"[,.;)]|$| (?:and|or|in|were|was|are|of them)\b")
#: `Phase Two`, `Part Three`: a number in words that names.
_NAMED = re.compile(
    r"(?:\b(?:Phase|Part|Tier|Title|Chapter|Section|Step|Stage|Level|Class|Category|Unit|Volume|Article|Schedule|Region|Grade"
    r"|World War|Number|Highway|Big|Room) |[^\W_][-‑]|\.)$"
)
#: `two-way`, `two-fold`, `One Stop`: words that a number starts and that count nothing.
_NO_COUNT = re.compile(r"[- ](?:way|fold|tone|star|by-four|faced|dimensional|on-one)\b", re.IGNORECASE)
_WORD_AFTER = re.compile(r" [A-Z][a-z]")


@dataclass(slots=True)
class _Item:
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


class QuantityReader:
    """Reads quantities in one text. `plain` is the text with its line ends and dashes evened out."""

    def __init__(self, text: str, plain: str):
        self._text = text
        self._plain = plain
        self._items: list[_Item] = []

    def numeral(self, pos: int, end: int) -> int:
        """Read the quantity whose first digit is at `pos`; return where it ends, or 0 where there is none."""
        plain = self._plain
        left = plain[pos - 1] if pos else " "
        if left == "." and plain[pos - 2 : pos - 1].strip("( $-") == "":  # .40 caliber
            pos -= 1
        number = (read_ratio(plain, pos) if end - pos <= 3 and left != "$" else None) or read_numeral(plain, pos)
        return self._read(number) if number else 0

    def words(self, pos: int) -> int:
        """Read the quantity in words at `pos`; return where its words end, or 0 where there is none."""
        plain = self._plain
        if pos and _NAMED.search(plain, max(0, pos - 12), pos):
            return 0
        number = read_ratio(plain, pos) or read_words(plain, pos)
        one = number is None and plain[pos : pos + 3].lower() == "one"
        if one and (gap := _RANGE.match(plain, pos + 3)) and read_words(plain, gap.end()):  # `one to three years`
            number = Number(pos, pos + 3, 1.0, 1.0, None)
        if number is None or (number.scale == 1.0 and _NO_COUNT.match(plain, number.end)):
            return 0
        if (
            number.unit == "ratio"
            and plain[pos : pos + 4].lower() == "half"
            and _ends(plain, pos, "first ", "second ", "latter ", "other ")
        ):
            return 0
        if plain[pos].isupper() and _WORD_AFTER.match(plain, number.end) and plain[pos - 2 : pos - 1].islower():
            return 0  # `the Four Corners region`
        if _ends(plain, pos, "several ", "few ", "many ", " no "):  # `several million`
            return 0
        return self._read(number)

    def quantities(self) -> list[Quantity]:
        """Return what was read, with what its lists leave unsaid."""
        if len(self._items) > 1:
            _supply_elided(self._plain, self._text, self._items)
            _spread_comparators(self._plain, self._items)
        return [
            Quantity(i.start, i.end, i.value, i.value_to, i.unit, i.counted, i.comparator, i.surface)
            for i in self._items
        ]

    def _read(self, first: Number) -> int:
        plain = self._plain
        last = self._other_end(first)
        start, end = first.start, (last or first).end
        value, value_to, unit = first.value, last.value if last else None, first.unit
        if last:
            unit = last.unit or first.unit
            if first.scale == 1.0 and last.scale > 1.0 and first.value < 1000:  # `$5 to $10 million`
                value *= last.scale
        stop, hanging = end, False
        found = None if unit == "percent" else read_unit(plain, end)
        if found and (unit is None or found[0] in ("USD", "CAD")):
            unit, factor, stop = (found[0] if unit is None or found[0] == "CAD" else unit), found[1], found[2]
            value, value_to = value * factor, value_to * factor if value_to is not None else None
        elif unit is None:
            hanging = _HANGING.match(plain, end) is not None
            unit = "year" if end - start <= 9 and is_age(plain, start, end) else "count"
        comparator, surface = "=", None
        if before := comparator_before(plain, start, end, unit):
            comparator, surface = before
        after = comparator_after(plain, end) or (comparator_after(plain, stop) if stop != end else None)
        if after:
            stop = max(stop, after[2])
            if comparator == "=":
                comparator, surface = after[0], after[1]
        counted, stop = self._counted(unit, end, stop, value)
        self._items.append(_Item(start, end, value, value_to, unit, counted, comparator, surface, stop, hanging))
        return end

    def _other_end(self, first: Number) -> Number | None:
        """Read the other end of a range: `20` in `10 to 20 years`, and in `between 10 and 20`."""
        plain = self._plain
        if plain[first.end : first.end + 2] not in _RANGE_HEADS and plain[first.end : first.end + 1] not in _DASHES:
            return None
        gap = _RANGE.match(plain, first.end)
        if (
            gap is None
            and (gap := _AND.match(plain, first.end))
            and not _BETWEEN.search(plain, max(0, first.start - 24), first.start)
        ):
            return None
        neighbour = gap is None and (gap := _OR.match(plain, first.end))  # `two or three bedrooms`
        if gap is None:
            return None
        pos = gap.end()
        if plain[pos : pos + 1] in SIGNS:
            pos += 1 + (plain[pos + 1 : pos + 2] == " ")
        last = read_numeral(plain, pos) if plain[pos : pos + 1].isdigit() else read_words(plain, pos)
        if (
            last is None
            or plain[last.end : last.end + 2].strip(" ")[:1] in _COLONS
            or _STILL_GLUED.match(plain, last.end)
        ):
            return None
        if neighbour and last.value != first.value + 1:
            return None
        low = first.value * (last.scale if first.scale == 1.0 and first.value < 1000 else 1.0)
        if low >= last.value or (
            gap[0].strip() == "to" and _CHANGE.search(plain, max(0, first.start - 64), first.start)
        ):
            return None
        if first.unit and last.unit and first.unit != last.unit:
            return None
        return last

    def _counted(self, unit: str, end: int, stop: int, value: float) -> tuple[str | None, int]:
        """Return the words for what is counted, and where they end."""
        plain = self._plain
        span = None
        if unit in ("count", "percent", "ratio"):
            hyphen = unit == "count" and plain[end : end + 1] in _DASHES and plain[end + 1 : end + 2].isalpha()
            if hyphen:  # fifteen-member delegation
                match = _COMPOUND.match(plain, end)
                span = match.span(1) if match else None
            elif of := _OF.match(plain, stop):
                span = noun_phrase(plain, of.end() - 1, mass=unit != "count")
            elif unit != "percent":  # `97 percent effective`, `12 percent a day before`: only `of` says of what
                span = noun_phrase(plain, stop, mass=value == 1)
        elif unit != "caliber":
            span = measured(plain, stop, unit in ("USD", "EUR", "GBP", "CAD", "MXN", "JPY", "CNY"))
            if span is None and unit in ("day", "month", "year"):
                span = served(plain, stop)
        if span is None:
            return None, stop
        return " ".join(self._text[span[0] : span[1]].split()), span[1]


def _ends(text: str, pos: int, *words: str) -> bool:
    return text[max(0, pos - 9) : pos].lower().endswith(words)


def _supply_elided(plain: str, text: str, items: list[_Item]) -> None:
    """Supply the noun that an item of a list leaves to its neighbour, and the unit of `16- and 17-year-olds`."""
    for item, after in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        near = after.start - item.stop <= 6
        if item.hanging and near:
            item.unit, item.stop = after.unit, item.end + 1
        if (
            item.counted is None
            and after.unit == "count"
            and item.unit in ("count", "percent", "ratio")
            and (_SHARED.fullmatch(plain, item.end, after.start))
        ):
            item.counted = after.counted
    last = None
    for item in items:
        if item.counted is None and item.unit in ("count", "percent", "ratio", "ton"):
            back = plain[max(0, item.start - 32) : item.start]
            if last and (_ANAPHOR.match(plain, item.stop) or _ANAPHOR_BEFORE.search(back)):
                item.counted = last
        elif item.counted and item.unit == "count":
            last = item.counted
    for before, item in pairwise(items):
        if item.counted is None and before.counted and item.unit == before.unit and item.unit in ("count", "percent"):
            elided = _ELIDED.match(plain, item.end)
            gap = plain[before.stop : item.start]
            if elided and len(gap) < 60 and "." not in gap:  # `1,800 for kidnapping`
                span = noun_phrase(plain, elided.start("what") - 1, mass=True)
                if span and elided["link"] != "of":
                    head = before.counted.partition(f" {elided['link']} ")[0]
                    item.counted = f"{head} {elided['link']} {' '.join(text[slice(*span)].split())}"
                    item.stop = span[1]
            elif (_GAP.fullmatch(plain, before.stop, item.start) or gap == " to ") and _NO_NOUN.match(plain, item.end):
                item.counted = before.counted


def _spread_comparators(plain: str, items: list[_Item]) -> None:
    """Give the comparator before a list to its items, where three or more follow one another or one is elided."""
    first = 0
    while first < len(items):
        last = first
        while (
            last + 1 < len(items)
            and items[last + 1].unit == items[first].unit
            and items[last + 1].surface is None
            and (
                items[last + 1].start - items[last].stop <= 6
                and _GAP.fullmatch(plain, items[last].stop, items[last + 1].start)
            )
        ):
            last += 1
        leading = items[first].surface is not None and plain.startswith(" ", items[first].start - 1)
        if leading and (last - first >= 2 or (last > first and _ELIDED.match(plain, items[last].end))):
            for item in items[first + 1 : last + 1]:
                item.comparator, item.surface = items[first].comparator, items[first].surface
        first = last + 1
