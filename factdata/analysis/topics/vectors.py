"""Vectors of sheets: of few sheets, their weighed words; of many, what the words' company says they mean."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from factdata.analysis.topics.coherence import Pairs, positive_pmi

# The headings say much of what a teaser is about, yet topics that only repeat them would say nothing new.
HEADING_WEIGHT = 0.5
N_DIMENSIONS = 50  # of word vectors; more take in what is peculiar to a few sheets
CHUNK = 20_000  # sheets; bounds the memory of what is dense


@dataclass(frozen=True, eq=False)
class Space:
    """The space that sheets are compared in: ``idf`` by word, ``word_vectors`` (none for few sheets), ``origin``."""

    idf: np.ndarray
    word_vectors: np.ndarray
    origin: np.ndarray

    def place(self, counts: csr_matrix, headings: csr_matrix | None = None) -> np.ndarray:
        """Return a vector per sheet, of many sheets of unit length; zeros for a sheet without a known word.

        Sums are made in double precision; in single, processors differ in the sixth digit. Of many sheets the vectors
        are kept in single precision, which halves the memory of a million.
        """
        rows = [
            self._place(counts[start : start + CHUNK], None if headings is None else headings[start : start + CHUNK])
            for start in range(0, counts.shape[0], CHUNK)
        ]
        placed: np.ndarray = np.concatenate(rows)
        return placed

    def _place(self, counts: csr_matrix, headings: csr_matrix | None) -> np.ndarray:
        weighed = self._weigh(counts)
        if headings is not None:
            weighed = weighed + HEADING_WEIGHT * self._weigh(headings)
        if not self.word_vectors.size:
            # Not of unit length: a sheet whose text says what its headings say lies farther out, with its like.
            dense: np.ndarray = weighed.toarray()
            return dense
        placed: np.ndarray = normalize(weighed @ self.word_vectors)
        placed[placed.any(axis=1)] -= self.origin
        unit: np.ndarray = normalize(placed, copy=False)
        return unit.astype("float32")

    def _weigh(self, counts: csr_matrix) -> csr_matrix:
        tf = counts.astype("float64")
        tf.data = 1 + np.log(tf.data)
        return normalize(tf @ diags(self.idf))


def count_space(counts: csr_matrix, headings: csr_matrix | None) -> Space:
    """Make the space of few sheets: TF-IDF, a dimension per word."""
    n_sheets = np.bincount((counts if headings is None else counts + headings).indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / (1 + n_sheets)) + 1
    return Space(idf, np.zeros((0, 0)), np.zeros(0))


def word_space(counts: csr_matrix, headings: csr_matrix | None, pairs: Pairs) -> Space:
    """Make the space of many sheets: mean vectors of their words; words that keep like company lie near one another."""
    company = positive_pmi(pairs)
    size = min(N_DIMENSIONS, max(counts.shape[1] - 1, 1))
    left, singular, _ = randomized_svd(company, size, n_iter=4, random_state=0)
    # Between the two usual powers, 1/2 and 1: less noise from the last dimensions, no rule of the first.
    space = replace(count_space(counts, headings), word_vectors=left * singular**0.75, origin=np.zeros(size))
    return replace(space, origin=space.place(counts, headings).mean(axis=0, dtype="float64"))
