"""The words round a number: the unit after it, and the comparator before or after it."""

import re

from .identifiers import word_before

#: Unit words (singular, lower case) and what they are, with a factor where the declared unit is another one.
UNIT_WORDS: dict[str, tuple[str, float]] = {
    word: (unit, 1.0)
    for unit, words in {
        "second": "seconds sec", "minute": "minute minutes", "hour": "hour hours hr hrs",
        "day": "day days", "week": "week weeks", "month": "month months", "decade": "decade decades",
        "year": "year years yr yrs years-old", "mile": "mile miles mi",
        "kilometre": "kilometer kilometers kilometre kilometres km kms", "metre": "meter meters metre metres",
        "centimetre": "centimeter centimeters cm", "millimetre": "millimeter millimeters mm",
        "foot": "foot feet ft", "inch": "inch inches", "yard": "yard yards", "acre": "acre acres",
        "hectare": "hectare hectares", "gallon": "gallon gallons", "litre": "liter liters litre litres",
        "barrel": "barrels", "pound": "pound pounds lb lbs", "ounce": "ounce ounces oz",
        "kilogram": "kilogram kilograms kilo kilos kg kgs", "gram": "gram grams",
        "milligram": "milligram milligrams mg", "microgram": "microgram micrograms",
        "ton": "ton tons tonne tonnes", "caliber": "caliber calibre", "degree": "degree degrees",
        "acre-foot": "acre-feet acre-foot", "kilowatt": "kilowatt kilowatts kw", "megawatt": "megawatt megawatts mw",
        "gigawatt": "gigawatt gigawatts gw", "kilowatt-hour": "kilowatt-hours kilowatt-hour kwh",
        "megawatt-hour": "megawatt-hours megawatt-hour mwh", "megabyte": "megabyte megabytes mb",
        "gigabyte": "gigabyte gigabytes gb", "terabyte": "terabyte terabytes tb", "mile per hour": "mph",
        "part per million": "ppm", "part per billion": "ppb", "horsepower": "horsepower hp",
        "square foot": "square-foot square-feet", "USD": "dollar dollars", "EUR": "euro euros",
        "GBP": "pounds-sterling", "MXN": "pesos", "JPY": "yen", "CNY": "yuan renminbi", "square kilometre": "km2",
    }.items()
    for word in words.split()
} | {"cent": ("USD", 0.01), "cents": ("USD", 0.01)}  # fmt: skip
#: Units of two words: `2,800 square miles`, `870 million metric tons`.
TWO_WORDS: dict[str, str] = {
    "square mile": "square mile", "square kilometer": "square kilometre", "square meter": "square metre",
    "square foot": "square foot", "square feet": "square foot", "sq ft": "square foot", "sq mile": "square mile",
    "cubic yard": "cubic yard", "cubic foot": "cubic foot", "cubic feet": "cubic foot", "cubic meter": "cubic metre",
    "metric ton": "ton", "metric tonne": "ton", "short ton": "ton", "nautical mile": "nautical mile",
    "acre feet": "acre-foot", "linear foot": "foot", "linear feet": "foot", "linear mile": "mile",
    "u.s. dollar": "USD", "us dollar": "USD", "canadian dollar": "CAD", "mexican peso": "MXN",
    "kilowatt hour": "kilowatt-hour", "megawatt hour": "megawatt-hour",
}  # fmt: skip
#: `30 calendar days`, `five consecutive years`: words that may stand between a number and its unit.
_BETWEEN = frozenset(
    (
        "calendar business working consecutive additional more full straight extra other school fiscal whole statute "
        "road federal plus long"
    ).split()
)
_UNIT = re.compile(
    r"(?:[- ] ?|)(?P<word>[A-Za-z](?:[A-Za-z.]|-(?=feet|foot|hour|sterling)){0,14}2?)(?: (?P<next>[a-z]{2,12}))?"
)
_PER = re.compile(r" (?:(parts?) per (million|billion)|(picocuries?) per (lit(?:er|re)))\b")
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)(?: of| from| between)? $", re.IGNORECASE)
_AGE_AFTER = re.compile(r" (?:years? of age )?(?:and|or|to) (?:older|younger)\b|[- ]years?[- ]olds?\b")


