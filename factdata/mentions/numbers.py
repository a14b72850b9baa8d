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
#: Powers of ten; `dozen` is told apart.
MAGNITUDES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "lakh": 5, "crore": 7,
    "k": 3, "m": 6, "mn": 6, "mm": 6, "b": 9, "bn": 9, "t": 12, "tn": 12,
}  # fmt: skip
PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_NO_ORDINAL = r"(?!-(?:first|second|third|(?!month)[a-z]{2,6}th)\b)"  # the twenty-first floor; a six-month course
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE})\b{_NO_ORDINAL}"
_HUNDRED = rf"(?:(?:{_SMALL}|an?)[- ]hundred\b(?: (?:and )?{_SMALL})?|{_SMALL})"  # two hundred and fifty
_PERCENT = r"(?: ?%|[ -]{1,2}(?:percent|per cent|pct\.?)(?![a-z])|[ -]percentage(?: points?\b)?)"  # 74 percent
_MAGNITUDE = r"[ -]{0,2}(?P<magnitude>[Tt]housand|[MmBb]illion|[Tt]rillion|lakh|crore)(?![a-z])"  # $1.7 Million

#: `1,900`, `$ 279.1 million` (the currency is read before), `$5.7B`, `74%`, `2½`; over 15 digits are no quantity.
_NUMERAL = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,9})?|\.\d{1,9})(?!\d|,\d{3}(?!\d))"
    rf"(?P<vulgar>[{''.join(VULGAR)}])?"
    rf"(?:{_MAGNITUDE}|(?P<short> ?(?:[KMBTkmbt]|[mbt]n|mm)\b(?![-/’']))|[ -]?(?P<dozen>hundred|dozen)\b)?"
    rf"(?P<percent>{_PERCENT})?"
)
#: After a short magnitude without a currency something countable must follow: `35m devices`, but `a 35m tower`.
_COUNTABLE = re.compile(r" (?:of (?:its|the|their) |(?:[a-z-]+ ){0,4}[a-z]{2,}s\b|people\b)")
#: `fifteen`, `two hundred and fifty`, `one million`, `a dozen`, `half a million`, `twenty percent`.
_WORDED = re.compile(
    rf"(?:(?P<half>half(?: an?|-))|(?P<words>{_HUNDRED}(?:[ -]thousand\b(?: (?:and )?{_HUNDRED})?)?|an?))"
    rf"(?:{_MAGNITUDE}|[ -](?P<dozen>hundred|thousand|dozen)(?![a-z]))?(?P<percent>{_PERCENT})?",
    re.IGNORECASE,
)
_RATIO = re.compile(
    # one-in-five, 1 in 5, nine out of ten; not `three in 12 months`
    rf"(?P<a>{_ONE}|\d{{1,3}})(?:-in-(?:every-)?| in (?:every )?|[- ]out[- ]of[- ](?:every )?)"
    rf"(?P<b>{_SMALL}|\d{{1,3}}(?:,\d{{3}})?)(?![\w,/.:]{{0,9}}\w)(?!%| percent| (?:day|week|month|year|hour|minute)s)"
    # two-thirds, a quarter of, three quarters came
    rf"|(?P<over>an?|{_ONE}|\d{{1,2}})(?P<gap>[- ])(?P<under>{'|'.join(PARTS)})(?P<plural>s?)(?![\w-])"
    # 1/2 mile, 2/3s of, 2 1/2 years, ½ mile
    r"|(?:(?P<whole>\d{1,3})[ -])?(?P<n>\d)/(?P<d>[2-9]|10|12|16)(?![\w/]{0,9}\d|/)(?:rds?|ths?|s)?(?= |-[a-z])"
    rf"|(?P<vulgar>[{''.join(VULGAR)}])|half\b",
    re.IGNORECASE,
)
#: `one-hundredth of one percent`, `a quarter of a million`: one number.
_OF_ONE = re.compile(r" of (?:an?|one|1) (?:(?P<percent>percent)|(?P<magnitude>million|billion|trillion))\b")
#: Without a hyphen only these make a fraction of `a third`; `a third man` and `the first three quarters` are none.
_PARTED = re.compile(
    r",? (?:of|the)\b(?! (?:FY|fiscal|calendar|20))| (?:were|are|was|is|have|had|came|come|live)\b| \(\d[\d.]{0,4}%"
)
_NOT_PARTED = frozenset("first last past next second latter other previous".split())
#: `half of`, `fell by half`, `more than half,`; `the second half of 2010` is none, and `half-brother` is no number.
_HALF = re.compile(r" (?:of|the|all|are|were|have|had|its|their)\b|[,.;)]|$| (?:in|from|since|to)\b| \(\d")
_HALVED = frozenset("by about nearly almost roughly over".split())
_NOT_HALVED = re.compile(r" an? |[-\w]")  # `more than half a day`, `than half-price`


