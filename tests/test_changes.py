"""Changes between captures, held against histories whose every edit is known."""

import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import factdata as fd
from factdata.analysis.reviews import timeline as reviews
from factdata.text.similarity import likeness, normalise, word_diff, words_of
from tests.histories import make_history, to_corpus

FLAGS = {"reworded": "is_reworded", "retitled": "is_retitled", "moved": "is_moved", "restamped": "is_restamped"}


def score(seed: int, n_captures: int, rate: float, share: float) -> tuple[int, int, int, int]:
    """Return pairs right, pairs in all (found and true), changes right, changes in all."""
    history = make_history(seed, n_captures, rate, share)
    corpus, keys = to_corpus(history)
    changes = fd.compare(corpus)
    right = total = typed = of = 0
    for number, edits in enumerate(history.edits):
        step = changes[changes.later_id == f"{number + 1:012x}"]
        true = {key for key, done in edits.items() if done not in ({"added"}, {"removed"})}
        both = step.dropna(subset=["earlier_sheet", "later_sheet"])
        found = {(keys[a], keys[b]) for a, b in zip(both.earlier_sheet, both.later_sheet, strict=True)}
        right += 2 * sum(a == b for a, b in found)
        total += len(true) + len(found)
        for row in step.itertuples():
            key = keys[row.later_sheet if pd.notna(row.later_sheet) else row.earlier_sheet]
            said = {name for name, flag in FLAGS.items() if getattr(row, flag)} or {row.change}
            typed += said == edits.get(key)
            of += 1
    return right, total, typed, of


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(2, 12))
def test_light_edits_are_told_without_a_fault(seed, n_captures):
    right, total, typed, of = score(seed, n_captures, rate=0.1, share=0.1)
    assert right == total and typed == of


def test_heavy_edits_of_every_kind_in_combination_are_told():
    sums = [sum(column) for column in zip(*(score(seed, 6, 0.5, 0.4) for seed in range(40)), strict=True)]
    right, total, typed, of = sums
    assert total > 2000
    assert right / total >= 0.99
    assert typed / of >= 0.98


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_a_sheet_keeps_its_key_over_the_whole_history(seed):
    corpus, keys = to_corpus(make_history(seed, 8, 0.15, 0.1))
    named: dict[str, set[int]] = {}
    for row in fd.compare(corpus).itertuples():
        for sheet in (row.earlier_sheet, row.later_sheet):
            if pd.notna(sheet):
                named.setdefault(row.sheet_key, set()).add(keys[sheet])
    assert all(len(true) == 1 for true in named.values())


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.integers(2, 12))
def test_flags_of_the_page_stamp_are_those_of_its_history(seed, n_captures):
    history = make_history(seed, n_captures, 0.1, 0.1)
    corpus, _ = to_corpus(history)
    timeline = fd.review_timeline(corpus)
    page = timeline[timeline.sheet_id.isna()].set_index("capture_id")
    for number in range(1, n_captures):
        row = page.loc[f"{number:012x}"]
        moved = history.page_stamps[number] - history.page_stamps[number - 1]
        before, after = ([normalise(sheet.text) for sheet in history.captures[which]] for which in (number - 1, number))
        is_changed = before != after
        assert row.stamp_went_back == (moved.days < 0)
        assert row.restamped_without_change == (moved.days > 0 and not is_changed)
        assert row.changed_without_restamp == (moved.days == 0 and is_changed)


def test_the_constructed_history_tells_its_edits():
    corpus = fd.example_history()
    changes = fd.compare(corpus)
    told = changes[changes.change != "unchanged"]
    order = corpus.captures.sort_values("captured_at").capture_id.to_list()
    assert [(order.index(row.later_id), row.change) for row in told.itertuples()] == [
        (2, "reworded"),
        (2, "removed"),
        (3, "moved"),
        (4, "reworded"),
        (4, "added"),
        (5, "added"),
    ]
    facts = told.facts.dropna().to_list()
    assert facts[0] == (
        "FY 2019 -> FY 2020; 1,900 -> 1,800 convictions and charges for homicide; "
        "1,800 -> 1,600 convictions and charges for kidnapping"
    )
    removed, back = told[told.what.str.contains("ODLS")].sheet_key
    assert removed == back
    assert set(changes.what[changes.change == "unchanged"].dropna()) == {
        "white space, typography, counters or chrome alone"
    }
    assert len(order) == 6


