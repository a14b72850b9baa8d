"""Topics: for any number of sheets, the same each time, and sayable."""

import os
import re
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

import factdata as fd
from factdata.analysis.topics.labels import MAX_LABEL, label_topics
from factdata.analysis.topics.terms import count_pairs
from factdata.text.words import STOP_WORDS, find_languages, find_own_names, find_stop_words, read_words


def sheets_of(*texts: str) -> pd.DataFrame:
    ids = [f"{number:03}" for number in range(len(texts))]
    return pd.DataFrame({"capture_id": "c", "sheet_id": ids, "text": pd.array(texts, dtype="str")})


@pytest.mark.parametrize("n", range(1, 51))
def test_every_sheet_of_any_number_gets_a_topic(corpus, n):
    sheets = pd.concat([corpus.sheets, corpus.sheets.head(7).assign(capture_id="again")]).head(n)
    topics = fd.find_topics(sheets)
    assert len(topics.assignments) == n
    assert set(topics.assignments.topic) == set(topics.topics.topic)
    assert topics.topics.n_sheets.sum() == n
    assert topics.topics.n_sheets[topics.topics.topic > 0].is_monotonic_decreasing
    assert topics.topics.label.is_unique
    assert topics.stability.is_chosen.sum() == 1


def test_rows_in_another_order_give_the_same_topics(corpus):
    straight = fd.find_topics(corpus.sheets)
    shuffled = fd.find_topics(corpus.sheets.sample(frac=1, random_state=3))
    for name in ("assignments", "topics", "terms", "stability", "map"):
        pd.testing.assert_frame_equal(getattr(straight, name), getattr(shuffled, name))


def test_what_does_not_hold_is_no_topic(corpus):
    topics = fd.find_topics(corpus.sheets)
    real = topics.topics[topics.topics.topic > 0]
    assert len(real) and real.share.max() <= 0.25
    assert (real.stability >= 0.5).all() and (real.n_sheets > 1).all()
    assert topics.topics.label.to_list()[-1] == "Other" and not (topics.terms.topic == 0).any()
    apart = fd.find_topics([f"{letter}lpha {letter}eta {letter}amma" for letter in "abcdef"])
    assert (apart.assignments.topic == 0).all()  # texts without a word in common
    asked = fd.find_topics(corpus.sheets, n_topics=12).topics
    assert len(asked) == 12
    weak = asked.label.str.startswith("Weak: ")
    assert weak.any() and weak[(asked.stability < 0.5) | (asked.n_sheets < 2)].all() and not weak.all()


def test_texts_without_topics_share_none_with_headings():
    sheets = pd.DataFrame({"text": ["Water is tested.", "Roads are closed.", "Fees rise."], "unit": ["A", "A", "B"]})
    crossing = fd.compare_with_headings(fd.find_topics(sheets), sheets, by="unit")
    assert crossing.topics.empty
    assert crossing.sheets.empty


def test_headings_weigh_only_where_they_are_asked_for(corpus):
    alone = fd.find_topics(corpus.sheets)
    mixed_up = corpus.sheets.assign(division="A", unit=[str(n) for n in range(43)], title="none")
    pd.testing.assert_frame_equal(fd.find_topics(mixed_up).assignments, alone.assignments)
    asked = fd.find_topics(corpus.sheets, headings=["division", "unit"])
    assert set(alone.stability.basis) == {"words"} and set(asked.stability.basis) == {"words, division, unit"}
    assert asked.stability[asked.stability.is_chosen].stability.item() >= 0.8
    again = asked.assign(corpus.sheets)
    assert (again.topic.to_numpy() == asked.assignments.topic.to_numpy()).mean() > 0.9


def test_the_number_chosen_is_told_apart_from_the_last_that_was_tried(many):
    topics = fd.find_topics(many)
    assert not topics.stability.is_edge.any() and "tried" not in repr(topics)
    asked = fd.find_topics(many, n_topics=3)
    assert not asked.stability.is_edge.any()


