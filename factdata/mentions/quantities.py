"""Quantities: counts, money, percentages, ratios, measures and durations, with what they count and compare.

Numbers are read one at a time, left to right; what a text leaves unsaid is supplied at the end (`unsaid`).
"""

import re

from factdata.mentions.ellipsis import Item, supply
from factdata.mentions.lexicon import kind
from factdata.mentions.model import Quantity, kind_of
from factdata.mentions.noun_phrases import measured, noun_phrase
from factdata.mentions.numbers import SIGNS, Number, read_numeral, read_ratio, read_words
from factdata.mentions.units import (
    CURRENCY_UNITS,
    TIMES,
    comparator_after,
    comparator_before,
    implied_unit,
    last_word,
    read_unit,
)

#: What may stand between the ends of a range, and what may stand before it where it is only `and` or `or`.
_RANGE = re.compile(r"(?:-? to | ?[-–—] ?|-to-| through |(?P<word> and | or ))(?=[$€£]? ?[\d.a-zA-Z])")
_BETWEEN = re.compile(r"\bbetween (?:[a-z]+ )?$", re.IGNORECASE)
_STILL_GLUED = re.compile(r"[-–]\d|[A-Za-z]\d|th\b| ?[/:]")
_RANGE_HEADS = frozenset((" t", " a", " o", " -", " –", " —"))
_DASHES = frozenset("-–—")
_HANGING = re.compile(r"-(?=,? (?:and|or|to) |, )")  # 16- and 17-year-olds
#: `rose from 500 to 700`: two figures, not a range.
CHANGE = (
    r"\b(?:increas|decreas|rose|ris(?:e|ing)|fell|fall|drop|gr[eo]w|declin|reduc|climb|expand|jump|went|doubl|tripl"
    r"|lower|rais|soar|surg|plung|shr[aiu]nk|improv|cut)\w{0,6}"
)
_CHANGED = re.compile(
    rf"(?:{CHANGE}|\b(?:up|down|go\w*)) (?:by [^.;]{{1,24}} |[\d.]{{1,6}}(?:%| percent),? )?"
    r"(?:[a-z]+ ){0,9}from (?:[a-z]+ ){0,3}$"
    r"|(?:%| percent) from $"  # `and 1.4% from 742.8 to 753.2`, of a rate that increased
)
_OF = re.compile(r" of (?=(?:the |these |those |all |its |their |our |her |his |a |an )?[^\W\d_])", re.IGNORECASE)
#: `More than half (58%) of all federal arrests`, `six (6) of them`
_ASIDE = re.compile(r"\)| \([\d.,]{1,9}(?:%| percent)?\)")
_COMPOUND = re.compile(r"[-–]([^\W\d_]+)")
#: `Phase Two`, `Part Three`: a number in words that names.
_NAMED = re.compile(
    r"(?:\b(?:Phase|Part|Tier|Title|Chapter|Section|Step|Stage|Level|Class|Category|Unit|Volume|Article|Schedule|Region"
    r"|Grade|World War|Number|Highway|Big|Room) |[^\W_][-‑]|\.|\b(?:several|few|many|no|No) )$"
)
#: `the Four Corners region`, but not `Agents Arrest Two Men in Four Cities`.
_PROPER = re.compile(r"(?:\bthe|(?:^| )[a-z]\w* [a-z]+) $")
#: `two-way`, `two-fold`, `One Stop`: words that a number starts and that count nothing.
_NO_COUNT = re.compile(r"[- ](?:way|fold|tone|star|by-four|faced|dimensional|on-one)\b", re.IGNORECASE)
_WORD_AFTER = re.compile(r" [A-Z][a-z]")


#: `Apollo 13`, `Windows 7`: what follows these in a headline is still counted.
_HEADLINE_VERBS = frozenset("Arrest Seize Indict Charge Rescue Detain Remove Deport Net Nab Sentence Save Kill".split())


def _names(plain: str, number: Number) -> bool:
    """Whether a short number without a noun is the last part of a name: `Apollo 13`, `Operation Predator 2`."""
    start, end = number.start, number.end
    word = plain[plain.rfind(" ", max(0, start - 24), start - 1) + 1 : start - 1]
    return (
        plain[start - 1 : start] == " " and end - start <= 4 and plain[start:end].replace(".", "").isdigit()
        and word[:1].isupper() and word[-1].isalnum() and word not in _HEADLINE_VERBS and kind(word) == "noun"
        and not plain.startswith(" of", end)
    )  # fmt: skip


