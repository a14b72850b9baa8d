"""Labels of topics: short noun phrases in the sheets' own words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from .words import TOKEN_PATTERN

MAX_WORDS = 4
MAX_LABEL = 48  # characters: what fits beside a point of a chart
# A second phrase is added where the first leaves out more than this of a topic, and more than one sheet.
MUCH = 0.4
SECOND = 4  # texts to one of them that uses its words
# Of this many sheets one must have a phrase of several words as it is: words that merely meet there are no name.
SHEETS_TO_A_PHRASE = 20
# What a phrase is worth that is written once and no name: torn from a sentence, as `allow ICE` of `laws allow ICE to`.
TORN = 0.5

_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
# `Smuggling - Arms, Contraband, Cultural Artifacts`, `Financial Crimes/Cornerstone`: several names in one heading.
_NAMES = re.compile(r"\s+[-–—]\s+|[,;:/()\n]+")
_INSIDE_NAMES = frozenset(("and", "of", "for", "the", "&"))
# After these a verb comes as soon as a noun: `to combat`, `and discovers`; so the first word that follows is dropped.
_BEFORE_VERBS = frozenset(
    """and or to that who which we they it he she you i me us him them will would can could may might must should cannot
    not be is are was were been being has have had do does did do also then""".split()
)


@dataclass(eq=False)
class _Uses:
    """By word, the sheets that use it in their text, and those whose heading bears it."""

    text: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    heading: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def together(self, words: Iterable[str]) -> set[int]:
        """Return the sheets that use all the words, wherever each stands."""
        return set[int].intersection(*(self.text[word] | self.heading[word] for word in words))

    def weigh(self, word: str, sheets: set[int]) -> float:
        """Count the sheets that use a word; those of which only the text or only the heading does, for a half."""
        return (len(self.text[word] & sheets) + len(self.heading[word] & sheets)) / 2


def label_topics(
    texts: Sequence[str],
    headings: Sequence[str],
    topics: Sequence[int],
    stop_words: frozenset[str],
    mixed: Iterable[int] = (),
) -> dict[int, str]:
    """Give each topic one or two phrases whose words many of its sheets use and few others do.

    Topics that are ``mixed`` hold what joins nowhere; their labels say so, and name one of the things.

    A phrase is a name in a heading, or the end of a run of words without stop words, as nouns stand last: as written
    in the texts. Where nothing else is found it is a single word, and `Topic` and the number where texts have none.
    """
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, topic in enumerate(topics):
        members[topic].add(sheet)
    uses = _count_uses(texts, headings, stop_words)
    labels: dict[int, str] = {}
    for topic in sorted(members):
        written: dict[str, Counter[str]] = defaultdict(Counter)
        known = {word for word, sheets in uses.text.items() if sheets & members[topic]}
        for sheet in sorted(members[topic]):
            names = (_trim(name, known) for name in _names(headings[sheet], stop_words))
            for phrase in (*names, *_phrases(texts[sheet], stop_words)):
                written[phrase.lower()][phrase] += 1
        label = _label(written, uses, members[topic], set(labels.values()), topic in mixed)
        labels[topic] = label or f"Topic {topic}"
    return labels


def _count_uses(texts: Sequence[str], headings: Sequence[str], stop_words: frozenset[str]) -> _Uses:
    uses = _Uses()
    for sheet, (text, heading) in enumerate(zip(texts, headings, strict=True)):
        words = set(_words(text.lower()))
        for word in words:
            uses.text[word].add(sheet)
        for number, name in enumerate(_names(heading, stop_words)):
            of_name = set(_words(name.lower()))
            # Of several names the first holds for every sheet below, the others for those that they are borne out by.
            if number == 0 or not of_name.isdisjoint(words):
                for word in of_name:
                    uses.heading[word].add(sheet)
    return uses


def _label(
    written: dict[str, Counter[str]], uses: _Uses, members: set[int], taken: set[str], is_mixed: bool
) -> str | None:
    least = -(-len(members) // SHEETS_TO_A_PHRASE)
    words = {
        phrase: words
        for phrase, forms in written.items()
        if (words := _content(phrase)) and len(phrase) <= MAX_LABEL and (len(words) == 1 or forms.total() >= least)
    }
    torn = {phrase for phrase, forms in written.items() if forms.total() == 1 and not _is_name(_words(min(forms)))}
    first = _best(words, torn, uses, members, members)
    while first is not None and _capitalise(_as_written(written[first])) in taken:
        del words[first]
        first = _best(words, torn, uses, members, members)
    if first is None:
        return None
    label, rest = _as_written(written[first]), members - uses.together(words[first])
    if is_mixed:
        return f"Mixed, e.g. {label}"
    much_left = len(rest) > max(1, MUCH * len(members))
    if much_left or len(words[first]) == 1:  # one word says little
        others = {
            phrase: of
            for phrase, of in words.items()
            if not of & words[first] and len(label) + len(" and ") + len(phrase) <= MAX_LABEL and phrase not in torn
            if min(len(uses.text[word] & members) for word in of) * SECOND >= len(members)
        }
        second = _best(others, torn, uses, rest if much_left else members, members)
        if second is not None:
            label += f" and {_as_written(written[second])}"
    return _capitalise(label)


def _best(
    phrases: dict[str, frozenset[str]], torn: set[str], uses: _Uses, wanted: set[int], members: set[int]
) -> str | None:
    """Return the phrase whose words most wanted sheets use, together or apart, and that few others use together."""
    scores = {}
    for phrase, words in phrases.items():
        together = uses.together(words)
        apart = np.mean([uses.weigh(word, wanted) for word in sorted(words)])
        share = len(together & members) / max(len(together), 1)
        # Two words say more than one. That text and heading both use the words counts for more than that they stand
        # together: `Chief Financial Officer` heads budgets, which say nothing of officers.
        score = (len(together & wanted) + 3 * apart) / 4 * share * np.sqrt(min(len(words), 2))
        score *= TORN if phrase in torn else 1
        scores[phrase] = (round(score, 9) if together & wanted else 0, len(words))
    best = min(scores, key=lambda phrase: (-scores[phrase][0], -scores[phrase][1], phrase), default=None)
    return best if best is not None and scores[best][0] > 0 else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _content(phrase: str) -> frozenset[str]:
    return frozenset(_words(phrase)) - _INSIDE_NAMES


def _names(heading: str, stop_words: frozenset[str]) -> Iterable[str]:
    """Yield the names of a heading, without stop words and what is not of letters at their ends."""
    for name in _NAMES.split(heading):
        trimmed = _trim(name, set(_words(name.lower())) - stop_words)
        if trimmed and not set(_words(trimmed.lower())) & (stop_words - _INSIDE_NAMES):
            yield trimmed


def _trim(name: str, known: set[str]) -> str:
    """Drop words at the ends that are not known, unless none is: `Unit`, where no text speaks of one."""
    words = list(_WORD.finditer(name))
    kept = [word for word in words if word[0].lower() in known] or words
    return name[kept[0].start() : kept[-1].end()] if kept else ""


def _phrases(text: str, stop_words: frozenset[str]) -> Iterable[str]:
    """Yield the ends of runs of words; without the first word where that may be a verb, as at a sentence's start."""
    run: list[re.Match[str]] = []
    before, sure = None, False
    for word in [*_WORD.finditer(text), None]:
        stops = word is None or word[0].lower() in stop_words
        joined = word is not None and before is not None and _JOINT.fullmatch(text, before.end(), word.start())
        if run and (stops or not joined):
            # `Shadow Wolves`: capitals tell a name from a sentence's first word and the next.
            for first in range(0 if sure or _is_name([found[0] for found in run]) else min(1, len(run) - 1), len(run)):
                if len(run) - first <= MAX_WORDS:
                    yield text[run[first].start() : run[-1].end()]
            # `Student Volunteer Program offers unpaid`: a name within; not `Control Act` of `Reform and Control Act`.
            for _, group in groupby(run, lambda found: found[0][0].isupper()):
                part = list(group)
                whole = sure or part[0] is not run[0]
                if whole and len(part) < len(run) and _is_name([found[0] for found in part]):
                    yield text[part[0].start() : part[-1].end()]
            run = []
        if word is not None and not stops:
            if not run:
                sure = bool(joined) and before is not None and before[0].lower() in stop_words - _BEFORE_VERBS
            run.append(word)
        before = word


def _is_name(words: Sequence[str]) -> bool:
    return len(words) > 1 and all(word[0].isupper() for word in words if word not in _INSIDE_NAMES)


def _as_written(forms: Counter[str]) -> str:
    return " ".join(min(forms, key=lambda form: (-forms[form], form)).split())


def _capitalise(label: str) -> str:
    return label[0].upper() + label[1:]
