"""Pairing: which sheet of a later capture is which of an earlier one."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from factdata.analysis.changes.history import Moment
from factdata.analysis.changes.snapshots import Snapshot
from factdata.text.similarity import similarity_matrix

# Pairs below this similarity count as different sheets. On the shipped listing different teasers have at most 0.37 of
# their words in common, and a teaser of which half the words were replaced has 0.5.
MIN_LIKENESS = 0.4
TITLE_WEIGHT = 0.35
# Dated items of which only the title is shown have few words: `Improving the Safety of Research` and `Fact Sheet:
# President Achieves Improved Safety of Research`, both of one day, have half of them in common.
MIN_TITLE_LIKENESS = 0.7


class Step(NamedTuple):
    """One sheet in two captures; a snapshot is missing where the capture does not have the sheet."""

    earlier: Moment
    later: Moment
    key: str
    old: Snapshot | None
    new: Snapshot | None


def follow(history: Sequence[Moment], snapshots: Mapping[str, Sequence[Snapshot]]) -> Iterator[Step]:
    """Follow the sheets of one history, each named after its first snapshot, by pair of captures and in page order."""
    keys = {snapshot.sheet_id: snapshot.sheet_id for snapshot in snapshots.get(history[0].content_id, [])}
    gone: dict[Hashable, str] = {}
    for earlier, later in pairwise(history):
        before, after = snapshots.get(earlier.content_id, []), snapshots.get(later.content_id, [])
        next_keys = {}
        for first, second in pair(before, after):
            old = None if first is None else before[first]
            new = None if second is None else after[second]
            if old is not None:
                key = keys[old.sheet_id]
            elif new is not None:  # a sheet that returns unchanged keeps its key
                key = gone.pop(new.identity, new.sheet_id)
            if new is not None:
                next_keys[new.sheet_id] = key
            elif old is not None:
                gone[old.identity] = key
            yield Step(earlier, later, key, old, new)
        keys = next_keys


def pair(earlier: Sequence[Snapshot], later: Sequence[Snapshot]) -> list[tuple[int | None, int | None]]:
    """Pair the sheets of two captures, one to one.

    Sheets with one address are one sheet; of the others those with the same text, those first that also have the same
    title and headings. What is left is paired so that the sum of the likenesses of titles and texts is largest.

    Returns
    -------
    list of (int or None, int or None)
        Positions in `earlier` and `later`, in the order of `later`; ``None`` for a sheet that the other does not have.
        Removed sheets come last.
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
    in_order: list[tuple[int | None, int | None]] = [(pairs.get(second), second) for second in range(len(later))]
    taken = set(pairs.values())
    return in_order + [(first, None) for first in range(len(earlier)) if first not in taken]


# Tried in order; what is empty pairs nothing.
_KEYS: list[Callable[[Snapshot], Hashable]] = [
    lambda snapshot: (snapshot.url, snapshot.stated, snapshot.day_of_title),
    lambda snapshot: snapshot.url,
    lambda snapshot: (snapshot.plain, snapshot.plain_title, snapshot.headings, snapshot.day_of_title),
    lambda snapshot: snapshot.plain and (snapshot.plain, snapshot.day_of_title),
]


def _assign(
    earlier: Sequence[Snapshot], rows: Sequence[int], later: Sequence[Snapshot], columns: Sequence[int]
) -> dict[int, int]:
    """Pair what no key has paired, so that the sum of likenesses is largest (the Hungarian method)."""
    left, right = [earlier[row] for row in rows], [later[column] for column in columns]
    text = similarity_matrix([snapshot.words for snapshot in left], [snapshot.words for snapshot in right])
    titled = similarity_matrix(
        [snapshot.title_words for snapshot in left], [snapshot.title_words for snapshot in right]
    )
    if text is None or titled is None:
        return {}
    has_titles = np.outer(
        [bool(snapshot.title_words) for snapshot in left], [bool(other.title_words) for other in right]
    )
    score = np.where(has_titles, np.maximum(text, TITLE_WEIGHT * titled + (1 - TITLE_WEIGHT) * text), text)
    score[(score < MIN_LIKENESS) | ~_match(left, right, lambda snapshot: (snapshot.numbers, snapshot.day))] = 0
    is_title = np.outer(
        [bool(snapshot.day_of_title) for snapshot in left], [bool(other.day_of_title) for other in right]
    )
    score[is_title & (score < MIN_TITLE_LIKENESS)] = 0
    # Of equally like ones, the one under the same heading; of those, the one at the nearest place.
    near = _match(left, right, lambda snapshot: snapshot.headings)
    distance = np.abs(np.subtract.outer(np.array(rows), np.array(columns))) / max(len(earlier), len(later))
    value = np.where(score > 0, score + 1e-3 * near - 1e-4 * distance, 0)
    chosen = zip(*linear_sum_assignment(value, maximize=True), strict=True)
    return {columns[column]: rows[row] for row, column in chosen if score[row, column] > 0}


def _match(left: Sequence[Snapshot], right: Sequence[Snapshot], trait: Callable[[Snapshot], Hashable]) -> np.ndarray:
    """Tell of each with each whether both have the same of something."""
    codes: dict[Hashable, int] = {}
    first, second = ([codes.setdefault(trait(snapshot), len(codes)) for snapshot in side] for side in (left, right))
    return np.equal.outer(first, second)
