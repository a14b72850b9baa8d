"""Every chart of any frame: any text, any number of groups, any day from the year 1 to 9999, one point, none."""

import io
import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import factdata as fd
from factdata.charts.chart import redraw, sign
from factdata.charts.style import NARROW
from tests import hostile

mpl.use("Agg")

TEXTS = st.sampled_from(hostile.TEXTS) | st.text(max_size=60)
DAYS = st.sampled_from(["0001-01-01", "9999-12-31", "2018-01-03"]) | st.dates().map(str)
CHANGES = ["added", "removed", "reworded", "retitled", "moved", "restamped", "unchanged"]
SHARES = st.floats(0, 1)


def drawn_from(values, n):
    return st.lists(values, min_size=n, max_size=n)


@st.composite
def frames(draw, name):
    """Build a frame of the form that the chart of this name takes, with hostile contents."""
    n = draw(st.sampled_from([1, 3, 40]))

    def some(values, *, missing=True):
        return draw(drawn_from(st.none() | values if missing else values, n))

    def days(*, missing=True, utc=False):
        times = pd.Series(np.array([day or "NaT" for day in some(DAYS, missing=missing)], "datetime64[us]"))
        return times.dt.tz_localize("UTC") if utc else times

    numbers = st.floats(-1e300, 1e300) | st.sampled_from([0.0, 1.0, 5e-324])
    columns = {
        "sheets_by_division": lambda: {"n_sheets": some(st.integers(0, 10**9), missing=False)},
        "words_by_division": lambda: {
            "division": some(TEXTS, missing=False),
            "term": some(TEXTS, missing=False),
            **{name: some(st.integers(1, 99), missing=False) for name in ("n", "n_sheets")},
            **{name: some(st.floats(-9, 9), missing=False) for name in ("log_odds", "low", "high")},
            "is_shown": some(st.booleans(), missing=False),
        },
        "topic_map": lambda: {
            "topic": some(st.integers(1, 50), missing=False),
            "label": some(TEXTS, missing=False),
            **{name: some(SHARES, missing=False) for name in ("x", "y", "stability")},
        },
        "topic_stability": lambda: {
            "n_topics": some(st.integers(2, 60), missing=False),
            **{name: some(SHARES, missing=False) for name in ("stability", "largest_share")},
            "is_chosen": some(st.booleans(), missing=False),
        },
        "quantities_by_division": lambda: {
            "value": some(numbers, missing=False),
            "unit": some(st.sampled_from(["count", "USD", "$m^2$"]), missing=False),
            "surface": some(TEXTS, missing=False),
            "comparator": some(st.sampled_from("=><~"), missing=False),
            "counted": some(TEXTS),
        },
        "dates_by_division": lambda: {"from_date": days(), "to_date": days(), "stamp_date": days()},
        "page_timeline": lambda: {
            "page": some(TEXTS, missing=False),
            "kind": some(st.sampled_from(["captured", "stamp", "metadata", "evidence", "text"]), missing=False),
            "date": days(),
            "words": some(TEXTS),
            "is_late": some(st.booleans(), missing=False),
        },
        "changes": lambda: {
            "change": some(st.sampled_from(CHANGES), missing=False),
            "captured_at": days(missing=False, utc=True),
            "earlier_at": days(missing=False, utc=True),
            "sheet_key": some(st.sampled_from("abcdefgh"), missing=False),
            **{name: some(TEXTS) for name in ("earlier_sheet", "later_sheet", "title")},
            "text": some(TEXTS, missing=False),
        },
        "reviews": lambda: {
            "url": some(TEXTS),
            "path": some(TEXTS, missing=False),
            "capture_id": [str(number) for number in range(n)],
            "sheet_id": [None] * n,
            "role": some(st.sampled_from(["reviewed", "updated"]), missing=False),
            "date": days(missing=False),
            "captured_at": days(utc=True),
            "evidence_date": days(),
            "evidence": some(TEXTS, missing=False),
            **{
                flag: some(st.booleans(), missing=False)
                for flag in ("text_younger_than_stamp", "restamped_without_change", "stamp_went_back")
            },
        },
    }
    groups = {
        "changes_over_time": "changes",
        "review_timeline": "reviews",
        "topics_by_division": "topic_map",
    }
    return pd.DataFrame({"division": some(TEXTS), **columns[groups.get(name, name)]()})


def draw_any(name):
    """Return a test that draws the chart of this name of any frame, in both widths."""
    chart = getattr(fd.charts, name)

    @settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(frames(name))
    def draw(frame):
        try:
            for ax in (wide := chart(frame), redraw(wide, NARROW)):
                sign(ax, "Source: $x$ and _y_")
                svg = io.StringIO()
                with fd.show.quiet_fonts():
                    ax.figure.savefig(svg, format="svg")
                ET.fromstring(svg.getvalue())
                assert 0 < len(ax.get_label()) < 100_000
                assert ax.figure.get_size_inches()[1] < 40
        finally:
            plt.close("all")

    return draw


@pytest.mark.parametrize("name", fd.charts.__all__)
def test_any_frame_becomes_a_whole_picture_in_both_widths(name):
    draw_any(name)()


@pytest.mark.parametrize("n", [300, 3_000])
def test_of_many_divisions_some_are_named_and_the_chart_says_how_many(n):
    names = [f"Division {number}" for number in range(n)]
    ax = fd.charts.sheets_by_division(pd.DataFrame({"division": names, "n_sheets": range(n, 0, -1)}))
    assert ax.get_yticklabels()[-1].get_text() == f"{n - 30:,} other divisions"
    assert re.search(rf"Drawn: 30 of {n:,} divisions", ax.get_label())
    assert sum(bar.get_width() for bar in ax.patches) == n * (n + 1) // 2
    plt.close("all")


def test_a_label_that_begins_with_an_underscore_is_in_the_legend():
    quantities = {"division": ["_internal", "Piers"], "value": [12.0, 14.0], "unit": ["count"] * 2}
    frame = pd.DataFrame({**quantities, "surface": ["12", "14"], "comparator": ["="] * 2, "counted": ["ferries"] * 2})
    ax = fd.charts.quantities_by_division(frame)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["Piers", "_internal"]
    plt.close("all")


def test_people_and_dollars_share_no_axis():
    frame = pd.DataFrame({"division": None, "value": [12.0, 14.0, 3e9], "unit": ["count", "count", "USD"]})
    frame = frame.assign(surface=["12", "14", "$3 billion"], comparator="=", counted=["ferries", "piers", None])
    ax = fd.charts.quantities_by_division(frame)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["piers", "ferries"]
    assert "Drawn: 2 of 3 quantities" in ax.get_label()
    plt.close("all")


def test_a_frame_of_another_kind_is_refused_with_what_it_lacks():
    with pytest.raises(ValueError, match=r"sheets_by_division: no column n_sheets; expected"):
        fd.charts.sheets_by_division(pd.DataFrame({"division": ["Ferries"]}))
