"""Topics: groups of sheets that are about the same, with how sure each is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.manifold import MDS
from sklearn.metrics.cluster import contingency_matrix
from sklearn.metrics.pairwise import cosine_distances
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from .labels import label_topics
from .words import STOP_WORDS, TOKEN_PATTERN

N_RESAMPLES = 50
RESAMPLE_SHARE = 0.8
# The headings say much of what a teaser is about, yet topics that only repeat them would say nothing new.
HEADING_WEIGHT = 0.5
MAX_TOPICS = 20
# Above this share one topic holds what fits nowhere, and is no topic.
MAX_SHARE = 0.25
N_TERMS = 10


@dataclass(frozen=True, eq=False)
class Topics:
    """Topics of a set of sheets.

    Attributes
    ----------
    assignments : pandas.DataFrame
        A row per sheet: ``capture_id``, ``sheet_id``, ``topic`` (from 1), ``weight`` (cosine to the topic's centre,
        0 to 1), ``margin`` (weight less that of the next topic: near or below zero, the sheet could be in either),
        ``stability`` (mean share that its topic has in common with its group in resamples, 0 to 1).
    topics : pandas.DataFrame
        A row per topic, largest first: ``topic``, ``label``, ``n_sheets``, ``share``, ``stability`` (mean of its
        sheets'), ``coherence`` (NPMI of its first ten terms, over the sheets that it was found in: it does not say how
        the topic would fare on other sheets).
    terms : pandas.DataFrame
        ``topic``, ``term``, ``weight`` (mean TF-IDF in the topic less that outside it), ``rank`` from 1.
    stability : pandas.DataFrame
        By ``n_topics``: ``stability`` (mean adjusted Rand index of pairs of resamples), ``largest_share``,
        ``is_chosen``.
    map : pandas.DataFrame
        A row per sheet: ``capture_id``, ``sheet_id``, ``topic``, ``label``, ``division``, and ``x``, ``y``, a place in
        two dimensions where like sheets lie near one another. Only nearness has a meaning; the axes have none.
    """

    assignments: pd.DataFrame
    topics: pd.DataFrame
    terms: pd.DataFrame
    stability: pd.DataFrame
    map: pd.DataFrame


def find_topics(sheets: pd.DataFrame, n_topics: int | None = None, seed: int = 0) -> Topics:
    """Group sheets by what they are about; every sheet gets a topic.

    Sheets are compared by the TF-IDF of their words, those of their headings at half weight, and joined by Ward's
    method. The number of topics is the one whose groups change least when a fifth of the sheets is left out.

    Parameters
    ----------
    sheets : pandas.DataFrame
        With the columns ``capture_id``, ``sheet_id``, ``text``; ``title``, ``division`` and ``unit`` help where there
        are any.
    n_topics : int, optional
        How many topics; without it, chosen by stability. Never more than there are sheets.
    seed : int
        Of the resampling. The same sheets and seed give the same topics, in whatever order the rows stand.

    Returns
    -------
    Topics

    Examples
    --------
    >>> import factdata as fd
    >>> topics = fd.find_topics(fd.load().sheets)
    >>> len(topics.assignments), topics.assignments.topic.isna().any()
    (43, np.False_)
    """
    if n_topics is not None and n_topics < 1:
        raise ValueError(f"n_topics is {n_topics}; expected 1 or more, or None to have it chosen")
    if sheets.empty:
        return _no_topics()
    sheets = sheets.sort_values(["capture_id", "sheet_id"], ignore_index=True)
    with threadpool_limits(1):  # sums on several threads differ in their last bits from run to run
        words, terms = _count_words(sheets.text.fillna(""))
        vectors = _vectors(sheets, words)
        candidates = _candidates(len(sheets)) if n_topics is None else [min(n_topics, len(sheets))]
        groupings = _group(vectors, candidates)
        samples = _sample(len(sheets), seed)
        resampled = [_group(vectors[sample], candidates) for sample in samples]
        stability = _measure_stability(groupings, samples, resampled)
        chosen = int(stability.is_chosen.to_numpy().argmax())
        topic = _number(groupings[:, chosen])
        placement = _measure_placement(topic, samples, [grouping[:, chosen] for grouping in resampled])
        weight, margin = _measure_fit(vectors, topic)
    assignments = sheets[["capture_id", "sheet_id"]].assign(
        topic=topic, weight=weight, margin=margin, stability=placement
    )
    ranked = _rank_terms(words, terms, topic)
    topics = _describe(sheets, assignments, ranked, words, terms)
    place = _place(vectors)
    where = assignments[["capture_id", "sheet_id", "topic"]].assign(
        label=assignments.topic.map(topics.set_index("topic").label).astype("str"),
        division=sheets.division if "division" in sheets else pd.Series(pd.NA, index=sheets.index, dtype="str"),
        x=place[:, 0],
        y=place[:, 1],
    )
    return Topics(assignments, topics, ranked, stability, where)


def _no_topics() -> Topics:
    """Return what a single sheet gives, without its rows."""
    sheet = pd.DataFrame({"capture_id": [""], "sheet_id": [""], "text": ["none"]}, dtype="str")
    topics = find_topics(sheet)
    return Topics(*(getattr(topics, field.name).head(0) for field in fields(topics)))


def _candidates(n_sheets: int) -> list[int]:
    """Numbers of topics to choose from: two and more sheets to a topic, three on average."""
    return list(range(min(2, n_sheets), max(min(MAX_TOPICS, n_sheets // 3), min(2, n_sheets)) + 1))


def _count_words(texts: pd.Series) -> tuple[csr_matrix, np.ndarray]:
    vectorizer = CountVectorizer(token_pattern=TOKEN_PATTERN, stop_words=STOP_WORDS)
    try:
        return vectorizer.fit_transform(texts), vectorizer.get_feature_names_out()
    except ValueError:  # scikit-learn's word for texts without a single word left
        return csr_matrix((len(texts), 0)), np.array([], dtype=object)


def _vectors(sheets: pd.DataFrame, words: csr_matrix) -> np.ndarray:
    """One row per sheet: the TF-IDF of its text, and that of its headings at their weight."""
    headings = _join(sheets, ["division", "unit", "title"], " ")
    tfidf = TfidfTransformer(sublinear_tf=True)
    parts = [(words, 1.0), (_count_words(headings)[0], HEADING_WEIGHT)]
    weighted = [tfidf.fit_transform(counts) * weight for counts, weight in parts if counts.shape[1]]
    return hstack(weighted).toarray() if weighted else np.zeros((len(sheets), 1))


def _join(sheets: pd.DataFrame, columns: list[str], separator: str) -> pd.Series:
    """Join those of the columns that are there, row by row."""
    there = sheets.reindex(columns=columns).astype("str").fillna("")
    return there.agg(separator.join, axis=1).astype("str")


def _group(vectors: np.ndarray, candidates: Sequence[int]) -> np.ndarray:
    """Ward's groups: a row per sheet, a column per number of groups, values from 1."""
    if len(vectors) < 2:
        return np.ones((len(vectors), len(candidates)), dtype=int)
    tree = linkage(vectors, method="ward")
    return np.column_stack([fcluster(tree, n, criterion="maxclust") for n in candidates])


