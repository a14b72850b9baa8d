"""Terms of topics: words that are distinctive of a topic and occur together."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csc_matrix, csr_matrix, diags

from factdata.text.words import Words

WINDOW = 10  # words without stop words; the usual window for coherence
N_TERMS = 10
N_CANDIDATES = 100
N_STARTS = 20
# Pairs of words that share few sheets are discounted by sheets / (sheets + DISCOUNT), as they may co-occur by chance.
DISCOUNT = 10
APART = -0.2  # for words that never co-occur; the limit, -1, would let one pair outweigh all others
# Weight of a word's distinctiveness against its co-occurrence with the other terms.
RELEVANCE = 0.03


class Pairs(NamedTuple):
    """Number of word windows that contain each word (the diagonal) and each pair of words."""

    windows: csr_matrix
    n_windows: int

    def npmi(self, terms: np.ndarray) -> np.ndarray:
        """Normalised pointwise mutual information (Bouma 2009) of each pair of terms; NaN if they never co-occur."""
        share = self.windows.diagonal()[terms].astype(float) / max(self.n_windows, 1)
        both = np.minimum(self.windows[terms][:, terms].toarray().astype(float) / max(self.n_windows, 1), 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.log(both / np.outer(share, share)) / -np.log(both)
        npmi[both == 0] = np.nan
        npmi[both == 1] = 1  # both in every window: the limit
        clipped: np.ndarray = np.clip(npmi, -1, 1)
        return clipped


def count_pairs(words: Words) -> Pairs:
    """Count pairs by distance between words, one pass per distance, without listing the windows."""
    lengths = np.bincount(words.text, minlength=words.n_texts)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    position = np.arange(len(words.term)) - starts[words.text]
    last_start = np.maximum(lengths[words.text] - WINDOW, 0)  # of the windows of a word's text
    shape = (len(words.vocabulary),) * 2
    total = csr_matrix(shape, dtype="float32")
    for distance in range(min(WINDOW, len(words.term))):
        left, right = slice(0, len(words.term) - distance), slice(distance, None)
        both = (
            np.minimum(position[left], last_start[left]) - np.maximum(position[right] - WINDOW + 1, 0) + 1
        )  # windows that hold the two
        kept = words.text[left] == words.text[right]
        if distance:
            kept &= words.term[left] != words.term[right]
        place = (words.term[left][kept], words.term[right][kept])
        counted = csr_matrix((both[kept].astype("float32"), place), shape=shape)
        total = total + (counted + counted.T if distance else counted)
    return Pairs(total.tocsr(), int(np.maximum(lengths - WINDOW, 0).sum() + np.count_nonzero(lengths)))


def rank_terms(words: Words, pairs: Pairs, topic: np.ndarray) -> pd.DataFrame:
    """By topic, words that are distinctive and occur together; a word, in all its forms, belongs to one topic only."""
    counts = words.counts()
    numbers, inverse, sizes = np.unique(topic, return_inverse=True, return_counts=True)
    member = csr_matrix((np.ones(len(topic)), (np.arange(len(topic)), inverse)), shape=(len(topic), len(numbers)))
    used = (counts.T @ member).toarray()
    shares = used.sum(axis=0) / max(used.sum(), 1)
    # Smoothing by half a use, spread over the topics by size: a word used once is not distinctive.
    lift = ((used + 0.5 * shares) / (used.sum(axis=1, keepdims=True) + 0.5)) / np.maximum(shares, 1e-12)
    weight = used / np.maximum(used.sum(axis=0), 1) * np.log(np.maximum(lift, 1e-12))
    by_word = counts.tocsc()
    free = np.ones(len(words.stems), dtype=bool)
    chosen: dict[int, np.ndarray] = {}
    for column in np.lexsort((numbers, sizes)):  # the smallest topics first: the large ones have words to spare
        terms = np.flatnonzero(free[words.stem] & (used[:, column] > 0))
        terms = terms[np.lexsort((terms, -weight[terms, column].round(12)))]
        _, first = np.unique(words.stem[terms], return_index=True)
        terms = terms[np.sort(first)][:N_CANDIDATES]
        terms = _pick_together(pairs, by_word[:, terms] > 0, terms, weight[terms, column])
        chosen[column] = terms[np.lexsort((terms, -weight[terms, column].round(12)))]
        free[words.stem[terms]] = False
    rows = [
        (number, term, words.vocabulary[term], weight[term, column].round(6), rank)
        for column, number in enumerate(numbers)
        for rank, term in enumerate(chosen[column], 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "number", "term", "weight", "rank"]).astype({"term": "str"})


def _pick_together(pairs: Pairs, holds: csc_matrix, terms: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """From each of the first candidates, greedily add the word that best fits the chosen ones; return the best set."""
    if len(terms) <= N_TERMS:
        return terms
    sheets = (holds.astype("float64").T @ holds).toarray()
    together = np.nan_to_num(pairs.npmi(terms) * (sheets / (sheets + DISCOUNT)), nan=APART)
    np.fill_diagonal(together, 0)
    relevance = RELEVANCE * np.log(np.maximum(weight / max(weight.max(), 1e-12), 0) + 1e-3)
    best, best_score = terms[:N_TERMS], -np.inf
    for start in range(min(N_STARTS, len(terms))):
        taken, company = [start], together[start].copy()
        while len(taken) < N_TERMS:
            score = company / len(taken) + relevance
            score[taken] = -np.inf
            taken.append(int(score.round(9).argmax()))
            company += together[taken[-1]]
        total = together[np.ix_(taken, taken)].sum() / (N_TERMS * (N_TERMS - 1)) + relevance[taken].mean()
        if total > best_score + 1e-9:
            best, best_score = terms[taken], total
    return best


def measure_coherence(words: Words, topic: np.ndarray) -> dict[int, float]:
    """By topic, the mean NPMI in one half of the texts of words that were ranked on the other half; both ways.

    Words that never co-occur count as -1. Missing if a half has fewer than two words of the topic.
    """
    scores = defaultdict[int, list[float]](list)
    rows = [np.arange(half, words.n_texts, 2) for half in (0, 1)]
    halves = [words.of(own) for own in rows]
    pairs = [count_pairs(half) for half in halves]
    for own, half, seen, unseen in zip(rows, halves, pairs, pairs[::-1], strict=True):
        if len(own):
            for number, terms in rank_terms(half, seen, topic[own]).groupby("topic").number:
                known = terms[unseen.windows.diagonal()[terms] > 0].to_numpy()
                npmi = np.nan_to_num(unseen.npmi(known), nan=-1)[np.triu_indices(len(known), 1)]
                scores[int(number)] += [npmi.mean()] if len(npmi) else []
    return {number: round(float(np.mean(values)), 4) for number, values in scores.items() if values}


def positive_pmi(pairs: Pairs) -> csr_matrix:
    """Positive pointwise mutual information, with context counts raised to 3/4 (Levy and others 2015)."""
    met = (pairs.windows - diags(pairs.windows.diagonal())).tocoo().astype("float64")
    total = np.asarray(met.sum(axis=1)).ravel()
    context = total**0.75
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(met.data * context.sum() / (total[met.row] * context[met.col]))
    kept = np.isfinite(pmi) & (pmi > 0)
    return csr_matrix((pmi[kept], (met.row[kept], met.col[kept])), shape=met.shape)
