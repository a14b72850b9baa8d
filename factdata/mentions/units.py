"""Units of measure: their names, the words and symbols for them, and the unit after a number.

A unit is named in the singular, in British spelling, a rate as `mile per hour`. Metric names are made from prefixes.
"""

import re
from typing import Literal, NamedTuple

from factdata.mentions.lexicon import letter

Kind = Literal["count", "money", "share", "measure", "duration", "age"]

TIMES = ("second", "minute", "hour", "day", "week", "month", "year", "decade")
SHARES = ("percent", "ratio")
#: ISO code: what is written before or after the number, and the words for it after the number.
CURRENCIES = {
    "USD": ("$ US$ U.S.$ $US USD", "dollars dollar U.S.-dollars U.S.-dollar US-dollars US-dollar"),
    "CAD": ("C$ CA$ CAD", "Canadian-dollars"), "AUD": ("A$ AU$ $A AUD", "Australian-dollars"),
    "NZD": ("NZ$ $NZ NZD", "New-Zealand-dollars"), "HKD": ("HK$ $HK HKD", "Hong-Kong-dollars"),
    "SGD": ("S$ SGD", "Singapore-dollars"), "EUR": ("€ EUR", "euros euro"), "GBP": ("£ GBP", "pounds-sterling"),
    "JPY": ("¥ Y= JPY", "yen Japanese-yen"), "CNY": ("CNY RMB", "yuan renminbi Chinese-yuan"),
    "MXN": ("MX$ MXN", "pesos peso Mexican-pesos"), "INR": ("₹ Rs Rs. INR", "rupees rupee Indian-rupees"),
    "MYR": ("RM MYR", "ringgit sen"), "CHF": ("CHF", "Swiss-francs"), "KRW": ("₩ KRW", "won"),
    "ILS": ("₪ NIS ILS", "shekels shekel"), "BRL": ("R$ BRL", "reais"), "ZAR": ("ZAR", "rand"),
    "SEK": ("SEK", "Swedish-kronor"), "NOK": ("NOK", "Norwegian-kroner"),
    "DKK": ("DKK", "Danish-kroner Danish-crowns Danish-krone"), "RUB": ("₽ RUB", "rubles roubles"),
    "PLN": ("PLN", "zlotys"), "TRY": ("TRY", "Turkish-lira"), "HRK": ("HRK", "kuna kn"), "PHP": ("₱ PHP", ""),
}  # fmt: skip
_SYMBOLS = {symbol: code for code, (symbols, _) in CURRENCIES.items() for symbol in symbols.split()}
_CODES = "|".join(sorted((*CURRENCIES, "RMB", "RM", "NIS", "Rs[.]", "Rs"), key=len, reverse=True))
_CURRENCY_BEFORE = re.compile(
    r"(?<![A-Za-z])(?P<symbol>(?:(?:U\.S\.|US|CA|AU|NZ|HK|MX|[ACSR]) ?)?\$(?:US|NZ|HK|A)?|[€£¥₹₩₪₽₱]|Y="
    rf"|{_CODES}) ?$"
)
_CURRENCY_ENDS = frozenset(symbol[-1] for symbol in _SYMBOLS)


def currency_before(head: str) -> tuple[str, int] | None:
    """Return the currency that ends the words before a number, and where its symbol starts: `US$`, `EUR `."""
    match = _CURRENCY_BEFORE.search(head) if head.rstrip(" ")[-1:] in _CURRENCY_ENDS else None
    return (_SYMBOLS[match["symbol"].replace(" ", "")], match.start()) if match else None


_CENTS = {"USD": "cents cent ¢", "MYR": "sen", "EUR": "eurocents"}  # a hundredth