def test_the_constructed_history_shows_each_flag_that_one_page_can_have():
    timeline = fd.review_timeline(fd.example_history())
    flagged = {
        name: timeline.index[timeline[name]].to_list()
        for name in (
            "text_younger_than_stamp",
            "restamped_without_change",
            "changed_without_restamp",
            "stamp_went_back",
            "bulk_stamp",
            "stamp_after_capture",
        )
    }
    assert flagged == {
        "text_younger_than_stamp": [0, 5],
        "restamped_without_change": [1],
        "changed_without_restamp": [2, 4],
        "stamp_went_back": [5],
        "bulk_stamp": [],
        "stamp_after_capture": [],
    }
    assert timeline.reasons.notna().tolist() == [True, True, True, False, True, True]


def test_a_stamp_that_three_pages_bear_is_a_bulk_stamp():
    parts = []
    for number in range(3):
        corpus, _ = to_corpus(make_history(number, 2, 0.0), url=f"https://agency.example/{number}")
        renamed = {
            name: table.assign(capture_id=table.capture_id.str.replace("^.", str(number + 1), regex=True))
            for name, table in corpus.tables.items()
            if name != "problems"
        }
        parts.append(renamed)
    tables = {name: pd.concat([part[name] for part in parts], ignore_index=True) for name in parts[0]}
    timeline = fd.review_timeline(fd.Corpus(**tables, problems=fd.load().problems))
    page = timeline[timeline.sheet_id.isna()]
    first = page[page.date == pd.Timestamp("2018-01-10")]
    assert first.bulk_stamp.all() and (first.n_pages_with_stamp == 3).all()
    assert first.reasons.str.contains("3 pages bear this stamp").all()


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_each_flag_has_its_reason_and_no_reason_is_without_its_flag(seed):
    corpus, _ = to_corpus(make_history(seed, 8, 0.3))
    timeline = fd.review_timeline(corpus)
    n_flags = timeline[list(reviews.FLAGS)].sum(axis=1)
    n_reasons = timeline.reasons.str.split("; ").str.len().fillna(0)
    assert (n_flags == n_reasons).all() and n_flags.sum()


@settings(max_examples=30)
@given(st.integers(0, 10**9))
def test_flags_of_a_sheets_own_stamp_are_those_of_its_history(seed):
    history = make_history(seed, 6, 0.2, 0.1)
    corpus, keys = to_corpus(history)
    timeline = fd.review_timeline(corpus)
    for row in timeline.dropna(subset="sheet_id").itertuples():
        number = int(row.capture_id, 16)
        now, before = (
            {sheet.key: sheet for sheet in history.captures[which]} for which in (number, max(number - 1, 0))
        )
        new, old = now[keys[row.sheet_id]], before.get(keys[row.sheet_id])
        is_known = number > 0 and old is not None and old.stamp is not None
        is_changed = is_known and normalise(old.text) != normalise(new.text)
        assert row.restamped_without_change == (is_known and new.stamp > old.stamp and not is_changed)
        assert row.changed_without_restamp == (is_known and new.stamp == old.stamp and is_changed)
        assert not row.stamp_went_back


def test_a_page_that_is_one_sheet_is_that_sheet_however_much_of_it_was_written_anew(tmp_path):
    page = "<h1>{}</h1><p>Updated: 01/0{}/2018</p><p>{}</p>"
    was, now = "The bridges of the north carry trucks. " * 9, "Ferries run at night, and by day to the islands. " * 9
    (tmp_path / "earlier.html").write_text(page.format("Bridges", 3, was))
    (tmp_path / "later.html").write_text(page.format("Ferry lines", 4, now))
    (row,) = fd.compare(fd.read_pair(tmp_path / "earlier.html", tmp_path / "later.html")).itertuples()
    assert (row.change, row.is_retitled, row.is_restamped) == ("reworded", True, True)
    assert row.similarity < 0.4


def test_texts_too_long_to_be_held_against_each_other_end_all_the_same():
    was, now = ([f"{letter}{number}" for number in range(200_000)] for letter in "ab")
    assert likeness(was, now) is None
    assert likeness(was, [*was[:9], "other", *was[10:]]) == pytest.approx(1 - 1 / 200_000)
    assert likeness(was, [*was, "more"]) > 0.99 and likeness([], []) == 1
    assert word_diff([" ".join(was)], [" ".join(now)]).count("\n") == 1


