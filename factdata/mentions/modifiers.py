"""The word that bounds a date: since, by, until, as of."""

import re

from factdata.mentions.model import MODIFIERS

#: A weekday or a clock time: `effective 12:01 a.m. on Jan. 1`
_WEEKDAY = re.compile(
    r"\d{1,2}(?::\d\d)?|[ap]\.?m\.?|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]*$",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(
    """
    in on at least early late mid or approximately about around the year years month of end start middle close
    beginning summer fall spring winter autumn calendar fiscal
    """.split()
)
#: Before `from` where it bounds nothing: `up 61 percent from 2015`
_CHANGED = re.compile(r"(?:%|percent|points?|up|down|unchanged|change|(?:in|de)creased?|rise|decline|drop)$")
#: `losses caused by the Jan. 21-23 storm`
_DONE_BY = frozenset("caused affected impacted damaged displaced destroyed".split())
_BOUNDS = {word: word for word in MODIFIERS if " " not in word} | {"till": "until", "thru": "through"}
_WORDS_BACK = 8


def modifier_before(words: list[str], kind: str) -> str | None:
    """Return the word that bounds a date, from the words before it; small words between are passed over."""
    is_of = False
    for i in range(len(words) - 1, max(-1, len(words) - _WORDS_BACK), -1):
        word, previous = words[i].lower().lstrip('("“'), words[i - 1].lower().lstrip("(") if i else ""
        if not word:
            continue
        if word == "of" and previous == "as":
            return "as of"
        if (word == "from" and _CHANGED.search(previous)) or (word == "by" and previous in _DONE_BY):
            return None
        if word in _BOUNDS and not (is_of and word == "beginning"):  # `at the beginning of 2018`
            return _BOUNDS[word]
        if word == "the" and kind in ("year", "fiscal_year") and i + 2 >= len(words):  # `by the 2008 act`
            return None
        is_of = is_of or word == "of"
        if not (word.rstrip("-–") in _SMALL_WORDS or _WEEKDAY.fullmatch(word)):
            return None
    return None