#: Prefix: its symbol. Those that the base units below take.
_PREFIXES = {
    "": "", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "centi": "c", "milli": "m", "micro": "µ", "nano": "n",
}  # fmt: skip
#: Base unit: its symbol, the prefixes that it takes, and its other spelling.
_METRIC = {
    "metre": ("m", " kilo centi milli micro nano", "meter"), "gram": ("g", " kilo milli micro", "gramme"),
    "litre": ("L", " centi milli", "liter"), "watt": ("W", " kilo mega giga tera milli", ""),
    "watt-hour": ("Wh", " kilo mega giga tera", "watt hour"),
    "volt": ("V", " kilo", ""), "ampere": ("A", "milli", "amp"),
    "ampere-hour": ("Ah", " milli", "amp-hour"), "hertz": ("Hz", " kilo mega giga tera", ""),
    "byte": ("B", "kilo mega giga tera", ""), "joule": ("J", " kilo mega", ""), "newton": ("N", "kilo", ""),
    "pascal": ("Pa", " kilo mega", ""), "bit per second": ("bps", "kilo mega giga", ""),
    "sievert": ("Sv", "milli micro", ""),
}  # fmt: skip
#: Other units: the words and symbols for them; a hyphen stands for a blank too (`acre-feet`, `square miles`). A word
#: of lower-case letters is read in any case.
_WORDS = {
    "second": "seconds second sec secs", "minute": "minutes minute min mins", "hour": "hours hour hr hrs",
    "day": "days day", "week": "weeks week wks", "month": "months month", "year": "years year yr yrs",
    "decade": "decades decade", "mile": "miles mile mi linear-miles linear-mile",
    "nautical mile": "nautical-miles nautical-mile",
    "foot": "feet foot ft linear-feet linear-foot", "inch": "inches inch in.", "yard": "yards yard yds",
    "acre": "acres acre", "hectare": "hectares hectare ha", "acre-foot": "acre-feet acre-foot",
    "square mile": "square-miles square-mile sq-miles sq-mi", "square foot": "square-feet square-foot sq-ft ft2",
    "square yard": "square-yards", "square inch": "square-inches sq-in",
    "square metre": "square-meters square-meter square-metres square-metre sq-m sqm m2 m²",
    "square kilometre": "square-kilometers square-kilometer square-kilometres square-kilometre sq-km km2 km²",
    "cubic yard": "cubic-yards cubic-yard", "cubic foot": "cubic-feet cubic-foot",
    "cubic metre": "cubic-meters cubic-meter cubic-metres cubic-metre m3 m³", "gallon": "gallons gallon gal",
    "quart": "quarts quart", "pint": "pints pint", "barrel": "barrels barrel bbl", "bushel": "bushels bushel",
    "pound": "pounds pound lb lbs", "ounce": "ounces ounce oz",
    "ton": "tons ton tonnes tonne metric-tons metric-ton metric-tonnes short-tons", "caliber": "caliber calibre",
    "kilogram": "kilos kilo kgs", "kilometre": "kms", "cubic centimetre": "cc", "litre": "l", "millilitre": "ml",
    "degree": "degrees degree °", "degree Fahrenheit": "degrees-fahrenheit degree-fahrenheit fahrenheit °F degrees-F",
    "degree Celsius": "degrees-celsius degree-celsius celsius degrees-centigrade °C degrees-C",
    "horsepower": "horsepower hp PS", "million British thermal units": "mmBTU",
    "foot-pound": "foot-pounds foot-pound lb-ft ft-lb ft-lbs", "pound-foot": "pound-feet pound-foot",
    "newton metre": "Nm newton-metres",
    "decibel": "decibels decibel dB", "kilowatt": "kw", "megawatt": "mw", "gigawatt": "gw", "kilowatt-hour": "kwh",
    "megawatt-hour": "mwh", "megabyte": "mb", "gigabyte": "gb", "terabyte": "tb", "hertz": "hertz hz",
    "mile per gallon": "mpg miles-per-gallon", "mile per hour": "mph m.p.h. miles-per-hour mile-per-hour miles-an-hour",
    "kilometre per hour": "kph km/h km/hr kmh kilometers-per-hour kilometres-per-hour kilometers-an-hour",
    "revolution per minute": "rpm", "part per million": "ppm parts-per-million part-per-million",
    "part per billion": "ppb parts-per-billion part-per-billion",
    "picocurie per litre": "picocuries-per-liter picocurie-per-liter picocuries-per-litre pCi/L",
    "microgram per cubic metre": "micrograms-per-cubic-meter µg/m3 ug/m3",
    "microgram per decilitre": "micrograms-per-deciliter µg/dL ug/dL", "basis point": "basis-points basis-point",
    "microgram per litre": "micrograms-per-liter µg/L ug/L", "milligram per litre": "milligrams-per-liter mg/L",
    "metre per second": "m/s meters-per-second", "foot per second": "feet-per-second",
    "cubic foot per second": "cfs cubic-feet-per-second", "gallon per minute": "gpm gallons-per-minute",
    "barrel per day": "barrels-per-day barrels-a-day bpd", "ampere per square centimetre": "A/cm2",
    "pound per square inch": "psi pounds-per-square-inch",
}  # fmt: skip
_MONEY_PER = (
    "barrel", "gallon", "litre", "pound", "ounce", "gram", "kilogram", "ton", "bushel", "acre", "square foot",
    "square metre", "mile", "million British thermal units", "kilowatt-hour", "megawatt-hour", "share",
)  # fmt: skip
_RATED = ("USD", "EUR", "GBP", "CAD")


