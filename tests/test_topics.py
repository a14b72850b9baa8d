"""Topics: for any number of sheets, the same each time, and sayable."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

import factdata as fd
from factdata.labels import label_topics
from factdata.topics import _mean_rand_index
from factdata.words import STOP_WORDS


def sheets_of(*texts: str) -> pd.DataFrame:
    ids = [f"{number:03}" for number in range(len(texts))]
    return pd.DataFrame({"capture_id": "c", "sheet_id": ids, "text": pd.array(texts, dtype="str")})


@pytest.mark.parametrize("n", range(1, 44))
def test_every_sheet_of_any_number_gets_a_topic(corpus, n):
    topics = fd.find_topics(corpus.sheets.head(n))
    assert len(topics.assignments) == n
    assert topics.assignments.topic.between(1, len(topics.topics)).all()
    assert topics.topics.n_sheets.sum() == n
    assert topics.topics.n_sheets.is_monotonic_decreasing
    assert topics.topics.label.is_unique
    assert topics.stability.is_chosen.sum() == 1


def test_rows_in_another_order_give_the_same_topics(corpus):
    straight = fd.find_topics(corpus.sheets)
    shuffled = fd.find_topics(corpus.sheets.sample(frac=1, random_state=3))
    for name in ("assignments", "topics", "terms", "stability", "map"):
        pd.testing.assert_frame_equal(getattr(straight, name), getattr(shuffled, name))


def test_no_topic_of_the_listing_is_a_heap(corpus):
    topics = fd.find_topics(corpus.sheets)
    assert topics.topics.share.max() <= 0.26
    assert topics.stability[topics.stability.is_chosen].stability.item() >= 0.85


def test_the_budget_titles_are_one_topic_and_the_counterfeits_another(corpus):
    topics = fd.find_topics(corpus.sheets)
    topic = topics.assignments.set_index("sheet_id").topic
    about = corpus.sheets.set_index("sheet_id").text
    budget = topic[about.str.contains("Budget - Fiscal Year")]
    counterfeit = topic[about.str.contains("counterfeit")]
    assert len(set(budget)) == len(set(counterfeit)) == 1
    assert set(budget) != set(counterfeit)


def test_labels_begin_and_end_with_words_that_mean_something(corpus):
    for label in fd.find_topics(corpus.sheets).topics.label:
        words = label.lower().split()
        assert words[0] not in STOP_WORDS and words[-1] not in STOP_WORDS
        assert len(words) == len(set(words) - {"and"}) + words.count("and")


def test_terms_are_ranked_single_words(corpus):
    terms = fd.find_topics(corpus.sheets).terms
    assert not terms.term.str.contains(r"\s").any()
    for _, group in terms.groupby("topic"):
        assert group["rank"].to_list() == list(range(1, len(group) + 1))
        assert group.weight.is_monotonic_decreasing


@pytest.mark.parametrize(
    "texts",
    [
        ["", "", ""],
        ["the of and"] * 4,
        ["word"] * 5,
        ["alpha beta"] * 6,
        ["", "ship", "ship sinks", "42"],
        ["día año ñu"],
    ],
)
def test_empty_equal_and_one_word_sheets_are_no_error(texts):
    topics = fd.find_topics(sheets_of(*texts))
    assert len(topics.assignments) == len(texts)
    assert topics.assignments.topic.notna().all()


def test_no_sheets_give_empty_frames():
    topics = fd.find_topics(sheets_of())
    assert topics.assignments.empty and topics.topics.empty and topics.terms.empty


def test_a_number_of_topics_can_be_asked_for(corpus):
    assert len(fd.find_topics(corpus.sheets, n_topics=4).topics) == 4
    assert len(fd.find_topics(corpus.sheets.head(3), n_topics=9).topics) == 3
    with pytest.raises(ValueError, match="n_topics is 0"):
        fd.find_topics(corpus.sheets, n_topics=0)


def test_the_mean_rand_index_is_that_of_scikit_learn():
    random = np.random.default_rng(1)
    samples = [np.sort(random.choice(20, 14, replace=False)) for _ in range(6)]
    groupings = [random.integers(1, 4, size=14) for _ in samples]
    expected = []
    for first in range(6):
        for second in range(first):
            _, a, b = np.intersect1d(samples[first], samples[second], return_indices=True)
            expected.append(adjusted_rand_score(groupings[first][a], groupings[second][b]))
    assert _mean_rand_index(20, samples, groupings) == pytest.approx(np.mean(expected))


def test_a_label_names_what_most_sheets_of_a_topic_share():
    texts = [
        "We track stolen paintings across borders.",
        "Those stolen paintings come home again.",
        "A pilot checks engine oil before each flight.",
        "Every mechanic checks engine oil twice.",
    ]
    labels = label_topics(texts, [1, 1, 2, 2])
    assert labels[1].startswith("Stolen paintings") and "ngine oil" in labels[2]
