"""Tables for spreadsheets: no text is a formula, and nothing else is changed."""

import csv
import io

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

import factdata as fd
from factdata.tables.storage import write_csv

TEASERS = [
    '=HYPERLINK("http://x.example","a")',
    "+1 (202) 555-0100",
    "- none",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "In 2011 =",
    None,
]


def test_a_teaser_that_begins_like_a_formula_gets_an_apostrophe_and_the_others_nothing():
    safe = fd.for_spreadsheets(pd.DataFrame({"text": TEASERS}))
    assert safe.text[:6].to_list() == ["'" + text for text in TEASERS[:6]]
    assert safe.text[6] == TEASERS[6] and pd.isna(safe.text[7])


def test_types_other_than_text_are_left(corpus):
    for table in corpus.tables.values():
        pd.testing.assert_frame_equal(fd.for_spreadsheets(table), table)


def test_the_frame_that_was_given_is_left(corpus):
    frame = pd.DataFrame({"text": pd.Series(["=1", "1"]), "kind": pd.Categorical(["-a", "b"]), "n": [-1.5, 2]})
    before = frame.copy()
    assert fd.for_spreadsheets(frame).kind.to_list() == ["'-a", "b"]
    pd.testing.assert_frame_equal(frame, before)


def test_no_amount_is_cut():
    written = io.StringIO()
    write_csv(pd.DataFrame({"value": [1_234_567.0, 5.7e9, 0.1 + 0.2, 1_234_567_890_123.0]}), written)
    assert written.getvalue().split() == ["value", "1234567", "5700000000", "0.3", "1234567890123"]


@example(["\r=1"])
@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1))
def test_no_cell_of_the_csv_begins_a_formula(texts):
    written = io.StringIO()
    write_csv(fd.for_spreadsheets(pd.DataFrame({"text": texts, "n": 1})), written)
    written.seek(0)
    cells = [row[0] for row in csv.reader(io.StringIO(written.getvalue(), newline=""))]
    assert not [cell for cell in cells if cell.strip()[1:] and cell.strip()[0] in "=+-@＝＋－＠"]
