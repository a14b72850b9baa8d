"""Phrases of a text as written: what may say of what it is, in one word or several."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factdata.text.words import TOKEN_PATTERN, split_words, stem_words

MAX_WORDS = 3  # of a phrase; a name has as many as it has
_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
_ACRONYM = re.compile(r" \([A-Z]{2,8}\)")  # `National Intellectual Property Rights (IPR) Coordination Center` is one name
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


def find_phrases(text: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield names, and nouns with the words before them: the ends of runs of words that are no stop words.

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
        if len(places) > 1 and not is_title:
            spans[places[0], places[-1] + 1] = None
            cuts.update(range(places[0] + 1, places[-1] + 1))
    for first, end in _runs(kept, joined):
        is_any = is_title or end - first > MAX_WORDS
        before = lower[first - 1] if first and joined[first - 1] else ""
        after = lower[end] if end < len(words) and joined[end - 1] else ""
        # The first may be a verb, as after `to` or at a sentence's start, and the last one before `the`.
        start = first + (before in _BEFORE_VERBS or (not before and end - first > 1 and not is_any))
        last = end - (after in _AFTER_VERBS)
        for stop in range(start + 1, last + 1) if is_any else [last]:
            spans.update(((place, stop), None) for place in range(max(start, stop - MAX_WORDS), stop))
    for start, end in spans:
        if cuts.isdisjoint((start, end)):
            yield " ".join(text[words[start].start() : words[end - 1].end()].split())


def _runs(belongs: Sequence[bool], joined: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where words that belong stand next to one another: the first, and the one after the last."""
    start = 0
    for place, is_joined in enumerate([*joined, False], 1):
        if not is_joined or not belongs[place - 1] or not belongs[place]:
            if belongs and belongs[place - 1]:
                yield start, place
            start = place
