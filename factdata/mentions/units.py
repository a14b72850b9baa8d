"""Units of measure (from `units.toml`) and currencies next to a number, and ages."""

import re
import tomllib
from pathlib import Path
from typing import Literal, NamedTuple

from factdata.mentions.lexicon import TABLES, letter

Kind = Literal["count", "money", "share", "measure", "duration", "age"]

_TABLES = tomllib.loads(Path(__file__).with_name("units.toml").read_text(encoding="utf-8"))
TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade")
SHARES = ("percent", "ratio")
COUNTS = ("count", *SHARES)
CURRENCIES: dict[str, list[str]] = _TABLES["currencies"]
_SYMBOLS = {symbol: code for code, (symbols, _) in CURRENCIES.items() for symbol in symbols.split()}
_SYMBOL = "|".join(re.escape(s[0]) + re.escape(s[1:]).replace(r"\$", r" ?\$") for s in sorted(_SYMBOLS, key=len)[::-1])
_CURRENCY_BEFORE = re.compile(rf"(?<![A-Za-z])(?P<symbol>{_SYMBOL}) ?$")
_SYMBOL_ENDS = frozenset(symbol[-1] for symbol in _SYMBOLS)
_PREFIXES: dict[str, list[str]] = _TABLES["prefixes"] | {"-": ["", ""]}


class Unit(NamedTuple):
    """A unit after a number: name, conversion factor, and its end with and without the denominator of a rate."""

    name: str
    factor: float
    end: int
    word_end: int = 0


def _by_word() -> dict[str, tuple[str, float]]:
    """Return the unit and factor for each word and symbol; lower-case words match in any case."""
    words = dict(_TABLES["words"])
    words |= {code: f"{text} {code}" for code, (_, text) in CURRENCIES.items()}
    found = {word.replace("-", " "): (name, 1.0) for name, text in words.items() for word in text.split()}
    for base, (symbol, prefixes, other) in _TABLES["metric"].items():
        for prefix, sign in map(_PREFIXES.__getitem__, prefixes.split()):
            names = [prefix + base, *([prefix + other] if other else [])]
            found |= dict.fromkeys([sign + symbol, *names, *(f"{name}s" for name in names)], (prefix + base, 1.0))
    found |= {word: (code, 0.01) for code, cents in _TABLES["money"]["cents"].items() for word in cents.split()}
    found |= {sign: (_SYMBOLS[sign], 1.0) for sign in "$€£"}
    found |= {word.replace("µ", "μ"): unit for word, unit in found.items()}  # micro sign, Greek letter
    lower = {word.lower(): unit for word, unit in found.items() if len(word) > 2}
    return lower | {word: unit for word, unit in found.items() if len(word) > 1 or word in "mghWVLl°¢$€£"}


_BY_WORD = _by_word()
_FIRST_WORDS = frozenset(word.partition(" ")[0] for word in _BY_WORD)
_RATES = tuple(f"{code} per {thing}" for code in _TABLES["money"]["rated"] for thing in _TABLES["money"]["per"])
UNITS = tuple(dict.fromkeys((*COUNTS, *CURRENCIES, *TIMES, *(name for name, _ in _BY_WORD.values()), *_RATES)))
_KNOWN = frozenset(UNITS)
_AFTER_PER = frozenset(unit.rpartition(" per ")[2] for unit in UNITS if " per " in unit)
_DENOMINATORS = {word: unit for word, (unit, _) in _BY_WORD.items() if unit in _AFTER_PER} | {"share": "share"}
_PER = re.compile(
    rf"[ -]?(?:/|(?:per|an?)[ -])(?P<thing>{'|'.join(map(re.escape, sorted(_DENOMINATORS, key=len)[::-1]))})\b"
)
_WORD = r"(?:[A-Za-zµμ°¢][\w.°²³/]{0,15}|[$€£](?!(?:US|NZ|HK|A)? ?\d))"
_UNIT = re.compile(rf"(?:[- ] ?|)(?P<first>{_WORD})(?:[- ](?P<second>{_WORD})(?:[- ](?P<third>{_WORD}))?)?")
#: `316 river miles`, `30 calendar days`, `12 flight hours`: with a word in between, only plural units match.
_BETWEEN = frozenset("miles acres hours minutes days weeks months years decades feet".split())
#: Not a one-letter symbol if a name follows: `300 W`, but `300 W. Main Street`; `5 m from`, but `5 A Street`.
_NO_SYMBOL = re.compile(r"\.? [A-Z]|\.\w|['’]")
_AGE_TAIL = re.compile(r"(?:-| )(?:olds?|of age)\b")  # 33-year-old, 50 years old or older


