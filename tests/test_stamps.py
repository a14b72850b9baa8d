"""Stamps: every form of label and date that pages take, on every day of a year, and what only looks like one."""

from datetime import date

import pytest

import factdata as fd
from factdata.page.captures import READERS
from factdata.page.page import read_page
from factdata.page.stamps import read_line
from tests.forms import BODY, DATES, DECOYS, HTML_PAGE, LABELS, MARKUPS, TEXT_PAGE, YEAR, pages


def read_stamps(document, media_type="text/plain"):
    layout = READERS[media_type](document, None)
    page = read_page(layout.text, layout.blocks)
    return [
        (stamp.role, stamp.date, stamp.precision, layout.text[stamp.start : stamp.end])
        for stamp in page.stamps
    ]  # fmt: skip


@pytest.mark.parametrize("form", DATES)
@pytest.mark.parametrize(("label", "role"), LABELS)
def test_every_label_with_every_date_on_every_day_of_a_year(label, role, form):
    write, precision = DATES[form]
    for number, day in enumerate(YEAR):
        expected = day if precision == "day" else day.replace(day=1)
        all_pages = pages(label, form, day)
        # every day in one text and one HTML form, and every thirtieth in all of them
        for media_type, document in (
            all_pages if number % 30 == 0 else (all_pages[number % 4], all_pages[4 + number % 7])
        ):
            (found,) = read_stamps(document, media_type)
            assert found[:3] == (role, expected, precision), document
            assert found[3] in write(day)


@pytest.mark.parametrize(
    ("line", "role", "label", "day"),
    [
        ("This page was last updated on 2016/03/04", "updated", "This page was last updated on", date(2016, 3, 4)),
        ("Last modified: 03-May-17", "updated", "Last modified", date(2017, 5, 3)),
        ("Content current as of: 03/08/2018", "reviewed", "Content current as of", date(2018, 3, 8)),
        ("Publicly Released: Apr 06, 2022.", "released", "Publicly Released", date(2022, 4, 6)),
    ],
)
def test_a_form_that_one_agency_uses(line, role, label, day):
    ((stamp,), waiting, *_) = read_line(line)
    assert (stamp.role, stamp.label, stamp.date, stamp.precision, waiting) == (role, label, day, "day", None)


@pytest.mark.parametrize(("what", "line"), DECOYS)
def test_what_only_looks_like_a_stamp_is_none(what, line):
    assert read_stamps(TEXT_PAGE.format(stamp=line)) == [], what
    assert read_stamps(line + "\n\n" + TEXT_PAGE.format(stamp="")) == [], what
    html = "".join(f"<p>{part}</p>" for part in line.split("\n"))
    assert read_stamps(HTML_PAGE.format(stamp=html), "text/html") == [], what
    assert read_stamps(f"<nav>{html}</nav>" + HTML_PAGE.format(stamp=""), "text/html") == [], what


@pytest.mark.parametrize(
    ("head", "date_", "precision"),
    [
        ("Cornerstone\n\nJuly 26, 2011\n\n", date(2011, 7, 26), "day"),
        ("Fact Sheets\n\nJune 26, 2007\n\nCornerstone\n\n", date(2007, 6, 26), "day"),
        ("Fact Sheet\nNovember 20, 2008\n\nCornerstone\n\n", date(2008, 11, 20), "day"),
        ("Cornerstone\n\nJanuary 2008\n\n", date(2008, 1, 1), "month"),
        ("FACT SHEET 05/13\n\nCornerstone\n\n", date(2013, 5, 1), "month"),
        ("November 20, 2008 FACT SHEET\n\nCornerstone\n\n", date(2008, 11, 20), "day"),
        ("Cornerstone\n\n15 JUNE 2016\n\n", date(2016, 6, 15), "day"),
        ("Cornerstone\n\n(Tuesday, November 23, 2004)\n\n", date(2004, 11, 23), "day"),
        ("Cornerstone\n\nSeptember 30, 2008Washington, DC\n\n", date(2008, 9, 30), "day"),
    ],
)
def test_a_bare_date_at_the_head_of_a_fact_sheet_says_when_it_was_published(head, date_, precision):
    ((role, day, found, _),) = read_stamps(head + BODY)
    assert (role, day, found) == ("published", date_, precision)
    lines = (f"<p>{line}</p>" if line != "Cornerstone" else f"<h1>{line}</h1>" for line in head.split("\n"))
    html = f"<main>{''.join(lines)}<p>{BODY}</p></main>"
    ((role, day, found, _),) = read_stamps(html, "text/html")
    assert (role, day, found) == ("published", date_, precision)