def read_unit(text: str, end: int) -> tuple[str, float, int] | None:
    """Read the unit word after a number that ends at `end`: the unit, a factor, and where its words end."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    if per := _PER.match(text, end):
        return f"part per {per[2]}" if per[1] else "picocurie per litre", 1.0, per.end()
    word = match["word"].lower().rstrip(".")
    following = match["next"]
    if following and (two := TWO_WORDS.get(f"{word} {following}") or TWO_WORDS.get(f"{word} {following.rstrip('s')}")):
        return two, 1.0, match.end()
    if word in UNIT_WORDS and (text[end : end + 1] in " -" or len(word) < 4):
        unit, factor = UNIT_WORDS[word]
        stop = match.end("word") - match["word"].endswith(".") * (len(word) > 3)
        if text.startswith("-old", stop) or text.startswith(" old", stop):  # 33-year-old, 33 years old
            age = _AGE_AFTER.match(text, end)
            stop = age.end() if age else stop
        return unit, factor, stop
    if word in _BETWEEN and following in UNIT_WORDS and text[end : end + 1] in " -":
        unit, factor = UNIT_WORDS[following]
        return (
            (unit, factor, match.end())
            if unit in ("second", "minute", "hour", "day", "week", "month", "year", "decade", "mile")
            else None
        )
    return None


def is_age(text: str, start: int, end: int) -> bool:
    """Whether the number is an age without the word year: `aged 33`, `ages 5 to 17`, `18 and older`."""
    return _AGE_BEFORE.search(text, max(0, start - 16), start) is not None or _AGE_AFTER.match(text, end) is not None


#: What stands before a number and compares it, by its words.
COMPARATORS: dict[str, str] = {
    "more than": ">", "over": ">", "exceeding": ">", "exceeded": ">", "exceeds": ">", "exceed": ">",
    "in excess of": ">",
    "greater than": ">", "higher than": ">", "larger than": ">", "longer than": ">", "older than": ">", "above": ">",
    "upwards of": ">", "upward of": ">", "topped": ">", "surpassed": ">", "surpassing": ">", "north of": ">",
    "well over": ">", "just over": ">", "slightly more than": ">", "a little more than": ">", "slightly over": ">",
    "at least": ">=", "no fewer than": ">=", "no less than": ">=", "not less than": ">=", "not fewer than": ">=",
    "minimum": ">=", "a minimum of": ">=", "minimum of": ">=",
    "less than": "<", "under": "<", "fewer than": "<", "below": "<", "just under": "<", "well under": "<",
    "lower than": "<", "smaller than": "<", "younger than": "<", "shorter than": "<", "slightly less than": "<",
    "up to": "<=", "at most": "<=", "no more than": "<=", "not more than": "<=", "as many as": "<=", "as much as": "<=",
    "within": "<=", "maximum": "<=", "a maximum of": "<=", "maximum of": "<=", "not to exceed": "<=",
    "no longer than": "<=", "no later than": "<=", "not exceeding": "<=", "not exceed": "<=", "as high as": "<=",
    "about": "~", "approximately": "~", "around": "~", "some": "~", "nearly": "~", "almost": "~", "roughly": "~",
    "an estimated": "~", "estimated": "~", "approx.": "~", "approx": "~", "close to": "~", "just about": "~",
    "an estimated total of": "~", "estimated at": "~", "~": "~", "in the range of": "~",
    ">": ">", "<": "<", "≥": ">=", "≤": "<=",
}  # fmt: skip
#: How many words the phrases have that end in a word, the longest first: `no more than` before `more than`.
_LENGTHS: dict[str, list[int]] = {}
for _phrase in sorted(COMPARATORS, key=lambda phrase: (-phrase.count(" "), phrase)):
    _lengths = _LENGTHS.setdefault(_phrase.rpartition(" ")[2], [])
    if _phrase.count(" ") + 1 not in _lengths:
        _lengths.append(_phrase.count(" ") + 1)
#: Words that may stand between the comparator and the number: `at least another 20`, `under the age of 18`.
_FILLER = re.compile(
    r" (?:an additional|another|a|an|a total of|additional|the ages? of|ages? of|ages?|a combined)$"
    r"|(?<=imum) (?:statutory |possible |prison |potential )?(?:penalty|sentence|term|fine|punishment|imprisonment)"
    r"(?: of)?(?: a)?$|(?<=imum) (?:of )?(?:a )?(?:statutory )?(?:penalty|sentence|term) of(?: imprisonment of)?$",
    re.IGNORECASE,
)
_FILLER_ENDS = frozenset(
    "additional another a an of age ages combined penalty sentence term fine punishment imprisonment".split()
)
_AFTER = re.compile(
    r"(?: (?P<words>(?:or|and) (?P<word>more|greater|over|above|older|higher|longer|up|less|fewer|under|below|younger"
    r"|lower)\b)|(?P<plus>\+|-plus\b| plus(?= years)))",
)
_LAST_WORDS = _FILLER_ENDS | frozenset(_LENGTHS) | {""}
_OPENING = '("“‘[—–-'
_AFTER_HEADS = frozenset((" o", " a", "+", "+ ", "-p", " p"))
_UPWARD = frozenset(["more", "greater", "over", "above", "older", "higher", "longer", "up"])
#: `over five years` is a span of time after a sum, and a comparator after these.
_OVER_COMPARES = frozenset(
    "for to of with after than has have in just well lasted spent aged by from served and".split()
)
_OVER_TIME = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade"))
_UNDER_WHAT = re.compile(
    r" (?:[a-z]+ ){0,2}(?:programs?|statutes?|laws?|authorit\w+|names?|conditions?|categories|circumstances|agreements?"
    r"|contracts?|grants?|acts?|rules?|headings?|provisions?|sections?|administrations?|presidents)\b"
)


def comparator_before(text: str, start: int, end: int, unit: str) -> tuple[str, str] | None:
    """Return the comparator before the number at `start:end` and its words: `('>', 'more than')`."""
    if not start:
        return None
    if text[start - 1] in "~<>≥≤":
        return COMPARATORS[text[start - 1]], text[start - 1]
    stop = start - 1 if text[start - 1] == " " else start
    last = word_before(text, start).lower()
    if last not in _LAST_WORDS and last.lstrip(_OPENING) not in _LAST_WORDS:
        return None
    head = text[max(0, start - 56) : stop].rstrip(" ")
    for _ in range(3):
        last = head[head.rfind(" ") + 1 :].lower().lstrip(_OPENING)
        for n in _LENGTHS.get(last, ()):
            phrase = " ".join(head.rsplit(" ", n)[-n:]).lower().lstrip(_OPENING)
            if phrase in COMPARATORS:
                if phrase in ("over", "under") and not _compares(phrase, head, text, end, unit):
                    return None
                return COMPARATORS[phrase], head[len(head) - len(phrase) :]
        if last not in _FILLER_ENDS:
            return None
        shorter = _FILLER.sub("", head)
        if shorter == head:
            return None
        head = shorter
    return None


def _compares(phrase: str, head: str, text: str, end: int, unit: str) -> bool:
    """Whether `over` and `under` compare: not in `$300 million over five years` and `under three programs`."""
    if phrase == "under":
        return unit != "count" or _UNDER_WHAT.match(text, end) is None
    words = head[: -len(phrase)].split(" ")
    previous = words[-2].lower() if len(words) > 1 else ""
    return unit not in _OVER_TIME or previous in _OVER_COMPARES or text.startswith(" ago", end)


def comparator_after(text: str, end: int) -> tuple[str, str, int] | None:
    """Return the comparator after a number or its unit, its words and their end: `('>=', 'or more', 12)`."""
    match = _AFTER.match(text, end) if text[end : end + 2] in _AFTER_HEADS else None
    if match is None:
        return None
    if match["plus"]:
        return ">=", match["plus"].strip(), match.end()
    if match["words"].startswith("and") and match["word"] in ("more", "less", "fewer", "greater", "higher", "longer"):
        return None
    return (">=" if match["word"] in _UPWARD else "<="), match["words"], match.end()
