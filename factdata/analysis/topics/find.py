"""Topics: groups of sheets that are about the same, with how sure each is."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.manifold import MDS
from sklearn.metrics.pairwise import cosine_distances
from threadpoolctl import threadpool_limits

from factdata.analysis.topics.coherence import Pairs, count_pairs, measure_coherence, rank_terms
from factdata.analysis.topics.labels import label_topics
from factdata.analysis.topics.mixture import NO_MIXTURE, Mixture, fit_mixture
from factdata.analysis.topics.model import FRAMES, HEADINGS, Model, Topics, join_columns
from factdata.analysis.topics.number import (
    DIGITS,
    candidate_numbers,
    choose_number,
    chunks,
    draw_samples,
    find_centres,
    group_by_means,
    group_by_ward,
    group_resamples,
    measure_fit,
    measure_placement,
)
from factdata.analysis.topics.vectors import count_space, word_space
from factdata.text.words import Words, find_stop_words, read_known_words, read_words

# Below this number of sheets words seldom meet twice, and say little of one another; each is then its own dimension.
FEW = 100
N_RESAMPLES, N_RESAMPLES_OF_MANY = 50, 8
N_STARTS = 12
# Of more sheets than these a sample is drawn: to choose the number, to fit, to place on the map one by one.
CHOOSING, FITTING, MAPPING = 1_500, 50_000, 500
LEARNT_WORDS = 1_000_000  # running words from which the company of words is learnt
VOCABULARY = 20_000
N_NEAREST = 3
DISSOLVED = 0.5  # stability below which a group is none (Hennig 2007); its label says so
N_TYPICAL = 60  # sheets that a topic is labelled by


def find_topics(sheets: pd.DataFrame, n_topics: int | None = None, seed: int = 0) -> Topics:
    """Group sheets by what they are about; every sheet gets a topic.

    Fewer than 100 sheets are compared by the TF-IDF of their words, those of their headings at half weight, and joined
    by Ward's method. More are compared by what the company of their words says these mean, grouped by k-means, and
    refined as a mixture of Dirichlet-multinomials. The number of topics is the one whose groups change least when a
    fifth of the sheets is left out, and stand apart from one another.

    Parameters
    ----------
    sheets : pandas.DataFrame
        With the columns ``capture_id``, ``sheet_id``, ``text``; ``title``, ``division`` and ``unit`` help where there
        are any, and ``language`` (as in ``captures``) tells whose stop words to leave out.
    n_topics : int, optional
        How many topics; without it, chosen by stability. Never more than there are sheets that differ.
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
    sheets = sheets.sort_values(["capture_id", "sheet_id", "text"], ignore_index=True)
    with threadpool_limits(1):  # sums on several threads differ in their last bits from run to run
        return _find_topics(sheets, n_topics, np.random.default_rng(seed))


def _find_topics(sheets: pd.DataFrame, n_topics: int | None, random: np.random.Generator) -> Topics:
    few = len(sheets) < FEW
    steps = _show_steps(["reading words", "comparing sheets", "choosing the number", "grouping", "naming"], len(sheets))
    next(steps)
    texts, headings = sheets.text.fillna("").to_list(), join_columns(sheets, HEADINGS, " ").to_list()
    stop_words = find_stop_words(texts, sheets.language.dropna().unique() if "language" in sheets else ())
    words, counts, heading_counts = _read(texts, headings, stop_words, few)
    next(steps)
    learnt = words.of(_sample_words(words, random))
    pairs = count_pairs(learnt)
    space = count_space(counts, heading_counts) if few else word_space(counts, heading_counts, pairs)
    vectors = space.place(counts, heading_counts)
    next(steps)
    some = np.sort(random.choice(len(sheets), min(len(sheets), CHOOSING), replace=False))
    numbers = candidate_numbers(len(sheets), few) if n_topics is None else [min(n_topics, len(sheets))]
    group = group_by_ward if few else group_by_means
    samples = draw_samples(len(some), N_RESAMPLES if few else N_RESAMPLES_OF_MANY, random)
    groupings = group(vectors[some], numbers)
    resampled = group_resamples(vectors[some], group, numbers, samples)
    stability = choose_number(vectors[some], groupings, resampled, few)
    chosen = int(stability.is_chosen.to_numpy().argmax())
    next(steps)
    topic, mixture = (
        (number_topics(groupings[:, chosen]), NO_MIXTURE)
        if few
        else _group_many(vectors, counts, numbers[chosen], random)
    )
    if n_topics is not None:
        stability["n_topics"] = topic.max()
    centres = find_centres(vectors, topic)
    weight, margin = measure_fit(vectors, topic, centres)
    placement = measure_placement(vectors, topic, (find_centres(vectors[some], held[:, chosen]) for held in resampled))
    assignments = sheets[["capture_id", "sheet_id"]].assign(
        topic=topic, weight=weight, margin=margin, stability=placement
    )
    next(steps)
    terms, topics = _describe(sheets, assignments, words, counts, pairs)
    # Of few sheets, Ward's method leaves over what joins nowhere.
    mixed = topics.topic[topics.stability < DISSOLVED].to_list() if few else []
    topics.insert(1, "label", topics.topic.map(_label(sheets, assignments, stop_words, mixed)).astype("str"))
    where = _map(sheets, assignments, topics, vectors, centres)
    next(steps, None)
    return Topics(assignments, topics, terms, stability, where, Model(words.vocabulary, space, centres, mixture))


