"""Topics: groups of sheets that are about the same, with how sure each is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from factdata.analysis.inputs import ROW, expect_number, identity_of, read_texts
from factdata.analysis.repeated import drop_repeated
from factdata.analysis.topics.coherence import Pairs, count_pairs, measure_coherence, rank_terms
from factdata.analysis.topics.grouping import (
    DIGITS,
    HOLDS,
    blend,
    candidate_numbers,
    choose_number,
    draw_samples,
    find_centres,
    group_by_means,
    group_by_ward,
    group_resamples,
    measure_fit,
    measure_placement,
)
from factdata.analysis.topics.labels import label_topics
from factdata.analysis.topics.mixture import NO_MIXTURE, Mixture, fit_mixture
from factdata.analysis.topics.model import FRAMES, Model, Topics, join_columns
from factdata.analysis.topics.places import place_sheets
from factdata.analysis.topics.vectors import count_space, word_space
from factdata.text.words import Words, find_languages, find_own_names, read_known_words, read_words

# Below this number of sheets words seldom meet twice, and say little of one another; each is then its own dimension.
FEW = 100
N_RESAMPLES, N_RESAMPLES_OF_MANY = 50, 8
N_STARTS = 24  # of fewer, one grouping of many is now and then a worse one
CHOOSING, FITTING = 1_500, 50_000  # of more sheets than these a sample is drawn: to choose the number, to fit
LEARNT_WORDS = 1_000_000  # running words from which the company of words is learnt
VOCABULARY = 20_000
N_NEAREST = 3
OTHER = 0  # the number of what is in no topic
N_SHARED = 2  # words that at least two sheets of a topic share; one alone, as `individuals`, makes no subject
N_TYPICAL = 60  # sheets that a topic is labelled by
NAMING = ("title", "unit", "division")  # columns that may name a topic, whether or not they weigh


def find_topics(
    data: pd.DataFrame | pd.Series | Sequence[str],
    text: str = "text",
    headings: str | Sequence[str] | None = None,
    n_topics: int | None = None,
    seed: int = 0,
) -> Topics:
    """Group texts by what they are about.

    Fewer than 100 texts are compared by the TF-IDF of their words, blended with those of like texts, and joined by
    Ward's method. More are compared by what the company of their words says these mean, grouped by k-means, and refined
    as a mixture of Dirichlet-multinomials. The number of topics is the one whose groups change least when a fifth of
    the texts is left out, and stand apart from one another. Forms of one word are one; the names of the organisation
    whose texts these are, and passages that many texts repeat, do not count.

    Parameters
    ----------
    data : pandas.DataFrame, pandas.Series or sequence of str
        Texts, or a frame with a column of them. Its columns ``capture_id`` and ``sheet_id`` identify a row, or else its
        index does. ``language`` (as in ``captures``) tells whose stop words to leave out, ``division`` is kept for
        charts. A text that is missing is empty.
    text : str
        The column of texts.
    headings : str or sequence of str, optional
        Columns whose words count half beside those of the texts. Without them the words of the texts decide alone, and
        the columns ``title``, ``unit`` and ``division``, where there are such, may only name a topic that was found.
    n_topics : int, optional
        How many topics; without it, chosen by stability. Never more than there are texts that differ.
    seed : int
        Of the resampling. The same texts and seed give the same topics, in whatever order the rows stand.

    Returns
    -------
    Topics
        A group of a single text, of texts that share no two words, or with a stability below a half is no topic: its
        texts are in topic 0, ``Other``. Where ``n_topics`` is given, it is kept, and its label begins ``Weak:``.

    Raises
    ------
    TypeError, ValueError
        Data that are no texts, a column that is not there, a number that is none.

    Examples
    --------
    >>> import factdata as fd
    >>> topics = fd.find_topics(["Ships sail.", "A ship sails.", "Bees hum.", "The bee hums."], n_topics=2)
    >>> topics.assignments.topic.to_list()
    [1, 1, 2, 2]
    """
    if n_topics is not None:
        expect_number(n_topics, "n_topics", 1)
    expect_number(seed, "seed", 0)
    headings = [headings] if isinstance(headings, str) else list(headings or ())
    sheets = read_texts(data, "find_topics", text, headings)
    if sheets.empty:
        return _no_topics(sheets)
    identity = identity_of(sheets)
    known = identity if len(identity) > 1 else []
    order = sheets.sort_values([*known, "text"], kind="stable").index
    with threadpool_limits(1):  # sums on several threads differ in their last bits from run to run
        topics = _find_topics(sheets.loc[order].reset_index(drop=True), headings, n_topics, np.random.default_rng(seed))
    if not known:  # a frame's own rows come back in its own order
        back = np.argsort(order)
        topics.assignments, topics.map = (
            frame.iloc[back].reset_index(drop=True) for frame in (topics.assignments, topics.map)
        )
    return topics


def _find_topics(
    sheets: pd.DataFrame, headings: Sequence[str], n_topics: int | None, random: np.random.Generator
) -> Topics:
    few = len(sheets) < FEW
    texts = sheets.text.to_list()
    languages, own_names = find_languages(texts, _languages_of(sheets)), find_own_names(texts)
    texts = drop_repeated(sheets.text.str.replace(own_names, "\n", regex=True) if own_names else texts)
    titles = join_columns(sheets, headings).to_list()
    words, heading_counts = _read(texts, titles if headings else [], languages, few)
    counts, learnt = words.by_stem().counts(), words.of(_sample_words(words, random))
    space = (
        count_space(counts, heading_counts)
        if few
        else word_space(counts, heading_counts, count_pairs(learnt.by_stem()))
    )
    vectors = space.place(counts, heading_counts)
    some = np.sort(random.choice(len(sheets), min(len(sheets), CHOOSING), replace=False))
    numbers = candidate_numbers(len(sheets)) if n_topics is None else [min(n_topics, len(sheets))]
    group = group_by_ward if few else group_by_means
    samples = draw_samples(len(some), N_RESAMPLES if few else N_RESAMPLES_OF_MANY, random)
    groupings = group(vectors[some], numbers)
    resampled = group_resamples(vectors[some], group, numbers, samples)
    stability = choose_number(blend(vectors) if few else vectors[some], groupings, resampled)
    stability["basis"] = ", ".join(["words", *headings])
    chosen = int(stability.is_chosen.to_numpy().argmax())
    groups, mixture = (
        (number_groups(groupings[:, chosen]), NO_MIXTURE)
        if few
        else _group_many(vectors, counts, numbers[chosen], random)
    )
    if n_topics is not None:
        stability["n_topics"] = groups.max()
    centres = find_centres(vectors, groups)
    weight, margin = measure_fit(vectors, groups, centres)
    placement = measure_placement(vectors, groups, (find_centres(vectors[some], held[:, chosen]) for held in resampled))
    holds = _hold(groups, placement, counts)
    kept = holds if n_topics is None else np.ones(len(holds), dtype=bool)
    numbering = np.where(kept, kept.cumsum(), OTHER)
    assignments = sheets[identity_of(sheets)].assign(
        topic=numbering[groups - 1], weight=weight, margin=margin, stability=placement
    )
    del counts  # of a million sheets 100 MB, which the description would take again
    terms, topics = _describe(assignments, words, count_pairs(learnt))
    naming = titles if headings else join_columns(sheets, [name for name in NAMING if name in sheets]).to_list()
    labels = _label(texts, naming, assignments, languages)
    weak = {number: f"Weak: {labels[number]}" for number in numbering[~holds & (numbering > 0)].tolist()}
    topics.insert(1, "label", topics.topic.map({OTHER: "Other"} | labels | weak).astype("str"))
    where = assignments[[*identity_of(sheets), "topic", "stability"]].assign(
        label=assignments.topic.map(topics.set_index("topic").label).astype("str"),
        division=sheets.division if "division" in sheets else pd.Series(pd.NA, index=sheets.index, dtype="str"),
        **place_sheets(vectors, centres),
    )
    model = Model(words.stems, languages, own_names, tuple(headings), space, centres, mixture, numbering)
    return Topics(assignments, topics, terms, stability, where, model)


def _hold(groups: np.ndarray, placement: np.ndarray, counts: csr_matrix) -> np.ndarray:
    """Return of each group whether it is a topic: its sheets share words, and come back together in resamples."""
    sizes = np.bincount(groups)[1:]
    stability = (np.bincount(groups, placement)[1:] / sizes).round(DIGITS)
    member = csr_matrix((np.ones(len(groups)), (groups - 1, np.arange(len(groups)))))
    n_shared = ((member @ (counts > 0)) > 1).sum(axis=1)
    held: np.ndarray = (stability >= HOLDS) & (np.asarray(n_shared).ravel() >= N_SHARED)
    return held


def _languages_of(sheets: pd.DataFrame) -> list[str]:
    """Return the languages that a frame states, the commonest first."""
    return sheets.language.dropna().astype("str").value_counts().index.to_list() if "language" in sheets else []


def _no_topics(sheets: pd.DataFrame) -> Topics:
    """Return what two texts give, without its rows."""
    names = [name for name in identity_of(sheets) if name != ROW]
    topics = find_topics(pd.DataFrame("none", index=range(2), columns=[*names, "text"], dtype="str"))
    frames = {name: getattr(topics, name).head(0) for name in FRAMES}
    return Topics(**frames, model=topics.model)


def _read(
    texts: list[str], headings: list[str], languages: Sequence[str], few: bool
) -> tuple[Words, csr_matrix | None]:
    if few:  # words of headings count even where no text uses them
        both = read_words(texts + headings, languages)
        headed = both.by_stem().counts()[len(texts) :] if headings else None
        return both.of(np.arange(len(texts))), headed
    words = read_words(texts, languages, min_texts=2, most=VOCABULARY)
    return words, read_known_words(headings, words.stems, languages) if headings else None


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
    return number_groups(found), Mixture(mixture.log_words[:, kept], mixture.log_sizes[kept])


def number_groups(grouping: np.ndarray) -> np.ndarray:
    """Give numbers from 1: to the largest first, of equals to the one whose first sheet stands first."""
    _, first, inverse, sizes = np.unique(grouping, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype="int64")
    rank[np.lexsort((first, -sizes))] = np.arange(1, len(sizes) + 1)
    return rank[inverse]


def _describe(assignments: pd.DataFrame, words: Words, pairs: Pairs) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the words of topics, and a row for each topic; what is in none comes last, and has no words."""
    topic, counts = assignments.topic.to_numpy(), words.counts()
    terms = rank_terms(words, counts, pairs, topic)
    terms = terms[terms.topic != OTHER].drop(columns="number").reset_index(drop=True)
    topics = assignments.groupby("topic").agg(n_sheets=("topic", "size"), stability=("stability", "mean")).reset_index()
    topics.insert(2, "share", topics.n_sheets / len(assignments))
    some = np.arange(len(topic))[:: len(topic) // FITTING + 1]
    coherence = measure_coherence(words.of(some), counts[some], topic[some])
    topics["coherence"] = topics.topic.map(coherence | {OTHER: np.nan})
    names = assignments[assignments.columns[assignments.columns.get_loc("topic") - 1]].astype("str")
    nearest = _nearest(assignments, N_NEAREST)
    topics["nearest"] = topics.topic.map(names[nearest.index].groupby(nearest.topic).agg(" ".join)).astype("str")
    topics = topics.round({"share": DIGITS, "stability": DIGITS})
    topics.loc[topics.topic == OTHER, "stability"] = np.nan
    return terms, topics.sort_values("topic", key=lambda number: number.replace(OTHER, number.max() + 1)).reset_index(
        drop=True
    )


def _nearest(assignments: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return so many sheets of each topic, those nearest its centre first."""
    by_weight = assignments.assign(weight=-assignments.weight).sort_values(["topic", "weight"], kind="stable")
    return by_weight.groupby("topic").head(most)


def _label(
    texts: Sequence[str], headings: Sequence[str], assignments: pd.DataFrame, languages: Sequence[str]
) -> dict[int, str]:
    typical = _nearest(assignments[assignments.topic != OTHER], N_TYPICAL)
    own_texts, own_headings = ([of[row] for row in typical.index] for of in (texts, headings))
    return label_topics(own_texts, own_headings, typical.topic.to_list(), languages)
