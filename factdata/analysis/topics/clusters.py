"""Clusters of vectors: Ward's for few sheets, k-means for many; and how near each sheet is to the centre of its own."""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize

DIGITS = 4  # after the point, of all that is measured: processors agree on more
# Share of a text's vector that comes from texts like it: two short texts on one subject may have no word in common.
BLEND = 0.7
CHUNK = 20_000  # sheets; bounds the memory of what is dense


def in_chunks(function: Callable[..., np.ndarray], *rows: Any) -> np.ndarray:
    """Apply a function to some rows at a time, and join what it returns."""
    starts = range(0, rows[0].shape[0], CHUNK)
    joined: np.ndarray = np.concatenate([function(*(of[start : start + CHUNK] for of in rows)) for start in starts])
    return joined


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


def number_groups(grouping: np.ndarray) -> np.ndarray:
    """Give numbers from 1: to the largest first, of equals to the one whose first sheet stands first."""
    _, first, inverse, sizes = np.unique(grouping, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype="int64")
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[inverse]


def find_centres(vectors: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Return the unit centre of each group, in the order of their numbers."""
    sums = np.zeros((groups.max(), vectors.shape[1]))
    for start in range(0, len(vectors), CHUNK):
        own = groups[start : start + CHUNK] - 1
        member = csr_matrix((np.ones(len(own)), (own, np.arange(len(own)))), shape=(len(sums), len(own)))
        sums += member @ vectors[start : start + CHUNK].astype("float64")
    centres: np.ndarray = normalize(sums)
    return centres


def nearest_centre(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the centre with the greatest cosine to each sheet, from 0; rounded, so that ties are ties everywhere."""
    return in_chunks(lambda part: (part.astype("float64") @ centres.T).round(9).argmax(axis=1), vectors)


def measure_fit(vectors: np.ndarray, groups: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By sheet, the cosine to its group's centre, and by how much that is above the next group's."""

    def measure(part: np.ndarray, own: np.ndarray) -> np.ndarray:
        cosine, rows = normalize(part.astype("float64")) @ centres.T, np.arange(len(part))
        weight = cosine[rows, own - 1]
        cosine[rows, own - 1] = -np.inf
        return np.column_stack([weight, weight - (cosine.max(axis=1) if cosine.shape[1] > 1 else 0)])

    weight, margin = in_chunks(measure, vectors, groups).round(DIGITS).T
    return weight, margin
