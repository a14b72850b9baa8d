"""Topics beside the headings that sheets stand under: which topics repeat a heading, and which cross several."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from factdata.analysis.inputs import expect_columns, identity_of, read_texts
from factdata.analysis.topics.model import Topics
from factdata.text.words import split_words, stem_words

NO_HEADING = "no heading"


class HeadingComparison(NamedTuple):
    """What topics say that headings do not: a row per topic, and the sheets that lie apart."""

    topics: pd.DataFrame
    sheets: pd.DataFrame


def compare_with_headings(
    topics: Topics, sheets: pd.DataFrame, by: str | Sequence[str] = ("unit", "division"), text: str = "text"
) -> HeadingComparison:
    """Compare topics with the headings of their sheets. What is in no topic is left out.

    Parameters
    ----------
    topics : Topics
        Of a `find_topics`.
    sheets : pandas.DataFrame
        The frame that they were found in.
    by : str or sequence of str
        Columns of headings; of each sheet the first that is not missing counts.
    text : str
        The column of texts.

    Returns
    -------
    HeadingComparison
        ``topics``: a row per topic: ``topic``, ``label``, ``n_sheets``, ``stability``, ``n_headings``, ``headings``
        (joined by ``; ``), ``is_heading`` (the topic holds the sheets of one heading, all of them and no others),
        ``shared_words``: words of the topic that texts under two headings or more use. Where none is shared, nothing
        but being unlike the rest joins the headings.
        ``sheets``: sheets in another topic than most sheets under their heading, the clearest first: what identifies
        the sheet, ``heading``, ``usual_topic`` (its label), ``topic``, ``label``, ``margin``, ``stability``, ``text``.
        Each is a hint to read the sheet, and no finding.

    Examples
    --------
    >>> import factdata as fd
    >>> sheets = fd.load().sheets
    >>> crossing = fd.compare_with_headings(fd.find_topics(sheets), sheets)
    >>> bool((crossing.topics.n_headings > 1).any())
    True
    """
    by = [by] if isinstance(by, str) else list(by)
    identity = identity_of(topics.assignments)
    frame = read_texts(sheets, "compare_with_headings", text, by)
    expect_columns(frame, identity, "compare_with_headings")
    heading = frame[by].astype("str").bfill(axis=1).iloc[:, 0].fillna(NO_HEADING)
    placed = frame[[*identity, "text"]].assign(heading=heading).merge(topics.assignments, on=identity)
    placed = placed.merge(topics.topics[["topic", "label"]], on="topic").query("topic > 0").reset_index(drop=True)
    of_topic, of_heading = placed.groupby("topic"), placed.groupby("heading")
    n_headings = of_topic.heading.nunique()
    is_whole = of_heading.topic.transform("size") == of_topic.topic.transform("size")
    found = pd.DataFrame(
        {
            "n_headings": n_headings,
            "headings": of_topic.heading.agg(lambda names: "; ".join(sorted(set(names)))),
            "is_heading": (n_headings == 1) & is_whole.groupby(placed.topic).all(),
            "shared_words": _find_shared(placed, topics),
        }
    )
    table = topics.topics[["topic", "label", "n_sheets", "stability"]].merge(found.reset_index(), on="topic")
    placed["usual_topic"] = placed.heading.map(of_heading.label.agg(lambda labels: labels.mode().iloc[0]))
    order = {"margin": False, **dict.fromkeys(identity, True)}
    away = placed[placed.label != placed.usual_topic].sort_values(list(order), ascending=list(order.values()))
    columns = [*identity, "heading", "usual_topic", "topic", "label", "margin", "stability", "text"]
    return HeadingComparison(table, away[columns].reset_index(drop=True))


def _find_shared(placed: pd.DataFrame, topics: Topics) -> pd.Series:
    """By topic, those of its words that texts under several headings use."""
    languages, users = topics.model.languages, defaultdict[tuple[int, str], set[str]](set)
    for topic, heading, text in zip(placed.topic, placed.heading, placed.text, strict=True):
        for stem in stem_words(split_words(text), languages):
            users[topic, stem].add(heading)
    terms = topics.terms.assign(stem=stem_words(topics.terms.term.to_list(), languages))
    n_headings = pd.Series([len(users[key]) for key in zip(terms.topic, terms.stem, strict=True)], terms.index)
    joined = terms[n_headings > 1].groupby("topic").term.agg(", ".join)
    return joined.reindex(pd.Index(placed.topic.unique(), name="topic"), fill_value="").astype("str")