class Number(NamedTuple):
    """A number as found: its span and value, the magnitude written with it (else 1.0), and the unit in its span."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str | None = None


def _magnitude(word: str | None) -> float:
    return 1.0 if not word else 12.0 if word.lower() == "dozen" else 10.0 ** MAGNITUDES[word.strip().lower()]


def words_value(words: str) -> float:
    """Value of a number in words.

    >>> words_value("two hundred and fifty thousand")
    250000.0
    """
    total = group = 0.0
    for word in words.lower().replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in MAGNITUDES:
            total, group = total + group * _magnitude(word), 0.0
        else:
            group += ONES.get(word) or TENS.get(word) or (word in ("a", "an"))
    return total + group


def read_numeral(text: str, pos: int, is_money: bool = False) -> Number | None:
    """Read the number in digits at `pos`, with the magnitude and percent after it; its sign and currency go before."""
    match = _NUMERAL.match(text, pos)
    if match is None:
        return None
    digits, vulgar, magnitude, short, dozen, percent = match.groups()
    end = match.end()
    if short and not is_money and (short[0] == " " and short.strip() not in ("bn", "mn", "tn")):
        short, end = None, match.start("short")
    if short and not is_money and len(short) == 1:
        if short not in "mk":  # `10K run`, `4T`
            return None
        if short == "m" and not _COUNTABLE.match(text, end):
            short, end = None, match.start("short")
    plain, scale = digits.replace(",", ""), _magnitude(magnitude or short or dozen)
    value = float(plain) + (VULGAR[vulgar] if vulgar else 0.0)
    if dozen == "dozen" or vulgar:
        value *= scale
    elif scale != 1.0:
        value = float(f"{plain}e{len(str(int(scale))) - 1}")  # 5.7e9 rounds once
    return Number(pos, end, value, scale, "percent" if percent else None)


def read_words(text: str, pos: int) -> Number | None:
    """Read the number in words at `pos`; `one` and `a` only before a magnitude or percent."""
    match = _WORDED.match(text, pos)
    if match is None:
        return None
    half, words, magnitude, dozen, percent = match.group("half", "words", "magnitude", "dozen", "percent")
    scale = _magnitude(magnitude or dozen)
    written = words.lower() if words else "half"
    if scale == 1.0 and (written in ("a", "an") or (written in ("one", "half") and not percent)):  # `a percent`: a noun
        return None
    value = (0.5 if half else words_value(words)) * scale
    if written.endswith("thousand"):
        scale = 1000.0
    return Number(pos, match.end(), value, scale, "percent" if percent else None)


def read_ratio(text: str, pos: int, before: str) -> Number | None:
    """Read a ratio at `pos`: `one-in-five`, `two-thirds`, `half of`, `3/4`. `before` is the word before it."""
    match = _RATIO.match(text, pos)
    if match is None:
        return None
    end = match.end()
    if match["a"]:
        a, b = (float(x.replace(",", "")) if x[0].isdigit() else words_value(x) for x in match.group("a", "b"))
        return Number(pos, end, a / b, unit="ratio") if 0 < a < b else None
    if match["over"]:
        over, under = match["over"].lower(), PARTS[match["under"].lower()]
        value = (float(over) if over.isdigit() else words_value(over)) / under
    elif match["n"]:
        value = float(match["n"]) / float(match["d"])
        if match["whole"]:
            return Number(pos, end, float(match["whole"]) + value)
    else:
        value = VULGAR[match["vulgar"]] if match["vulgar"] else 0.5
    if value >= 1 or (of_one := _OF_ONE.match(text, end)) is None:
        return Number(pos, end, value, unit="ratio") if value < 1 and _is_part(text, match, before) else None
    if of_one["percent"]:
        return Number(pos, of_one.end(), value, unit="percent")
    scale = _magnitude(of_one["magnitude"])
    return Number(pos, of_one.end(), value * scale, scale)


def _is_part(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the words of a fraction are one where they stand: `three quarters of`, not `the third quarter of`."""
    if match["n"] or match["vulgar"] or match["gap"] == "-":
        return True
    if before in _NOT_PARTED:
        return False
    if match["over"] is None:
        if before == "than":  # `fewer than half tell their doctor`
            return _NOT_HALVED.match(text, match.end()) is None
        return (_HALF if before in _HALVED else _PARTED).match(text, match.end()) is not None or text.startswith(
            " all ", match.end()
        )
    return _PARTED.match(text, match.end()) is not None
