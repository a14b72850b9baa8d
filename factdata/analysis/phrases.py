"""Phrases of a text as written: what may say of what it is, in one word or several."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factdata.text.words import TOKEN_PATTERN, split_words, stem_words

MAX_WORDS = 3  # of a phrase; a name has as many as it has
MAX_RUN = 4  # words that stand together in a text with stop words
_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
_ACRONYM = re.compile(
    r" \([A-Z]{2,8}\)"
)  # `National Intellectual Property Rights (IPR) Coordination Center` is one name
# `Smuggling - Arms, Contraband`, `Financial Crimes/Cornerstone`, `Tips | Agency`: several names in one heading.
_APART = re.compile(r"\s[-–—]\s|[,;:/|\n]")
_PARTICIPLE = re.compile(r"\w{3}ed$")  # `posed`, not `need`
_INSIDE_NAMES = frozenset(("and", "of", "for", "the", "&"))
# After these a verb comes as soon as a noun: `to combat`, `and discovers`; before the others a verb seldom stands.
_BEFORE_VERBS = frozenset(
    """and or to that who which we they it he she you i me us him them will would can could may might must should cannot
    not be is are was were been being has have had do does did do also then""".split()
)
_AFTER_VERBS = frozenset("a an the this these those it its them their him his her us our me my you your".split())


def stems_of(phrase: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of a phrase's words, by which it is compared."""
    return tuple(stem_words([word for word in split_words(phrase) if word not in _INSIDE_NAMES], languages))


def is_name(phrase: str) -> bool:
    """Whether a phrase has several words, with capitals: `Shadow Wolves`, `Immigration Reform and Control Act`."""
    words = _WORD.findall(phrase)
    return len(words) > 1 and all(word[0].isupper() for word in words if word not in _INSIDE_NAMES)


def find_names(heading: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield the names of a heading, without stop words and what is not of letters at their ends."""
    for name in _APART.split(_ACRONYM.sub("", heading)):
        words = list(_WORD.finditer(name))
        kept = [word for word in words if word[0].lower() not in stop_words]
        if kept and not {word[0].lower() for word in words} & (stop_words - _INSIDE_NAMES):
            yield " ".join(name[kept[0].start() : kept[-1].end()].split())


def find_phrases(text: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield names, the ends of runs of words that are no stop words, as nouns stand last, and other single words.

    None cuts a name short. A text without stop words has long runs, and a title may have capitals throughout: any words
    that stand together there may be a phrase.
    """
    text = _ACRONYM.sub("", text)
    words = list(_WORD.finditer(text))
    lower = [word[0].lower() for word in words]
    joined = [bool(_JOINT.fullmatch(text, first.end(), second.start())) for first, second in pairwise(words)]
    kept = [word not in stop_words for word in lower]
    capital = [word[0][0].isupper() or word[0] in _INSIDE_NAMES for word in words]
    is_title = sum(kept) > MAX_WORDS and all(has for has, is_kept in zip(capital, kept, strict=True) if is_kept)
    spans, cuts = dict[tuple[int, int], None](), set[int]()
    for first, end in _runs(capital, joined):
        places = [place for place in range(first, end) if kept[place]]
        if len(places) > 1:
            spans[places[0], places[-1] + 1] = None
            cuts.update(() if is_title else range(places[0] + 1, places[-1] + 1))
    for first, end in _runs(kept, joined):
        is_any = is_title or end - first > MAX_RUN
        before = lower[first - 1] if first and joined[first - 1] else ""
        after = lower[end] if end < len(words) and joined[end - 1] else ""
        after = "a" if text.startswith(" a ", words[end - 1].end()) else after  # which is too short for a word
        # The first may be a verb, as after `to` or at a sentence's start, and the last one before `the`.
        last = end - (after in _AFTER_VERBS)
        if not is_any and last > first and _is_verb(lower[last - 1], is_alone=last == first + 1):
            last -= 1
        known = first + (before in _BEFORE_VERBS and last - first > 1)
        start = known + (not before and last - first > 1 and not is_any)
        for stop in range(start + 1, last + 1) if is_any else [last]:
            spans |= dict.fromkeys((place, stop) for place in range(max(start, stop - MAX_WORDS), stop))
        spans |= dict.fromkeys((place, place + 2) for place in range(start, last - 1))
        spans |= dict.fromkeys((place, place + 1) for place in range(known, last))
    for start, end in spans:
        is_verb = end == start + 1 and _is_verb(lower[start], is_alone=not (start and joined[start - 1]))
        if cuts.isdisjoint((start, end)) and not is_verb:
            yield " ".join(text[words[start].start() : words[end - 1].end()].split())


def _is_verb(word: str, is_alone: bool) -> bool:
    """Whether a word is seldom a noun where it ends a run: `the threat posed by`, `in returning to`."""
    return bool(_PARTICIPLE.search(word)) or (is_alone and word.endswith("ing"))


def _runs(belongs: Sequence[bool], joined: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where words that belong stand next to one another: the first, and the one after the last."""
    start = 0
    for place, is_joined in enumerate([*joined, False], 1):
        if not is_joined or not belongs[place - 1] or not belongs[place]:
            if belongs and belongs[place - 1]:
                yield start, place
            start = place
