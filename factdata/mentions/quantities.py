"""Quantities: counts, money, shares, measures, durations and ages, with their nouns and comparators.

Numbers are read one at a time, left to right; omitted nouns and units are supplied at the end (`ellipsis`).
"""

import re

from factdata.mentions.bounds import Before, Bound, bound_after, bound_before, change_before
from factdata.mentions.ellipsis import supply
from factdata.mentions.lexicon import TABLES, letter
from factdata.mentions.model import Item, Quantity
from factdata.mentions.noun_phrases import measured, noun_phrase
from factdata.mentions.numbers import Number, read_numeral, read_ratio, read_words
from factdata.mentions.units import (
    CURRENCIES,
    SHARES,
    TIMES,
    Unit,
    currency_before,
    is_age_alone,
    kind_of,
    rated,
    read_unit,
)

_SCORE = re.compile(r"[-–]\d")
_MINUS_ENDS = frozenset(("", "-", "−", "s", "e"))  # last letters before a negative number: `minus`
_NEGATIVE = re.compile(r"(?:^|[\s(,])(?P<minus>[-−]|(?:minus|negative)[ -])$")

#: The text between the ends of a range; `and` requires `between` before it.
_RANGE = re.compile(
    r"(?:-? to | ?[-–—] ?|-to-| through |(?P<word> and | or ))(?=[A-Z]{0,3} ?[$€£]?(?:US|A)? ?[\d.a-zA-Z])"
    r"(?P<symbol>(?:[A-Z]{1,3} ?)?[$€£](?:US|A)? ?)?"
)
_RANGE_HEADS = frozenset(("-t", "- ", " t", " a", " o", " -", " –", " —"))
_BETWEEN = re.compile(r"\bbetween (?:[a-z]+ )?$", re.IGNORECASE)
_STILL_GLUED = re.compile(r"[-–]\d|[A-Za-z]\d|th\b| ?[/:]")
_DASHES = frozenset("-–—")
#: `rose from 500 to 700`: two figures, not a range.
_CHANGED = re.compile(
    r"\b(?:increas|rose|ris(?:e|ing)|gr[eo]w|climb|expand|jump|went|doubl|tripl|rais|soar|surg|improv|up|go)\w{0,6}"
    r" [^.;]{0,60}from (?:[a-z]+ ){0,3}$"
    r"|(?:%| percent) from $"  # `and 1.4% from 742.8 to 753.2`, after a verb of increase
)
#: `More than half (58%) of all federal arrests`, `92% (13 of 14) deep-water ports`
_ASIDE = re.compile(r"\)| \([\d.,]{1,9}(?:%| percent)?\)")
_COMPOUND = re.compile(r"[-–](?P<what>[^\W\d_]{1,24})")  # fifteen-member delegation
_NAMED = frozenset(TABLES["numbered"]["in_words"].split())
_HEADLINE_VERBS = frozenset(TABLES["numbered"]["headline"].split())
#: Compounds that begin with a number word and count nothing: `two-way`, `two-fold`.
_NO_COUNT = re.compile(r"[- ](?:way|fold|tone|star|by-four|faced|dimensional|on-one|month-old)\b", re.IGNORECASE)
#: `the Four Corners region`, but not `Agents Arrest Two Men in Four Cities`.
_NAME_AFTER = re.compile(r" [A-Z][a-z]")
_NAME_NUMBER = re.compile(r"[\d.]{1,4}")


