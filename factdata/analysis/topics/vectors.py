"""Vectors of sheets: TF-IDF for small sets, mean word vectors for large ones."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from factdata.analysis.topics.clusters import in_chunks
from factdata.analysis.topics.terms import Pairs, positive_pmi

# Headings help to place a teaser, but topics that only repeat the headings would add nothing.
HEADING_WEIGHT = 0.5
N_DIMENSIONS = 50  # of word vectors; more would fit peculiarities of a few sheets


class Space(NamedTuple):
    """The space that sheets are compared in: ``idf`` by word, ``word_vectors`` (empty for small sets), ``origin``."""

    idf: np.ndarray
    word_vectors: np.ndarray = np.zeros((0, 0))
    origin: np.ndarray = np.zeros(0)

    def place(self, counts: csr_matrix, headings: csr_matrix) -> np.ndarray:
        """Return a vector per sheet, zero for a sheet without a known word.

        Vectors of small sets are not normalised: a sheet whose text repeats its headings lies farther out. Those of
        large sets have unit length and single precision, which halves the memory; sums use double precision, because
        processors differ in the sixth digit of single-precision sums.
        """

        def place(texts: csr_matrix, headings: csr_matrix) -> np.ndarray:
            weighed = self._weigh(texts) + HEADING_WEIGHT * self._weigh(headings)
            if not self.word_vectors.size:
                dense: np.ndarray = weighed.toarray()
                return dense
            placed = normalize(weighed @ self.word_vectors)
            placed[placed.any(axis=1)] -= self.origin
            unit: np.ndarray = normalize(placed, copy=False).astype("float32")
            return unit

        return in_chunks(place, counts, headings)

    def _weigh(self, counts: csr_matrix) -> csr_matrix:
        tf = counts.astype("float64")
        tf.data = 1 + np.log(tf.data)
        return normalize(tf @ diags(self.idf))


def count_space(counts: csr_matrix, headings: csr_matrix) -> Space:
    """Make the space of a small set: TF-IDF, one dimension per word."""
    n_sheets = np.bincount((counts + headings).indices, minlength=counts.shape[1])
    return Space(np.log((1 + counts.shape[0]) / (1 + n_sheets)) + 1)


def word_space(counts: csr_matrix, headings: csr_matrix, pairs: Pairs) -> Space:
    """Make the space of a large set: sheets are means of word vectors, and words used in similar contexts lie close."""
    company = positive_pmi(pairs)
    size = min(N_DIMENSIONS, max(counts.shape[1] - 1, 1))
    left, singular, _ = randomized_svd(company, size, n_iter=4, random_state=0)
    # Between the usual powers 1/2 and 1: less noise from the last dimensions, less dominance of the first.
    space = Space(count_space(counts, headings).idf, left * singular**0.75, np.zeros(size))
    return space._replace(origin=space.place(counts, headings).mean(axis=0, dtype="float64"))
