"""Sentences of the kinds that other agencies print, written for this test and labelled by reading."""

import pytest

from tests.mention_labels import citations, dates, quantities

LABELLED = [
    (
        "CBP seized more than 2.3 million pounds of marijuana, 60,000 pounds of cocaine and 900 pounds of heroin "
        "in FY 2017.",
        ["FY 2017 | fiscal_year | 2016-10-01..2017-09-30"],
        ["2.3 million | > 2300000 pound | marijuana", "60,000 | > 60000 pound | cocaine", "900 | > 900 pound | heroin"],
    ),
    (
        "He was sentenced to 18 months in prison, three years of supervised release and $5.4 million in restitution.",
        [],
        ["18 | 18 month | prison", "three | 3 year | supervised release", "$5.4 million | 5400000 USD | restitution"],
    ),
    (
        "FEMA approved $279.1 million for more than 43,000 households since Hurricane Maria struck on Sept. 20, 2017.",
        ["Sept. 20, 2017 | day | 2017-09-20..2017-09-20"],
        ["$279.1 million | 279100000 USD", "43,000 | > 43000 count | households"],
    ),
    (
        "Emissions will fall 32 percent below 2005 levels by 2030, a cut of about 870 million tons.",
        ["2005 | year | 2005-01-01..2005-12-31", "2030 | year | 2030-01-01..2030-12-31 | by"],
        ["32 percent | 32 percent", "870 million | ~ 870000000 ton"],
    ),
    (
        "The rule avoids 2,700 to 6,600 premature deaths worth an estimated $55 billion to $93 billion "
        "per year in 2030.",
        ["2030 | year | 2030-01-01..2030-12-31"],
        [
            "2,700 to 6,600 | 2700..6600 count | premature deaths",
            "$55 billion to $93 billion | ~ 55000000000..93000000000 USD",
        ],
    ),
    (
        "Of the 256,085 removals, 5,872 were known or suspected gang members; removals rose from 226,119 in FY2017.",
        ["FY2017 | fiscal_year | 2016-10-01..2017-09-30"],
        ["256,085 | 256085 count | removals", "5,872 | 5872 count | removals", "226,119 | 226119 count | removals"],
    ),
    (
        "Operation Cross Check led to the arrest of 2,059 convicted criminals from 94 countries "
        "from March 1 to March 5, 2015.",
        ["March 1 to March 5, 2015 | range | 2015-03-01..2015-03-05 | from"],
        ["2,059 | 2059 count | convicted criminals", "94 | 94 count | countries"],
    ),
    (
        "GAO made nine recommendations; DHS has implemented six of them as of March 2020.",
        ["March 2020 | month | 2020-03-01..2020-03-31 | as of"],
        ["nine | 9 count | recommendations", "six | 6 count"],
    ),
    (
        "The jury convicted him on 12 counts of wire fraud, six counts of money laundering and one count of perjury.",
        [],
        ["12 | 12 count | counts of wire fraud", "six | 6 count | counts of money laundering"],
    ),
    (
        "Twenty-three percent of women and one in seven men, some 3.4 million adults, reported abuse before age 18.",
        [],
        [
            "Twenty-three percent | 23 percent | women", "one in seven | 0.142857 ratio | men",
            "3.4 million | ~ 3400000 count | adults", "18 | 18 year",
        ],
    ),
    (
        "More than half of the 103 names were posted for approximately five hours before removal.",
        [],
        ["half | > 0.5 ratio | names", "103 | 103 count | names", "five | ~ 5 hour"],
    ),
    (
        "From January through March 2010, 2,300 officers completed 40 hours of training at 25 sites.",
        ["January through March 2010 | range | 2010-01-01..2010-03-31 | from"],
        ["2,300 | 2300 count | officers", "40 | 40 hour | training", "25 | 25 count | sites"],
    ),
    (
        "Over 90% of fentanyl is seized at ports, up from 11,200 pounds in FY21.",
        ["FY21 | fiscal_year | 2020-10-01..2021-09-30"],
        ["90% | > 90 percent | fentanyl", "11,200 | 11200 pound"],
    ),
    (
        "The 2,200-bed facility housed 1,900 detainees in the first quarter of fiscal 2014.",
        ["fiscal 2014 | fiscal_year | 2013-10-01..2014-09-30"],
        ["2,200 | 2200 count | bed", "1,900 | 1900 count | detainees"],
    ),
    (
        "Applicants must be at least 18 years old and have lived in the U.S. since June 15, 2007.",
        ["June 15, 2007 | day | 2007-06-15..2007-06-15 | since"],
        ["18 | >= 18 year"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected_dates", "expected_quantities"), LABELLED)
def test_the_mentions_of_a_sentence(text, expected_dates, expected_quantities):
    assert dates(text) == expected_dates
    assert quantities(text) == expected_quantities
    assert citations(text) == []


def test_a_penalty_clause_with_its_citations():
    text = "Under 8 U.S.C. § 1324(a)(1)(A)(iii) and 21 U.S.C. §§ 841(a)(1) and 846 he faces a maximum of 10 years."
    assert [c.split(" | ")[2] for c in citations(text)] == [
        "8 U.S.C. 1324(a)(1)(A)(iii)", "21 U.S.C. 841(a)(1)", "21 U.S.C. 846",
    ]  # fmt: skip
    assert quantities(text) == ["10 | <= 10 year"]
