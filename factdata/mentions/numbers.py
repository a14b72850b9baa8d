"""Parse numbers in digits and in words."""

import re
from typing import NamedTuple

from factdata.mentions.lexicon import ONES, TABLES, TENS

_SCALES = {word: float(scale) for words, scale in TABLES["scales"].items() for word in words.split()}
_PARTS = {word: n for words, n in TABLES["parts"].items() for word in words.split()}
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8}

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_NO_ORDINAL = r"(?!-(?:first|second|third|(?!month)[a-z]{2,6}th)\b)"  # the twenty-first floor; a six-month course
_SMALL = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONE})\b{_NO_ORDINAL}"
_HUNDRED = rf"(?:(?:{_SMALL}|an?)[- ]hundred\b(?: (?:and )?{_SMALL})?|{_SMALL})"  # two hundred and fifty
_PERCENT = r"(?P<percent> ?%|[ -]{1,2}(?:percent|per cent|pct\.?)(?![a-z])|[ -]percentage(?: points?\b)?)?"
_MAGNITUDE = r"[ -]{0,2}(?P<magnitude>[Tt]housand|[MmBb]illion|[Tt]rillion|lakh|crore)(?![a-z])"  # $1.7 Million

#: `1,900`, `$ 279.1 million` (the currency is read separately), `$5.7B`, `74%`, `2½`; at most 15 digits.
_NUMERAL = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,9})?|\.\d{1,9})(?!\d|,\d{3}(?!\d))"
    rf"(?P<vulgar>[{''.join(_VULGAR)}])?"
    rf"(?:{_MAGNITUDE}|(?P<short> ?(?:[KMBTkmbt]|[mbt]n|mm)\b(?![-/’']))|[ -]?(?P<dozen>hundred|dozen)\b)?{_PERCENT}"
)
#: A short magnitude without a currency must be followed by something countable: `35m devices`, but `a 35m tower`.
_COUNTABLE = re.compile(r" (?:of (?:its|the|their) |(?:[a-z-]+ ){0,4}[a-z]{2,}s\b|people\b)")
#: `fifteen`, `two hundred and fifty`, `one million`, `a dozen`, `half a million`, `twenty percent`.
_WORDED = re.compile(
    rf"(?:(?P<half>half(?: an?|-))|(?P<words>{_HUNDRED}(?:[ -]thousand\b(?: (?:and )?{_HUNDRED})?)?|an?))"
    rf"(?:{_MAGNITUDE}|[ -](?P<dozen>hundred|thousand|dozen)(?![a-z]))?{_PERCENT}",
    re.IGNORECASE,
)
_RATIO = re.compile(
    # one-in-five, 1 in 5, nine out of ten; not `three in 12 months`
    rf"(?P<a>{_ONE}|\d{{1,3}})(?:-in-(?:every-)?| in (?:every )?|[- ]out[- ]of[- ](?:every )?)"
    rf"(?P<b>{_SMALL}|\d{{1,3}}(?:,\d{{3}})?)(?![\w,/.:]{{0,9}}\w)(?!%| percent| (?:day|week|month|year|hour|minute)s)"
    # two-thirds, a quarter of, three quarters came
    rf"|(?P<over>an?|{_ONE}|\d{{1,2}})(?P<gap>[- ])(?P<under>{'|'.join(_PARTS)})s?(?![\w-])"
    # 1/2 mile, 2/3s of, 2 1/2 years, ½ mile
    r"|(?:(?P<whole>\d{1,3})[ -])?(?P<n>\d)/(?P<d>[2-9]|10|12|16)(?![\w/]{0,9}\d|/)(?:rds?|ths?|s)?(?= |-[a-z])"
    rf"|(?P<vulgar>[{''.join(_VULGAR)}])|half\b",
    re.IGNORECASE,
)
#: `one-hundredth of one percent`, `a quarter of a million`: one number.
_OF_ONE = re.compile(r" of (?:an?|one|1) (?:(?P<percent>percent)|(?P<magnitude>million|billion|trillion))\b")
#: Without a hyphen, `a third` is a fraction only before these; not in `a third man` or `the first three quarters`.
_PARTED = re.compile(
    r",? (?:of|the|all)\b(?! (?:FY|fiscal|calendar|20))| (?:were|are|was|is|have|had|came|come|live)\b| \(\d[\d.]{0,4}%"
)
_NOT_PARTED = frozenset("first last past next second latter other previous".split())
_HALVED = frozenset("by about nearly almost roughly over than".split())  # fell by half, fewer than half agree
_NOT_HALVED = re.compile(r" an? |[-\w]")  # `more than half a day`, `than half-price`


