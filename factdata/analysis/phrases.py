"""Phrases of texts and names of headings, as written: what a label may be made of."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise

from factdata.text.words import TOKEN_PATTERN, split_words, stem_words

MAX_WORDS = 4
_LENGTHS = range(2, MAX_WORDS + 1)
_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
_POSSESSIVE = re.compile(r"['’]s?[ \u00a0]")  # `school's seal`, `schools’ seal`: a noun follows
# `Smuggling - Arms, Contraband, Cultural Artifacts`, `Financial Crimes/Cornerstone`, `Tips | Agency`: several names in
# one heading; `National Intellectual Property Rights (IPR) Coordination Center` is one.
_NAMES = re.compile(r"\s[-–—]\s|[,;:/|\n]")
_ASIDE = re.compile(r" ?\([^()\n]*\)")
_PARTICIPLE = re.compile(r"\w{4}ed$")  # `announced`, not `need`
_INSIDE_NAMES = frozenset(("and", "of", "for", "the", "&"))
# After these a verb comes as soon as a noun: `to combat`, `and discovers`; so the first word that follows is dropped.
_BEFORE_VERBS = frozenset(
    """and or to that who which we they it he she you i me us him them will would can could may might must should cannot
    not be is are was were been being has have had do does did do also then""".split()
)
# Before these stands a verb, seldom a noun: `returning them`, `targets the`.
_AFTER_VERBS = frozenset("a an the this these those it its them their him his her us our me my you your".split())


def stems_of(phrase: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the stems of a phrase's words, by which it is compared."""
    return tuple(stem_words([word for word in split_words(phrase) if word not in _INSIDE_NAMES], languages))


def find_words(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


def find_names(heading: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield the names of a heading, without stop words and what is not of letters at their ends."""
    for name in _NAMES.split(_ASIDE.sub(" ", heading)):
        words = list(_WORD.finditer(name))
        kept = [word for word in words if word[0].lower() not in stop_words]
        if kept and not {word[0].lower() for word in words} & (stop_words - _INSIDE_NAMES):
            yield name[kept[0].start() : kept[-1].end()]


def find_phrases(text: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield the names, and the ends of runs of words that are no stop words; none that cuts a name short.

    In a title whose words all have capitals, these mark no end of a name: any words that stand together may be one.
    """
    words = list(_WORD.finditer(text))
    joined = [bool(_JOINT.fullmatch(text, first.end(), second.start())) for first, second in pairwise(words)]
    kept = [word[0].lower() not in stop_words for word in words]
    capital = [word[0][0].isupper() or word[0] in _INSIDE_NAMES for word in words]
    is_title = sum(kept) > MAX_WORDS and all(compress(capital, kept))
    spans, cuts = dict[tuple[int, int], None](), set[int]()
    for first, end in _runs(capital, joined):
        places = [place for place in range(first, end) if kept[place]]
        if len(places) > 1:
            spans[places[0], places[-1] + 1] = None
            cuts.update(range(places[0] + 1, places[-1] + 1))
    for first, end in _runs(kept, joined):
        if is_title:
            spans.update(((start, start + n), None) for n in _LENGTHS for start in range(first, end + 1 - n))
        else:
            found = _find_ends(first, end, _follows_article(text, words, first, stop_words))
            spans.update((span, None) for span in found if cuts.isdisjoint(span))
    for start, end in spans:
        yield text[words[start].start() : words[end - 1].end()]


def _find_ends(first: int, end: int, is_noun: bool) -> list[tuple[int, int]]:
    """Return the ends of a run of words; its first word may be a verb, as at a sentence's start, if it is no noun."""
    starts = range(first if is_noun else min(first + 1, end - 1), end)
    # No phrase is longer than MAX_WORDS; a longer run is of a text without stop words. Two words within one come
    # last: in `the in-bond system allows` they are the noun, in `checks engine oil` they are not.
    found = [(start, start + 1 if end - first > MAX_WORDS else end) for start in starts]
    return found + [(start, start + 2) for start in starts if start + 2 <= end]


def weigh_nouns(text: str, stop_words: frozenset[str]) -> Counter[str]:
    """Count how often each word, in small letters, stands as a noun does, less how often as a verb does.

    A noun ends a run of words after an article or a preposition; a verb begins one after `to` or `which`, ends one
    before an article or a pronoun, or ends in `ed`. What stands otherwise may be either, as after `and`.
    """
    words = list(_WORD.finditer(text))
    names = [word[0].lower() for word in words]
    joined = [bool(_JOINT.fullmatch(text, first.end(), second.start())) for first, second in pairwise(words)]
    counts = Counter[str]()
    for first, end in _runs([name not in stop_words for name in names], joined):
        last = end - 1
        is_noun = _follows_article(text, words, first, stop_words)
        if end < len(names) and joined[last] and names[end] in _AFTER_VERBS:
            counts[names[last]] -= 1
        elif is_noun and not (first == last and names[last].endswith("ing")):  # `in smuggling arms`
            counts[names[last]] += 1
        if first and joined[first - 1] and names[first - 1] in _BEFORE_VERBS - {"and", "or"}:
            counts[names[first]] -= 1
        for name in names[first : end - is_noun]:
            counts[name] -= bool(_PARTICIPLE.search(name))
    return counts


def _follows_article(text: str, words: Sequence[re.Match[str]], first: int, stop_words: frozenset[str]) -> bool:
    """Whether a word follows one that no verb follows: an article, a preposition, a possessive."""
    if not first:
        return False
    before = words[first - 1]
    if _POSSESSIVE.fullmatch(text, before.end(), words[first].start()):
        return True
    is_joined = _JOINT.fullmatch(text, before.end(), words[first].start()) is not None
    return is_joined and before[0].lower() in stop_words - _BEFORE_VERBS


def _runs(belongs: Sequence[bool], joined: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where words that belong stand next to one another: the first, and the one after the last."""
    start = 0
    for place, is_joined in enumerate([*joined, False], 1):
        if not is_joined or not belongs[place - 1] or not belongs[place]:
            if belongs and belongs[place - 1]:
                yield start, place
            start = place


def is_name(phrase: str) -> bool:
    """Whether a phrase has several words, with capitals: `Shadow Wolves`, `Immigration Reform and Control Act`."""
    words = _WORD.findall(phrase)
    return len(words) > 1 and all(word[0].isupper() for word in words if word not in _INSIDE_NAMES)
