"""How many topics: groupings of resamples, and how well they agree."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import silhouette_score
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.preprocessing import normalize

from factdata.analysis.topics.vectors import CHUNK

RESAMPLE_SHARE = 0.8
HOLDS = 0.5  # stability below which a group is no topic (Hennig 2007)
DIGITS = 4  # after the point, of all that is measured: processors agree on more
# Above this share one topic holds what fits nowhere, and is no topic.
MAX_SHARE = 0.25
BLEND = (
    0.7  # of a text's vector that comes from texts like it: of few short texts, two of one subject may share no word
)
NUMBERS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 32, 40, 50)

Grouper = Callable[[np.ndarray, Sequence[int]], np.ndarray]


def candidate_numbers(n_sheets: int) -> list[int]:
    """Numbers of topics to choose from: at least two sheets to a topic on average, of many sheets twenty."""
    most = min(n_sheets // 2, max(20, n_sheets // 20))
    return [number for number in NUMBERS if number <= most] or [min(n_sheets, 2)]


def group_by_ward(vectors: np.ndarray, numbers: Sequence[int]) -> np.ndarray:
    """Ward's groups: a row per sheet, a column per number of groups, values from 1."""
    if len(vectors) < 2:
        return np.ones((len(vectors), len(numbers)), dtype=int)
    tree = linkage(blend(vectors), method="ward")
    return np.column_stack([fcluster(tree, number, criterion="maxclust") for number in numbers])


def blend(vectors: np.ndarray) -> np.ndarray:
    """Blend each sheet's vector with the mean of all others, weighed by their likeness; of unit length."""
    vectors = normalize(vectors)
    likeness = (vectors @ vectors.T).round(9)
    np.fill_diagonal(likeness, 0)
    around = normalize(normalize(likeness, "l1") @ vectors)
    blended: np.ndarray = normalize(BLEND * around + (1 - BLEND) * vectors).round(9)
    return blended


def group_by_means(vectors: np.ndarray, numbers: Sequence[int], n_starts: int = 3, seed: int = 0) -> np.ndarray:
    """Group by k-means, the best of several starts: a row per sheet, a column per number of groups, from 1."""
    vectors = vectors.astype("float64")
    with warnings.catch_warnings():  # of sheets that are alike there are fewer groups than asked for
        warnings.simplefilter("ignore", ConvergenceWarning)
        means = [KMeans(min(number, len(vectors)), n_init=n_starts, random_state=seed) for number in numbers]
        return np.column_stack([mean.fit_predict(vectors) + 1 for mean in means])


def group_resamples(
    vectors: np.ndarray, group: Grouper, numbers: Sequence[int], samples: Iterable[np.ndarray]
) -> np.ndarray:
    """By resample, sheet and number of groups: the group, 0 where the resample does not hold the sheet."""
    groups = []
    for sample in samples:
        held = np.zeros((len(vectors), len(numbers)), dtype=int)
        held[sample] = group(vectors[sample], numbers)
        groups.append(held)
    return np.stack(groups)


def draw_samples(n_sheets: int, n_samples: int, random: np.random.Generator) -> list[np.ndarray]:
    """Draw sheets without replacement, four of five."""
    size = max(round(RESAMPLE_SHARE * n_sheets), min(n_sheets, 1))
    return [np.sort(random.choice(n_sheets, size, replace=False)) for _ in range(n_samples)]


def choose_number(vectors: np.ndarray, groupings: np.ndarray, resampled: np.ndarray) -> pd.DataFrame:
    """By number of topics: stability, separation, the largest topic's share, and whether it is chosen."""
    sizes = [np.unique(grouping, return_counts=True)[1] for grouping in groupings.T]
    distances = euclidean_distances(vectors.astype("float64"))
    np.fill_diagonal(distances, 0)
    frame = pd.DataFrame(
        {
            "n_topics": [len(size) for size in sizes],
            "stability": [mean_rand_index(resampled[:, :, column]) for column in range(groupings.shape[1])],
            "separation": [_separate(distances, grouping) for grouping in groupings.T],
            "largest_share": [size.max() / len(vectors) for size in sizes],
            "held_share": [_measure_held(groupings[:, n], resampled[:, :, n]) for n in range(groupings.shape[1])],
        }
    ).drop_duplicates("n_topics", ignore_index=True)
    frame = frame.round(DIGITS)
    # Stable are also a few topics that each hold much that is unlike: separation tells them apart. What the largest
    # holds above MAX_SHARE counts against a number, and what is in groups that do not hold.
    heap = (frame.largest_share - MAX_SHARE).clip(lower=0)
    score = frame.stability.clip(lower=0) * frame.separation.clip(lower=0) * (1 - heap) * frame.held_share
    frame["is_chosen"] = frame.index == score.round(9).argmax()
    frame["is_edge"] = frame.is_chosen & (frame.index == len(frame) - 1) & (len(frame) > 1)
    return frame