def _sample(n_sheets: int, seed: int) -> list[np.ndarray]:
    random = np.random.default_rng(seed)
    size = max(round(RESAMPLE_SHARE * n_sheets), min(n_sheets, 1))
    return [np.sort(random.choice(n_sheets, size, replace=False)) for _ in range(N_RESAMPLES)]


def _measure_stability(
    groupings: np.ndarray, samples: Sequence[np.ndarray], resampled: Sequence[np.ndarray]
) -> pd.DataFrame:
    """By number of topics, how much pairs of resamples agree on the sheets that both hold (adjusted Rand index)."""
    n_sheets = len(groupings)
    scores = [
        _mean_rand_index(n_sheets, samples, [groups[:, column] for groups in resampled])
        for column in range(groupings.shape[1])
    ]
    sizes = [np.bincount(grouping)[1:] for grouping in groupings.T]
    frame = pd.DataFrame(
        {
            "n_topics": [len(size) for size in sizes],
            "stability": scores,
            "largest_share": [size.max(initial=0) / max(n_sheets, 1) for size in sizes],
        }
    )
    # Of few topics one holds nearly everything and is stable for that: what it holds above MAX_SHARE counts against it.
    score = frame.stability - (frame.largest_share - MAX_SHARE).clip(lower=0)
    frame["is_chosen"] = frame.index == score.round(9).argmax()
    return frame


def _mean_rand_index(n_sheets: int, samples: Sequence[np.ndarray], groupings: Sequence[np.ndarray]) -> float:
    """Mean adjusted Rand index (Hubert and Arabie 1985) of pairs of resamples, from counts of pairs of sheets."""
    together = np.zeros((len(samples), n_sheets, n_sheets))
    held = np.zeros_like(together)
    for number, (sample, groups) in enumerate(zip(samples, groupings, strict=True)):
        held[number][np.ix_(sample, sample)] = 1
        together[number][np.ix_(sample, sample)] = groups[:, None] == groups[None, :]
    upper = np.triu_indices(n_sheets, 1)
    together, held = together[:, *upper], held[:, *upper]
    # Of the pairs that both resamples hold: together in both, in the first, in the second, in neither.
    both = together @ together.T
    first = together @ held.T - both
    second = first.T
    neither = held @ held.T - both - first - second
    above = 2 * (both * neither - first * second)
    below = (both + first) * (first + neither) + (both + second) * (second + neither)
    index = np.divide(above, below, out=np.ones_like(above), where=below > 0)
    return float(index[np.triu_indices(len(samples), 1)].mean())


