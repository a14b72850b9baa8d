"""Charts: drawn on the axes given, from any frame, and said in words."""

import io

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

import factdata as fd

mpl.use("Agg")


@pytest.fixture
def frames(corpus):
    profile = fd.profile_divisions(corpus.sheets)
    topics = fd.find_topics(corpus.sheets)
    history = fd.example_history()
    return {
        "changes_over_time": fd.compare(history),
        "dates_by_division": fd.add_context(corpus.dates, corpus),
        "quantities_by_division": fd.add_context(corpus.quantities, corpus),
        "page_timeline": fd.page_events(history),
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
def test_nothing_of_a_chart_leaves_its_figure(frames, name):
    figure = getattr(fd.charts, name)(frames[name]).figure
    figure.canvas.draw()
    drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert drawn.x0 >= 0 and drawn.y0 >= 0 and drawn.x1 <= width and drawn.y1 <= height
    plt.close("all")


@pytest.mark.parametrize("name", fd.charts.__all__)
def test_the_picture_of_a_chart_has_its_colours(frames, name):
    ax = getattr(fd.charts, name)(frames[name])
    drawn = io.BytesIO()
    ax.figure.savefig(drawn, format="png", dpi=fd.show.DPI)
    shown = io.BytesIO(fd.show._reduce(drawn))  # another drawing would be laid out anew
    before, after = (np.asarray(Image.open(file).convert("RGB"), dtype=int) for file in (drawn, shown))
    assert abs(before - after).max() <= 8  # of 255
    assert (after[0, 0] == 255).all()


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
    assert words == {"reviewed or updated: 3 January 2018", "text: coronavirus"}
    plt.close("all")
