"""Pairing: which sheet of a later capture is which of an earlier one."""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

from .history import Moment
from .versions import MARKS, Version
from .wording import words_of

# Two sheets less alike than this are two sheets. On the shipped listing different teasers come to 0.20 at most, and a
# teaser of which half the words were replaced at random keeps 0.25 or more.
MIN_LIKENESS = 0.23
TITLE_WEIGHT = 0.35


class Step(NamedTuple):
    """What became of one sheet between two captures; a version is missing where the capture has not the sheet."""

    earlier: Moment
    later: Moment
    key: str
    old: Version | None
    new: Version | None


def follow(history: Sequence[Moment], versions: Mapping[str, Sequence[Version]]) -> Iterator[Step]:
    """Follow the sheets of one history, each named after its first version: by pair of captures, then in page order."""
    keys = {version.sheet_id: version.sheet_id for version in versions.get(history[0].content_id, [])}
    gone: dict[Hashable, str] = {}
    for earlier, later in pairwise(history):
        before, after = versions.get(earlier.content_id, []), versions.get(later.content_id, [])
        next_keys = {}
        for first, second in pair(before, after):
            old = None if first is None else before[first]
            new = None if second is None else after[second]
            if old is not None:
                key = keys[old.sheet_id]
            elif new is not None:  # a sheet that comes back as it went is the one that it was
                key = gone.pop(new.identity, new.sheet_id)
            if new is not None:
                next_keys[new.sheet_id] = key
            elif old is not None:
                gone[old.identity] = key
            yield Step(earlier, later, key, old, new)
        keys = next_keys


def pair(earlier: Sequence[Version], later: Sequence[Version]) -> list[tuple[int | None, int | None]]:
    """Pair the sheets of two captures, one to one.

    Sheets with one address are one sheet; of the others those with the same text, those first that also have the same
    title and headings. What is left is paired so that the sum of the likenesses of titles and texts is largest.

    Returns
    -------
    list of (int or None, int or None)
        Positions in `earlier` and `later`, in the order of `later`; ``None`` for a sheet that the other has not. Those
        that went stand last.
    """
    pairs: dict[int, int] = {}
    open_earlier, open_later = list(range(len(earlier))), list(range(len(later)))
    for key in _KEYS:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for first in open_earlier:
            waiting[key(earlier[first])].append(first)
        for second in open_later:
            name = key(later[second])
            if name and waiting.get(name):
                pairs[second] = waiting[name].popleft()
        taken = set(pairs.values())
        open_earlier = [first for first in open_earlier if first not in taken]
        open_later = [second for second in open_later if second not in pairs]
    pairs.update(_assign(earlier, open_earlier, later, open_later))
    came: list[tuple[int | None, int | None]] = [(pairs.get(second), second) for second in range(len(later))]
    taken = set(pairs.values())
    return came + [(first, None) for first in range(len(earlier)) if first not in taken]


# Tried in order; what is empty pairs nothing.
_KEYS: list[Callable[[Version], Hashable]] = [
    lambda version: (version.url, version.stated),
    lambda version: version.url,
    lambda version: (version.plain, version.plain_title, version.headings),
    lambda version: version.plain,
]


def _assign(
    earlier: Sequence[Version], rows: Sequence[int], later: Sequence[Version], columns: Sequence[int]
) -> dict[int, int]:
    """Pair what no key has paired, so that the sum of likenesses is largest (the Hungarian method)."""
    if not rows or not columns:
        return {}
    left, right = [earlier[row] for row in rows], [later[column] for column in columns]
    weights = _weigh([version.stated.text for version in [*earlier, *right]])
    text = _likeness([version.traits for version in left], [version.traits for version in right], weights)
    titles = [
        [tuple(dict.fromkeys(words_of(version.plain_title.lower()))) for version in side] for side in (left, right)
    ]
    title = _likeness(titles[0], titles[1], lambda word: 1.0)
    both_titled = np.outer([bool(words) for words in titles[0]], [bool(words) for words in titles[1]])
    score = np.where(both_titled, TITLE_WEIGHT * title + (1 - TITLE_WEIGHT) * text, text)
    for row, version in enumerate(left):
        for column, other in enumerate(right):
            if version.numbers != other.numbers:
                score[row, column] = 0
    score[score < MIN_LIKENESS] = 0
    # Of equally like ones, the one under the same heading; of those, the one at the nearest place.
    near = [[version.headings == other.headings for other in right] for version in left]
    distance = np.abs(np.subtract.outer(np.array(rows), np.array(columns))) / max(len(earlier), len(later))
    value = np.where(score > 0, score + 1e-3 * np.array(near) - 1e-4 * distance, 0)
    chosen = zip(*linear_sum_assignment(value, maximize=True), strict=True)
    return {columns[column]: rows[row] for row, column in chosen if score[row, column] > 0}


def _weigh(texts: Sequence[str]) -> Callable[[Hashable], float]:
    """Weigh each word by how seldom texts have it, and two in a row as the rarer of them."""
    counts: Counter[str] = Counter()
    for word, n in Counter(" ".join(texts).lower().split()).items():
        counts[word.strip(MARKS)] += n

    def weigh(trait: Hashable) -> float:
        words = trait if isinstance(trait, tuple) else (trait,)
        return math.log1p(len(texts) / max(1, min(counts[word] for word in words)))

    return weigh


def _likeness(
    left: Sequence[Iterable[Hashable]], right: Sequence[Iterable[Hashable]], weigh: Callable[[Hashable], float]
) -> np.ndarray:
    """Dice's coefficient of each text with each, its words weighed: 0 nothing in common, 1 the same words."""
    place: dict[Hashable, int] = {}
    a, b = ([[place.setdefault(word, len(place)) for word in text] for text in texts] for texts in (left, right))
    weight = np.array([weigh(word) for word in place])
    first, second = (
        csr_matrix(
            (np.ones(sum(map(len, texts))), list(chain(*texts)), np.cumsum([0, *map(len, texts)])),
            shape=(len(texts), len(place)),
        )
        for texts in (a, b)
    )
    shared = (first.multiply(weight) @ second.T).toarray()
    total = np.add.outer(first @ weight, second @ weight)
    likeness: np.ndarray = np.divide(2 * shared, total, out=np.zeros_like(shared), where=total > 0)
    return likeness
