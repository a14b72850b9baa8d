"""Forms that public sets of sentences taught: written for this test after their structure, labelled by reading."""

import pytest

from factdata.mentions import find_mentions
from tests.mention_labels import citations, dates, quantities

QUANTITIES = [
    ("It rose 4 percent to 2,310.", ["4 percent | 4 percent", "2,310 | 2310 count"]),
    ("Debt increased by $2.5 billion to $9 billion.", ["$2.5 billion | 2500000000 USD", "$9 billion | 9000000000 USD"]),
    ("The plan costs $3.1b, or C $4.", ["$3.1b | 3100000000 USD", "C $4 | 4 CAD"]),
    ("It paid HK $7.5m, EUR 20 and $US12 million.", [
        "HK $7.5m | 7500000 HKD", "EUR 20 | 20 EUR", "$US12 million | 12000000 USD",
    ]),
    ("The firm sold 22m phones.", ["22m | 22000000 count | phones"]),
    ("Growth slows from 3.9 to 3.7 percent.", ["3.9 | 3.9 percent", "3.7 percent | 3.7 percent"]),
    ("two to three thousand people", ["two to three thousand | 2000..3000 count | people"]),
    ("It held at minus 12 degrees Celsius.", ["minus 12 | -12 degree Celsius"]),
    ("A 15kW motor turns at 2,900 rpm.", ["15 | 15 kilowatt", "2,900 | 2900 revolution per minute"]),
    ("Oil fell to $61.10 per barrel.", ["$61.10 | 61.1 USD per barrel"]),
    ("Wells give 300 barrels a day.", ["300 | 300 barrel per day"]),
    ("Winds of 120 miles an hour.", ["120 | 120 mile per hour"]),
    ("The pool holds 250ml or 2½ pints.", ["250 | 250 millilitre", "2½ | 2.5 pint"]),
    ("less than or equal to 40 microns", ["40 | <= 40 count | microns"]),
    ("They won 9-2.", []),
]  # fmt: skip
DATES = [
    ("10/01/2018 through 09/30/2019", ["10/01/2018 through 09/30/2019 | range | 2018-10-01..2019-09-30"]),
    ("from 4/2/2016 - 4/9/2016", ["4/2/2016 - 4/9/2016 | range | 2016-04-02..2016-04-09 | from"]),
    ("in August-September 1950", ["August-September 1950 | range | 1950-08-01..1950-09-30"]),
    ("27 May-28 May 1905", ["27 May-28 May 1905 | range | 1905-05-27..1905-05-28"]),
    ("the season 2007-08", ["2007-08 | range | 2007-01-01..2008-12-31"]),
    ("in mid-November", ["November | month | no year"]),
    ("on march 3, 2012", ["march 3, 2012 | day | 2012-03-03..2012-03-03"]),
    ("on 15 March", ["15 March | day | no year"]),
    ("[Jan] Kavan read Orion [1980]", []),
]
LAWS = [
    ("41 CFR 128-1.5004", "41 C.F.R. 128-1.5004"), ("26 CFR 1.1031(a)-1", "26 C.F.R. 1.1031(a)-1"),
    ("17 CFR 240.3a12-12", "17 C.F.R. 240.3a12-12"), ("10 CFR § 205.192A", "10 C.F.R. 205.192A"),
    ("22 U.S.C. 288–1(a)", "22 U.S.C. 288-1(a)"), ("16 USC 460nnn-101", "16 U.S.C. 460nnn-101"),
    ("50 U.S.C. App. 595", "50 U.S.C. App. 595"), ("5 usc 552", "5 U.S.C. 552"), ("PL 111-83", "Pub. L. 111-83"),
    ("section 1983 of title 42", "42 U.S.C. 1983"), ("section 5 of Public Law 104-208", "Pub. L. 104-208 § 5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_a_quantity_in_another_form(text, expected):
    assert quantities(text) == expected


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_in_another_form(text, expected):
    assert dates(text) == expected
    assert quantities(text) == []


@pytest.mark.parametrize(("text", "expected"), LAWS)
def test_a_law_is_cited_with_its_whole_section(text, expected):
    assert [line.rpartition(" | ")[2] for line in citations(text)] == [expected]
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "change", "with_unit"),
    [
        ("rose about 3 percent", "share", "up", "3 percent"), ("down by 40 agents", "count", "down", "40"),
        ("a 76-mile fence", "measure", None, "76-mile"),
        ("10 to 20 years in prison", "duration", None, "10 to 20 years"),
        ("a 33-year-old man", "age", None, "33-year-old"), ("aged 33", "age", None, "33"),
        ("cost $5", "money", None, "$5"), ("up to 12 agents", "count", None, "12"),
    ],
)  # fmt: skip
def test_a_quantity_says_its_kind_its_direction_and_its_surface_with_the_unit(text, kind, change, with_unit):
    (found,) = find_mentions(text).quantities
    assert (found.kind, found.change, found.with_unit) == (kind, change, with_unit)


def test_a_symbol_between_two_numbers_is_of_the_second():
    text = "It recorded 140119 $A5.7 billion in all."
    assert [text[q.start : q.end] for q in find_mentions(text).quantities] == ["140119", "$A5.7 billion"]
