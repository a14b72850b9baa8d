"""Pairing: which sheet of a later capture is which of an earlier one."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from factdata.analysis.changes.history import Moment
from factdata.analysis.changes.snapshots import Snapshot
from factdata.text.similarity import similarity_matrix, words_of

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
        next_keys = {}
        for old, new in pair(snapshots.get(earlier.content_id, []), snapshots.get(later.content_id, [])):
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


# Tried in order; what is empty pairs nothing.
_KEYS: list[Callable[[Snapshot], Hashable]] = [
    lambda snapshot: (snapshot.url, snapshot.stated, snapshot.day_of_title),
    lambda snapshot: snapshot.url,
    lambda snapshot: (snapshot.text, snapshot.title, snapshot.headings, snapshot.day_of_title),
    lambda snapshot: snapshot.text and (snapshot.text, snapshot.day_of_title),
]


def pair(earlier: Sequence[Snapshot], later: Sequence[Snapshot]) -> list[tuple[Snapshot | None, Snapshot | None]]:
    """Pair the sheets of two captures, one to one, in the order of the later; what was removed comes last."""
    pairs: dict[int, int] = {}
    left, right = list(range(len(earlier))), list(range(len(later)))
    for key in _KEYS:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for first in left:
            waiting[key(earlier[first])].append(first)
        for second in right:
            name = key(later[second])
            if name and waiting.get(name):
                pairs[second] = waiting[name].popleft()
        left = sorted(set(left).difference(pairs.values()))
        right = [second for second in right if second not in pairs]
    for row, column in _assign([earlier[first] for first in left], [later[second] for second in right], left, right):
        pairs[right[column]] = left[row]
    gone = [snapshot for first, snapshot in enumerate(earlier) if first not in set(pairs.values())]
    found = [(earlier[pairs[second]] if second in pairs else None, later[second]) for second in range(len(later))]
    return [*found, *((snapshot, None) for snapshot in gone)]


def _assign(
    left: Sequence[Snapshot], right: Sequence[Snapshot], rows: Sequence[int], columns: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pair what no key has paired, so that the sum of likenesses is largest (the Hungarian method)."""
    text = similarity_matrix(*([words_of(snapshot.text.lower()) for snapshot in side] for side in (left, right)))
    titled = similarity_matrix(*([words_of(snapshot.title.lower()) for snapshot in side] for side in (left, right)))
    if text is None or titled is None:
        return
    has_titles = np.logical_and.outer(*([bool(snapshot.title) for snapshot in side] for side in (left, right)))
    is_title = np.logical_and.outer(*([bool(snapshot.day_of_title) for snapshot in side] for side in (left, right)))
    score = np.where(has_titles, np.maximum(text, TITLE_WEIGHT * titled + (1 - TITLE_WEIGHT) * text), text)
    is_other = ~_match(left, right, lambda snapshot: (snapshot.numbers, snapshot.day))
    score[is_other | (score < np.where(is_title, MIN_TITLE_LIKENESS, MIN_LIKENESS))] = 0
    # Of equally like ones, the one under the same heading; of those, the one at the nearest place.
    near = _match(left, right, lambda snapshot: snapshot.headings)
    distance = np.abs(np.subtract.outer(np.array(rows), np.array(columns))) / max(*rows, *columns, 1)
    value = np.where(score > 0, score + 1e-3 * near - 1e-4 * distance, 0)
    for row, column in zip(*linear_sum_assignment(value, maximize=True), strict=True):
        if score[row, column] > 0:
            yield row, column


def _match(left: Sequence[Snapshot], right: Sequence[Snapshot], trait: Callable[[Snapshot], Hashable]) -> np.ndarray:
    """Tell of each with each whether both have the same of something."""
    codes: dict[Hashable, int] = {}
    first, second = ([codes.setdefault(trait(snapshot), len(codes)) for snapshot in side] for side in (left, right))
    return np.equal.outer(first, second)