class QuantityReader:
    """Reads the quantities in one text. `plain` is the text with normalised line ends and blanks."""

    def __init__(self, text: str, plain: str):
        self._text = text
        self._plain = plain
        self._items: list[Item] = []

    def numeral(self, pos: int, end: int, words: Before) -> int:
        """Read the quantity whose first digit is at `pos`; return its end, or 0 if there is none."""
        plain = self._plain
        if plain[pos - 1 : pos] == "." and not plain[max(0, pos - 2) : pos - 1].strip("( $-"):  # .40 caliber
            pos -= 1
        symbol = currency_before(words.head)
        number = None
        if end - pos <= 3 and symbol is None and plain[end : end + 1] in "/ -":
            number = read_ratio(plain, pos, words.last)
        number = number or read_numeral(plain, pos, is_money=symbol is not None)
        if number is None:
            return 0
        if symbol:
            code, start = symbol
            number = number._replace(start=pos - (len(words.head) - start), unit=number.unit or code)
            words = Before.of(words.head[:start])
        if words.last[-1:] in _MINUS_ENDS and (minus := _NEGATIVE.search(words.head)):
            start = minus.start("minus")
            number = number._replace(start=number.start - (len(words.head) - start), value=-number.value)
            words = Before.of(words.head[:start])
        last = self._other_end(number, words)
        return number.end if last is None and _SCORE.match(plain, number.end) else self._read(number, last, words)

    def words(self, pos: int, words: Before) -> int:
        """Read the quantity in words at `pos`; return its end, or 0 if there is none."""
        plain = self._plain
        left = words.head[-2:]
        if left[-1:] in "-‑." and left[:-1].isalnum():  # day-three
            return 0
        if words.head.rstrip(" ").rpartition(" ")[2] in _NAMED:
            return 0
        number = read_ratio(plain, pos, words.last) or read_words(plain, pos)
        if number is None and plain[pos : pos + 3].lower() == "one":  # `one to three years`
            number = Number(pos, pos + 3, 1.0)
            last = self._other_end(number, words)
            return self._read(number, last, words) if last else 0
        if number is None or (number.scale == 1.0 and _NO_COUNT.match(plain, number.end)):
            return 0
        if plain[pos].isupper() and words.last == "the" and _NAME_AFTER.match(plain, number.end):
            return 0
        return self._read(number, self._other_end(number, words), words)

    def quantities(self) -> list[Quantity]:
        """Return the quantities read, with omitted nouns and units supplied."""
        if self._items:
            supply(self._text, self._plain, self._items)
        return [
            Quantity(
                i.start, i.end, i.value, i.value_to, kind_of(i.unit, i.is_age), i.unit, i.counted, i.comparator,
                i.surface, i.change, " ".join(self._text[i.start : max(i.unit_end, i.end)].split()),
            )
            for i in self._items
        ]  # fmt: skip

    def _read(self, first: Number, last: Number | None, words: Before) -> int:
        """Read the unit, noun and comparator of a number or a range; return the end of the number."""
        plain = self._plain
        start, end, value, scale, name = first
        if name == "ratio" and plain.startswith(" ", end) and " " not in plain[start:end] and read_unit(plain, end):
            name = None  # one-half mile
        value_to = None
        if last:
            end, value_to, name = last.end, last.value, last.unit or name
            if scale == 1.0 and last.scale > 1.0 and value < 1000:  # `$5 to $10 million`
                value *= last.scale
        plus = bound_after(plain, end)
        unit = self._unit(name, end, plus.end if plus else end)
        is_age = unit.name in TIMES and plain.endswith(("old", "olds", "age"), end, unit.end)
        if unit.name in ("count", *TIMES) and not is_age and is_age_alone(plain, start, end, *words):
            unit, is_age = unit if unit.name in TIMES else Unit("year", 1.0, end, end), True
        if unit.name[:3] in CURRENCIES:  # `5 million dollars`: a currency is part of the number, like %
            end = max(end, unit.word_end)
        value, value_to = value * unit.factor, None if value_to is None else value_to * unit.factor
        bound = bound_before(plain, end, words)
        change = change_before(words, bound)
        after = plus or (bound_after(plain, unit.end) if unit.end != end else None)
        stop = max(unit.end, end, after.end if after else 0)
        bound = bound or after
        span = self._counted(unit.name, end, stop, value == 1 or words.last == "per", bound)
        if span and bound is None and (late := bound_after(plain, span[1])) and late.surface.startswith("or "):
            bound = late  # 251 employees or more
        if unit.name == "count" and span is None and bound is None and change is None and _is_name(plain, first, words):
            return end
        self._items.append(
            Item(
                start, end, value, value_to, unit.name, is_age, bound.sign if bound else "=",
                bound.surface if bound else None, change,
                " ".join(self._text[span[0] : span[1]].split()) if span else None, span[1] if span else stop, unit.end,
            )
        )  # fmt: skip
        return end

    def _unit(self, name: str | None, end: int, after: int) -> Unit:
        """Return the unit of a number, in its own span (`name`) or after it."""
        found = None if name in SHARES else read_unit(self._plain, after)  # 1,000-plus kilos
        if found and (name is None or (found.name in CURRENCIES and name in ("USD", found.name))):
            return found
        return rated(self._plain, Unit(name, 1.0, end)) if name else Unit("count", 1.0, end, end)

    def _other_end(self, first: Number, words: Before) -> Number | None:
        """Read the other end of a range: `20` in `10 to 20 years`, `between 10 and 20`, `10 or 20`."""
        plain = self._plain
        right = plain[first.end : first.end + 2]
        gap = _RANGE.match(plain, first.end) if right in _RANGE_HEADS or right[:1] in _DASHES else None
        if gap is None or (gap["word"] == " and " and not _BETWEEN.search(words.head)):
            return None
        pos, is_money = gap.end(), gap["symbol"] is not None
        is_digit = plain[pos : pos + 1].isdigit()
        last = read_numeral(plain, pos, is_money or first.unit in CURRENCIES) if is_digit else read_words(plain, pos)
        if last is None or _STILL_GLUED.match(plain, last.end):
            return None
        low = first.value * (last.scale if first.scale == 1.0 and first.value < 1000 else 1.0)
        if low >= last.value or (first.unit and last.unit and first.unit != last.unit):
            return None
        if gap["word"] == " or " and last.value - low not in (1, 2, 5):  # `two or three`, `10 or 15`
            return None
        is_change = (first.unit == "percent" and last.unit is None) or (is_money and change_before(words, None))
        if gap[0].lstrip(" -").startswith("to ") and (is_change or _CHANGED.search(words.head)):
            return None  # rose 5 percent to 1,200
        return last

    def _counted(self, unit: str, end: int, stop: int, mass: bool, bound: Bound | None) -> tuple[int, int] | None:
        """Return the span of the noun phrase counted; with `mass`, a singular noun is enough."""
        plain = self._plain
        if unit not in ("count", *SHARES):
            is_within = bound is not None and bound.surface.lower() == "within"
            return measured(plain, stop, unit in CURRENCIES, unit in TIMES) if not is_within else None
        if unit == "count" and stop == end and (match := _COMPOUND.match(plain, end)):
            return match.span("what")
        if aside := _ASIDE.match(plain, stop):
            stop = aside.end()
        if plain.startswith(" of ", stop) and plain[stop + 4 : stop + 5].isalpha():
            return noun_phrase(plain, stop + 3, mass=unit != "count")
        # `97 percent effective`, `12 percent a day before`: for a percentage, only `of` introduces the noun
        return noun_phrase(plain, stop, mass=mass) if unit != "percent" else None


def _is_name(plain: str, number: Number, words: Before) -> bool:
    """Whether a short number without a noun is the last part of a name: `Apollo 13`, `Operation Predator 2`."""
    word = words.head.rstrip(" ").rpartition(" ")[2]
    return (
        word.lower() != word and word[-1].isalnum() and word not in _HEADLINE_VERBS and letter(word) in "NU"
        and words.head.endswith(f"{word} ") and _NAME_NUMBER.fullmatch(plain, number.start, number.end) is not None
        and not plain.startswith((" of", "%"), number.end)
    )  # fmt: skip