class Unit(NamedTuple):
    """A unit after a number: its name, a factor to it, and where its words end."""

    name: str
    factor: float
    end: int
    word_end: int = 0  # where its own words end, before what it is per


def _by_word() -> dict[str, tuple[str, float]]:
    """Return the unit and factor for each word and symbol; those of lower-case letters are read in any case."""
    found: dict[str, tuple[str, float]] = {}
    for base, (symbol, prefixes, other) in _METRIC.items():
        for prefix in prefixes.split(" "):
            sign, name = _PREFIXES[prefix] + symbol, prefix + base
            words = [
                sign,
                sign.replace("µ", "μ"),
                name,
                f"{name}s",
                *((prefix + other, f"{prefix}{other}s") if other else ()),
            ]
            found |= dict.fromkeys(words, (name, 1.0))
    for name, text in (*_WORDS.items(), *((code, words) for code, (_, words) in CURRENCIES.items())):
        found |= {word.replace("-", " ").replace("µ", sign): (name, 1.0) for word in text.split() for sign in "µμ"}
    found |= {sign: (_SYMBOLS[sign], 1.0) for sign in "$€£"}
    found |= {word: (code, 0.01) for code, words in _CENTS.items() for word in words.split()}
    found |= {code: (code, 1.0) for code in CURRENCIES}
    lower = {word.lower(): unit for word, unit in found.items() if len(word) > 2}
    return lower | {word: unit for word, unit in found.items() if len(word) > 1 or word in "mghWVLl°¢$€£"}


_BY_WORD = _by_word()
_FIRST_WORDS = frozenset(word.partition(" ")[0] for word in _BY_WORD)
_RATES = tuple(f"{code} per {thing}" for code in _RATED for thing in _MONEY_PER)
UNITS = tuple(dict.fromkeys(("count", *SHARES, *CURRENCIES, *TIMES, *(unit for unit, _ in _BY_WORD.values()), *_RATES)))
_KNOWN = frozenset(UNITS)

_WORD = r"(?:[A-Za-zµμ°¢][\w.°²³/]{0,15}|[$€£](?!(?:US|NZ|HK|A)? ?\d))"
_UNIT = re.compile(
    rf"(?:[- ] ?|)(?P<first>{_WORD})(?:[- ](?P<second>{_WORD})(?:[- ](?P<third>{_WORD})(?:[- ](?P<fourth>{_WORD}))?)?)?"
)
_AFTER_PER = frozenset(unit.rpartition(" per ")[2] for unit in UNITS if " per " in unit)
_DENOMINATORS = {word: unit for word, (unit, _) in _BY_WORD.items() if unit in _AFTER_PER} | {"share": "share"}
_PER = re.compile(
    rf" ?(?:/|(?:per|an?) )(?P<thing>{'|'.join(map(re.escape, sorted(_DENOMINATORS, key=len, reverse=True)))})\b"
)
#: `316 river miles`, `30 calendar days`, `12 flight hours`: with a word between, plural units only.
_BETWEEN = frozenset("miles acres hours minutes days weeks months years decades feet".split())
#: A symbol of one letter, where no name goes on: `300 W`, but `300 W. Main Street`, `5 m from` but `5 A Street`.
_NO_SYMBOL = re.compile(r"\.? [A-Z]|\.\w|['’]")
_AGE_TAIL = re.compile(r"(?:-| )(?:olds?|of age)\b")  # 33-year-old, 50 years old or older


def kind_of(unit: str, is_age: bool) -> Kind:
    """Return the kind of a quantity by its unit; `is_age` where its words say an age."""
    if unit[:3] in CURRENCIES:
        return "money"
    if unit in TIMES:
        return "age" if is_age else "duration"
    return "count" if unit == "count" else "share" if unit in SHARES else "measure"


