"""Labels of topics: short phrases in the sheets' own words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from .words import STOP_WORDS, TOKEN_PATTERN

MAX_WORDS = 4
MAX_LABEL = 48  # characters: what fits beside a point of a chart

_STOPPED = frozenset(STOP_WORDS)
_WORD = re.compile(TOKEN_PATTERN)
# A phrase ends where words are joined by anything but a blank, a hyphen or an ampersand.
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])\s*$")
_JOINT = re.compile(r"[ \u00a0]?[-&]?[ \u00a0]?")


def label_topics(texts: Sequence[str], topics: Sequence[int]) -> dict[int, str]:
    """Give each topic one or two phrases that many of its sheets use and few others do.

    A phrase is a run of up to four words without stop words, as written in the texts. The second is the one that most
    sheets use that the first leaves out. Where texts have no phrase, the label is `Topic` and the number.
    """
    written: dict[str, Counter[str]] = defaultdict(Counter)
    users: dict[str, set[int]] = defaultdict(set)
    for sheet, text in enumerate(texts):
        for phrase in _phrases(text):
            written[phrase.lower()][phrase] += 1
            users[phrase.lower()].add(sheet)
    members: dict[int, set[int]] = defaultdict(set)
    for sheet, topic in enumerate(topics):
        members[topic].add(sheet)

    labels: dict[int, str] = {}
    for topic in sorted(members):
        first = _best(users, members[topic], members[topic], taken=labels.values(), words=frozenset())
        if first is None:
            labels[topic] = f"Topic {topic}"
            continue
        rest = members[topic] - users[first]
        second = _best(users, rest, members[topic], taken=labels.values(), words=frozenset(first.split()))
        label = _as_written(written[first])
        if second is not None and len(label) + len(second) + 5 <= MAX_LABEL:
            label += f" and {_as_written(written[second])}"
        labels[topic] = label[0].upper() + label[1:]
    return labels


def _best(
    users: dict[str, set[int]], wanted: set[int], members: set[int], taken: Iterable[str], words: frozenset[str]
) -> str | None:
    """Return the phrase with the best score among those that a wanted sheet uses and that say something new."""
    used = {label.lower() for label in taken}
    scores = {}
    for phrase, sheets in users.items():
        inside = len(sheets & wanted)
        if not inside or phrase in used or words & set(phrase.split()) or len(phrase) > MAX_LABEL:
            continue
        n_words = len(phrase.split())
        # How many wanted sheets use it, times how far its users are the topic's; two words say more than one.
        share = len(sheets & members) / len(sheets)
        scores[phrase] = (round(inside * share * (1 + np.log2(min(n_words, 3))), 9), n_words)
    return min(scores, key=lambda phrase: (-scores[phrase][0], -scores[phrase][1], phrase)) if scores else None


def _phrases(text: str) -> Iterable[str]:
    """Yield the runs of words that may be a label; none begins a sentence, as teasers begin with verbs (`Combats`)."""
    words = list(_WORD.finditer(text))
    for first, start in enumerate(words):
        if _SENTENCE_START.search(text, 0, start.start()) and start[0][1:].islower():
            continue
        for last in range(first, min(first + MAX_WORDS, len(words))):
            word = words[last]
            if word[0].lower() in _STOPPED or (
                last > first and not _JOINT.fullmatch(text, words[last - 1].end(), word.start())
            ):
                break
            yield text[start.start() : word.end()]


def _as_written(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))
