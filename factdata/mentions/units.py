"""The words round a number: the unit after it, and the comparator before or after it."""

import re

from factdata.mentions.lexicon import FINITE, kind

_OPENING = '("“‘[—–-'
#: Units and the words for them; a hyphen stands for a blank too: `acre-feet`, `square miles`.
UNIT_WORDS: dict[str, tuple[str, float]] = {
    word.replace("-", " "): (unit, 1.0)
    for unit, words in {
        "second": "seconds second sec", "minute": "minutes minute", "hour": "hours hour hr hrs", "day": "days day",
        "week": "weeks week", "month": "months month", "year": "years year yr yrs", "decade": "decades decade",
        "mile": "miles mile mi linear-miles linear-mile", "nautical mile": "nautical-miles nautical-mile",
        "kilometre": "kilometers kilometer kilometres kilometre km kms", "metre": "meters meter metres metre",
        "centimetre": "centimeters centimeter cm", "millimetre": "millimeters millimeter mm",
        "foot": "feet foot ft linear-feet linear-foot", "inch": "inches inch", "yard": "yards yard",
        "acre": "acres acre", "hectare": "hectares hectare", "acre-foot": "acre-feet acre-foot",
        "square mile": "square-miles square-mile sq-miles sq-mi", "square metre": "square-meters square-meter",
        "square kilometre": "square-kilometers square-kilometer km2", "square foot": "square-feet square-foot sq-ft",
        "cubic yard": "cubic-yards cubic-yard", "cubic foot": "cubic-feet cubic-foot",
        "cubic metre": "cubic-meters cubic-meter", "gallon": "gallons gallon", "barrel": "barrels",
        "litre": "liters liter litres litre", "pound": "pounds pound lb lbs", "ounce": "ounces ounce oz",
        "kilogram": "kilograms kilogram kilos kilo kg kgs", "gram": "grams gram",
        "milligram": "milligrams milligram mg",
        "microgram": "micrograms microgram",
        "ton": "tons ton tonnes tonne metric-tons metric-ton metric-tonnes short-tons",
        "caliber": "caliber calibre", "degree": "degrees degree ° °F °C", "horsepower": "horsepower hp",
        "kilowatt": "kilowatts kilowatt kw", "kilowatt-hour": "kilowatt-hours kilowatt-hour kwh",
        "megawatt": "megawatts megawatt mw", "megawatt-hour": "megawatt-hours megawatt-hour mwh",
        "gigawatt": "gigawatts gigawatt gw", "megabyte": "megabytes megabyte mb", "gigabyte": "gigabytes gigabyte gb",
        "terabyte": "terabytes terabyte tb", "mile per gallon": "mpg miles-per-gallon",
        "mile per hour": "mph miles-per-hour mile-per-hour",
        "part per million": "ppm parts-per-million part-per-million",
        "part per billion": "ppb parts-per-billion part-per-billion",
        "picocurie per litre": "picocuries-per-liter picocurie-per-liter picocuries-per-litre pCi/L",
        "microgram per cubic metre": "micrograms-per-cubic-meter µg/m3 μg/m3 ug/m3",
        "microgram per decilitre": "micrograms-per-deciliter µg/dL μg/dL ug/dL",
        "microgram per litre": "micrograms-per-liter µg/L μg/L ug/L",
        "milligram per litre": "milligrams-per-liter mg/L",
        "USD": "dollars dollar U.S.-dollars US-dollars", "CAD": "Canadian-dollars", "EUR": "euros euro",
        "GBP": "pounds-sterling", "MXN": "pesos Mexican-pesos", "JPY": "yen", "CNY": "yuan renminbi",
    }.items()
    for word in words.lower().split()
} | {"cent": ("USD", 0.01), "cents": ("USD", 0.01)}  # fmt: skip
CURRENCY_UNITS = frozenset("USD EUR GBP CAD MXN JPY CNY".split())
TIMES = frozenset("second minute hour day week month year decade".split())
#: `316 river miles`, `30 calendar days`, `12 flight hours`: with a word between, plural units only.
_PLURAL_UNITS = frozenset("miles acres hours minutes days weeks months years decades feet".split())
#: but not `5 of miles`, `two and hours`.
_NOT_BETWEEN = frozenset("of and or to in for a an the per by at from over with who were are".split())
_UNIT = re.compile(
    r"(?:[- ] ?|)(?P<first>(?:[µμu]g|mg|pCi)/(?:m3|dL|L)\b|[A-Za-z][A-Za-z.]{0,14}2?|°[CF]?)"
    r"(?:(?P<per> per (?:million|billion|hour|gallon|(?:deci)?liter|litre|cubic meter)\b)"
    r"|[- ](?P<second>[A-Za-z]{2,12})\b)?"
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)(?: of| from| between)? $",
    re.IGNORECASE,
)
_YOUNG_BEFORE = re.compile(
    r"\b(?:children|youths?|minors|juveniles|adults|women|men|girls|boys|people|persons|those|anyone|one|individuals|"
    r"students|are|were|be|is|kids|teens|passengers|applicants|victims|patients|residents|drivers|workers|aliens)"
    r" (?:under|over|younger than|older than|above|below) $",  # children under 18
    re.IGNORECASE,
)
#: `A Honduran national, 34, was sentenced`
_AGE_APART = re.compile(r"[a-z], $")
_APART_ENDS = re.compile(r"(?:, \d\d){0,4}(?:,? and \d\d)?,")  # two boys, 15 and 17, were
#: `The arrests were: El Paso, 17; Midland, 12, and Alpine, 16.`
_PLACE_LISTED = re.compile(r"[:;] (?:[A-Z][\w.]{1,15} ){0,2}[A-Z]\w{1,15}, $")
_AGE_IS = re.compile(
    r"\bage\b[^.;]{0,24} (?:is|was|of) $|\b(?:they|he|she|who|I) (?:were|was|are|is|turned|turns?) $"
)  # before they were fifteen.
_AGE_AFTER = re.compile(r" (?:years? of age )?(?:and|or|to) (?:older|younger)\b|[- ]years?[- ]olds?\b")
_AGE_TAIL = re.compile(r"(?:-| )(?:olds?|of age)\b")  # 33-year-old, 50 years old or older
_AGE_HEADS = frozenset((" y", " a", " o", " t", "-y"))
_AGE_LAST = frozenset(
    """
    aged age ages of from between under over than above below were was are is be turned turn turns fever
    temperature temperatures reached reaching least
    """.split()
)
_NO_NOUN = re.compile(
    r"[.,;:)]|$| (?:and|or|to|who|may|must|need|can|are|were|when|in|at|on|with|without|from|not|have)\b"
)
_HEAT_BEFORE = re.compile(
    r"\b(?:fever|temperatures?)(?: (?:of|reached|reaching|above|over|at least))? $", re.IGNORECASE
)


