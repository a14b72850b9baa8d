"""Comparators before or after a number, and verbs that make it a rise or a fall."""

import re
from typing import NamedTuple

from factdata.mentions.lexicon import TABLES
from factdata.mentions.model import CHANGES, Change

#: Characters that a rule may look back: about eight words, and never past a line break.
REACH = 80
_OPENING = '("“‘[—–-'

_COMPARING = {
    " ".join(phrase.split()): sign for sign, text in TABLES["comparators"].items() for phrase in text.split(",")
}
_CHANGES: dict[str, Change] = {word: change for change in CHANGES for word in TABLES["changes"][change].split()}
_SIGNS = frozenset("~≈<>≥≤≧≦")
_MAX_PHRASE = max(phrase.count(" ") for phrase in _COMPARING) + 1
_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in _COMPARING)
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
    r"(?: (?P<words>(?:or|and(?! more| greater| higher| longer| less| fewer| lower)) (?:(?P<up>more|greater|over|above|"
    r"older|higher|longer|up)|less|fewer|under|below|younger|lower)\b)|(?P<plus>\+|-plus\b| plus(?= years)))",
)
_AFTER_HEADS = frozenset((" o", " a", " (", "+", "+ ", "-p", " p"))
#: `over five years` is a period after an amount, but a comparison after these words.
_OVER_COMPARES = frozenset(
    "for to of with after than has have in just well lasted spent aged by from served and is are was were".split()
)
_TIME_AFTER = re.compile(
    r"(?: ?[-–] ?| )(?:[a-z]+ )?(?:second|minute|hour|day|week|month|year|decade)s?\b(?! ago| old)"
)
#: `none larger than 900 barrels`, `Nobody paid over $700`, `No vessel is longer than 40 feet`, `not carry more than`;
#: but `no one under 18` refers to younger people, and neither `not found in more than 20 states` nor `not all of the
#: more than 200` is an upper bound.
_NEGATION = re.compile(
    r"\b(?:(?:no one|nobody) [a-z]{3,12}"
    r"|(?:none(?: of (?:them|these|those))?|never|not|(?<=n['’])t)"
    r"(?: (?!(?:in|of|to|for|among|with|from|at|on|by|all|only|just|until|before|after|because|if|even|every|under)\b)"
    r"[a-z]{2,12})?"
    r"|no [a-z]{2,20} (?:is|are|was|were|has|have|had|may|can|will|shall)(?: be| have)?)$",
    re.IGNORECASE,
)
_NEGATED = {">": "<=", ">=": "<", "<": ">="}
_PASSED_BY = frozenset("by another further additional an a just only sharply slightly".split())


class Bound(NamedTuple):
    """A comparator, its words, and their end if they follow the number."""

    sign: str
    surface: str
    end: int = 0


class Before(NamedTuple):
    """The words of a line before a number, and the last of them in lower case without opening quotes or brackets."""

    head: str
    last: str

    @classmethod
    def of(cls, head: str) -> "Before":
        """Find the last word of the text before a number."""
        return cls(head, head.rstrip(" ").rpartition(" ")[2].lower().lstrip(_OPENING))


def before(text: str, start: int) -> Before:
    """Return the text before `start` on its line, up to `REACH` characters."""
    return Before.of(text[max(0, start - REACH) : start].rpartition("\n")[2])


def bound_before(text: str, end: int, words: Before) -> Bound | None:
    """Return the comparator before the number that ends at `end`."""
    head = words.head.rstrip(" ")
    if head[-1:] in _SIGNS:
        return Bound(_COMPARING[head[-1]], head[-1])
    if limit := _LIMIT.search(head) if "imum" in head else None:
        return Bound("<=" if limit["max"] else ">=", limit["limit"])
    passed = _PASSED.search(head) if words.last in _PASSED_ENDS else None
    if passed:
        head = head[: passed.start()]
    elif words.last not in _LAST_WORDS:
        return None
    last = head.rsplit(" ", _MAX_PHRASE)
    for n in range(min(_MAX_PHRASE, len(last)), 0, -1):
        phrase = " ".join(last[-n:]).lstrip(_OPENING)
        if sign := _COMPARING.get(phrase.lower()):
            is_span = phrase.lower() == "over" and _TIME_AFTER.match(text, end) is not None
            if is_span and last[-2:][0].lower() not in _OVER_COMPARES:
                return None
            negation = _NEGATION.search(head[: -len(phrase)].rstrip(" ")) if sign in _NEGATED else None
            return Bound(_NEGATED[sign], head[negation.start() :]) if negation else Bound(sign, phrase)
    return None


def bound_after(text: str, end: int) -> Bound | None:
    """Return the comparator after a number or its unit: `or more`, `and older`, `+`."""
    match = _AFTER.match(text, end) if text[end : end + 2] in _AFTER_HEADS else None
    if match is None:
        return None
    return Bound(">=" if match["plus"] or match["up"] else "<=", match["words"] or match["plus"].strip(), match.end())


def change_before(words: Before, bound: Bound | None) -> Change | None:
    """Return `up` or `down` if the number is the size of a rise or fall: `rose about 1.5%`, `dropped by 3`."""
    if bound is None and words.last not in _CHANGES and words.last not in _PASSED_BY:
        return None
    head = words.head.rstrip(" ")
    if bound and not bound.end and head.endswith(bound.surface):
        head = head[: -len(bound.surface)].rstrip(" ")
    last = head.lower().rsplit(" ", 4)[-4:]
    while last and last[-1] in _PASSED_BY:
        last.pop()
    return _CHANGES.get(last[-1].lstrip(_OPENING)) if last else None
