"""One test for each thing that counts as a mention, and each that does not; expected values were typed from reading."""

import pytest

from factdata.mentions import find_mentions
from tests.mention_labels import citations, dates, quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on November 6, 1986, the act", "November 6, 1986 | day | 1986-11-06..1986-11-06"),
        ("signed Jan. 17, 2025", "Jan. 17, 2025 | day | 2025-01-17..2025-01-17"),
        ("Tuesday, Sept. 4th, 2012 at 3 p.m.", "Sept. 4th, 2012 | day | 2012-09-04..2012-09-04"),
        ("posted 15 JUNE 2016", "15 JUNE 2016 | day | 2016-06-15..2016-06-15"),
        ("seen 01/03/2018", "01/03/2018 | day | 2018-01-03..2018-01-03"),
        ("seen 8-12-08", "8-12-08 | day | 2008-08-12..2008-08-12"),
        ("seen 2017-10-03", "2017-10-03 | day | 2017-10-03..2017-10-03"),
        ("in February 2012", "February 2012 | month | 2012-02-01..2012-02-29"),
        ("in October, 2009", "October, 2009 | month | 2009-10-01..2009-10-31"),
        ("under PBNDS 2011 rules", "2011 | year | 2011-01-01..2011-12-31"),
        ("the REAL ID Act of 2005", "2005 | year | 2005-01-01..2005-12-31"),
        ("rise a foot by 2100", "2100 | year | 2100-01-01..2100-12-31 | by"),
        ("in FY 2019", "FY 2019 | fiscal_year | 2018-10-01..2019-09-30"),
        ("in FY2012", "FY2012 | fiscal_year | 2011-10-01..2012-09-30"),
        ("(FY10)", "FY10 | fiscal_year | 2009-10-01..2010-09-30"),
        ("in fiscal year (FY) 2004", "fiscal year (FY) 2004 | fiscal_year | 2003-10-01..2004-09-30"),
        ("in fiscal 2011", "fiscal 2011 | fiscal_year | 2010-10-01..2011-09-30"),
        ("in the mid-1990s", "1990s | range | 1990-01-01..1999-12-31"),
        ("held Oct. 28-30, 2022", "Oct. 28-30, 2022 | range | 2022-10-28..2022-10-30"),
        ("the Dec. 17 – 21, 2023 storm", "Dec. 17 – 21, 2023 | range | 2023-12-17..2023-12-21"),
        ("October 28 - November 3, 2022", "October 28 - November 3, 2022 | range | 2022-10-28..2022-11-03"),
        ("December 28 to January 3, 2022", "December 28 to January 3, 2022 | range | 2021-12-28..2022-01-03"),
        ("February 2009 through July 2009", "February 2009 through July 2009 | range | 2009-02-01..2009-07-31"),
        ("FY 2015-2017", "FY 2015-2017 | range | 2014-10-01..2017-09-30"),
        ("fiscal years 2015 through 2017", "fiscal years 2015 through 2017 | range | 2014-10-01..2017-09-30"),
        ("from 2003 to 2007", "2003 to 2007 | range | 2003-01-01..2007-12-31 | from"),
        ("2015-16 awards", "2015-16 | range | 2015-01-01..2016-12-31"),
        ("between 2003 and 2022", "2003 and 2022 | range | 2003-01-01..2022-12-31 | between"),
        (
            "Between Oct. 1, 2018, and Sept. 30, 2019, agents",
            "Oct. 1, 2018, and Sept. 30, 2019 | range | 2018-10-01..2019-09-30 | between",
        ),
        ("On June 4, agents", "June 4 | day | no year"),
        ("glued: September 30, 2008Washington, DC", "September 30, 2008 | day | 2008-09-30..2008-09-30"),
    ],
)
def test_a_date_and_its_interval(text, expected):
    assert dates(text) == [expected]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("since March 2011", "since"), ("As of April 3, 2012", "as of"), ("by the end of 2010", "by"),
        ("until March 2012", "until"), ("through Dec. 31, 2020", "through"), ("Before the 1960s", "before"),
        ("after the Sept. 11, 2001, attacks", "after"), ("from at least 2018", "from"),
        ("Effective January 1, 2018, wages", "effective"), ("beginning in 2018", "beginning"),
        ("by Friday, June 4, 2010", "by"), ("on or after October 1, 2010", "after"),
        ("in 2010", None), ("the Act of 2005", None), ("signed by the President on June 4, 2010", None),
        ("at the beginning of 2018", None), ("by the 2008 amendments", None),
    ],
)  # fmt: skip
def test_the_word_that_bounds_a_date(text, modifier):
    (mention,) = find_mentions(text).dates
    assert mention.modifier == modifier