def read_unit(text: str, end: int) -> tuple[str, float, int] | None:
    """Read the unit word after a number that ends at `end`: the unit, a factor, and where its words end."""
    match = _UNIT.match(text, end)
    if match is None:
        return None
    first, per, second = match.groups()
    word, found = first.lower(), None
    if per or second:
        found = UNIT_WORDS.get(word + per.lower() if per else f"{word} {second.lower()}")
        stop = match.end()
    if found is None and text[end] in " -" and second in _PLURAL_UNITS and word not in UNIT_WORDS:
        if word in _NOT_BETWEEN or not first.islower() or kind(word) == "plural":  # `two agents days before`
            return None
        found = UNIT_WORDS[second]
    if found is None:
        found, stop = UNIT_WORDS.get(word.rstrip(".")), match.end("first") - (word[-1] == "." and len(word) > 4)
    if found is None or (text[end] not in " -°" and len(word) > 3):  # 9mm, 11,000km2
        return None
    if found[0] == "year" and (tail := _AGE_TAIL.match(text, stop)):
        stop = tail.end()
    return *found, stop


def last_word(text: str, start: int) -> str:
    """Return the word before a number in lower case, without a quote or bracket that opens it."""
    stop = start - (text[start - 1 : start] == " ")
    return text[text.rfind(" ", max(0, stop - 16), stop) + 1 : stop].lower().lstrip(_OPENING)