def _number(grouping: np.ndarray) -> np.ndarray:
    """Give numbers from 1: to the largest first, of equals to the one whose first sheet stands first."""
    _, first, inverse, sizes = np.unique(grouping, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype="int64")
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[inverse]


def _measure_placement(topic: np.ndarray, samples: Sequence[np.ndarray], resampled: Sequence[np.ndarray]) -> np.ndarray:
    """By sheet, the mean Jaccard index of its topic and its group in the resamples that hold it (Hennig 2007)."""
    total, times = np.zeros(len(topic)), np.zeros(len(topic))
    for sample, groups in zip(samples, resampled, strict=True):
        shared = contingency_matrix(topic[sample], groups)
        union = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
        _, own = np.unique(topic[sample], return_inverse=True)
        _, group = np.unique(groups, return_inverse=True)
        total[sample] += (shared / union)[own, group]
        times[sample] += 1
    placement: np.ndarray = np.divide(total, times, out=np.full(len(topic), np.nan), where=times > 0)
    return placement


def _measure_fit(vectors: np.ndarray, topic: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """By sheet, the cosine to its topic's centre, and by how much that is above the next topic's."""
    topics = np.unique(topic)
    centres = normalize(np.vstack([vectors[topic == number].mean(axis=0) for number in topics]))
    cosine = normalize(vectors) @ centres.T
    own = topic[:, None] == topics[None, :]
    weight: np.ndarray = cosine[own]
    others = np.where(own, -np.inf, cosine).max(axis=1) if len(topics) > 1 else np.zeros(len(topic))
    return weight, weight - others


def _place(vectors: np.ndarray) -> np.ndarray:
    """Scale the cosine distances to two dimensions, from the classical solution: nothing is drawn at random."""
    if len(vectors) < 3:
        return np.column_stack([np.arange(len(vectors), dtype=float), np.zeros(len(vectors))])
    distances = cosine_distances(vectors)
    if not distances.any():
        return np.zeros((len(vectors), 2))
    scaling = MDS(n_components=2, n_init=1, init="classical_mds", metric="precomputed")
    place: np.ndarray = scaling.fit_transform(distances).round(3)
    return place


def _rank_terms(words: csr_matrix, terms: np.ndarray, topic: np.ndarray) -> pd.DataFrame:
    """By topic, the words with the highest mean TF-IDF above their mean in the other topics."""
    frames = []
    tfidf = TfidfTransformer(sublinear_tf=True).fit_transform(words) if len(terms) else words
    for number in np.unique(topic):
        inside = topic == number
        weight = np.asarray(tfidf[inside].mean(axis=0)).ravel()
        if not inside.all():
            weight = weight - np.asarray(tfidf[~inside].mean(axis=0)).ravel()
        used = np.asarray(words[inside].sum(axis=0)).ravel() > 0
        best = [index for index in np.lexsort((terms.astype(str), -weight.round(9))) if used[index]][:N_TERMS]
        frames.append(
            pd.DataFrame(
                {"topic": number, "term": terms[best], "weight": weight[best], "rank": np.arange(1, len(best) + 1)}
            )
        )
    return pd.concat(frames, ignore_index=True).astype({"term": "str"})


def _describe(
    sheets: pd.DataFrame, assignments: pd.DataFrame, terms: pd.DataFrame, words: csr_matrix, vocabulary: np.ndarray
) -> pd.DataFrame:
    grouped = assignments.groupby("topic")
    frame = grouped.agg(n_sheets=("sheet_id", "size"), stability=("stability", "mean")).reset_index()
    labels = label_topics(_join(sheets, ["unit", "title", "text"], "\n").to_list(), assignments.topic.to_list())
    frame.insert(1, "label", frame.topic.map(labels).astype("str"))
    frame.insert(3, "share", frame.n_sheets / max(len(sheets), 1))
    place = {term: index for index, term in enumerate(vocabulary)}
    frame["coherence"] = [
        _measure_coherence(words[:, [place[term] for term in terms.term[terms.topic == topic]]])
        for topic in frame.topic
    ]
    return frame


def _measure_coherence(words: csr_matrix) -> float:
    """Mean normalised pointwise mutual information of pairs of words that share a sheet (Bouma 2009), -1 to 1."""
    used = (words.toarray() > 0).astype(float)
    n_sheets, n_words = used.shape
    if n_words < 2:
        return np.nan
    both = (used.T @ used / n_sheets)[np.triu_indices(n_words, 1)]
    each = used.mean(axis=0)
    expected = np.outer(each, each)[np.triu_indices(n_words, 1)]
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.log(both / expected) / -np.log(both)
    npmi[both == 0] = -1  # never together
    npmi[both == 1] = 1  # always, everywhere: the limit
    return float(npmi.mean())
