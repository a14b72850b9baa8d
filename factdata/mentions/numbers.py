"""Numbers in digits and in words: where one ends, and its value."""

import re
from typing import NamedTuple

ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "tenth": 10,
}  # fmt: skip
SIGNS = frozenset("$€£¥")
_MINUS = frozenset("-−")
CURRENCIES = {"$": "USD", "US$": "USD", "U.S.$": "USD", "C$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY"}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_TEN = "|".join(TENS)
_NO_ORDINAL = r"(?!-(?:first|second|third|[a-z]{2,6}th)\b)"  # the twenty-first floor
_SMALL = (
    rf"(?:(?:{_TEN})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE})\b{_NO_ORDINAL}"  # forty-three
)
_HUNDRED = rf"(?:(?:{_SMALL}|an?)[- ]hundred\b(?: (?:and )?{_SMALL})?|{_SMALL})"  # two hundred and fifty
_PERCENT = r"(?: ?%|[ -]{1,2}(?:percent|per cent|pct\.?)(?![a-z])|[ -]percentage(?: points?\b)?)"  # 74 percent
_MAGNITUDE = (
    r"[ -]{0,2}(?P<magnitude>[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion)(?![a-z])"  # $5.7 billion, 2-million
)

#: `1,900`, `$ 279.1 million` (the currency is read backwards), `$5.7B`, `74%`; more than 15 digits are no quantity.
NUMERAL = re.compile(
    rf"(?P<digits>(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,15}})(?:\.\d{{1,9}})?|\.\d{{1,9}})(?![\d]|,\d{{3}}(?!\d))"
    rf"(?:{_MAGNITUDE}|(?P<short>[KMBT]|[mb]n)\b|[ -]?(?P<dozen>hundred|dozen)\b)?(?P<percent>{_PERCENT})?"
)
#: `fifteen`, `two hundred and fifty`, `one million`, `a dozen`, `half a million`, `twenty percent`.
WORDED = re.compile(
    rf"(?:(?P<half>half(?: an?|-))|(?P<words>{_HUNDRED}(?:[ -]thousand\b(?: (?:and )?{_HUNDRED})?)?|an?))"
    rf"(?:{_MAGNITUDE}|[ -](?P<dozen>hundred|thousand|dozen)(?![a-z]))?(?P<percent>{_PERCENT})?",
    re.IGNORECASE,
)
#: `two-thirds`, `one-third`, `a quarter of`, `three quarters of`: without the hyphen only before `of` or `the`.
FRACTION = re.compile(
    rf"(?P<over>an?|{_ONE}|\d{{1,2}})(?P<hyphen>[- ])(?P<under>half|halve|third|quarter|fourth|fifth|sixth|seventh"
    rf"|eighth|tenth)s?(?![\w-])(?P<of>,? (?:of|the)\b)?",
    re.IGNORECASE,
)
#: `one-in-five`, `1 in 5`, `nine out of ten`.
ONE_IN = re.compile(
    rf"(?P<a>{_ONE}|\d{{1,3}})(?:-in-(?:every-)?| in (?:every )?| out of (?:every )?)"
    rf"(?P<b>{_SMALL}|\d{{1,3}}(?:,\d{{3}})?)(?![\w,/.:]*\w)(?!%| percent)",
    re.IGNORECASE,
)
#: `1/2 mile`, `2/3s of`, `2 1/2 years`.
SLASHED = re.compile(
    r"(?:(?P<whole>\d{1,3}) )?(?P<a>\d)/(?P<b>[2-9]|10|12|16)(?![\w/]*\d|/)(?:rds?|ths?|s)?(?= |-[a-z])"
)
#: Half with what it is a half of; `the second half of 2010` is none, and `half-brother` is not a number.
HALF = re.compile(r"half(?= (?:of|the|all|are|were|have|had)\b)", re.IGNORECASE)


class Number(NamedTuple):
    """A number as found: span, value, whether its magnitude and its percent sign were said, and the currency."""

    start: int
    end: int
    value: float
    scale: float
    unit: str | None