def test_one_capture_has_nothing_to_compare():
    assert fd.compare(fd.load()).empty


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ("In FY 2018, agents", "In FY 2019, agents", "In FY [-2018-]{+2019+}, agents"),
        ("one two", "one two three", "one two {+three+}"),
        ("alpha", "", "[-alpha-]"),
        ("a b c d e f g h i j k l m n", "a b c d e f g h i j k l m o", "… j k l m [-n-]{+o+}"),
    ],
)
def test_word_diffs_read_as_the_text_does(earlier, later, said):
    assert word_diff(earlier.splitlines(), later.splitlines()) == said


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        # The changed one between two that stay; what came and went beside it.
        (["A heading", "Ferries run daily.", "End"], ["A heading", "Ferries run weekly.", "New.", "End"], 2),
        # Cut in two, or put together: no difference.
        (["One two. Three four.", "Five"], ["One two.", "Three four.", "Five"], 0),
        (["Alpha beta gamma.", "Delta epsilon zeta."], ["Eta theta iota.", "Kappa lambda my."], 4),
        (["same"] * 3, ["same"] * 4, 1),
    ],
)
def test_a_line_of_the_diff_for_each_paragraph_that_differs(earlier, later, said):
    assert len(word_diff(earlier, later).splitlines()) == said


def test_a_few_words_that_two_sentences_share_by_chance_do_not_cut_the_diff_up():
    head = "Since 2010, by order of the office for the roads, bridges and ferries of the country,"
    went = "agencies plan for the floods of a later century and for the fires that follow"
    came = "experts meet in the capital to speak of money that was lost to storms"
    said = word_diff([f"{head} {went}."], [f"{head} {came}."])
    assert said == f"… of the country, [-{went}-]{{+{came}+}}."


@pytest.mark.parametrize("page", ["Español – “señal” don’t", "À côté, Ünal…", "Rincón y Añasco"])
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_what_an_archive_read_in_the_wrong_encoding_is_no_change(page, encoding):
    misread = page.encode().decode(encoding, "replace")
    assert "\ufffd" in misread or normalise(misread) == normalise(page)


@pytest.mark.parametrize("text", ["CAFÉ” it says", "SÃO PAULO", "château, âme"])
def test_what_was_read_rightly_stays(text):
    assert words_of(normalise(text)) == words_of(text.replace("”", '"'))


def paragraphs(words: str) -> st.SearchStrategy[list[str]]:
    sentence = st.lists(st.sampled_from(words.split()), min_size=1, max_size=9).map(" ".join)
    return st.lists(sentence, max_size=6)


@given(paragraphs("a b c d e. f"), paragraphs("a b c d e. g"))
def test_a_diff_holds_every_word_that_went_and_every_word_that_came(earlier, later):
    said = word_diff(earlier, later)
    assert (said == "") == (" ".join(earlier) == " ".join(later))
    went, came = (re.findall(pattern, said) for pattern in (r"\[-(.*?)-\]", r"\{\+(.*?)\+\}"))
    before, after, minus, plus = (Counter(words_of(" ".join(texts))) for texts in (earlier, later, went, came))
    assert before - after <= minus and after - before <= plus
    assert before - minus == after - plus


@given(st.text(max_size=60), st.text(max_size=60))
@example("-\u2010\u2010", "")  # three hyphens, of which two became one
@example("Â\u200b", "e\u00ad\u0301")  # what is left when nothing parts them any more
def test_typography_never_counts_and_words_always_do(first, second):
    assert normalise(normalise(first)) == normalise(first)
    if words_of(normalise(first)) != words_of(normalise(second)):
        assert normalise(first) != normalise(second)


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 10, 2022, the program will publish its next report.",
        "The rule takes effect on May 10, 2022.",
        "In May 2022, two offices are scheduled to close.",
    ],
)
def test_what_is_announced_is_no_evidence_that_a_text_is_younger_than_its_stamp(tmp_path, sentence):
    page = "Water Program\n\nLast updated: March 4, 2021\n\nIt has served many towns of the state for years.\n\n{}\n"
    (tmp_path / "page.txt").write_text(page.format(f"It began in 2019. {sentence}"))
    (row,) = fd.review_timeline(fd.read(tmp_path)).itertuples()
    assert (row.evidence, row.text_younger_than_stamp) == ("2019", False)


def test_what_was_caused_or_proposed_is_evidence(tmp_path):
    page = "Water Program\n\nLast updated: March 4, 2021\n\nIn May 2021, the agency proposed a rule. {}\n"
    (tmp_path / "page.txt").write_text(page.format("Due to the storm of May 10, 2022, two offices closed."))
    (row,) = fd.review_timeline(fd.read(tmp_path)).itertuples()
    assert (row.evidence, row.text_younger_than_stamp) == ("May 10, 2022", True)