def implied_unit(text: str, start: int, end: int, last: str) -> str:
    """Return the unit of a number without a unit word: an age, a temperature, or a count. `last` is the word before.

    `aged 33`, `ages 5 to 17`, `18 and older`, `children under 18`, `before they were fifteen`, `a fever of 101`.
    """
    if end - start > 12:
        return "count"
    if text[end : end + 2] in _AGE_HEADS and _AGE_AFTER.match(text, end):
        return "year"
    if last not in _AGE_LAST and last[-1:] != ",":
        return "count"
    back = max(0, start - 36)
    if _AGE_BEFORE.search(text, back, start):
        return "year"
    if _NO_NOUN.match(text, end) or FINITE.match(text, end):  # victims over 60 lost
        if _YOUNG_BEFORE.search(text, back, start) or (
            text[end : end + 1] in ".,;" and _AGE_IS.search(text, back, start)
        ):
            return "year"
        if end - start == 2 and _APART_ENDS.match(text, end) and _AGE_APART.search(text, back, start):
            listed = _PLACE_LISTED.search(text, back, start) and text.startswith(", and ", end)
            return "count" if listed and text[end + 6 : end + 7].isupper() else "year"
        if _HEAT_BEFORE.search(text, back, start):
            return "degree"
    return "count"


#: What stands before a number and compares it; `just over` compares as `over` does.
COMPARATORS: dict[str, str] = {
    phrase: sign
    for sign, phrases in {
        ">": "more than|over|exceeding|exceeded|exceeds|exceed|in excess of|greater than|higher than|larger than|"
        "longer than|older than|above|upwards of|upward of|topped|surpassed|surpassing|north of|>",
        ">=": "at least|no fewer than|no less than|not less than|not fewer than|as little as|as few as|at or above|≥",
        "<": "less than|under|fewer than|below|lower than|smaller than|younger than|shorter than|<",
        "<=": "up to|at most|no more than|not more than|as many as|as much as|as high as|within|not to exceed|"
        "no longer than|no later than|not exceeding|not exceed|at or below|≤",
        "~": "about|approximately|around|some|nearly|almost|roughly|an estimated|estimated|estimated at|approx.|"
        "approx|close to|an estimated total of|in the range of|~",
    }.items()
    for phrase in phrases.split("|")
}
#: `none larger than 900 barrels`, `Nobody paid over $700`, `No vessel is longer than 40 feet`, `not carry more than`;
#: but `no one under 18` are those who are younger, and `not found in more than 20 states` and `not all of the more than
#: 200` bound nothing from above.
_NEGATION = re.compile(
    r"\b(?:(?:no one|nobody) [a-z]{3,12}"
    r"|(?:none(?: of (?:them|these|those))?|never|not|(?<=n['’])t)"
    r"(?: (?!(?:in|of|to|for|among|with|from|at|on|by|all|only|just|until|before|after|because|if|even|every|under)\b)"
    r"[a-z]{2,12})?"
    r"|no [a-z]{2,20} (?:is|are|was|were|has|have|had|may|can|will|shall)(?: be| have)?) $",
    re.IGNORECASE,
)
_NEGATED = {">": "<=", ">=": "<", "<": ">="}
_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in COMPARATORS)
#: Words between the comparator and the number: `at least another 20`, `under the age of 18`, `up to a combined 9`.
_PASSED = re.compile(
    r"(?: an additional| additional| another| a total of| a combined| a full| the ages? of| ages? of| ages?| an?)$",
    re.IGNORECASE,
)
#: `a maximum fine of`, `a mandatory minimum of`, `a maximum statutory penalty of`.
_LIMIT = re.compile(
    r"\b(?P<limit>m(?P<max>ax)?(?:in)?imum(?: of)?)(?: (?:statutory|possible|prison|potential|penalty|sentence|term|"
    r"fine|punishment|imprisonment|size|length|height|weight|age|speed|distance|of|a)){0,6}$",
    re.IGNORECASE,
)
_PASSED_ENDS = frozenset("additional another of combined full age ages a an".split())
_LIMIT_ENDS = frozenset("maximum minimum of a penalty sentence fine term size length height weight age".split())
_AFTER = re.compile(
    r"(?: \([^()\d]{1,12}\))?"  # 4 picocuries per liter (pCi/L) or more
    r"(?: (?P<words>or (?P<word>more|greater|over|above|older|higher|longer|up|less|fewer|under|below|younger|lower)\b"
    r"|and (?P<also>over|above|older|up|under|below|younger)\b)|(?P<plus>\+|-plus\b| plus(?= years)))",
)
_AFTER_HEADS = frozenset((" o", " a", " (", "+", "+ ", "-p", " p"))
_UPWARD = frozenset("more greater over above older higher longer up".split())
#: `over five years` is a span of time after a sum, and a comparator after these.
_OVER_COMPARES = frozenset(
    "for to of with after than has have in just well lasted spent aged by from served and".split()
)
_TIME_AFTER = re.compile(r"(?: ?[-–] ?| )(?:[a-z]+ )?(?:second|minute|hour|day|week|month|year|decade)s?\b")
#: `under three programs` is no comparison.
_UNDER_WHAT = re.compile(
    r" (?:[a-z]+ ){0,2}(?:programs?|statutes?|laws?|authorit\w+|names?|conditions?|categories|circumstances|agreements?"
    r"|contracts?|grants?|acts?|rules?|headings?|provisions?|sections?|administrations?|presidents)\b"
)


