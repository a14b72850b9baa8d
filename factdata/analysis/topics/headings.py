"""Topics beside the headings that sheets stand under: which topics repeat a heading, and which cross several."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from factdata.analysis.inputs import expect_columns, identity_of, read_texts
from factdata.analysis.topics.model import Topics
from factdata.text.words import split_words, stem_words

NO_HEADING = "no heading"


class HeadingComparison(NamedTuple):
    """What topics say that headings do not.

    Attributes
    ----------
    topics : pandas.DataFrame
        A row per topic: ``topic``, ``label``, ``n_sheets``, ``stability``, ``n_headings``, ``headings`` (joined by
        ``; ``), ``is_heading`` (the topic holds the sheets of one heading, all of them and no others),
        ``shared_words``: words of the topic that texts under two headings or more use. Where none is shared, nothing
        but being unlike the rest joins the headings.
    sheets : pandas.DataFrame
        Sheets in another topic than most sheets under their heading, the clearest first: what identifies the sheet,
        ``heading``, ``usual_topic`` (its label), ``topic``, ``label``, ``margin``, ``stability``, ``text``. Each is a
        hint to read the sheet, and no finding.
    """

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

    Examples
    --------
    >>> import factdata as fd
    >>> sheets = fd.load().sheets
    >>> crossing = fd.compare_with_headings(fd.find_topics(sheets), sheets)
    >>> bool((crossing.topics.n_headings > 1).any())
    True
    """
    by = [by] if isinstance(by, str) else list(by)
    frame = read_texts(sheets, "compare_with_headings", text, by)
    expect_columns(frame, identity_of(topics.assignments), "compare_with_headings")
    heading = frame[by].astype("str").bfill(axis=1).iloc[:, 0].fillna(NO_HEADING)
    placed = frame[[*identity_of(topics.assignments), "text"]].assign(heading=heading)
    placed = placed.merge(topics.assignments, on=identity_of(topics.assignments))
    placed = placed.merge(topics.topics[["topic", "label"]], on="topic")
    placed = placed[placed.topic > 0].reset_index(drop=True)
    return HeadingComparison(_cross(placed, topics), _find_away(placed, identity_of(topics.assignments)))


def _cross(placed: pd.DataFrame, topics: Topics) -> pd.DataFrame:
    headings = placed.groupby("topic").heading.agg(
        n_headings="nunique", headings=lambda names: "; ".join(sorted(set(names)))
    )
    sizes = placed.heading.map(placed.heading.value_counts())
    is_heading = (sizes == placed.topic.map(placed.topic.value_counts())).groupby(placed.topic).all()
    shared = _find_shared(placed, topics)
    table = topics.topics.loc[topics.topics.topic > 0, ["topic", "label", "n_sheets", "stability"]].join(
        headings, on="topic"
    )
    table["is_heading"] = table.topic.map(is_heading) & (table.n_headings == 1)
    table["shared_words"] = table.topic.map(shared).fillna("").astype("str")
    return table.reset_index(drop=True)


def _find_shared(placed: pd.DataFrame, topics: Topics) -> dict[int, str]:
    """By topic, those of its words that texts under several headings use."""
    languages = topics.model.languages
    stems = [set(stem_words(split_words(text), languages)) for text in placed.text]
    shared = {}
    for topic, terms in topics.terms.groupby("topic").term:
        own = placed.index[placed.topic == topic]
        users = {
            term: {placed.heading[row] for row in own if stem in stems[row]}
            for term, stem in zip(terms, stem_words(list(terms), languages), strict=True)
        }
        shared[topic] = ", ".join(term for term, of in users.items() if len(of) > 1)
    return shared


def _find_away(placed: pd.DataFrame, identity: list[str]) -> pd.DataFrame:
    usual = placed.groupby("heading").label.agg(lambda labels: labels.mode().iloc[0])
    away = placed.assign(usual_topic=placed.heading.map(usual))
    away = away[away.label != away.usual_topic].sort_values(
        ["margin", *identity], ascending=[False, *[True] * len(identity)]
    )
    return away[[*identity, "heading", "usual_topic", "topic", "label", "margin", "stability", "text"]].reset_index(
        drop=True
    )
