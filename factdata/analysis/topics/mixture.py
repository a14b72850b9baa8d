"""A mixture of Dirichlet-multinomials: each sheet is of one topic, which draws its words (Yin and Wang 2014)."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from factdata.analysis.topics.vectors import CHUNK

N_ROUNDS = 4
N_STEPS = 10
CONVERGED = 1e-3  # mean change of a sheet's probabilities
# Uses of a word that each topic is taken to have seen before, on average; commoner words more, by their square root.
PRIOR_USES = 0.4


@dataclass(frozen=True, eq=False)
class Mixture:
    """``log_words``: by word and topic; ``log_sizes``: by topic. Both empty where sheets go to the nearest centre."""

    log_words: np.ndarray
    log_sizes: np.ndarray

    def assign(self, counts: csr_matrix) -> np.ndarray:
        """Return the likeliest topic of each sheet, from 0; chunk by chunk, so that memory does not grow."""
        best = [
            (counts[start : start + CHUNK] @ self.log_words + self.log_sizes).round(9).argmax(axis=1)
            for start in range(0, counts.shape[0], CHUNK)
        ]
        assigned: np.ndarray = np.concatenate(best)
        return assigned


NO_MIXTURE = Mixture(np.zeros((0, 0)), np.zeros(0))


def fit_mixture(counts: csr_matrix, topic: np.ndarray, n_topics: int) -> Mixture:
    """Refine topics (from 0) by expectation and maximisation.

    Between rounds each word is weighed by how much its use tells of the topic (the square root of the divergence of the
    word's topics from all topics), so that words used everywhere do not drown those that tell.
    """
    uses = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    prior = np.sqrt(np.maximum(uses, 1))
    prior *= PRIOR_USES * len(uses) / prior.sum()
    probability = np.zeros((counts.shape[0], n_topics))
    probability[np.arange(len(topic)), topic] = 1
    weight, by_word = np.ones(len(uses)), counts.T.tocsr()
    for number in range(N_ROUNDS):
        if number:
            weight = _weigh_words(by_word @ probability, probability.mean(axis=0), uses)
        for _ in range(N_STEPS * (3 if number == 0 else 1)):
            mixture = _maximise(by_word @ probability, probability.sum(axis=0), weight, prior)
            before, probability = probability, _expect(counts, mixture)
            if np.abs(probability - before).sum() < CONVERGED * len(topic):
                break
    return mixture


def _maximise(uses: np.ndarray, sizes: np.ndarray, weight: np.ndarray, prior: np.ndarray) -> Mixture:
    smoothed = weight[:, None] * uses + prior[:, None]
    log_words = np.log(smoothed) - np.log(smoothed.sum(axis=0))
    return Mixture(weight[:, None] * log_words, np.log((sizes + 1) / (sizes.sum() + len(sizes))))


def _expect(counts: csr_matrix, mixture: Mixture) -> np.ndarray:
    log = counts @ mixture.log_words + mixture.log_sizes
    likelihood: np.ndarray = np.exp(log - log.max(axis=1, keepdims=True))
    likelihood /= likelihood.sum(axis=1, keepdims=True)
    return likelihood


def _weigh_words(uses: np.ndarray, sizes: np.ndarray, all_uses: np.ndarray) -> np.ndarray:
    smoothed = uses + 0.5
    of_word = smoothed / smoothed.sum(axis=1, keepdims=True)
    divergence = (of_word * np.log(of_word / np.maximum(sizes, 1e-12))).sum(axis=1)
    weight = np.sqrt(np.maximum(divergence, 0))
    mean = (weight @ all_uses) / max(all_uses.sum(), 1)
    scaled: np.ndarray = weight / mean if mean > 0 else np.ones(len(weight))
    return scaled
