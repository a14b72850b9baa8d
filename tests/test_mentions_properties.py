"""What holds for any text: no exception, spans in range and apart, prose around changes nothing, linear time."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factdata.mentions import COMPARATORS, KINDS, MODIFIERS, SOURCES, UNITS, Mentions, find_mentions

PIECES = st.sampled_from(
    [
        "more than",
        "1,900",
        "convictions and charges",
        "for",
        "homicide",
        ",",
        " ",
        "  ",
        "\n",
        ".",
        "-",
        "–",
        "(",
        ")",
        "FY",
        "2019",
        "FY 2019",
        "$5.7 billion",
        "percent",
        "one-in-five",
        "between",
        "and",
        "to",
        "through",
        "January",
        "May",
        "3",
        "31",
        "2012",
        "8 U.S.C.",
        "1357(g)",
        "INA",
        "§",
        "section",
        "of the",
        "Act",
        "Title",
        "half of",
        "a dozen",
        "two",
        "twenty",
        "million",
        "000",
        "12",
        "years",
        "old",
        "16-",
        "%",
        "°",
        ":",
        "/",
        "08",
        "1/2",
        "I-9",
        "No.",
        "St.",
        "§§",
        "'08",
        "s",
        "the",
        "within",
        "agents",
        "é",
        "\xa0",
        "€",
        "in",
        "supervised release",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)


@given(TEXTS)
@example("In January 33 2018 and January 3,02018")
@settings(max_examples=400)
def test_spans_are_in_range_apart_and_in_order_and_values_from_the_closed_sets(text):
    found = find_mentions(text)
    spans = sorted((m.start, m.end) for mentions in found for m in mentions)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for mentions in found:
        assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    for d in found.dates:
        assert d.kind in KINDS and d.modifier in (None, *MODIFIERS)
        assert (d.from_date is None) == (d.to_date is None)
        assert d.from_date is None or d.from_date <= d.to_date
    for q in found.quantities:
        assert q.unit in UNITS and q.comparator in COMPARATORS
        assert (q.comparator == "=") == (q.comparator_surface is None)
        assert q.value_to is None or q.value < q.value_to
        assert q.comparator_surface is None or q.comparator_surface.strip() in text
    assert all(c.source in SOURCES and c.normalised for c in found.citations)


def _shifted(found: Mentions, by: int) -> list[list[tuple]]:
    return [[m._replace(start=m.start + by, end=m.end + by) for m in mentions] for mentions in found]


@given(st.lists(st.sampled_from([
    "In FY 2019, ERO arrested more than 1,900 people.", "It cost $5.7 billion in 2010.", "See 8 U.S.C. 1325 and 1326.",
    "Call (202) 514-2007.", "The 287(g) program began in 1996.", "About one-in-five homes lost power on June 4.",
    "Two of the three suspects fled.", "Grants of $5-10 million ended by May 2012.",
]), min_size=1, max_size=4))  # fmt: skip
def test_prose_around_a_sentence_only_moves_its_mentions(sentences):
    before, after = "The agency said so. ", " It gave no more."
    text = " ".join(sentences)
    assert [list(m) for m in find_mentions(before + text + after)] == _shifted(find_mentions(text), len(before))


def test_a_line_end_inside_a_phrase_changes_no_mention_and_counted_has_no_line_end():
    text = "In fiscal year\n2019, more than\n1,900 convictions and\ncharges for homicide were found."
    found = find_mentions(text)
    assert found.dates[0].kind == "fiscal_year"
    assert found.quantities[0].counted == "convictions and charges for homicide"
    assert found.quantities[0].comparator == ">"


HOSTILE = [
    "1", "9,", "1,111,", " ", "one-", "one one ", "((((", "$ $ $ ", "FY FY ", "FY 2001, ", "section ",
    "Section 1 of A ",
    "between 1 and ", "between 2001 and ", "1-", "2001-", "1.", "1/", "1:", "A-1", "January ", "January 1 ",
    "more than 1 ",
    "8 U.S.C. 1, ", "sections 1, 2, 3, of the ", "two hundred and ", "1 a, b, c and ", "5 of ",
    "1 of the of the ", "5 to ",
    "twenty-", "half of ", "1 in 5 ", "\n1 ", "1(a)", "5 federal, state, ", "1 aaaa-", "§", "\u00a0", "maximum of 1 ",
    "A: 1 ", "1 | ", "A | 1\n", "Of a, 1 ", "rose from 1 to 1 ", "1 of them ", "1 were ", "section 1 of the Act ",
    "A A Act ",
    "1 people on the a ", "1 a assigned to the ", "($ in thousands) (1) ", "text 11111 ", '1 "a ', "1-plus ",
    "aged 1, 1, ",
    "$1", "12’s", "~19((", "1,900\n", "§ 191-aaa- ", "third$5“", "INA é$5~will", "½", "USD1",
    "from 1 to 2 ", "minus 1 ",
]  # fmt: skip


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        start = time.process_time()
        find_mentions(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("unit", HOSTILE)
def test_ten_times_the_length_takes_about_ten_times_as_long(unit):
    once, ten = (unit * (n // len(unit)) for n in (4_000, 40_000))
    assert _seconds(ten) < 40 * _seconds(once) + 0.05  # quadratic time would be a hundredfold


@pytest.mark.parametrize(
    "text",
    [
        *("0/2/18", "00/24/2025", "1/1/0000", "February 10-31, 2018", "April 5 to 31, 2018"),
        *("February 29 to March 3, 2019", "one in 23 U.S.C. 144(b)", "between 2 and 8 U.S.C. 1357(g)"),
    ],
)
def test_days_that_do_not_exist_and_numbers_of_laws_raise_nothing(text):
    found = find_mentions(text)
    assert not [date for date in found.dates if date.kind == "range" and None not in (date.from_date, date.to_date)]
    assert not (found.citations and found.quantities)
