"""A map of topics: sheets in two dimensions, like ones near one another."""

import numpy as np
from sklearn.manifold import MDS
from sklearn.metrics.pairwise import cosine_distances

from factdata.analysis.topics.clusters import in_chunks

MAPPING = 500  # of more sheets than these, each lies between the places of the topics
NEARNESS = 8  # how much nearer a sheet lies to topics that it is like


def map_sheets(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return `x` and `y` of each sheet."""
    if len(vectors) <= MAPPING:
        return _scale(vectors)
    of_topics = _scale(centres)

    def place(part: np.ndarray) -> np.ndarray:
        likeness = np.exp(NEARNESS * (part.astype("float64") @ centres.T))
        places: np.ndarray = likeness / likeness.sum(axis=1, keepdims=True) @ of_topics
        return places

    return in_chunks(place, vectors).round(3)


def _scale(vectors: np.ndarray) -> np.ndarray:
    """Scale the cosine distances to two dimensions, from the classical solution.

    Sheets that have no word in common are equally far apart, so that many solutions are equally good, and processors
    find different ones; distances that differ by a thousandth, the same each time, leave one.
    """
    unequal = np.random.default_rng(0).uniform(1, 1.001, size=(len(vectors),) * 2)
    distances = cosine_distances(vectors.astype("float64")) * (unequal + unequal.T) / 2
    if len(vectors) < 3 or not distances.any():
        return np.column_stack([np.arange(len(vectors)) * distances.any(), np.zeros(len(vectors))]).astype(float)
    scaling = MDS(n_components=2, n_init=1, init="classical_mds", metric="precomputed")
    place: np.ndarray = scaling.fit_transform(distances).round(3)
    return place