def test_a_fiscal_year_said_twice_is_two_mentions_of_one_interval():
    first, second = find_mentions("with Fiscal Year 2010 (FY10) figures").dates
    assert (first.from_date, first.to_date) == (second.from_date, second.to_date)


def test_a_continued_list_of_fiscal_years_and_two_years_that_are_no_range():
    assert dates("in FYs 2015 and 2016") == [
        "FYs 2015 | fiscal_year | 2014-10-01..2015-09-30", "2016 | fiscal_year | 2015-10-01..2016-09-30",
    ]  # fmt: skip
    assert [d.split(" | ")[0] for d in dates("beginning in 2018 and continuing into 2022")] == ["2018", "2022"]


@pytest.mark.parametrize(
    "text",
    [
        "last year, today, two Tuesdays and 90 days ago", "2,000 agents", "more than 2000 applications",
        "1800 miles of road",
        "1600 Pennsylvania Avenue NW", "Docket EPA-HQ-OAR-2013-0602", "RIN 2060-AR33", "GAO-17-2010", "Room 2016",
        "8 U.S.C. 1990", "13/45/2018 and 02/30/2010", "it may be in Marched order", "$1999", "1990 percent",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cost $5.7 billion", "$5.7 billion | 5700000000 USD"),
        ("cost $ 279.1 million", "$ 279.1 million | 279100000 USD"),
        ("cost $1.5M a year", "$1.5M | 1500000 USD"),
        ("cost €20 million", "€20 million | 20000000 EUR"),
        ("cost ten million dollars", "ten million dollars | 10000000 USD"),
        ("fell 74 percent", "74 percent | 74 percent"),
        ("fell 3.5%", "3.5% | 3.5 percent"),
        ("a 76-mile fence", "76 | 76 mile"),
        ("a fifteen-member panel", "fifteen | 15 count | member"),
        ("one-in-five Americans", "one-in-five | 0.2 ratio | Americans"),
        ("two-thirds of the fleet", "two-thirds | 0.666667 ratio | fleet"),
        ("half of all homes", "half | 0.5 ratio | homes"),
        ("a dozen boats", "a dozen | 12 count | boats"),
        ("two hundred and fifty trucks", "two hundred and fifty | 250 count | trucks"),
        ("half a million people", "half a million | 500000 count | people"),
        ("one million visas", "one million | 1000000 count | visas"),
        ("10 to 20 years in prison", "10 to 20 | 10..20 year | prison"),
        ("between 5 and 7 inspectors", "5 and 7 | 5..7 count | inspectors"),
        ("$5-10 million", "$5-10 million | 5000000..10000000 USD"),
        ("$55 billion to $93 billion", "$55 billion to $93 billion | 55000000000..93000000000 USD"),
        ("a 33-year-old man", "33 | 33 year"),
        ("a man aged 33", "33 | 33 year"),
        ("two decades", "two | 2 decade"),
        ("11,000 km2 of land", "11,000 | 11000 square kilometre | land"),
        ("2,800,000 acres of forest", "2,800,000 | 2800000 acre | forest"),
        ("870 million metric tons of carbon", "870 million | 870000000 ton | carbon"),
        ("10 years of supervised release", "10 | 10 year | supervised release"),
        ("a five-year sentence", "five | 5 year"),
        ("$5.4 million in restitution", "$5.4 million | 5400000 USD | restitution"),
        ("a $1,000 fine", "$1,000 | 1000 USD"),
        ("$3 million in 2010", "$3 million | 3000000 USD"),
        ("5,872 known or suspected gang members were removed", "5,872 | 5872 count | known or suspected gang members"),
        ("75 federal, state and local agencies in Texas", "75 | 75 count | federal, state and local agencies"),
        ("300 victims of child exploitation since", "300 | 300 count | victims of child exploitation"),
        ("27 people for fraud", "27 | 27 count | people"),
        ("500 tunnels have been found", "500 | 500 count | tunnels"),
        ("with 45 arrested", "45 | 45 count"),
        ("three hundred of them", "three hundred | 300 count"),
    ],
)
def test_a_quantity_its_unit_and_what_it_counts(text, expected):
    assert expected in quantities(text)
    assert len(quantities(text)) == 1


