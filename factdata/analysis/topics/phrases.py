"""Phrases of texts and names of headings, as written: what a label may be made of."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from factdata.text.words import TOKEN_PATTERN

MAX_WORDS = 4
_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
# `Smuggling - Arms, Contraband, Cultural Artifacts`, `Financial Crimes/Cornerstone`: several names in one heading;
# `National Intellectual Property Rights (IPR) Coordination Center` is one.
_NAMES = re.compile(r"\s[-–—]\s|[,;:/\n]")
_ASIDE = re.compile(r" ?\([^()\n]*\)")
_INSIDE_NAMES = frozenset(("and", "of", "for", "the", "&"))
# After these a verb comes as soon as a noun: `to combat`, `and discovers`; so the first word that follows is dropped.
_BEFORE_VERBS = frozenset(
    """and or to that who which we they it he she you i me us him them will would can could may might must should cannot
    not be is are was were been being has have had do does did do also then""".split()
)
_POSSESSIVE = re.compile(r"['’]s$")
# `smugglers` and `smuggling` tell of one thing. What is left is no word, and only compared.
_ENDINGS = re.compile(r"(?<=\w{4})(?:ings?|[eo]rs?|ed|es|e)$|(?<=\w{2}[^\Ws])s$")


def stems_of(phrase: str) -> frozenset[str]:
    """Return the words of a phrase without their endings, by which it is compared."""
    words = (_POSSESSIVE.sub("", word) for word in _WORD.findall(phrase.lower()))
    return frozenset(_ENDINGS.sub("", word) for word in words if word not in _INSIDE_NAMES)


def find_names(heading: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield the names of a heading, without stop words and what is not of letters at their ends."""
    for name in _NAMES.split(_ASIDE.sub("", heading)):
        words = list(_WORD.finditer(name))
        kept = [word for word in words if word[0].lower() not in stop_words]
        if kept and not {word[0].lower() for word in words} & (stop_words - _INSIDE_NAMES):
            yield name[kept[0].start() : kept[-1].end()]


def shorten(name: str, known: set[str]) -> str:
    """Leave out a last word that no text bears out where they do the others: `Human Smuggling & Trafficking Unit`."""
    *others, last = _WORD.finditer(name)
    said = {word[0].lower() for word in others} - _INSIDE_NAMES
    is_over = len(said) > 1 and said <= known and last[0].lower() not in known
    return name[: others[-1].end()] if is_over else name


def find_phrases(text: str, stop_words: frozenset[str]) -> Iterator[str]:
    """Yield the names, and the ends of runs of words that are no stop words; none that cuts a name short."""
    words = list(_WORD.finditer(text))
    stops = [word[0].lower() in stop_words for word in words]
    joined = [
        bool(_JOINT.fullmatch(text, first.end(), second.start())) and not _POSSESSIVE.search(first[0])
        for first, second in pairwise(words)
    ]
    spans, cuts = dict[tuple[int, int], None](), set[int]()
    for first, end in _runs([word[0][0].isupper() or word[0] in _INSIDE_NAMES for word in words], joined):
        kept = [place for place in range(first, end) if not stops[place]]
        if len(kept) > 1:
            spans[kept[0], kept[-1] + 1] = None
            cuts.update(range(kept[0] + 1, kept[-1] + 1))
    for first, end in _runs([not stop for stop in stops], joined):
        before = words[first - 1][0] if first else ""
        follows = first > 0 and _JOINT.fullmatch(text, words[first - 1].end(), words[first].start())
        sure = follows and (_POSSESSIVE.search(before) or before.lower() in stop_words - _BEFORE_VERBS)
        # The first word may be a verb, as at a sentence's start.
        starts = range(first if sure else min(first + 1, end - 1), end)
        # No phrase is longer than MAX_WORDS; a longer run is of a text without stop words. Two words within one come
        # last: in `the in-bond system allows` they are the noun, in `checks engine oil` they are not.
        found = [(start, start + 1 if end - first > MAX_WORDS else end) for start in starts]
        found += [(start, start + 2) for start in starts if start + 2 <= end]
        spans.update((span, None) for span in found if cuts.isdisjoint(span))
    for start, end in spans:
        yield _POSSESSIVE.sub("", text[words[start].start() : words[end - 1].end()])


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
