"""The real listing, held against what a person reads on it."""

import pandas as pd

DIVISIONS_AND_UNITS = [
    ("Enforcement and Removal", None, 2),
    ("Enforcement and Removal", "Detention Reform", 1),
    ("Enforcement and Removal", "Enforcement and Removal Operations", 8),
    ("Homeland Security Investigations", "Customs Cross Designation", 1),
    ("Homeland Security Investigations", "Financial Crimes/Cornerstone", 2),
    ("Homeland Security Investigations", "Human Smuggling & Trafficking Unit", 3),
    ("Homeland Security Investigations", "Law Enforcement Officer Mission Support", 1),
    ("Homeland Security Investigations", "National Intellectual Property Rights (IPR) Coordination Center", 7),
    ("Homeland Security Investigations", "National Security", 3),
    ("Homeland Security Investigations", "Operation Predator", 1),
    ("Homeland Security Investigations", "Smuggling - Arms, Contraband, Cultural Artifacts", 4),
    ("Homeland Security Investigations", "Student Exchange and Visitor Program", 3),
    ("Homeland Security Investigations", "Worksite Enforcement", 1),
    ("Management and Administration", "Chief Financial Officer - Management and Budget", 5),
    ("Management and Administration", "Office of Human Capital - Careers", 1),
]


def test_each_sheet_stands_under_its_division_and_unit(corpus):
    sheets = corpus.sheets
    expected = [(division, unit) for division, unit, n in DIVISIONS_AND_UNITS for _ in range(n)]
    found = [
        (division, None if pd.isna(unit) else unit) for division, unit in zip(sheets.division, sheets.unit, strict=True)
    ]
    assert found == expected
    assert sheets.position.to_list() == list(range(1, 44))


def test_titles_that_stand_alone_are_sheets_and_no_headings(corpus):
    texts = corpus.sheets.text.to_list()
    for title in ("ODLS Brochures", "Combats pharmaceutical smuggling", "Budget - Fiscal Year 2006"):
        assert title in texts
    assert sum(text.startswith("Budget - Fiscal Year") for text in texts) == 4


def test_the_page_says_when_it_was_reviewed_and_no_sheet_does(corpus):
    (stamp,) = corpus.reviews.itertuples()
    assert stamp.date == pd.Timestamp("2018-01-03")
    assert (stamp.role, stamp.precision, stamp.label) == ("reviewed_or_updated", "day", "Last Reviewed/Updated")
    assert pd.isna(stamp.sheet_id)


def test_the_capture_is_described_and_its_time_stays_unknown(corpus):
    (capture,) = corpus.captures.itertuples()
    assert (capture.kind, capture.title) == ("listing", "Fact Sheets")
    assert (capture.path, capture.url) == ("ice-factsheets.txt", "https://www.ice.gov/factsheets")
    assert pd.isna(capture.captured_at)
    assert capture.n_bytes == 10642
    assert corpus.problems.empty


def test_what_stands_round_the_content_is_chrome_and_can_be_looked_at(corpus):
    chrome = corpus.blocks[corpus.blocks.role == "chrome"].text.to_list()
    assert chrome == [
        "United States Flag",
        "Official Website of the Department of Homeland Security",
        "Report Crimes: Email or Call 1-866-DHS-2-ICE",
        "mobile search image",
        "• Email icon",
        "• Facebook icon",
        "• Twitter icon",
        "• Print icon",
    ]


def test_the_introduction_is_no_sheet(corpus):
    (intro,) = corpus.blocks[corpus.blocks.role == "intro"].text
    assert intro.startswith("ICE executes its mission") and intro.endswith("transnational crime.")
