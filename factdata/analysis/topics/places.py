"""Places: sheets in two dimensions, like ones near one another."""

import numpy as np
from sklearn.manifold import MDS
from sklearn.metrics.pairwise import cosine_distances

from factdata.analysis.topics.grouping import chunks

MAPPING = 500  # of more sheets than these, each lies between the places of the topics
NEARNESS = 8  # how much nearer a sheet lies to topics that it is like


def place_sheets(vectors: np.ndarray, centres: np.ndarray) -> dict[str, np.ndarray]:
    """Return ``x`` and ``y`` of each sheet."""
    places = _place_one_by_one(vectors) if len(vectors) <= MAPPING else _place_by_topics(vectors, centres)
    return {"x": places[:, 0], "y": places[:, 1]}


def _place_one_by_one(vectors: np.ndarray) -> np.ndarray:
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


def _place_by_topics(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    of_topics, places = _place_one_by_one(centres), []
    for part in chunks(vectors):
        likeness = np.exp(NEARNESS * (part @ centres.T))
        places.append((likeness / likeness.sum(axis=1, keepdims=True) @ of_topics).round(3))
    return np.concatenate(places)