def test_a_bare_date_further_down_is_no_stamp():
    assert read_stamps(f"Cornerstone\n\n{BODY}\n\nJuly 26, 2011\n\n{BODY}\n") == []


def test_two_stamps_are_two_rows_each_with_its_role():
    stamps = read_stamps(TEXT_PAGE.format(stamp="Published January 2011. Revised May 2012."))
    assert [(role, day) for role, day, _, _ in stamps] == [
        ("published", date(2011, 1, 1)),
        ("updated", date(2012, 5, 1)),
    ]
    html = "<p>Created Date: May 2, 2019</p><p>Last Published Date: <b>May 10, 2019</b></p>"
    stamps = read_stamps(HTML_PAGE.format(stamp=html), "text/html")
    assert [(role, day.day) for role, day, _, _ in stamps] == [("created", 2), ("published", 10)]


def test_a_release_line_gives_the_date_below_it_its_role():
    assert read_stamps(f"For Immediate Release\nJuly 9, 2003\n\nCornerstone\n\n{BODY}\n")[0][:2] == (
        "released",
        date(2003, 7, 9),
    )


def test_a_label_alone_gives_the_date_on_the_next_line_its_role():
    html = HTML_PAGE.format(stamp="<p>Date:</p><p>January 3, 2018</p>")
    assert [stamp[:2] for stamp in read_stamps(html, "text/html")] == [("published", date(2018, 1, 3))]
    assert read_stamps(HTML_PAGE.format(stamp="<p>Date:</p><p>soon</p>"), "text/html") == []


@pytest.mark.parametrize("line", ["Last Reviewed/Updated: 02/30/2018", "Updated: 31/12/2018"])
def test_a_date_that_does_not_exist_is_a_problem_and_no_stamp(line, tmp_path):
    (tmp_path / "a.html").write_text(HTML_PAGE.format(stamp=f"<p>{line}</p>"))
    corpus = fd.read(tmp_path)
    assert corpus.reviews.empty
    (problem,) = corpus.problems.itertuples()
    assert (problem.code, problem.severity) == ("impossible_date", "warning")
    assert corpus.text(problem.capture_id)[problem.start :].startswith(line.rpartition(" ")[2])


def test_a_meta_element_is_no_stamp():
    html = '<meta name="DC.date.reviewed" content="2018-01-12">' + HTML_PAGE.format(stamp="")
    assert read_stamps(html, "text/html") == []


def test_two_digits_name_the_nearer_century():
    assert read_stamps(TEXT_PAGE.format(stamp="Updated: 8-12-08"))[0][1] == date(2008, 8, 12)
    assert read_stamps(TEXT_PAGE.format(stamp="Updated: 8-12-98"))[0][1] == date(1998, 8, 12)


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_stamp_is_found_wherever_the_page_has_it(markup):
    stamp = markup.format(label="Updated:", date="01/24/2025")
    outside = HTML_PAGE.format(stamp="") + stamp
    for html in (HTML_PAGE.format(stamp=stamp), outside, stamp + HTML_PAGE.format(stamp="")):
        assert [found[1] for found in read_stamps(html, "text/html")] == [date(2025, 1, 24)], html
