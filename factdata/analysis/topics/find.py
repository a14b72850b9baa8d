"""Topics: groups of sheets that are about the same, with how sure each is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from factdata.analysis.inputs import ROW, expect_number, identity_of, read_texts
from factdata.analysis.repeated import drop_repeated
from factdata.analysis.topics import stability as stabilities
from factdata.analysis.topics.clusters import (
    DIGITS,
    blend,
    find_centres,
    group_by_means,
    group_by_ward,
    measure_fit,
    number_groups,
)
from factdata.analysis.topics.labels import label_topics
from factdata.analysis.topics.map import map_sheets
from factdata.analysis.topics.mixture import Mixture, fit_mixture
from factdata.analysis.topics.model import Model, Topics, join_columns
from factdata.analysis.topics.terms import count_pairs, measure_coherence, rank_terms
from factdata.analysis.topics.vectors import count_space, word_space
from factdata.text.words import find_languages, find_own_names, read_known_words, read_words

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
    def draw(most: int) -> np.ndarray:
        return np.sort(random.choice(len(sheets), min(len(sheets), most), replace=False))

    few = len(sheets) < FEW
    texts = sheets.text.to_list()
    stated = sheets.language.dropna().astype("str").value_counts().index if "language" in sheets else ()
    languages, own_names = find_languages(texts, stated), find_own_names(texts)
    texts = drop_repeated(sheets.text.str.replace(own_names, "\n", regex=True) if own_names else texts)
    words = read_words(texts, languages, min_texts=1 if few else 2, most=VOCABULARY)
    heading_counts = read_known_words(join_columns(sheets, headings), words.stems, languages)
    counts = words.by_stem().counts()
    pairs = count_pairs(learnt := words.of(draw(max(2, LEARNT_WORDS * len(sheets) // max(len(words.term), 1)))))
    stem_pairs = None if few else count_pairs(learnt.by_stem())
    space = word_space(counts, heading_counts, stem_pairs) if stem_pairs else count_space(counts, heading_counts)
    vectors = space.place(counts, heading_counts)
    some = draw(CHOOSING)
    numbers = stabilities.candidate_numbers(len(sheets)) if n_topics is None else [min(n_topics, len(sheets))]
    group = group_by_ward if few else group_by_means
    groupings = group(vectors[some], numbers)
    n_samples = N_RESAMPLES if few else N_RESAMPLES_OF_MANY
    resampled = stabilities.group_resamples(vectors[some], group, numbers, n_samples, random)
    stability = stabilities.choose_number(blend(vectors) if few else vectors[some], groupings, resampled)
    chosen = int(stability.is_chosen.to_numpy().argmax())
    groups, mixture = number_groups(groupings[:, chosen]), None
    if not few:
        groups, mixture = _group_many(vectors, counts, numbers[chosen], draw(FITTING), random)
    stability["basis"] = ", ".join(["words", *headings])
    if n_topics is not None:
        stability["n_topics"] = groups.max()
    centres = find_centres(vectors, groups)
    weight, margin = measure_fit(vectors, groups, centres)
    placement = np.full(len(sheets), np.nan)
    placement[some] = stabilities.measure_placement(groups[some], resampled[:, :, chosen])
    of_group = pd.Series(placement).groupby(groups).transform("mean").fillna(0).to_numpy()
    placement = np.where(np.isnan(placement), of_group, placement).round(DIGITS)
    holds = stabilities.hold(groups, placement) & _share_words(groups, counts)
    kept = holds | (n_topics is not None)
    numbering = np.where(kept, kept.cumsum(), OTHER)
    assignments = sheets[identity_of(sheets)].assign(
        topic=numbering[groups - 1], weight=weight, margin=margin, stability=placement
    )
    terms = rank_terms(words, pairs, assignments.topic.to_numpy())
    terms = terms[terms.topic != OTHER].reset_index(drop=True)
    topics = _describe(assignments)
    coherence = measure_coherence(words, assignments.topic.to_numpy())
    topics.insert(4, "coherence", topics.topic.where(topics.topic > 0).map(coherence).astype("float64"))
    typical = _nearest(assignments, N_TYPICAL)
    names = join_columns(sheets.loc[typical.index], headings or [name for name in NAMING if name in sheets]).to_list()
    labels = label_topics([texts[row] for row in typical.index], names, typical.topic.to_list(), languages)
    weak = {number: f"Weak: {labels[number]}" for number in numbering[~holds & (numbering > 0)].tolist()}
    topics.insert(1, "label", topics.topic.map({OTHER: "Other"} | labels | weak).astype("str"))
    places = map_sheets(vectors, centres)
    where = assignments[[*identity_of(sheets), "topic", "stability"]].assign(
        label=assignments.topic.map(topics.set_index("topic").label).astype("str"),
        division=sheets.division if "division" in sheets else pd.Series(pd.NA, index=sheets.index, dtype="str"),
        x=places[:, 0],
        y=places[:, 1],
    )
    model = Model(words.stems, languages, own_names, tuple(headings), space, centres, mixture, numbering)
    return Topics(assignments, topics, terms.drop(columns="number"), stability, where, model)


def _share_words(groups: np.ndarray, counts: csr_matrix) -> np.ndarray:
    """Whether two sheets or more of each group share words enough."""
    member = csr_matrix((np.ones(len(groups)), (groups - 1, np.arange(len(groups)))))
    n_shared: np.ndarray = np.asarray(((member @ (counts > 0)) > 1).sum(axis=1)).ravel()
    return n_shared >= N_SHARED


def _no_topics(sheets: pd.DataFrame) -> Topics:
    """Return what two texts give, without its rows."""
    names = [name for name in identity_of(sheets) if name != ROW]
    topics = find_topics(pd.DataFrame("none", index=range(2), columns=[*names, "text"], dtype="str"))
    frames = ("assignments", "topics", "terms", "stability", "map")
    return replace(topics, **{name: getattr(topics, name).head(0) for name in frames})


def _group_many(
    vectors: np.ndarray, counts: csr_matrix, n_topics: int, some: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, Mixture]:
    start = group_by_means(vectors[some], [n_topics], N_STARTS, int(random.integers(2**31)))[:, 0] - 1
    mixture = fit_mixture(counts[some], start)
    found = mixture.assign(counts)
    groups = number_groups(found)
    kept = found[np.unique(groups, return_index=True)[1]]  # the mixture's numbers in the order of the groups'
    return groups, Mixture(mixture.log_words[:, kept], mixture.log_sizes[kept])


def _describe(assignments: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each topic; what is in none comes last."""
    topics = assignments.groupby("topic").agg(n_sheets=("topic", "size"), stability=("stability", "mean")).reset_index()
    topics.insert(2, "share", topics.n_sheets / len(assignments))
    names = assignments[assignments.columns[assignments.columns.get_loc("topic") - 1]].astype("str")
    nearest = _nearest(assignments, N_NEAREST)
    topics["nearest"] = topics.topic.map(names[nearest.index].groupby(nearest.topic).agg(" ".join)).astype("str")
    topics = topics.round({"share": DIGITS, "stability": DIGITS})
    topics.loc[topics.topic == OTHER, "stability"] = np.nan
    return pd.concat([topics[topics.topic != OTHER], topics[topics.topic == OTHER]], ignore_index=True)


def _nearest(assignments: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return so many sheets of each topic, those nearest its centre first."""
    by_weight = assignments.sort_values(["topic", "weight"], ascending=[True, False], kind="stable")
    return by_weight.groupby("topic").head(most)
