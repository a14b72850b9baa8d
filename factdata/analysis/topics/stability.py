"""Stability: how many topics there are, and which recur when some of the sheets are left out."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.metrics.pairwise import euclidean_distances

from factdata.analysis.topics.clusters import DIGITS

RESAMPLE_SHARE = 0.8
HOLDS = 0.5  # below this stability a group is not a topic (Hennig 2007)
MAX_SHARE = 0.25  # a topic with a larger share is a collection of misfits, not a topic
NUMBERS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 50)

Grouper = Callable[[np.ndarray, Sequence[int]], np.ndarray]


def candidate_numbers(n_sheets: int) -> list[int]:
    """Numbers of topics to choose from: at least two sheets per topic on average, twenty for large sets."""
    most = min(n_sheets // 2, max(20, n_sheets // 20))
    return [number for number in NUMBERS if number <= most] or [min(n_sheets, 2)]


def group_resamples(
    vectors: np.ndarray, group: Grouper, numbers: Sequence[int], n_samples: int, random: np.random.Generator
) -> np.ndarray:
    """By resample, sheet and number of groups: the group, or 0 if the resample does not include the sheet."""
    groups = np.zeros((n_samples, len(vectors), len(numbers)), dtype=int)
    size = max(round(RESAMPLE_SHARE * len(vectors)), min(len(vectors), 1))
    for held in groups:
        sample = np.sort(random.choice(len(vectors), size, replace=False))
        held[sample] = group(vectors[sample], numbers)
    return groups


def choose_number(vectors: np.ndarray, groupings: np.ndarray, resampled: np.ndarray) -> pd.DataFrame:
    """By number of topics: stability, separation, the largest topic's share, and whether it is chosen."""
    distances = euclidean_distances(vectors.astype("float64"))
    np.fill_diagonal(distances, 0)
    rows = []
    for grouping, held in zip(groupings.T, np.moveaxis(resampled, 2, 0), strict=True):
        sizes = np.bincount(grouping)[1:]
        agreement = [adjusted_rand_score(grouping[own > 0], own[own > 0]) for own in held]
        is_split = 1 < np.count_nonzero(sizes) < len(grouping)  # otherwise the silhouette is undefined
        separation = silhouette_score(distances, grouping, metric="precomputed") if is_split else 0.0
        held_share = sizes[hold(grouping, measure_placement(grouping, held))].sum() / len(grouping)
        rows.append((np.count_nonzero(sizes), np.mean(agreement), separation, sizes.max() / len(grouping), held_share))
    frame = pd.DataFrame(rows, columns=["n_topics", "stability", "separation", "largest_share", "held_share"])
    frame = frame.drop_duplicates("n_topics", ignore_index=True).round(DIGITS)
    # A few broad topics can be stable although their sheets are unlike, so separation counts as well. A largest topic
    # above MAX_SHARE and sheets in unstable groups lower the score.
    heap = (frame.largest_share - MAX_SHARE).clip(lower=0)
    score = frame.stability.clip(lower=0) * frame.separation.clip(lower=0) * (1 - heap) * frame.held_share
    frame["is_chosen"] = frame.index == score.round(9).argmax()
    frame["is_edge"] = frame.is_chosen & (frame.index == len(frame) - 1) & (len(frame) > 1)
    return frame


def measure_placement(groups: np.ndarray, resampled: np.ndarray) -> np.ndarray:
    """By sheet, the mean Jaccard index of its group and its group in the resamples that include it (Hennig 2007)."""
    total, times = np.zeros(len(groups)), np.zeros(len(groups))
    for held in resampled:
        own, other = groups[held > 0], held[held > 0]
        shared = np.zeros((own.max(initial=0) + 1, other.max(initial=0) + 1))
        np.add.at(shared, (own, other), 1)
        union = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
        total[held > 0] += (shared / np.maximum(union, 1))[own, other]
        times[held > 0] += 1
    placement: np.ndarray = (total / np.maximum(times, 1)).round(DIGITS)
    return placement


def hold(groups: np.ndarray, placement: np.ndarray) -> np.ndarray:
    """Whether each group has several sheets and recurs in the resamples."""
    sizes = np.bincount(groups)[1:]
    holds: np.ndarray = (np.bincount(groups, placement)[1:] / np.maximum(sizes, 1)).round(DIGITS) >= HOLDS
    return holds & (sizes > 1)