@pytest.mark.parametrize(
    ("text", "comparator", "surface"),
    [
        ("more than 5 men", ">", "more than"), ("over 500 men", ">", "over"), ("in excess of $5", ">", "in excess of"),
        ("exceeding 5 percent", ">", "exceeding"), ("at least 18 men", ">=", "at least"),
        ("no fewer than 5 men", ">=", "no fewer than"), ("10 or more men", ">=", "or more"), ("less than 5 men",
        "<", "less than"),
        ("under 5 percent", "<", "under"), ("fewer than 5 men", "<", "fewer than"), ("up to 20 years", "<=", "up to"),
        ("no more than 5 men", "<=", "no more than"), ("as many as 5 men", "<=", "as many as"),
        ("within 30 days", "<=", "within"), ("a maximum fine of $250,000", "<=", "maximum"),
        ("a mandatory minimum of 10 years", ">=", "minimum of"), ("Approximately 6,000 men", "~", "Approximately"),
        ("some 103 men", "~", "some"), ("nearly a dozen men", "~", "nearly"), ("an estimated $55 billion", "~",
        "an estimated"),
        ("an average of 300 men", "=", None), ("over the past 10 years", "=", None),
        ("saved $300 million over five years", "=", None),
        ("around the three pillars", "=", None), ("65 and older", ">=", "and older"), ("90 days or less", "<=",
        "or less"),
    ],
)  # fmt: skip
def test_comparators_before_and_after_the_number(text, comparator, surface):
    mention = find_mentions(text).quantities[-1]
    assert (mention.comparator, mention.comparator_surface) == (comparator, surface)


def test_a_comparator_covers_a_list_but_not_a_pair():
    text = "more than 2 million pounds of marijuana, 60,000 pounds of cocaine and 9,000 pounds of heroin"
    assert [q.comparator for q in find_mentions(text).quantities] == [">", ">", ">"]
    text = "approximately 63 grams of heroin and 72 capsules"
    assert [q.comparator for q in find_mentions(text).quantities] == ["~", "="]


def test_what_a_list_leaves_unsaid_is_supplied():
    assert quantities("two of the three suspects") == ["two | 2 count | suspects", "three | 3 count | suspects"]
    assert quantities("1,900 arrests for fraud and 80 for theft") == [
        "1,900 | 1900 count | arrests for fraud", "80 | 80 count | arrests for theft",
    ]  # fmt: skip
    assert quantities("16- and 17-year-olds") == ["16 | 16 year", "17 | 17 year"]


def test_a_change_is_two_quantities_and_a_range_is_one():
    assert [q.split(" | ")[0] for q in quantities("arrests increased from 500 to 700")] == ["500", "700"]
    assert [q.split(" | ")[0] for q in quantities("sentences range from 5 to 10 years")] == ["5 to 10"]


