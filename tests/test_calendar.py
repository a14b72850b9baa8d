"""One grammar of dates: what stamps and mentions take for a date, and which day each form names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdata.mentions import find_mentions
from factdata.page.stamps import read_line
from factdata.text.calendar import century, read_date, style_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("November 6, 1986", (1986, 11, 6), (1986, 11, 6)),
        ("December 7,2012", (2012, 12, 7), (2012, 12, 7)),
        ("Jan. 17, 2025", (2025, 1, 17), (2025, 1, 17)),
        ("15 JUNE 2016", (2016, 6, 15), (2016, 6, 15)),
        ("4th of July, 2008", (2008, 7, 4), (2008, 7, 4)),
        ("3 de enero de 2018", (2018, 1, 3), (2018, 1, 3)),
        ("03-May-17", (2017, 5, 3), (2017, 5, 3)),
        ("June '08", (2008, 6, 1), (2008, 6, 30)),
        ("octubre de 2019", (2019, 10, 1), (2019, 10, 31)),
        ("10/2017", (2017, 10, 1), (2017, 10, 31)),
        ("8-12-08", (2008, 8, 12), (2008, 8, 12)),
        ("2017-10-03", (2017, 10, 3), (2017, 10, 3)),
        ("05.11.2021", (2021, 11, 5), (2021, 11, 5)),
        ("04.17.2019", (2019, 4, 17), (2019, 4, 17)),
    ],
)
def test_a_form_names_the_same_days_to_the_grammar_and_as_a_stamp(text, first, last):
    found = read_date(text, 0)
    assert (found.end, found.first, found.last) == (len(text), date(*first), date(*last))
    (stamp,) = read_line(f"Updated: {text}").stamps
    assert (stamp.date, stamp.end - stamp.start) == (date(*first), len(text))


@pytest.mark.parametrize("text", ["01/02/69", "01/02/68", "12-31-99", "June '08", "4th of July, 2008", "03-May-17"])
def test_stamps_and_mentions_read_one_date_as_the_same_day(text):
    (mention,) = find_mentions(f"The rule of {text} applies.").dates
    (stamp,) = read_line(f"Updated: {text}").stamps
    assert mention.from_date == stamp.date


def test_two_digits_name_the_year_that_posix_names():
    assert [century(year) for year in ("00", "68", "69", "99", "1969")] == [2000, 2068, 1969, 1999, 1969]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        (None, "01/03/2018", date(2018, 1, 3)),
        ("en-US", "01/03/2018", date(2018, 1, 3)),
        ("en-GB", "01/03/2018", date(2018, 3, 1)),
        ("de", "3. März 2018", date(2018, 3, 3)),
        ("de-AT", "3. Jänner 2018", date(2018, 1, 3)),
        ("fr", "1er février 2018", date(2018, 2, 1)),
        ("nl", "01-03-2018", date(2018, 3, 1)),
        ("fr-FR", "02/14/2018", date(2018, 2, 14)),  # no month has the number 14
    ],
)
def test_the_declared_language_says_which_names_and_which_order(language, text, day):
    assert read_date(text, 0, style_of(language)).first == day


@pytest.mark.parametrize("text", ["02/30/2018", "13/45/2018", "February 30, 2010", "0/2/18", "31.02.2019"])
def test_a_day_that_the_calendar_does_not_have_is_no_date(text):
    assert read_date(text, 0) is None


@pytest.mark.parametrize(
    "text", ["3. January 2018", "1.2.10", "march 3", "4 May 3", "March-based", "4 October 31, 2014", "1800", "05/13"]
)
def test_what_could_be_something_else_is_no_date(text):
    assert read_date(text, 0) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(["en-US", "en-GB", "de", "fr"]))
def test_every_day_is_read_back_in_every_order(day, language):
    style = style_of(language)
    slashed = f"{day:%d/%m/%Y}" if style.is_day_first else f"{day:%m/%d/%Y}"
    for text in (slashed, f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%B} {day.day}, {day.year}", f"{day:%d-%b-%Y}"):
        assert read_date(text, 0, style).first == day
    assert read_date(f"{day:%B %Y}", 0).last == (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


@given(st.text(max_size=40), st.sampled_from([None, "de", "en-GB"]))
def test_any_text_holds_a_date_or_none(text, language):
    found = read_date(text, 0, style_of(language))
    assert found is None or (found.exists and 0 < found.end <= len(text))