def test_printed_topics_say_in_a_few_lines_what_they_are(many):
    topics = fd.find_topics(many)
    first, *lines = repr(topics).splitlines()
    assert first.startswith("Texts 302, topics 3") and "by words" in first
    assert len(lines) == len(topics.topics) and topics.topics.label[0] in lines[0]
    html = fd.find_topics(["<b>ships</b> sail"] * 3 + ["bees hum"] * 3)._repr_html_()
    assert html.count("<tr") == 3 and "<b>" not in html


def test_any_texts_will_do_and_come_back_in_their_order():
    texts = ["Ships sail.", "Bees hum.", "A ship sails.", "The bee hums.", None]
    expected = fd.find_topics(texts[:4], n_topics=2).assignments
    assert expected.row.to_list() == [0, 1, 2, 3] and expected.topic.to_list() == [1, 2, 1, 2]
    series = pd.Series(texts, index=list("vwxyz"))
    assert fd.find_topics(series, n_topics=2).assignments.row.to_list() == list("vwxyz")
    frame = pd.DataFrame({"body": texts, "n": 1}, index=pd.date_range("2020-01-01", periods=5))
    topics = fd.find_topics(frame, text="body", n_topics=2)
    assert (topics.assignments.row == frame.index).all() and topics.map.division.isna().all()
    assert topics.assign(frame, text="body").topic.to_list()[:4] == topics.assignments.topic.to_list()[:4]


def frame_of(**columns):
    return pd.DataFrame({"text": ["a ship", "a bee"], **columns})


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: fd.find_topics(None), TypeError, "find_topics expects a frame, a Series or a list of texts; got None"),
        (lambda: fd.find_topics("a text"), TypeError, "find_topics expects a frame, a Series or a list .* got str"),
        (lambda: fd.find_topics(5), TypeError, "got int"),
        (lambda: fd.find_topics(fd.load()), TypeError, "got Corpus; give it corpus.sheets"),
        (lambda: fd.find_topics(["a", 5]), TypeError, "'text' holds 5 .int.; expected texts"),
        (lambda: fd.find_topics(pd.Series([1, 2])), TypeError, "'text' holds 1 .int.; expected texts"),
        (lambda: fd.find_topics(frame_of(), text="txt"), ValueError, "no column 'txt'; did you mean 'text'"),
        (lambda: fd.find_topics(frame_of(), text="zzz"), ValueError, "no column 'zzz'; there are: text"),
        (lambda: fd.find_topics(frame_of(unit="A"), headings="units"), ValueError, "did you mean 'unit'"),
        (lambda: fd.find_topics(frame_of(), n_topics=0), ValueError, "n_topics is 0; expected 1 or more"),
        (lambda: fd.find_topics(frame_of(), n_topics="5"), TypeError, "n_topics is '5' .str.; expected a whole number"),
        (lambda: fd.find_topics(frame_of(), n_topics=2.5), TypeError, "n_topics is 2.5 .float."),
        (lambda: fd.find_topics(frame_of(), n_topics=True), TypeError, "n_topics is True .bool."),
        (lambda: fd.find_topics(frame_of(), seed=-1), ValueError, "seed is -1; expected 0 or more"),
        (lambda: fd.find_topics(pd.concat([frame_of()] * 2, axis=1)), ValueError, "'text' stands 2 times"),
        (lambda: fd.profile_divisions(frame_of()), ValueError, "profile_divisions: no column 'division'"),
        (lambda: fd.profile_divisions(frame_of(Division="A")), ValueError, "did you mean 'Division'"),
        (lambda: fd.profile_divisions(None), TypeError, "profile_divisions expects"),
        (lambda: fd.compare(fd.load().sheets), TypeError, "compare expects a corpus, .* got DataFrame"),
        (lambda: fd.review_timeline("data"), TypeError, "review_timeline expects a corpus, .* got str"),
        (lambda: fd.follow_quantities(None), TypeError, "follow_quantities expects a corpus, .* got None"),
        (lambda: fd.rank_changes(None), TypeError, "rank_changes expects a frame; got None"),
        (lambda: fd.rank_changes(fd.load().sheets), ValueError, "rank_changes: no column 'captured_at'"),
        (lambda: fd.find_substitutions([1]), TypeError, "find_substitutions expects a frame; got list"),
        (lambda: fd.find_repeated([]), TypeError, "find_repeated expects a corpus, .* got list"),
        (lambda: fd.add_context(fd.load().captures, fd.load()), ValueError, "add_context: no column 'sheet_id'"),
        (lambda: fd.compare_with_headings(fd.find_topics(["a"]), frame_of()), ValueError, "no column 'unit'"),
        (lambda: fd.add_context(fd.load().dates, None), TypeError, "add_context expects a corpus"),
    ],
)
def test_a_wrong_call_says_in_one_line_what_is_expected(call, error, message):
    with pytest.raises(error, match=message) as raised:
        call()
    assert "\n" not in str(raised.value)


