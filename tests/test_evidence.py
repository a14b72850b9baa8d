"""What a text gives away of its age: sentences labelled by reading them, and terms that date a text."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factdata as fd
from factdata.analysis.reviews.tense import find_sentence, is_past
from factdata.analysis.reviews.terms import COLUMNS, Terms
from factdata.mentions import find_mentions
from factdata.sources.shipped import shipped

GOLD = Path(__file__).parent / "gold"
PAGE = (
    "<html lang=en><main><h1>Water Program</h1><p>{stamp}</p>"
    "<p>The program serves many towns of the state.</p><p>{text}</p>"
)


def read_gold(name):
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def speaks_of_past(row):
    """Whether a mention that lies over the row's date is taken for evidence."""
    sentence, start = row["sentence"], row["sentence"].index(row["date"])
    for mention in find_mentions(sentence).dates:
        if mention.start < start + len(row["date"]) and start < mention.end:
            first, last = find_sentence(sentence, mention.start, mention.end)
            span = mention.start - first, mention.end - first
            if is_past(sentence[first:last], *span, mention.kind, mention.modifier):
                return True
    return False


@pytest.mark.parametrize(
    ("file", "column", "part", "past", "recall"),
    [
        ("evidence.tsv", "half", "seen", "yes", 0.8),
        ("evidence.tsv", "half", "held", "yes", 0.8),
        ("evidence.tsv", "half", "fresh", "yes", 0.9),
        ("evidence_fresh.tsv", "batch", "A", "past", 0.65),
        ("evidence_fresh.tsv", "batch", "B", "past", 0.54),
        ("evidence_fresh.tsv", "batch", "C", "past", 0.5),
    ],
)
def test_no_sentence_of_what_lies_ahead_is_taken_for_evidence(file, column, part, past, recall):
    rows = [row for row in read_gold(file) if row[column] == part]
    label = "is_past" if file == "evidence.tsv" else "reading"
    taken = [row for row in rows if speaks_of_past(row)]
    assert [row["sentence"] for row in taken if row[label] != past] == []
    assert len(taken) >= recall * sum(row[label] == past for row in rows)  # precision is worth more


@pytest.mark.parametrize(
    ("sentence", "taken"),
    [
        ("On June 1, 2027, the company that built the plant will close it.", []),
        ("On May 3, 2019, the agency issued a plan.", ["May 3, 2019"]),
        ("On June 1, 2027, the permit issued the year before expires.", []),
        ("In 2027, officials said the road would be open.", []),
        ("On June 1, 2027, the fee set by law in 2020 falls to $5.", []),
        ("In 2027, the office opened a decade before moves to Boston.", []),
        ("The rule became effective on June 1, 2018.", ["June 1, 2018"]),
        ("The rule would have become effective on June 1, 2018.", []),
    ],
)
def test_a_sentence_that_opens_with_a_date_is_past_where_it_states_an_act(sentence, taken):
    dates = [sentence[mention.start : mention.end] for mention in find_mentions(sentence).dates]
    assert [day for day in dates if speaks_of_past({"sentence": sentence, "date": day})] == taken


def read(tmp_path, stamp, text, terms=None):
    (tmp_path / "page.html").write_text(PAGE.format(stamp=stamp, text=text), "utf-8")
    (row,) = fd.review_timeline(fd.read(tmp_path / "page.html"), terms).itertuples()
    return row


@pytest.mark.parametrize(
    "sentence",
    [
        "His detention hearing is set for December 27, 2022.",
        "The sentencing is set for Feb. 24, 2023.",
        "She is set to be sentenced in March 2023.",
    ],
)
def test_a_hearing_that_is_set_is_no_evidence(tmp_path, sentence):
    row = read(tmp_path, "Updated: December 9, 2022", f"Agents arrested the two on December 1, 2022. {sentence}")
    assert (row.evidence, row.text_younger_than_stamp) == ("December 1, 2022", False)
    assert row.evidence_text == "Agents arrested the two on December 1, 2022."


def test_the_shipped_listing_is_from_2020_or_later_though_its_stamp_says_january_2018():
    (row,) = fd.review_timeline(fd.load()).itertuples()
    assert (row.date, row.text_younger_than_stamp) == (pd.Timestamp(2018, 1, 3), True)
    assert (row.evidence, row.evidence_kind, row.evidence_date.year) == ("coronavirus", "term", 2020)
    assert "fight coronavirus" in row.evidence_text and "pandemic" in row.evidence_text


