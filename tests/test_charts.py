"""Charts: drawn on the axes given, from any frame, and said in words."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import factdata as fd

mpl.use("Agg")


@pytest.fixture
def frames(corpus):
    profile = fd.profile_divisions(corpus.sheets)
    topics = fd.find_topics(corpus.sheets)
    history = fd.example_history()
    return {
        "changes_over_time": fd.compare(history),
        "stamp_history": fd.review_timeline(history),
        "dates_by_division": fd.add_context(corpus.dates, corpus),
        "quantities_by_division": fd.add_context(corpus.quantities, corpus),
        "review_timeline": fd.review_timeline(corpus),
        "sheets_by_division": profile.divisions,
        "words_by_division": profile.terms,
        "topic_map": topics.map,
        "topics_by_division": topics.map,
        "topic_stability": topics.stability,
    }


@pytest.mark.parametrize("name", fd.charts.__all__)
def test_each_chart_draws_on_the_axes_given_and_says_what_it_shows(frames, name):
    _, ax = plt.subplots()
    assert getattr(fd.charts, name)(frames[name], ax=ax) is ax
    assert ax.get_title(loc="left")
    assert len(ax.get_label()) > 40
    plt.close("all")


@pytest.mark.parametrize("name", fd.charts.__all__)
def test_each_chart_says_so_when_there_is_nothing_to_draw(frames, name):
    ax = getattr(fd.charts, name)(frames[name].head(0))
    assert ":" in ax.get_label()
    ax.figure.draw_without_rendering()
    plt.close("all")


def test_a_division_has_one_colour_in_every_chart(frames):
    colors = fd.charts.style.division_colors(frames["sheets_by_division"].division)
    ax = fd.charts.sheets_by_division(frames["sheets_by_division"])
    drawn = [mpl.colors.to_hex(bar.get_facecolor()).upper() for bar in ax.patches]
    assert drawn == [colors[name] for name in frames["sheets_by_division"].division]
    assert len(set(drawn)) == 3
    plt.close("all")


def test_the_alternative_text_holds_the_counts(frames):
    ax = fd.charts.sheets_by_division(frames["sheets_by_division"])
    assert "Homeland Security Investigations 26" in ax.get_label()
    plt.close("all")


def test_the_younger_text_is_drawn_beside_its_stamp(frames):
    ax = fd.charts.review_timeline(frames["review_timeline"])
    words = {text.get_text() for text in ax.texts}
    assert words == {"reviewed or updated 2018-01-03", "FY 2019 in the text"}
    plt.close("all")