def test_the_budget_titles_are_one_topic_and_the_counterfeits_another(corpus):
    topics = fd.find_topics(corpus.sheets)
    topic = topics.assignments.set_index("sheet_id").topic
    about = corpus.sheets.set_index("sheet_id").text
    budget = topic[about.str.contains("Budget - Fiscal Year")]
    counterfeit = topic[about.str.contains("counterfeit")]
    assert len(set(budget)) == len(set(counterfeit)) == 1
    assert set(budget) != set(counterfeit)


def test_labels_begin_and_end_with_words_that_mean_something(corpus):
    topics = fd.find_topics(corpus.sheets).topics
    for label in topics.label[topics.topic > 0]:
        words = label.lower().replace(",", "").split()
        assert words[0] not in STOP_WORDS and words[-1] not in STOP_WORDS
        assert len(words) == len(set(words) - {"and"}) + words.count("and")


def test_terms_are_ranked_single_words(corpus):
    terms = fd.find_topics(corpus.sheets).terms
    assert not terms.term.str.contains(r"\s").any()
    for _, group in terms.groupby("topic"):
        assert group["rank"].to_list() == list(range(1, len(group) + 1))
        assert group.weight.round(9).is_monotonic_decreasing
        assert len(group) == 10
    assert terms.term.is_unique


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


def test_pairs_are_counted_by_windows():
    words = read_words(["a1 ship port ship", " ".join(["ship", *["filler"] * 9, "port"])], ["en"])
    windows = count_pairs(words)
    ship, port = (int(np.flatnonzero(words.vocabulary == word)[0]) for word in ("ship", "port"))
    assert windows.n_windows == 3  # one of the short text, two of the text of eleven words
    assert windows.windows[ship, port] == 2  # twice in the first text, ten words apart in the second
    assert windows.windows[port, port] == 2
    assert windows.windows[ship, ship] == 3


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """Three subjects, each with words of its own and words that all use; some sheets without any."""
    random = np.random.default_rng(5)
    subjects = [[f"{name}{letter}" for letter in "abcdefghijklmnopqrst"] for name in ("ship", "visa", "coin")]
    common = [f"word{letter}" for letter in "abcdefghij"]
    texts = [" ".join([*random.choice(subjects[n % 3], 8), *random.choice(common, 3)]) for n in range(300)]
    return sheets_of(*texts, "", "nothing known")


def test_many_sheets_fall_into_their_subjects(many):
    topics = fd.find_topics(many)
    assert len(topics.topics) == 3
    assert adjusted_rand_score(np.arange(300) % 3, topics.assignments.topic[:300]) > 0.95
    subjects = topics.terms.groupby("topic").term.agg(lambda terms: " ".join(sorted({term[:4] for term in terms})))
    assert sorted(subjects) == ["coin", "ship", "visa"]
    assert topics.terms.term.is_unique
    assert (topics.topics.coherence > 0).all()


