"""Profiles of divisions, held against counts and log-odds worked out by hand."""

import numpy as np
import pandas as pd
import pytest

import factdata as fd


def sheets_of(**texts: list[str]) -> pd.DataFrame:
    rows = [(division, text) for division, of in texts.items() for text in of]
    return pd.DataFrame(rows, columns=["division", "text"]).astype("str")


def test_sheets_and_words_of_the_listing_are_counted(corpus):
    divisions = fd.profile_divisions(corpus.sheets).divisions
    assert divisions.division.to_list() == [
        "Homeland Security Investigations",
        "Enforcement and Removal",
        "Management and Administration",
    ]
    assert divisions.n_sheets.to_list() == [26, 11, 6]
    assert divisions.share.sum() == pytest.approx(1)
    assert divisions.n_words.sum() == corpus.sheets.n_words.sum()
    assert divisions.median_words.to_list()[2] == 5  # Budget - Fiscal Year 2006


def test_log_odds_are_those_of_the_paper():
    # ship: 3 in A, 1 in B; port: 1 and 3. Prior: 4 and 4. A: log(7/5), B: log(5/7); variance 1/7 + 1/5.
    terms = fd.profile_divisions(sheets_of(A=["ship ship ship port"], B=["ship port port port"])).terms
    ship = terms[(terms.division == "A") & (terms.term == "ship")].iloc[0]
    assert ship.n == 3
    assert ship.log_odds == pytest.approx(2 * np.log(7 / 5), abs=1e-4)
    assert ship.high - ship.log_odds == pytest.approx(1.959964 * np.sqrt(1 / 7 + 1 / 5), abs=2e-4)
    assert ship.z == pytest.approx(2 * np.log(7 / 5) / np.sqrt(1 / 7 + 1 / 5), abs=1e-4)


def test_words_used_alike_everywhere_set_nothing_apart():
    terms = fd.profile_divisions(sheets_of(A=["ship port", "ship port"], B=["port ship"])).terms
    assert (terms.low < 0).all() and (terms.high > 0).all()


def test_sheets_without_a_division_are_counted_and_compared_to_none():
    sheets = pd.DataFrame(
        {"division": pd.array(["A", None], dtype="str"), "text": pd.array(["one", "two"], dtype="str")}
    )
    profile = fd.profile_divisions(sheets)
    assert profile.divisions.n_sheets.to_list() == [1, 1]
    assert profile.divisions.division.isna().sum() == 1
    assert profile.terms.empty


@pytest.mark.parametrize("texts", [{"A": ["one ship"]}, {"A": ["the"], "B": ["of"]}, {"A": ["ship"], "B": ["ship"]}])
def test_too_little_to_compare_gives_no_terms(texts):
    assert fd.profile_divisions(sheets_of(**texts)).terms.empty


def test_no_sheets_give_empty_frames(corpus):
    profile = fd.profile_divisions(corpus.sheets.head(0))
    assert profile.divisions.empty and profile.terms.empty


def test_a_word_is_shown_where_its_interval_and_its_sheets_do_not_leave_it_to_chance(corpus):
    terms = fd.profile_divisions(corpus.sheets).terms
    assert not (terms.is_shown & (terms.low < 0) & (terms.high > 0)).any()
    six = terms[(terms.division == "Management and Administration") & (terms.log_odds > 0)]
    # One of six among 43: 14 in a hundred; two: C(6, 2) / C(43, 2), 2 in a hundred.
    assert not (six.is_shown & (six.n_sheets < 2)).any() and six.is_shown.any()


def test_a_word_that_one_sheet_repeats_is_not_shown():
    terms = fd.profile_divisions(sheets_of(A=["ship " * 40, *["port"] * 5], B=["port"] * 30)).terms
    ship = terms[terms.term == "ship"].iloc[0]
    assert ship.low > 0 and ship.n_sheets == 1 and not ship.is_shown