def _measure_held(grouping: np.ndarray, resampled: np.ndarray) -> float:
    """Share of the sheets in groups of two and more that come back in resamples, by their best Jaccard index each."""
    best = np.zeros(grouping.max() + 1)
    for held in resampled:
        table = np.zeros((len(best), held.max() + 1))
        np.add.at(table, (grouping[held > 0], held[held > 0]), 1)
        union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
        best += (table / np.maximum(union, 1)).max(axis=1)
    sizes = np.bincount(grouping)
    holds = ((best / len(resampled)).round(DIGITS) >= HOLDS) & (sizes > 1)
    return float(sizes[holds].sum() / len(grouping))


def _separate(distances: np.ndarray, grouping: np.ndarray) -> float:
    """Mean silhouette (Rousseeuw 1987); 0 where every sheet or none is a group of its own."""
    if not 1 < len(np.unique(grouping)) < len(grouping):
        return 0.0
    return float(silhouette_score(distances, grouping, metric="precomputed"))


def mean_rand_index(groups: np.ndarray) -> float:
    """Mean adjusted Rand index (Hubert and Arabie 1985) of pairs of resamples, on the sheets that both hold.

    ``groups`` has a row per resample, a column per sheet, and 0 where a resample does not hold the sheet. The tables of
    all pairs are blocks of one product.
    """
    n_samples, most = len(groups), int(groups.max(initial=1))
    row, sheet = np.nonzero(groups)
    column = row * most + groups[row, sheet] - 1
    member = csr_matrix((np.ones(len(row)), (sheet, column)), shape=(groups.shape[1], n_samples * most))
    tables = (member.T @ member).toarray().reshape(n_samples, most, n_samples, most).transpose(0, 2, 1, 3)
    pairs = _pairs(tables).sum(axis=(2, 3))
    first, second = _pairs(tables.sum(axis=3)).sum(axis=2), _pairs(tables.sum(axis=2)).sum(axis=2)
    everything = np.maximum(_pairs(tables.sum(axis=(2, 3))), 1)
    expected, most_pairs = first * second / everything, (first + second) / 2
    index = np.divide(
        pairs - expected, most_pairs - expected, out=np.ones_like(pairs), where=abs(most_pairs - expected) > 1e-9
    )
    return float(index[np.triu_indices(n_samples, 1)].mean()) if n_samples > 1 else 1.0


def _pairs(counts: np.ndarray) -> np.ndarray:
    pairs: np.ndarray = counts * (counts - 1) / 2
    return pairs


def find_centres(vectors: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the unit centre of each group, in the order of their numbers; sheets in group 0 belong to none."""
    numbers = np.unique(groups[groups > 0])
    sums = [
        csr_matrix(part[:, None] == numbers[None, :], dtype="float64").T @ rows
        for part, rows in zip(chunks(groups), chunks(vectors), strict=True)
    ]
    centres: np.ndarray = normalize(np.sum(sums, axis=0))
    return centres


def nearest_centre(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the centre with the greatest cosine to each sheet, from 0; rounded, so that ties are ties everywhere."""
    nearest: np.ndarray = np.concatenate([(part @ centres.T).round(9).argmax(axis=1) for part in chunks(vectors)])
    return nearest


def measure_placement(vectors: np.ndarray, topic: np.ndarray, centres: Iterable[np.ndarray]) -> np.ndarray:
    """By sheet, the mean Jaccard index of its topic and its group in the resamples (Hennig 2007).

    In each, every sheet is in the group with the nearest centre, also those sheets that the resample left out.
    """
    n_topics, total, times = int(topic.max()), np.zeros(len(topic)), 0
    for centre in centres:
        group = nearest_centre(vectors, centre)
        shared = np.zeros((n_topics, len(centre)))
        np.add.at(shared, (topic - 1, group), 1)
        union = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
        total += (shared / np.maximum(union, 1))[topic - 1, group]
        times += 1
    placement: np.ndarray = (total / times).round(DIGITS)
    return placement


def measure_fit(vectors: np.ndarray, topic: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By sheet, the cosine to its topic's centre, and by how much that is above the next topic's."""
    weights, margins = [], []
    for part, own in zip(chunks(vectors), chunks(topic), strict=True):
        cosine = normalize(part) @ centres.T
        weight = cosine[np.arange(len(part)), own - 1]
        cosine[np.arange(len(part)), own - 1] = -np.inf
        weights.append(weight)
        margins.append(weight - (cosine.max(axis=1) if cosine.shape[1] > 1 else 0))
    return np.concatenate(weights).round(DIGITS), np.concatenate(margins).round(DIGITS)


def chunks(rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield some rows at a time, floats in double precision."""
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        yield part.astype("float64") if part.dtype.kind == "f" else part