def comparator_before(text: str, start: int, end: int, unit: str, last: str) -> tuple[str, str] | None:
    """Return the comparator before the number at `start:end` and its words: `('>', 'more than')`."""
    if start and text[start - 1] in "~<>≥≤":
        return COMPARATORS[text[start - 1]], text[start - 1]
    if last not in _LAST_WORDS and last not in _PASSED_ENDS and last not in _LIMIT_ENDS:
        return None
    head = text[max(0, start - 56) : start].rpartition("\n")[2].rstrip(" ")
    if last in _LIMIT_ENDS and (limit := _LIMIT.search(head)):
        return "<=" if limit["max"] else ">=", limit["limit"]
    if last in _PASSED_ENDS:
        head = _PASSED.sub("", head)
    words = head.rsplit(" ", 4)
    for n in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[-n:]).lstrip(_OPENING)
        sign = COMPARATORS.get(phrase.lower())
        if sign:
            compares = phrase.lower() not in ("over", "under") or _compares(phrase.lower(), words, text, end, unit)
            if compares and sign in _NEGATED and (negation := _NEGATION.search(head, 0, len(head) - len(phrase))):
                return _NEGATED[sign], head[negation.start() :]
            return (sign, phrase) if compares else None
    return None


def _compares(phrase: str, words: list[str], text: str, end: int, unit: str) -> bool:
    """Whether `over` and `under` compare: not in `$300 million over five years` and `under three programs`."""
    if phrase == "under":
        return unit != "count" or _UNDER_WHAT.match(text, end) is None
    previous = words[-2].lower() if len(words) > 1 else ""
    return _TIME_AFTER.match(text, end) is None or previous in _OVER_COMPARES or text.startswith(" ago", end)


def comparator_after(text: str, end: int) -> tuple[str, str, int] | None:
    """Return the comparator after a number or its unit, its words and their end: `('>=', 'or more', 12)`."""
    match = _AFTER.match(text, end) if text[end : end + 2] in _AFTER_HEADS else None
    if match is None:
        return None
    if match["plus"]:
        return ">=", match["plus"].strip(), match.end()
    return (">=" if (match["word"] or match["also"]) in _UPWARD else "<="), match["words"], match.end()