class Number(NamedTuple):
    """A number: its span and value, the magnitude written with it (1.0 if none), and the unit in its span."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    unit: str | None = None


def _scale(*words: str | None) -> float:
    return next((_SCALES[word.strip().lower()] for word in words if word), 1.0)


def _words_value(words: str) -> float:
    """Return the value of a number in digits or words: `two hundred and fifty thousand`."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total = group = 0.0
    for word in words.lower().replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = group * 1000, 0.0
        else:
            group += ONES.get(word) or TENS.get(word) or (word in ("a", "an"))
    return total + group


def read_numeral(text: str, pos: int, is_money: bool = False) -> Number | None:
    """Read the number in digits at `pos`, with magnitude and percent, but without the sign and currency before it."""
    match = _NUMERAL.match(text, pos)
    if match is None:
        return None
    digits, vulgar, magnitude, short, dozen, percent = match.groups()
    end = match.end()
    if short and not is_money:
        if len(short) == 1 and short not in "mk":  # `10K run`, `4T`
            return None
        is_long = short.strip() in ("bn", "mn", "tn")
        if not is_long and (short[0] == " " or (short == "m" and not _COUNTABLE.match(text, end))):
            short, end = None, match.start("short")
    scale = _scale(magnitude, short, dozen)
    value = float(digits.replace(",", "")) + (_VULGAR[vulgar] if vulgar else 0.0)
    if scale != 1.0:
        value = round(value * scale, 4)  # 279.1 million, not 279100000.00000006
    return Number(pos, end, value, scale, "percent" if percent else None)


def read_words(text: str, pos: int) -> Number | None:
    """Read the number in words at `pos`; `one` and `a` count only before a magnitude or percent."""
    match = _WORDED.match(text, pos)
    if match is None:
        return None
    half, words, magnitude, dozen, percent = match.groups()
    scale = _scale(magnitude, dozen)
    written = words.lower() if words else "half"
    if scale == 1.0 and (written in ("a", "an") or (written in ("one", "half") and not percent)):  # `a percent`: a noun
        return None
    value = (0.5 if half else _words_value(words)) * scale
    return Number(
        pos, match.end(), value, 1000.0 if written.endswith("thousand") else scale, "percent" if percent else None
    )


def read_ratio(text: str, pos: int, before: str) -> Number | None:
    """Read a ratio at `pos`: `one-in-five`, `two-thirds`, `half of`, `3/4`. `before` is the word before it."""
    match = _RATIO.match(text, pos)
    if match is None:
        return None
    end = match.end()
    if match["a"]:
        a, b = map(_words_value, match.group("a", "b"))
        return Number(pos, end, a / b, unit="ratio") if 0 < a < b else None
    if match["n"]:
        value = float(match["n"]) / float(match["d"])
        if match["whole"]:
            return Number(pos, end, float(match["whole"]) + value)
    elif match["over"]:
        value = _words_value(match["over"]) / _PARTS[match["under"].lower()]
    else:
        value = _VULGAR[match["vulgar"]] if match["vulgar"] else 0.5
    if value >= 1 or (of_one := _OF_ONE.match(text, end)) is None:
        return Number(pos, end, value, unit="ratio") if value < 1 and _is_part(text, match, before) else None
    if of_one["percent"]:
        return Number(pos, of_one.end(), value, unit="percent")
    scale = _scale(of_one["magnitude"])
    return Number(pos, of_one.end(), value * scale, scale)


def _is_part(text: str, match: re.Match[str], before: str) -> bool:
    """Whether the words are used as a fraction: `three quarters of`, not `the third quarter of`."""
    if match["n"] or match["vulgar"] or match["gap"] == "-":
        return True
    if match["over"] is None and before in _HALVED:
        return _NOT_HALVED.match(text, match.end()) is None
    return before not in _NOT_PARTED and _PARTED.match(text, match.end()) is not None
