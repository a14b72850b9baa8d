"""What the words beside a number say of it: a comparator before or after it, and whether it is a rise or a fall."""

import re
from typing import Literal, NamedTuple

#: Characters that any rule looks back over: some eight words, and never past a line end.
REACH = 80
OPENING = '("“‘[—–-'

#: What stands before a number and compares it; `just over` compares as `over` does.
COMPARATORS: dict[str, str] = {
    phrase: sign
    for sign, phrases in {
        ">": "more than|over|over than|exceeding|exceeded|exceeds|exceed|in excess of|greater than|higher than|"
        "larger than|longer than|older than|above|upwards of|upward of|topped|surpassed|surpassing|north of|>",
        ">=": "at least|no fewer than|no less than|not less than|not fewer than|as little as|as few as|at or above|"
        "greater than or equal to|more than or equal to|≥|≧|>=",
        "<": "less than|under|fewer than|below|lower than|smaller than|younger than|shorter than|<",
        "<=": "up to|at most|no more than|not more than|as many as|as much as|as high as|within|not to exceed|"
        "no longer than|no later than|not exceeding|not exceed|at or below|less than or equal to|≤|≦|<=",
        "~": "about|approximately|around|some|nearly|almost|roughly|an estimated|estimated|estimated at|approx.|"
        "approx|close to|an estimated total of|in the range of|~|≈|circa|averaging",
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
_SIGNS = frozenset("~≈<>≥≤≧≦")
_MAX_PHRASE = max(phrase.count(" ") for phrase in COMPARATORS) + 1
_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in COMPARATORS)
#: `none larger than 900 barrels`, `Nobody paid over $700`, `No vessel is longer than 40 feet`, `not carry more than`;
#: but `no one under 18` are those who are younger, and `not found in more than 20 states` and `not all of the more than
#: 200` bound nothing from above.
_NEGATION = re.compile(
    r"\b(?:(?:no one|nobody) [a-z]{3,12}"
    r"|(?:none(?: of (?:them|these|those))?|never|not|(?<=n['’])t)"
    r"(?: (?!(?:in|of|to|for|among|with|from|at|on|by|all|only|just|until|before|after|because|if|even|every|under)\b)"
    r"[a-z]{2,12})?"
    r"|no [a-z]{2,20} (?:is|are|was|were|has|have|had|may|can|will|shall)(?: be| have)?)$",
    re.IGNORECASE,
)
_NEGATED = {">": "<=", ">=": "<", "<": ">="}
#: Words between the comparator and the number: `at least another 20`, `under the age of 18`, `up to a combined 9`.
_PASSED = re.compile(
    r"(?: an additional| additional| another| a total of| a combined| a full| the ages? of| ages? of| ages?| an?)$",
    re.IGNORECASE,
)
_PASSED_ENDS = frozenset("additional another of combined full age ages a an".split())
#: `a maximum fine of`, `a mandatory minimum of`, `a maximum statutory penalty of`.
_LIMIT = re.compile(
    r"\b(?P<limit>m(?P<max>ax)?(?:in)?imum(?: of)?)(?: (?:statutory|possible|prison|potential|penalty|sentence|term|"
    r"fine|punishment|imprisonment|size|length|height|weight|age|speed|distance|of|a)){0,6}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?: \([^()\d]{1,12}\))?"  # 4 picocuries per liter (pCi/L) or more
    r"(?: (?P<words>or (?P<word>more|greater|over|above|older|higher|longer|up|less|fewer|under|below|younger|lower)\b"
    r"|and (?P<also>over|above|older|up|under|below|younger)\b)|(?P<plus>\+|-plus\b| plus(?= years)))",
)
_AFTER_HEADS = frozenset((" o", " a", " (", "+", "+ ", "-p", " p"))
_UPWARD = frozenset("more greater over above older higher longer up".split())
#: `over five years` is a span of time after a sum, and a comparator after these.
_OVER_COMPARES = frozenset(
    "for to of with after than has have in just well lasted spent aged by from served and is are was were".split()
)
_TIME_AFTER = re.compile(r"(?: ?[-–] ?| )(?:[a-z]+ )?(?:second|minute|hour|day|week|month|year|decade)s?\b")

_UP = """
    up rose rise rises rising risen gain gains gained gaining climb climbs climbed climbing jump jumps jumped increase
    increases increased increasing grew grow grows grown growing add adds added advance advanced soar soared surge
    surged rallied higher doubled raised
"""
_DOWN = """
    down fell fall falls falling fallen drop drops dropped dropping lose loses lost losing decline declines declined
    declining decrease decreases decreased decreasing plunge plunged plummet plummeted plummeting tumble tumbled slid
    slide sank shed shrank reduced lowered lower eased slipped
"""
Change = Literal["up", "down"]
_CHANGES: dict[str, Change] = {**dict.fromkeys(_UP.split(), "up"), **dict.fromkeys(_DOWN.split(), "down")}
_PASSED_BY = frozenset("by another further additional an a just only sharply slightly".split())


class Bound(NamedTuple):
    """A comparator, its words, and where they end if they stand after the number."""

    sign: str
    surface: str
    end: int


class Before(NamedTuple):
    """The words of a line before a number, and the last of them in lower case without what opens it."""

    head: str
    last: str

    @classmethod
    def of(cls, head: str) -> "Before":
        """Return a head with its last word."""
        return cls(head, head.rstrip(" ").rpartition(" ")[2].lower().lstrip(OPENING))


def before(text: str, start: int) -> Before:
    """Return what stands before `start` on its line, as far as any rule looks back."""
    return Before.of(text[max(0, start - REACH) : start].rpartition("\n")[2])


def bound_before(text: str, end: int, words: Before) -> Bound | None:
    """Return the comparator before the number that ends at `end`."""
    head = words.head.rstrip(" ")
    if head[-1:] in _SIGNS:
        return Bound(COMPARATORS[head[-1]], head[-1], 0)
    limit = _LIMIT.search(head) if "imum" in head else None
    if limit:
        return Bound("<=" if limit["max"] else ">=", limit["limit"], 0)
    passed = _PASSED.search(head) if words.last in _PASSED_ENDS else None
    if passed:
        head = head[: passed.start()]
    elif words.last not in _LAST_WORDS:
        return None
    last = head.rsplit(" ", _MAX_PHRASE)
    for n in range(min(_MAX_PHRASE, len(last)), 0, -1):
        phrase = " ".join(last[-n:]).lstrip(OPENING)
        sign = COMPARATORS.get(phrase.lower())
        if sign is None:
            continue
        if phrase.lower() == "over" and not _over_compares(last, text, end):
            return None
        negation = _NEGATION.search(head[: len(head) - len(phrase)].rstrip(" ")) if sign in _NEGATED else None
        return Bound(_NEGATED[sign], head[negation.start() :], 0) if negation else Bound(sign, phrase, 0)
    return None


def _over_compares(last: list[str], text: str, end: int) -> bool:
    """Whether `over` compares: not in `$300 million over five years`."""
    previous = last[-2].lower() if len(last) > 1 else ""
    is_time = _TIME_AFTER.match(text, end) is not None
    return not is_time or previous in _OVER_COMPARES or text.startswith((" ago", " years old"), end)


def bound_after(text: str, end: int) -> Bound | None:
    """Return the comparator after a number or its unit: `or more`, `and older`, `+`."""
    match = _AFTER.match(text, end) if text[end : end + 2] in _AFTER_HEADS else None
    if match is None:
        return None
    if match["plus"]:
        return Bound(">=", match["plus"].strip(), match.end())
    return Bound(">=" if (match["word"] or match["also"]) in _UPWARD else "<=", match["words"], match.end())


def change_before(words: Before, bound: Bound | None) -> Change | None:
    """Return `up` or `down` where the number is the size of a rise or fall: `rose about 1.5%`, `dropped by 3`."""
    if bound is None and words.last not in _CHANGES and words.last not in _PASSED_BY:
        return None
    head = words.head.rstrip(" ")
    if bound and not bound.end and head.endswith(bound.surface):
        head = head[: -len(bound.surface)].rstrip(" ")
    last = head.lower().rsplit(" ", 4)[1:] if head.count(" ") > 3 else head.lower().split(" ")
    while last and last[-1] in _PASSED_BY:
        last.pop()
    return _CHANGES.get(last[-1].lstrip(OPENING)) if last else None