def test_further_sheets_get_the_topic_of_their_like(many, corpus):
    for sheets in (many, corpus.sheets):
        topics = fd.find_topics(sheets)
        again = topics.assign(sheets.iloc[::-1])
        assert again.sheet_id.to_list() == sheets.sheet_id.to_list()[::-1]
        known = topics.assignments.merge(again, on=["capture_id", "sheet_id"], suffixes=("", "_again"))
        assert (known.topic == known.topic_again).mean() > 0.95
    nothing = topics.assign(sheets_of("zzz qqq"))
    assert nothing.weight.item() == nothing.margin.item() == 0
    assert topics.assign(sheets_of()).empty


def test_topics_are_saved_and_loaded_without_loss(many, corpus, tmp_path):
    few = fd.find_topics(corpus.sheets)
    few.save(tmp_path / "few")
    loaded = type(few).load(tmp_path / "few")
    pd.testing.assert_frame_equal(loaded.assign(corpus.sheets), few.assign(corpus.sheets))
    topics = fd.find_topics(many)
    topics.save(tmp_path / "topics")
    loaded = type(topics).load(tmp_path / "topics")
    for name in ("assignments", "topics", "terms", "stability", "map"):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(topics, name))
    pd.testing.assert_frame_equal(loaded.assign(many), topics.assign(many))
    with pytest.raises(FileNotFoundError):
        type(topics).load(tmp_path / "none")
    np.savez(tmp_path / "topics" / "model.npz", idf=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        type(topics).load(tmp_path / "topics")


FRESH = """
import hashlib, sys
import pandas as pd
import factdata as fd
sheets = pd.read_parquet(sys.argv[1])
topics = fd.find_topics(sheets.sample(frac=1, random_state=int(sys.argv[2])))
profile = fd.profile_divisions(sheets.assign(division=sheets.sheet_id.str[-1]))
frames = (topics.assignments, topics.topics, topics.terms, topics.stability, topics.map, *vars(profile).values())
print(hashlib.sha256("".join(frame.to_csv() for frame in frames).encode()).hexdigest())
"""


@pytest.mark.parametrize("name", ["many", "listing", "apart"])
def test_fresh_processes_give_the_same_bytes_on_any_processor_and_number_of_threads(name, many, corpus, tmp_path):
    apart = sheets_of(*(f"{letter}lpha {letter}eta {letter}amma" for letter in "abcdefg"), "", "")
    {"many": many, "listing": corpus.sheets, "apart": apart}[name].to_parquet(tmp_path / "sheets.parquet")
    seen = set()
    for number, core in enumerate(("Prescott", "Sandybridge", "Haswell")):  # whose sums differ in their last bits
        threads = str(1 + number % 2)
        limits = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads, "OPENBLAS_CORETYPE": core}
        limits |= {"PYTHONHASHSEED": str(number)}
        command = [sys.executable, "-c", FRESH, str(tmp_path / "sheets.parquet"), str(number)]
        done = subprocess.run(command, env=os.environ | limits, check=True, capture_output=True, text=True)
        seen.add(done.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize("text", ["", "word", "the same few words"])
def test_many_sheets_that_are_the_same_are_no_error(text):
    topics = fd.find_topics(sheets_of(*[text] * 130))
    assert topics.topics.n_sheets.sum() == 130
    assert len(fd.find_topics(sheets_of(*[text] * 130), n_topics=7).assignments) == 130


def test_stop_words_are_those_of_the_sheets_language():
    spanish = "La agencia publica las hojas de datos para los ciudadanos"
    assert find_languages([spanish]) == ("es",) and find_languages(["the ships that die"]) == ("en",)
    assert find_languages([spanish], ["de-AT", "en", "de"]) == ("de", "en")
    assert {"la", "los", "para"} <= find_stop_words(["es"]) and "die" not in find_stop_words(["en"])
    assert find_stop_words(["xx"]) == frozenset() and read_words(["los barcos"], ["xx"]).n_texts == 1
    sheets = sheets_of(spanish, "Los datos de la agencia").assign(language="es")
    assert not set(fd.find_topics(sheets).terms.term) & {"la", "los", "de"}


def label(texts, topics, headings=None):
    return label_topics(texts, headings or [""] * len(texts), topics, ["en"])


def test_a_label_names_what_most_sheets_of_a_topic_share():
    texts = [
        "We track stolen paintings across borders.",
        "Those stolen paintings come home again.",
        "A pilot checks engine oil before each flight.",
        "Every mechanic checks engine oil twice.",
    ]
    labels = label(texts, [1, 1, 2, 2])
    assert labels[1].startswith("Stolen paintings") and "ngine oil" in labels[2]


def test_a_label_begins_with_no_verb():
    texts = [
        "Combats pharmaceutical smuggling",
        "It helps to identify suspicious identities and discovers hidden links.",
    ]
    labels = label(texts, [1, 2])
    assert labels[1] == "Pharmaceutical smuggling"
    assert not labels[2].lower().startswith(("discovers", "identify", "helps"))


def test_a_name_in_a_heading_is_a_label_as_it_is_written():
    headings = ["Smuggling - Arms, Contraband, Cultural Artifacts"] * 2
    texts = ["Returned cultural artifacts.", "Customs found artifacts of cultural worth."]
    assert label(texts, [1, 1], headings)[1] == "Cultural Artifacts"


def test_a_heading_names_a_topic_without_weighing_in_the_grouping():
    texts = [
        "The reef grows.",
        "A reef of corals grows.",
        "Corals grow on a reef.",
        "The harbour dues rise.",
        "The harbour dues.",
    ]
    units = [*["Coral Reef Office"] * 3, "Harbour Office", None]
    frame = pd.DataFrame({"text": texts, "unit": units})
    alone, named = fd.find_topics(texts, n_topics=2), fd.find_topics(frame, n_topics=2)
    assert (named.assignments.topic == alone.assignments.topic).all() and set(named.stability.basis) == {"words"}
    assert named.topics.label.str.contains("Coral Reef Office").to_list() == [True, False]


def test_a_heading_that_the_texts_do_not_bear_out_is_no_label():
    headings = ["Department of Fisheries", "Department of Fisheries", "", ""]
    texts = [
        "The coral reefs are wide.",
        "They map the coral reefs.",
        "It was the engine oil.",
        "They smelt the engine oil.",
    ]
    assert label(texts, [1, 1, 2, 2], headings) == {1: "Coral reefs", 2: "Engine oil"}
    everywhere = ["Coral and Engine Office"] * 4
    assert label(texts, [1, 1, 2, 2], everywhere) == {1: "Coral reefs", 2: "Engine oil"}


def test_a_name_is_a_label_whole():
    headings = ["National Reef Survey (NRS) Coordination Center"] * 2
    texts = ["The center counts corals of a reef.", "Coordination of the national survey."]
    assert label(texts, [1, 1], headings)[1] == "National Reef Survey Coordination Center"
    texts = ["The diver reads of the Reef Survey and Coral Count Act.", "See the Reef Survey and Coral Count Act."]
    assert label(texts, [1, 1])[1] == "Reef Survey and Coral Count Act"


def test_a_label_joins_what_no_phrase_covers():
    texts = [
        *["They found stolen paintings there.", "Those stolen paintings came home."],
        *["We saw the coral reefs there.", "All of the coral reefs are gone."],
        *["He counts the harbour dues.", "She pays the harbour dues."],
        *["It was the engine oil.", "They smelt the engine oil."],
    ]
    assert label(texts, [1] * 8)[1] == "Coral reefs, engine oil, harbour dues"


def test_where_no_phrase_is_shared_a_label_lists_nouns():
    texts = [
        "Economic growth: officials counted ships, and people sailed from a harbour.",
        "An economy with a harbour; ships sailed, as officials and people did.",
        "From the harbour, ships and people sailed. Officials report of the economy.",
    ]
    words = label([*texts, "A bee hums."], [1, 1, 1, 2])[1].lower().split(", ")
    assert set(words) == {"harbour", "ships"}  # all have them; no `economic` beside `economy`, no `people`, no `sailed`
    assert label(["Coral on the reef.", "A reef grew.", "A wide reef.", "Reef and coral."], [1] * 4)[1] == "Reef"


def test_a_word_before_an_article_or_a_pronoun_is_no_noun():
    texts = [
        "Divers, returning them, saw ships.",
        "Ships sank, returning the maps.",
        "It targets a ship, returning it.",
    ]
    assert label([*texts, "A bee hums."], [1, 1, 1, 2])[1] == "Ships"


def test_a_title_is_several_names_where_the_site_is_named_in_it():
    headings = ["Wide Corals | Reef Survey", "Old Corals | Reef Survey", "Bees", "Dues"]
    texts = ["The reef grew.", "A survey of a reef.", "A bee hums.", "The dues rise."]
    assert label(texts, [1, 1, 2, 3], headings)[1] == "Reef Survey"


def test_neighbours_by_chance_are_no_phrase():
    texts = [
        "harbour ship reef grow coral wave",
        "grow harbour wave ship reef coral",
        "reef harbour wave coral ship grow",
        "coral grow ship harbour reef wave",
        "wave reef grow ship coral harbour",
    ]
    assert label(texts, [1] * 5)[1].count(" ") == label(texts, [1] * 5)[1].count(", ")


def test_a_phrase_is_found_in_titles_whose_words_all_have_capitals():
    texts = [
        "Coral Reef Survey Counts Thousand Fish",
        "Minister Opens Coral Reef Survey Near Harbour",
        "Divers Join Coral Reef Survey Again Today",
    ]
    assert label([*texts, "A bee hums."], [1, 1, 1, 2])[1] == "Coral Reef Survey"


def test_what_all_topics_speak_of_labels_none():
    texts = ["The law enforcement of reef surveys.", "The law enforcement of reef surveys again."]
    others = ["The law enforcement of harbour dues.", "The law enforcement of harbour dues too."]
    assert label(texts + others, [1, 1, 2, 2]) == {1: "Reef surveys", 2: "Harbour dues"}


@given(st.lists(st.text(alphabet="aAbB 'and(-)&’\n/ofthe", max_size=40), min_size=1, max_size=6), st.booleans())
def test_labels_of_any_text_are_short_whole_and_all_different(texts, are_headings):
    headings = texts if are_headings else [""] * len(texts)
    labels = label_topics(texts, headings, [number % 3 for number in range(len(texts))], ["en"])
    assert len(set(labels.values())) == len(labels)
    for text in labels.values():
        assert 0 < len(text) <= MAX_LABEL and text == " ".join(text.split())


def test_a_label_of_long_and_hostile_text_takes_no_long_time():
    start = time.perf_counter()
    for text in (" " * 100_000, "(" * 100_000, "Ab " * 50_000, "ab-" * 50_000, "'s" * 50_000, " - " * 50_000):
        label([text] * 2, [1, 1], [text] * 2)
    assert time.perf_counter() - start < 30


def test_forms_of_one_word_are_one_and_shown_in_the_most_frequent():
    words = read_words(["smuggled ships", "Smuggling of a ship", "the ship’s smuggling"], ["en"]).by_stem()
    assert words.vocabulary.tolist() == ["ship", "smuggling"]
    assert words.counts().toarray().tolist() == [[1, 1]] * 3


def test_the_names_of_the_author_do_not_count():
    texts = [
        "The Harbour and Reef Authority (HRA) counts fish.",
        "HRA’s divers map corals.",
        "The Harbour and Reef Authority sells maps.",
        *["A bee hums."] * 6,
    ]
    assert [re.sub(find_own_names(texts), "X", text) for text in texts[:3]] == [
        "The X counts fish.",
        "X divers map corals.",
        "The X sells maps.",
    ]
    assert find_own_names([*texts, *["No name here."] * 9]) == ""  # three of eighteen
    terms = fd.find_topics(texts, n_topics=2).terms.term
    assert not {"hra", "authority", "harbour"} & set(terms)
