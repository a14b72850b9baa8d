"""A mixture of Dirichlet-multinomials: each sheet is of one topic, which draws its words (Yin and Wang 2014)."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax

from factdata.analysis.topics.clusters import in_chunks

N_ROUNDS, N_STEPS = 4, 10
CONVERGED = 1e-3  # mean change of a sheet's probabilities
# Uses of a word that each topic is taken to have seen before, on average; commoner words more, by their square root.
PRIOR_USES = 0.4


class Mixture(NamedTuple):
    """The weights of words by word and topic, and of topics by their sizes, both logarithms."""

    log_words: np.ndarray
    log_sizes: np.ndarray

    def rate(self, counts: csr_matrix) -> np.ndarray:
        """Return how likely each topic is for each sheet, up to a constant."""
        rates: np.ndarray = counts @ self.log_words + self.log_sizes
        return rates

    def assign(self, counts: csr_matrix) -> np.ndarray:
        """Return the likeliest topic of each sheet, from 0."""
        return in_chunks(lambda part: self.rate(part).round(9).argmax(axis=1), counts)


def fit_mixture(counts: csr_matrix, topic: np.ndarray) -> Mixture:
    """Refine topics (from 0) by expectation and maximisation."""
    all_uses, by_word = np.asarray(counts.sum(axis=0), dtype=float).ravel(), counts.T.tocsr()
    prior = np.sqrt(np.maximum(all_uses, 1))[:, None]
    prior *= PRIOR_USES * len(all_uses) / prior.sum()
    probability, weight = np.eye(topic.max() + 1)[topic], np.ones((len(all_uses), 1))
    for number in range(N_ROUNDS):
        if number:  # weigh words by how much their use tells: those used everywhere would drown the others
            of_word = by_word @ probability + 0.5
            of_word /= of_word.sum(axis=1, keepdims=True)
            divergence = (of_word * np.log(of_word / np.maximum(probability.mean(axis=0), 1e-12))).sum(axis=1)
            weight = np.sqrt(np.maximum(divergence, 0))[:, None]
            weight = weight / max((all_uses @ weight).item() / max(all_uses.sum(), 1), 1e-12)
        for _ in range(N_STEPS * (3 if number == 0 else 1)):
            uses, sizes = weight * (by_word @ probability) + prior, probability.sum(axis=0) + 1
            mixture = Mixture(weight * np.log(uses / uses.sum(axis=0)), np.log(sizes / sizes.sum()))
            before, probability = probability, softmax(mixture.rate(counts), axis=1)
            if np.abs(probability - before).sum() < CONVERGED * len(topic):
                break
    return mixture
