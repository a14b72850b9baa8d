"""Labels of topics: short noun phrases in the sheets' own words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from .words import TOKEN_PATTERN

MAX_WORDS = 4
MAX_LABEL = 48  # characters: what fits beside a point of a chart
# A second phrase is added where the first leaves out more than this of a topic, and more than one sheet.
MUCH = 0.4

# By word and sheet: 1 where its text or its headings use the word, 2 where both do.
Users = dict[str, Counter[int]]

_WORD = re.compile(TOKEN_PATTERN)
# A phrase goes on where words are joined by a blank, a hyphen or an ampersand; not as in `Budget - Fiscal Year 2006`.
_JOINT = re.compile(r"[ \u00a0]|-|[ \u00a0]?&[ \u00a0]?")
# `Smuggling - Arms, Contraband, Cultural Artifacts`, `Financial Crimes/Cornerstone`: several names in one heading.
_NAMES = re.compile(r"\s+[-–—]\s+|[,;:/()\n]+")
_INSIDE_NAMES = frozenset(("and", "of", "for", "the", "&"))
# After these a verb comes as soon as a noun: `to combat`, `and discovers`; so the first word that follows is dropped.
_BEFORE_VERBS = frozenset(
    """and or to that who which we they it he she you i will would can could may might must should cannot not be is are
    was were been being has have had do does did also then""".split()
)


def label_topics(
    texts: Sequence[str], headings: Sequence[str], topics: Sequence[int], stop_words: frozenset[str]
) -> dict[int, str]:
    """Give each topic one or two phrases whose words many of its sheets use and few others do.

    A phrase is a name in a heading, or the end of a run of words without stop words, as nouns stand last: as written
    in the texts. Where nothing else is found it is a single word, and `Topic` and the number where texts have none.
    """
    users: Users = defaultdict(Counter)
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, topic in enumerate(topics):
        members[topic].add(sheet)
        for part in (headings[sheet], texts[sheet]):
            for word in {word.lower() for word in _WORD.findall(part)}:
                users[word][sheet] += 1
    labels: dict[int, str] = {}
    for topic in sorted(members):
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for sheet in sorted(members[topic]):
            for phrase in (*_names(headings[sheet], stop_words), *_phrases(texts[sheet], stop_words)):
                written[phrase.lower()][phrase] += 1
        labels[topic] = _label(written, users, members[topic], set(labels.values())) or f"Topic {topic}"
    return labels


def _label(written: dict[str, Counter[str]], users: Users, members: set[int], taken: set[str]) -> str | None:
    words = {phrase: _content(phrase, users) for phrase in written}
    first = _best(words, users, members, members)
    while first is not None and _capitalise(_as_written(written[first])) in taken:
        del words[first]
        first = _best(words, users, members, members)
    if first is None:
        return None
    label = _as_written(written[first])
    rest = members - _together(words[first], users)
    if len(rest) > max(1, MUCH * len(members)):
        room = MAX_LABEL - len(label) - len(" and ")
        others = {phrase: of for phrase, of in words.items() if not of & words[first] and len(phrase) <= room}
        second = _best(others, users, rest, members)
        if second is not None:
            label += f" and {_as_written(written[second])}"
    return _capitalise(label)


def _best(phrases: dict[str, frozenset[str]], users: Users, wanted: set[int], members: set[int]) -> str | None:
    """Return the phrase whose words most wanted sheets use, together or apart, and that few others use together."""
    scores = {}
    for phrase, words in phrases.items():
        if not words or len(phrase) > MAX_LABEL:
            continue
        together = _together(words, users)
        apart = np.mean([sum(users[word][sheet] for sheet in wanted) for word in words]) / 2
        share = len(together & members) / len(together)
        # Two words say more than one, three more than two. That text and heading both use the words counts for more
        # than that they stand together: `Chief Financial Officer` heads budgets, which say nothing of officers.
        score = (len(together & wanted) + 3 * apart) / 4 * share * np.sqrt(min(len(words), 3))
        scores[phrase] = (round(score, 9) if together & wanted else 0, len(words))
    best = min(scores, key=lambda phrase: (-scores[phrase][0], -scores[phrase][1], phrase), default=None)
    return best if best is not None and scores[best][0] > 0 else None


def _together(words: frozenset[str], users: Users) -> set[int]:
    return set[int].intersection(*(set(users[word]) for word in words))


def _content(phrase: str, users: Users) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(phrase) if word in users and word not in _INSIDE_NAMES)


def _names(heading: str, stop_words: frozenset[str]) -> Iterable[str]:
    """Yield the names of a heading, without what is not of letters at their ends."""
    for name in _NAMES.split(heading):
        words = list(_WORD.finditer(name))
        while words and words[-1][0].lower() in stop_words:
            words.pop()
        while words and words[0][0].lower() in stop_words:
            words.pop(0)
        if words and not {word[0].lower() for word in words} & (stop_words - _INSIDE_NAMES):
            yield name[words[0].start() : words[-1].end()]


def _phrases(text: str, stop_words: frozenset[str]) -> Iterable[str]:
    """Yield the ends of runs of words; without the first word where that may be a verb, as at a sentence's start."""
    run: list[re.Match[str]] = []
    before, sure = None, False
    for word in [*_WORD.finditer(text), None]:
        stops = word is None or word[0].lower() in stop_words
        joined = word is not None and before is not None and _JOINT.fullmatch(text, before.end(), word.start())
        if run and (stops or not joined):
            # `Shadow Wolves`: capitals tell a name from a sentence's first word and the next.
            name = all(found[0][0].isupper() for found in run) and len(run) > 1
            for first in range(0 if sure or name else min(1, len(run) - 1), len(run)):
                if len(run) - first <= MAX_WORDS:
                    yield text[run[first].start() : run[-1].end()]
            run = []
        if word is not None and not stops:
            if not run:
                sure = bool(joined) and before is not None and before[0].lower() in stop_words - _BEFORE_VERBS
            run.append(word)
        before = word


def _as_written(forms: Counter[str]) -> str:
    return " ".join(min(forms, key=lambda form: (-forms[form], form)).split())


def _capitalise(label: str) -> str:
    return label[0].upper() + label[1:]