def _no_topics() -> Topics:
    """Return what a single sheet gives, without its rows."""
    sheet = pd.DataFrame({"capture_id": [""], "sheet_id": [""], "text": ["none"]}, dtype="str")
    topics = find_topics(sheet)
    frames = {name: getattr(topics, name).head(0) for name in FRAMES}
    return Topics(**frames, model=topics.model)


def _show_steps(steps: list[str], n_sheets: int) -> Iterator[None]:
    """Show a progress bar where there is time to look at one."""
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import track  # noqa: PLC0415

    console = Console(stderr=True)
    shown = n_sheets >= 20_000 and console.is_terminal
    for _ in track(steps, "topics", disable=not shown, console=console, transient=True):
        yield


def _read(
    texts: list[str], headings: list[str], stop_words: frozenset[str], few: bool
) -> tuple[Words, csr_matrix, csr_matrix]:
    if few:  # words of headings count even where no text uses them
        both = read_words(texts + headings, stop_words)
        counts = both.counts()
        return both.of(np.arange(len(texts))), counts[: len(texts)], counts[len(texts) :]
    words = read_words(texts, stop_words, min_texts=2, most=VOCABULARY)
    return words, words.counts(), read_known_words(headings, words.vocabulary).counts()


def _sample_words(words: Words, random: np.random.Generator) -> np.ndarray:
    """Draw sheets until they have enough running words; all, where these are fewer."""
    if len(words.term) <= LEARNT_WORDS:
        return np.arange(words.n_texts)
    order = random.permutation(words.n_texts)
    lengths = np.bincount(words.text, minlength=words.n_texts)[order]
    return np.sort(order[: max(np.searchsorted(np.cumsum(lengths), LEARNT_WORDS), 2)])


def _group_many(
    vectors: np.ndarray, counts: csr_matrix, n_topics: int, random: np.random.Generator
) -> tuple[np.ndarray, Mixture]:
    some = np.sort(random.choice(len(vectors), min(len(vectors), FITTING), replace=False))
    start = group_by_means(vectors[some], [n_topics], N_STARTS, int(random.integers(2**31)))[:, 0] - 1
    mixture = fit_mixture(counts[some], start, int(start.max()) + 1)
    found = mixture.assign(counts)
    _, first, sizes = np.unique(found, return_index=True, return_counts=True)
    kept = np.unique(found)[np.lexsort((first, -sizes))]
    return number_topics(found), Mixture(mixture.log_words[:, kept], mixture.log_sizes[kept])


def number_topics(grouping: np.ndarray) -> np.ndarray:
    """Give numbers from 1: to the largest first, of equals to the one whose first sheet stands first."""
    _, first, inverse, sizes = np.unique(grouping, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype="int64")
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[inverse]


def _describe(
    sheets: pd.DataFrame,
    assignments: pd.DataFrame,
    words: Words,
    counts: csr_matrix,
    pairs: Pairs,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    some = np.arange(len(sheets))[:: len(sheets) // FITTING + 1]
    topic = assignments.topic.to_numpy()
    terms = rank_terms(counts, pairs, topic, words.vocabulary)
    grouped = assignments.groupby("topic")
    topics = grouped.agg(n_sheets=("sheet_id", "size"), stability=("stability", "mean")).reset_index()
    topics["stability"] = topics.stability.round(DIGITS)
    topics.insert(2, "share", (topics.n_sheets / len(sheets)).round(DIGITS))
    topics["coherence"] = topics.topic.map(measure_coherence(words.of(some), counts[some], topic[some]))
    nearest = _nearest(assignments, N_NEAREST).groupby("topic").sheet_id.agg(" ".join)
    topics["nearest"] = topics.topic.map(nearest).astype("str")
    return terms, topics


def _nearest(assignments: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return so many sheets of each topic, those nearest its centre first."""
    by_weight = assignments.assign(weight=-assignments.weight).sort_values(["topic", "weight"], kind="stable")
    return by_weight.groupby("topic").head(most)


def _label(
    sheets: pd.DataFrame, assignments: pd.DataFrame, stop_words: frozenset[str], mixed: list[int]
) -> dict[int, str]:
    typical = _nearest(assignments, N_TYPICAL)
    some = sheets.loc[typical.index]
    headings = join_columns(some, ("unit", "title"), "\n")
    if not headings.str.strip().any():
        headings = join_columns(some, ("division",), "\n")
    texts = some.text.fillna("").to_list()
    return label_topics(texts, headings.to_list(), typical.topic.to_list(), stop_words, mixed)


def _map(
    sheets: pd.DataFrame, assignments: pd.DataFrame, topics: pd.DataFrame, vectors: np.ndarray, centres: np.ndarray
) -> pd.DataFrame:
    place = _place_one_by_one(vectors) if len(sheets) <= MAPPING else _place_by_topics(vectors, centres)
    return assignments[["capture_id", "sheet_id", "topic", "stability"]].assign(
        label=assignments.topic.map(topics.set_index("topic").label).astype("str"),
        division=sheets.division if "division" in sheets else pd.Series(pd.NA, index=sheets.index, dtype="str"),
        x=place[:, 0],
        y=place[:, 1],
    )


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
    """Put each sheet between the topics' places, nearer to those that it is like."""
    of_topics, places = _place_one_by_one(centres), []
    for part in chunks(vectors):
        likeness = np.exp(8 * (part @ centres.T))
        places.append((likeness / likeness.sum(axis=1, keepdims=True) @ of_topics).round(3))
    return np.concatenate(places)