class QuantityReader:
    """Reads quantities in one text. `plain` is the text with its line ends and blanks evened out."""

    def __init__(self, text: str, plain: str):
        self._text = text
        self._plain = plain
        self._items: list[Item] = []

    def numeral(self, pos: int, end: int) -> int:
        """Read the quantity whose first digit is at `pos`; return where it ends, or 0 where there is none."""
        plain = self._plain
        left = plain[pos - 1] if pos else " "
        if left == "." and plain[pos - 2 : pos - 1].strip("( $-") == "":  # .40 caliber
            pos -= 1
        number = None
        if end - pos <= 3 and left != "$" and plain[end : end + 1] in "/ -":
            number = read_ratio(plain, pos)
        number = number or read_numeral(plain, pos)
        return self._read(number) if number else 0

    def words(self, pos: int) -> int:
        """Read the quantity in words at `pos`; return where its words end, or 0 where there is none."""
        plain = self._plain
        if pos and _NAMED.search(plain, max(0, pos - 12), pos):
            return 0
        number = read_ratio(plain, pos) or read_words(plain, pos)
        one = number is None and plain[pos : pos + 3].lower() == "one"
        if one and (gap := _RANGE.match(plain, pos + 3)) and read_words(plain, gap.end()):  # `one to three years`
            number = Number(pos, pos + 3, 1.0)
        if number is None or (number.scale == 1.0 and _NO_COUNT.match(plain, number.end)):
            return 0
        if (
            plain[pos].isupper()
            and _WORD_AFTER.match(plain, number.end)
            and _PROPER.search(plain, max(0, pos - 24), pos)
        ):
            return 0
        return self._read(number)

    def quantities(self) -> list[Quantity]:
        """Return what was read, with what its lists leave unsaid."""
        supply(self._text, self._plain, self._items)
        return [
            Quantity(i.start, i.end, i.value, i.value_to, kind_of(i.unit), i.unit, i.counted, i.comparator, i.surface)
            for i in self._items
        ]

    def _read(self, first: Number) -> int:
        plain = self._plain
        if first.unit == "ratio" and plain.startswith(" ", first.end) and " " not in plain[first.start : first.end]:
            unit = None if read_unit(plain, first.end) else first.unit  # one-half mile
            first = first._replace(unit=unit)
        start, end, value, scale, unit = first
        value_to = None
        if last := self._other_end(first):
            end, value_to, unit = last.end, last.value, last.unit or unit
            if scale == 1.0 and last.scale > 1.0 and value < 1000:  # `$5 to $10 million`
                value *= last.scale
        stop, hanging, before = end, False, last_word(plain, start)
        plus = comparator_after(plain, end)
        found = None if unit == "percent" else read_unit(plain, plus[2] if plus else end)  # 1,000-plus kilos
        if found and (unit is None or found[0] in ("USD", "CAD")):
            unit, factor, stop = found
            value, value_to = value * factor, value_to * factor if value_to is not None else None
            if unit in CURRENCY_UNITS:  # `5 million dollars`: a currency belongs to its number as % does
                end = stop
        elif unit is None:
            hanging = plain[end : end + 1] == "-" and _HANGING.match(plain, end) is not None
            unit = implied_unit(plain, start, end, before)
        comparator, surface = comparator_before(plain, start, end, unit, before) or ("=", None)
        after = plus or (comparator_after(plain, stop) if stop != end else None)
        if after:
            stop = max(stop, after[2])
            if surface is None:
                comparator, surface = after[0], after[1]
        span = self._counted(unit, end, stop, value, surface)
        if span and surface is None and (after := comparator_after(plain, span[1])) and after[1].startswith("or "):
            comparator, surface = after[0], after[1]  # 251 employees or more
        if unit == "count" and span is None and surface is None and _names(plain, first):
            return end
        counted = " ".join(self._text[span[0] : span[1]].split()) if span else None
        stop = span[1] if span else stop
        self._items.append(Item(start, end, value, value_to, unit, counted, comparator, surface, stop, hanging))
        return end

    def _other_end(self, first: Number) -> Number | None:
        """Read the other end of a range: `20` in `10 to 20 years`, `between 10 and 20`, `10 or 20`."""
        plain = self._plain
        if plain[first.end : first.end + 2] not in _RANGE_HEADS and plain[first.end : first.end + 1] not in _DASHES:
            return None
        gap = _RANGE.match(plain, first.end)
        if gap is None:
            return None
        if gap["word"] == " and " and not _BETWEEN.search(plain, max(0, first.start - 24), first.start):
            return None
        pos = gap.end()
        if plain[pos : pos + 1] in SIGNS:
            pos += 1 + (plain[pos + 1 : pos + 2] == " ")
        last = read_numeral(plain, pos) if plain[pos : pos + 1].isdigit() else read_words(plain, pos)
        if last is None or _STILL_GLUED.match(plain, last.end):
            return None
        low = first.value * (last.scale if first.scale == 1.0 and first.value < 1000 else 1.0)
        if low >= last.value or (first.unit and last.unit and first.unit != last.unit):
            return None
        if gap["word"] == " or " and last.value - low not in (1, 2, 5):  # `two or three`, `10 or 15`
            return None
        if gap[0].strip() == "to" and _CHANGED.search(plain, max(0, first.start - 120), first.start):
            return None
        return last

    def _counted(self, unit: str, end: int, stop: int, value: float, comparator: str | None) -> tuple[int, int] | None:
        """Return the span of the words for what is counted."""
        plain = self._plain
        if unit in ("count", "percent", "ratio"):
            if (
                unit == "count"
                and plain[end : end + 1] in _DASHES
                and plain[end + 1 : end + 2].isalpha()
                and stop == end
            ):
                match = _COMPOUND.match(plain, end)  # fifteen-member delegation
                return match.span(1) if match else None
            if aside := _ASIDE.match(plain, stop):
                stop = aside.end()
            if plain.startswith(" of ", stop) and (of := _OF.match(plain, stop)):
                return noun_phrase(plain, of.end() - 1, mass=unit != "count")
            # `97 percent effective`, `12 percent a day before`: of a percentage only `of` says of what
            return noun_phrase(plain, stop, mass=value == 1) if unit != "percent" else None
        if unit == "caliber":
            return None
        within = comparator is not None and comparator.lower() == "within"
        return measured(plain, stop, unit in CURRENCY_UNITS, unit in TIMES, within)