def read_unit(text: str, end: int) -> Unit | None:
    """Read the unit after a number that ends at `end`."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    first = match["first"]
    glued = match.start("first") == end
    if first in _FIRST_WORDS or first.lower() in _FIRST_WORDS or first.rstrip(".") in _FIRST_WORDS:
        for group in ("fourth", "third", "second", "first"):
            if match[group] and (unit := _unit(text, match, group, glued)):
                return unit
    second = match["second"]
    if second in _BETWEEN and not glued and first.islower() and letter(first) in "NG" and first not in _FIRST_WORDS:
        return _tail(text, Unit(*_BY_WORD[second], match.end("second")))
    return None


def _unit(text: str, match: re.Match[str], group: str, glued: bool) -> Unit | None:
    """Return the unit whose last word is the `group` of a match, with its rate or its tail of age."""
    start, end = match.start("first"), match.end(group)
    words = text[start:end].replace("-", " ")
    found = _BY_WORD.get(words) or _BY_WORD.get(words.lower() if len(words) > 1 else "")
    if found is None and words.endswith("."):  # 20 min., 14 lbs.
        end, words = end - 1, words[:-1]
        found = _BY_WORD.get(words) or _BY_WORD.get(words.lower() if len(words) > 1 else "")
    if found is None or (len(words) == 1 and words.isalpha() and _NO_SYMBOL.match(text, end)):
        return None
    if glued and len(words) > 4 and "/" not in words and words.isascii():  # 9mm, 11,000km2
        return None
    return _tail(text, Unit(*found, end, end))


def _tail(text: str, unit: Unit) -> Unit:
    tail = _AGE_TAIL.match(text, unit.end) if unit.name in TIMES else None
    return unit._replace(end=tail.end()) if tail else rated(text, unit)


def rated(text: str, unit: Unit) -> Unit:
    """Return the unit with what it is per, where that is a unit too: `$2.75 per gallon`, `barrels a day`."""
    per = _PER.match(text, unit.end)
    name = f"{unit.name} per {_DENOMINATORS[per['thing']]}" if per else ""
    return Unit(name, unit.factor, per.end(), unit.end) if per and name in _KNOWN else unit


#: Words before an age that has no unit word.
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)(?: of| from| between)? $", re.IGNORECASE)
_YOUNG_BEFORE = re.compile(
    r"\b(?:children|youths?|minors|juveniles|adults|women|men|girls|boys|people|persons|those|anyone|one|individuals|"
    r"students|are|were|be|is|kids|teens|passengers|applicants|victims|patients|residents|drivers|workers|aliens)"
    r" (?:under|over|younger than|older than|above|below) $",  # children under 18
    re.IGNORECASE,
)
#: before they were fifteen.
_AGE_IS = re.compile(r"\bage\b[^.;]{0,24} (?:is|was|of) $|\b(?:they|he|she|who|I) (?:were|was|are|is|turned|turns?) $")
#: `A Honduran national, 34, was sentenced`, `two boys, 15 and 17, were`; but not `Flight 12, 34, and`, `Jan. 5, 12,`.
_APART_BEFORE = re.compile(r"[a-z], $")
_APART_AFTER = re.compile(r"(?:, \d\d){0,4}(?:,? and \d\d)?,(?! and [A-Z])")
_AGE_AFTER = re.compile(r" (?:years? of age )?(?:and|or|to) (?:older|younger)\b|[- ]years?[- ]olds?\b")
_AGE_HEADS = frozenset((" y", " a", " o", " t", "-y"))
_AGE_LAST = frozenset(
    """
    aged age ages of from between under over than above below were was are is be turn turned turns fever temperature
    temperatures reached reaching least
    """.split()
)
_NO_NOUN = re.compile(
    r"[.,;:)]|$| (?:and|or|to|who|may|must|need|can|are|were|when|in|at|on|with|without|from|not|have|had|has|is|was|"
    r"lost|lack|live|work|face|report|[a-z]{3,10}ed)\b"
)
_HEAT_BEFORE = re.compile(
    r"\b(?:fever|temperatures?)(?: (?:of|reached|reaching|above|over|at least))? $", re.IGNORECASE
)


def implied_unit(text: str, start: int, end: int, head: str, last: str) -> tuple[str, bool]:
    """Return the unit of a number without a unit word, and whether it is an age. `last` is the last word of `head`.

    `aged 33`, `ages 5 to 17`, `18 and older`, `children under 18`, `before they were fifteen`, `a fever of 101`.
    """
    if end - start > 12:
        return "count", False
    if text[end : end + 2] in _AGE_HEADS and _AGE_AFTER.match(text, end):
        return "year", True
    if last not in _AGE_LAST and last[-1:] != ",":
        return "count", False
    if _AGE_BEFORE.search(head):
        return "year", True
    if _NO_NOUN.match(text, end):  # victims over 60 lost
        if _YOUNG_BEFORE.search(head) or (text[end : end + 1] in ".,;" and _AGE_IS.search(head)):
            return "year", True
        if end - start == 2 and _APART_AFTER.match(text, end) and _APART_BEFORE.search(head):
            return "year", True
        if _HEAT_BEFORE.search(head):
            return "degree", False
    return "count", False