@pytest.mark.parametrize(
    "text",
    [
        "The 287(g) program, F-1 and H-2A visas, Form I-9, MS-13, COVID-19, CO2, PM2.5 and a 401(k)",
        "Title 19, Titles 8 and 19, Chapter 13, Section 4, pages 12-14, Table 12, Phase Two, Tier 3, Category 4",
        "Highway 101, Interstate 10, I-95, Flight 93, Boeing 737, Proposition 187, H.R. 4437, SB 1070, Regions 3, "
        "4 and 5",
        "Call 911, 1-866-347-2423, 1-866-DHS-2-ICE, 1-800-621-FEMA (3362), (202) 514-2007, 202.514.2007 or 555-1212",
        "500 12th St SW, Washington, DC 20536; 1400 Main Street; P.O. Box 1234; Suite 1100; Arlington, VA 22202-0001",
        "Case No. 1:17-cr-00123, GAO-17-123, FEMA-4339-DR, version 2.0, 10.1.2, A-123-456-789",
        "open 24/7 from 8:30 a.m. to 4:30 p.m., 9 to 5 p.m. and 10 o'clock",
        "the 21st century, the second and 3rd attempts, the twenty-first floor",
        "https://www.fema.gov/disaster/4339 and www.ice.gov/287g at 34.05° N, 118.25° W",
        "Hundreds of agents, dozens of dogs, millions of children, several hundred boats, one agent, a day, no one",
        "1. Apply", "2) Pay", "(3) Leave", "• 4. Go", "the Four Corners region, a two-way street",
    ],
)  # fmt: skip
def test_names_and_numberings_are_no_quantities(text):
    assert quantities(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under 8 U.S.C. 1357(g).", ["8 U.S.C. 1357(g) | USC | 8 U.S.C. 1357(g)"]),
        ("18 U.S.C. § 1546(a)", ["18 U.S.C. § 1546(a) | USC | 18 U.S.C. 1546(a)"]),
        ("18 USC 2339B", ["18 USC 2339B | USC | 18 U.S.C. 2339B"]),
        ("Title 19 of U.S. Code 1401", ["Title 19 of U.S. Code 1401 | USC | 19 U.S.C. 1401"]),
        (
            "Title 8, United States Code, Section 1326",
            ["Title 8, United States Code, Section 1326 | USC | 8 U.S.C. 1326"],
        ),
        ("8 U.S.C. 1325 and 1326", ["8 U.S.C. 1325 | USC | 8 U.S.C. 1325", "1326 | USC | 8 U.S.C. 1326"]),
        ("42 U.S.C. §§ 5121 et seq.", ["42 U.S.C. §§ 5121 | USC | 42 U.S.C. 5121"]),
        ("8 CFR 214.2(f)", ["8 CFR 214.2(f) | CFR | 8 C.F.R. 214.2(f)"]),
        ("8 C.F.R. § 287.7", ["8 C.F.R. § 287.7 | CFR | 8 C.F.R. 287.7"]),
        ("Public Law 104-208", ["Public Law 104-208 | PubL | Pub. L. 104-208"]),
        ("Pub. L. No. 107–296", ["Pub. L. No. 107–296 | PubL | Pub. L. 107-296"]),
        ("90 FR 5942", ["90 FR 5942 | FedReg | 90 Fed. Reg. 5942"]),
        ("77 Fed. Reg. 20,038", ["77 Fed. Reg. 20,038 | FedReg | 77 Fed. Reg. 20038"]),
        ("Executive Order 13768", ["Executive Order 13768 | other | Exec. Order 13768"]),
        ("Executive Order (EO) 13,768", ["Executive Order (EO) 13,768 | other | Exec. Order 13768"]),
        (
            "section 287(g) of the Immigration and Nationality Act (INA)",
            ["section 287(g) of the Immigration and Nationality Act | INA | INA 287(g)"],
        ),
        ("INA § 212(a)(9)", ["INA § 212(a)(9) | INA | INA 212(a)(9)"]),
        ("sections 212 and 237 of the INA", ["sections 212 | INA | INA 212", "237 of the INA | INA | INA 237"]),
        ("section 111(d) of the Clean Air Act", ["section 111(d) of the Clean Air Act | other | Clean Air Act 111(d)"]),
    ],
)
def test_a_citation_with_its_section(text, expected):
    assert citations(text) == expected
    assert quantities(text) == [] and dates(text) == []


@pytest.mark.parametrize(
    "text", ["the Clean Air Act of 1990", "the 287(g) program", "under Title 18", "Plyler v. Doe, 457 U.S. 202"]
)
def test_what_names_a_law_without_a_section_is_no_citation(text):
    assert citations(text) == []


def test_what_follows_a_citation_is_still_counted():
    assert quantities("8 U.S.C. 1326 and 12 others were charged") == ["12 | 12 count | others"]