def test_a_page_is_judged_by_its_latest_stamp_that_says_what_was_done_last(tmp_path):
    text = "Agents closed the office in May 2022."
    html = PAGE.format(stamp="Published January 3, 2018</p><p>Updated: June 1, 2022", text=text)
    (tmp_path / "page.html").write_text(html)
    timeline = fd.review_timeline(fd.read(tmp_path / "page.html"))
    assert timeline.role.tolist() == ["published", "updated"] and not timeline.text_younger_than_stamp.any()
    (tmp_path / "page.html").write_text(html.replace("June 1, 2022", "June 1, 2021"))
    timeline = fd.review_timeline(fd.read(tmp_path / "page.html"))
    assert timeline.text_younger_than_stamp.tolist() == [False, True]


@pytest.mark.parametrize(
    ("text", "term", "day"),
    [
        ("Masks stopped the spread of Covid-19 in schools.", "Covid-19", "2020-02-11"),
        ("The coronavirus of camels is an old one.", None, None),
        (
            "The President’s Emergency Plan for AIDS Relief pays.",
            "President’s Emergency Plan for AIDS Relief",
            "2003-01-28",
        ),
        ("Use the CBP Home app.", "CBP Home", "2025-03-10"),
        ("At the cbp home he waits.", None, None),
    ],
)
def test_a_term_dates_a_text_by_whole_words_case_and_context(tmp_path, text, term, day):
    row = read(tmp_path, "Updated: January 3, 2001", text)
    if term is None:
        assert pd.isna(row.evidence) and not row.text_younger_than_stamp
    else:
        assert (row.evidence, f"{row.evidence_date:%Y-%m-%d}", row.evidence_text) == (term, day, text)


def test_a_user_adds_terms_by_a_file(tmp_path):
    file = tmp_path / "terms.csv"
    file.write_text(",".join(COLUMNS) + "\nRiver Shield,yes,,2024-05-01,It begins,our own records\n")
    row = read(tmp_path, "Updated: January 3, 2018", "River Shield helps towns.", file)
    assert (row.evidence, row.text_younger_than_stamp) == ("River Shield", True)
    file.write_text(",".join(COLUMNS) + "\nRiver Shield,yes,,May 2024,It begins,our own records\n")
    with pytest.raises(ValueError, match="line 2"):
        Terms(file)
    file.write_text("term,first_day\nRiver Shield,2024-05-01\n")
    with pytest.raises(ValueError, match="missing: is_case_sensitive, context, event, source"):
        Terms(file)


def test_the_terms_of_the_package_are_whole_rows_and_each_finds_itself():
    with shipped("terms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 50 and len({row["term"] for row in rows}) == len(rows)
    terms = Terms()
    for row in rows:
        assert row["event"] and row["source"]
        sentence = f"It is the {row['term']} {row['context'].partition('|')[0]}."
        assert date.fromisoformat(row["first_day"]) in [day for day, _, _ in terms.find(sentence)], row["term"]


def test_a_sheet_of_a_listing_is_judged_by_its_own_text(tmp_path):
    items = "".join(
        f"<li><p>{stamp}</p><h3><a href='/{n}'>Program number {n}</a></h3><p>{text}</p></li>"
        for n, (stamp, text) in enumerate(
            [
                ("January 3, 2018", "It serves the towns of the north."),
                ("June 5, 2022", "It opened an office in May 2022."),
                ("March 3, 2018", "It serves the towns of the south."),
            ]
        )
    )
    (tmp_path / "page.html").write_text(f"<html lang=en><main><h1>Fact Sheets</h1><ul>{items}</ul></main>")
    timeline = fd.review_timeline(fd.read(tmp_path / "page.html"))
    assert len(timeline) == 3 and not timeline.text_younger_than_stamp.any()
    assert timeline.evidence.dropna().tolist() == ["May 2022"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_sentence_holds_the_span_that_it_was_asked_for(before, after):
    text = f"{before} on May 3, 2019 {after}"
    start = len(before) + 4
    first, last = find_sentence(text, start, start + len("May 3, 2019"))
    assert first <= start and start + len("May 3, 2019") <= last <= len(text)