def words_value(words: str) -> float:
    """Value of a number in words.

    >>> words_value("two hundred and fifty thousand")
    250000.0
    """
    total = group = 0.0
    for word in words.lower().replace("-", " ").split():
        if word in ONES:
            group += ONES[word]
        elif word in TENS:
            group += TENS[word]
        elif word in ("a", "an"):
            group += 1
        elif word == "hundred":
            group *= 100
        elif word in MAGNITUDES:
            total, group = total + group * MAGNITUDES[word], 0.0
    return total + group


def read_numeral(text: str, pos: int) -> Number | None:
    """Read the number in digits at `pos`, with the currency before it and the magnitude and percent after it."""
    match = NUMERAL.match(text, pos)
    if match is None:
        return None
    digits, magnitude, short, dozen, percent = match.groups()
    start, end, unit = pos, match.end(), None
    before = text[pos - 2] if text[pos - 1 : pos] == " " and pos > 1 else text[pos - 1 : pos]
    if before in SIGNS:
        start = pos - (2 if text[pos - 1] == " " else 1)
        unit = CURRENCIES[before]
        for prefix in ("U.S.", "US", "C"):
            if (
                before == "$"
                and text.endswith(prefix, 0, start)
                and not text[start - len(prefix) - 1 : start - len(prefix)].isalnum()
            ):
                unit, start = CURRENCIES[prefix + "$"], start - len(prefix)
                break
    if short and not unit:  # `$10K`, but not `10K run`
        return None
    scale = MAGNITUDES[(magnitude or short or dozen or "").lower()] if magnitude or short or dozen else 1.0
    if start and text[start - 1] in _MINUS and not text[max(0, start - 2) : start - 1].strip():  # `-5 percent`
        start -= 1
    value = float(digits.replace(",", ""))
    if scale != 1.0:
        value = (
            value * scale if dozen else float(f"{digits.replace(',', '')}e{len(str(int(scale))) - 1}")
        )  # 5.7e9 rounds once
    return Number(start, end, -value if text[start] in _MINUS else value, scale, "percent" if percent else unit)


def read_words(text: str, pos: int) -> Number | None:
    """Read the number in words at `pos`; `one` and `a` only before a magnitude or percent."""
    match = WORDED.match(text, pos)
    if match is None:
        return None
    half, words, magnitude, dozen, percent = match.group("half", "words", "magnitude", "dozen", "percent")
    scale = MAGNITUDES[(magnitude or dozen).lower()] if magnitude or dozen else 1.0
    if (half or words.lower() in ("one", "a", "an")) and scale == 1.0 and not (percent and not half):
        return None
    if words and words.lower() in ("a", "an") and scale == 1.0:  # `a percent` is the noun
        return None
    value = (0.5 if half else words_value(words)) * scale
    return Number(pos, match.end(), value, scale, "percent" if percent else None)


def read_ratio(text: str, pos: int) -> Number | None:
    """Read a ratio at `pos`: `one-in-five`, `two-thirds`, `half of`, `3/4`."""
    if match := ONE_IN.match(text, pos):
        a, b = (float(x.replace(",", "")) if x[0].isdigit() else words_value(x) for x in match.group("a", "b"))
        return Number(pos, match.end(), a / b, 1.0, "ratio") if 0 < a < b else None
    if match := FRACTION.match(text, pos):
        over, under = match["over"].lower(), PARTS[match["under"].lower()]
        if match["hyphen"] == "-" or match["of"]:
            value = (float(over) if over.isdigit() else words_value(over)) / under
            end = match.end("under") + (text[match.end("under") : match.end("under") + 1] == "s")
            return Number(pos, end, value, 1.0, "ratio") if value < 1 else None
    if match := SLASHED.match(text, pos):
        value = float(match["a"]) / float(match["b"])
        unit = None if match["whole"] else "ratio"
        return Number(pos, match.end(), float(match["whole"] or 0) + value, 1.0, unit) if value < 1 else None
    if HALF.match(text, pos):
        return Number(pos, pos + 4, 0.5, 1.0, "ratio")
    return None