def currency_before(head: str) -> tuple[str, int] | None:
    """Return the currency directly before a number, and the start of its symbol: `US$`, `EUR `."""
    if head.rstrip(" ")[-1:] not in _SYMBOL_ENDS or not (match := _CURRENCY_BEFORE.search(head, len(head) - 7)):
        return None
    return _SYMBOLS[match["symbol"].replace(" ", "")], match.start()


def kind_of(unit: str, is_age: bool) -> Kind:
    """Return the kind of a quantity by its unit; `is_age` tells ages from durations."""
    if unit in TIMES:
        return "age" if is_age else "duration"
    if unit[:3] in CURRENCIES:
        return "money"
    return "count" if unit == "count" else "share" if unit in SHARES else "measure"


def read_unit(text: str, end: int) -> Unit | None:
    """Read the unit after a number that ends at `end`."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    first, second, _ = match.groups()
    is_glued = match.start("first") == end
    if first in _FIRST_WORDS or first.lower() in _FIRST_WORDS or first.rstrip(".") in _FIRST_WORDS:
        for group in (3, 2, 1):
            if match[group] and (unit := _unit(text, match.start(1), match.end(group), is_glued)):
                return unit
    elif second in _BETWEEN and not is_glued and first.islower() and letter(first) in "NG":
        return rated(text, Unit(*_BY_WORD[second], match.end(2)))
    return None


def _unit(text: str, start: int, end: int, is_glued: bool) -> Unit | None:
    """Return the unit in `start:end`, with its rate or with `old` after it."""
    words = text[start:end].replace("-", " ")
    if words[-1] == "." and words not in _BY_WORD:  # 20 min., 14 lbs.
        end, words = end - 1, words[:-1]
    found = _BY_WORD.get(words) or (_BY_WORD.get(words.lower()) if len(words) > 1 else None)
    if found is None or (len(words) == 1 and words.isalpha() and _NO_SYMBOL.match(text, end)):
        return None
    if is_glued and len(words) > 4 and "/" not in words and words.isascii():  # 9mm, 11,000km2
        return None
    return rated(text, Unit(*found, end))


def rated(text: str, unit: Unit) -> Unit:
    """Return the unit extended by `old` or by its rate: `years old`, `$2.75 per gallon`."""
    if unit.name in TIMES and (tail := _AGE_TAIL.match(text, unit.end)):
        return Unit(unit.name, unit.factor, tail.end(), unit.end)
    per = _PER.match(text, unit.end)
    name = f"{unit.name} per {_DENOMINATORS[per['thing']]}" if per else ""
    return Unit(name, unit.factor, per.end(), unit.end) if per and name in _KNOWN else unit._replace(word_end=unit.end)


_PEOPLE = "|".join(TABLES["ages"]["people"].split())
_COMPARED = "(?:under|over|younger than|older than|above|below)"
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)(?: of| from| between)? $", re.IGNORECASE)
#: Before an age, if no noun follows: children under 18; before they were fifteen.
_AGE_SAID = re.compile(
    rf"\b(?:(?:{_PEOPLE}) {_COMPARED}|age\b[^.;]{{0,24}} (?:is|was|of)"
    r"|(?:they|he|she|who|I) (?:were|was|are|is|turned|turns?)) $",
    re.IGNORECASE,
)
#: `A Honduran national, 34, was sentenced`, `two boys, 15 and 17, were`; but not `Flight 12, 34, and`, `Jan. 5, 12,`.
_APART_BEFORE = re.compile(r"[a-z], $")
_APART_AFTER = re.compile(r"(?:, \d\d){0,4}(?:,? and \d\d)?,(?! and [A-Z])")
_AGE_AFTER = re.compile(r" (?:years? of age )?(?:and|or|to) (?:older|younger)\b|[- ]years?[- ]olds?\b")
_AGE_HEADS = frozenset((" y", " a", " o", " t", "-y"))
_AGE_LAST = frozenset(TABLES["ages"]["last"].split())
_NO_NOUN = re.compile(
    r"[.,;:)]|$| (?:and|or|to|who|may|must|need|can|are|were|when|in|at|on|with|without|from|not|have|had|has|is|was|"
    r"lost|lack|live|work|face|report|[a-z]{3,10}ed)\b"
)


def is_age_alone(text: str, start: int, end: int, head: str, last: str) -> bool:
    """Whether a number without a unit word is an age: `aged 33`, `18 and older`, `children under 18`, `, 34,`."""
    if end - start > 12:
        return False
    if text[end : end + 2] in _AGE_HEADS and _AGE_AFTER.match(text, end):
        return True
    if last not in _AGE_LAST and last[-1:] != ",":
        return False
    if _AGE_BEFORE.search(head):
        return True
    if not _NO_NOUN.match(text, end):  # victims over 60 lost
        return False
    is_apart = end - start == 2 and _APART_AFTER.match(text, end) and _APART_BEFORE.search(head)
    return bool(is_apart or _AGE_SAID.search(head))
