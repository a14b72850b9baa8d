"""What the numbers of one list share: units, nouns, comparators, and the scale of a table."""

import re

from factdata.mentions.bounds import REACH
from factdata.mentions.ellipsis import COMPARING, COUNTS, GAP, NEAR, NO_NOUN, RULES, Place
from factdata.mentions.lexicon import letter
from factdata.mentions.model import Item
from factdata.mentions.noun_phrases import FINITE

_SHARED = re.compile(
    r"\)? (?:to|or|and|out of(?: the)?|of(?: (?:the|these|those|its|all|their)| (?:the )?[\w-]{1,20}['’]s?){0,2}"
    r"(?: more than| nearly| approximately| about)?) "
)
_ADJECTIVE = re.compile(r" ([a-z]{3,}) and ")


def supply(text: str, plain: str, items: list[Item]) -> None:
    """Supply what the items of a text leave unsaid: units, nouns, comparators, and the scale of a table."""
    for i in range(len(items) - 2, -1, -1):
        _share_with_next(plain, items[i], items[i + 1])
    for i, item in enumerate(items):
        if i:
            _share_unit_of_last(plain, items[i - 1], item)
        if item.counted is None:
            place = Place(text, plain, items, i)
            given = (rule.supply(place) for rule in RULES if item.unit in rule.units)
            item.counted = next(filter(None, given), None)
        if i:
            _spread_comparator(plain, items[i - 1], item)
    _scale_money(text, items)


_WITH_NEXT = frozenset((" by ", " x ", " of ", " of the ", " to "))  # 100 by 100 meters, 25 of the 30 days
_SAME_UNIT = re.compile(r",? (?:and|or) |, ")  # aged 24, 31 and 58
_UP_FROM = re.compile(r"\b(?:up|down) from " + COMPARING)


def _share_with_next(plain: str, item: Item, after: Item) -> None:
    """Give an item what the next one says of both: `16- and 17-year-olds`, `two of the three suspects`."""
    if item.counted is not None:
        return
    between = plain[item.end : after.start] if after.start - item.end < NEAR else ""
    joins = item.is_hanging or (between in _WITH_NEXT and (after.unit != "percent" or between == " to "))
    if item.unit == "count" and after.unit not in ("count", "ratio") and len(between) <= 9 and joins:
        item.unit, item.is_age, item.stop = after.unit, after.is_age, item.end + item.is_hanging
    if item.unit in COUNTS and after.unit == "count" and _SHARED.fullmatch(between):
        item.counted = after.counted
    elif item.unit == after.unit == "count" and after.counted and " of " not in after.counted:
        adjective = _ADJECTIVE.fullmatch(between)  # cited for two willful and nine serious violations
        if adjective and letter(adjective[1]) == "N":
            item.counted = f"{adjective[1]} {after.counted.rpartition(' ')[2]}"


def _share_unit_of_last(plain: str, before: Item, item: Item) -> None:
    """Give an item the unit of the last: `aged 24, 31 and 58`, `an average of 164 days, down from 282 in March`."""
    if item.unit != "count" or before.unit == "count" or item.counted is not None:
        return
    if (
        before.unit == "year"
        and before.stop == before.end
        and item.value <= 120
        and _SAME_UNIT.fullmatch(plain, before.end, item.start)
    ):
        item.unit, item.is_age = "year", True
    elif NO_NOUN.match(plain, item.end) and _UP_FROM.search(plain, max(before.stop, item.start - REACH), item.start):
        item.unit = before.unit


def _spread_comparator(plain: str, before: Item, item: Item) -> None:
    """Give the comparator before a list to the items as far as they are round: not in `nearly 2,000, 38 and 140`."""
    if (
        before.surface and item.surface is None and item.unit == before.unit
        and item.value % 5 == 0 and item.value >= 20
        and item.start - before.stop <= 6 and GAP.fullmatch(plain, before.stop, item.start)
        and plain.startswith(" ", before.start - 1) and not FINITE.match(plain, item.end)
    ):  # fmt: skip
        item.comparator, item.surface = before.comparator, before.surface


_SCALED = re.compile(r"(?:\$|[Dd]ollars?|[Aa]mounts?) in (?P<scale>thousands|millions|billions)\b")


def _scale_money(text: str, items: list[Item]) -> None:
    """Multiply the sums under a head such as `($ in thousands)`, where brackets are a minus: `Balance: (841)`."""
    head = _SCALED.search(text) if "s in " in text or "$ in " in text else None
    for item in items if head else ():
        if item.unit == "count" and text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")":
            item.start, item.end, item.unit, item.value = item.start - 1, item.end + 1, "USD", -item.value
        if head and item.unit == "USD" and not text[item.start : item.end].endswith("illion"):
            item.value *= {"t": 1e3, "m": 1e6, "b": 1e9}[head["scale"][0]]
