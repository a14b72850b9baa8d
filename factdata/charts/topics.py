"""Charts of topics."""

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from factdata.charts.chart import Drawn, chart, mark
from factdata.charts.labels import fit, legend_below, note, set_height, width_of
from factdata.charts.style import (
    FAINT,
    INK,
    NEUTRAL,
    NO_DIVISION,
    PALETTE,
    SIZE,
    division_colors,
    keep_largest,
    say_shown,
)

DOUBTFUL = 0.5  # stability of a sheet's placement
MANY_POINTS = 150  # of more, points are small
TOPICS_SHOWN = 30


@chart(
    "Map of topics",
    of="``map`` of a `find_topics`",
    example="fd.find_topics(corpus.sheets).map",
    needs="topic label division x y stability",
    empty="no fact sheets",
)
def topic_map(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the sheets in two dimensions, coloured by division, with the number of each topic amid its sheets.

    A hollow point is a sheet whose topic is in doubt: in resamples it shares less than half of its topic.
    """
    frame = frame.round({"x": 3, "y": 3})  # as matplotlib can tell apart
    names, other = keep_largest(frame.division.fillna(NO_DIVISION).astype("str"), len(PALETTE), "divisions")
    colors = division_colors(names[names != NO_DIVISION])
    size = 42 if len(frame) <= MANY_POINTS else 9
    for name, points in frame.groupby(names):
        color = colors.get(str(name), NEUTRAL)
        ax.scatter(points.x, points.y, s=size, c=np.where(points.stability < DOUBTFUL, "white", color), edgecolor=color)
    for row in frame.head(MANY_POINTS).itertuples():
        mark(ax, row.x, row.y, row)
    centres = frame[frame.topic > 0].groupby(["topic", "label"])[["x", "y"]].mean().reset_index()
    labelled = centres.head(TOPICS_SHOWN)  # they are numbered by their size
    box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": FAINT}
    for topic in labelled.itertuples():
        ax.text(topic.x, topic.y, str(topic.topic), ha="center", va="center", fontsize=SIZE, color=INK, bbox=box)
    set_height(ax, 5.2)
    ax.margins(0.05)
    ax.set_xticks([])
    ax.set_yticks([])
    legend = sorted(names.unique())
    dots: list[Artist] = [Line2D([], [], marker="o", linestyle="", color=colors.get(name, NEUTRAL)) for name in legend]
    said = [f"{topic.topic}  {topic.label}" for topic in labelled.itertuples()]
    legend_below(ax, [*dots, *(Line2D([], [], linestyle="") for _ in said)], [*legend, *said])
    n_doubtful = int((frame.stability < DOUBTFUL).sum())
    notes = (say_shown(len(labelled), len(centres), "topics by number", "the largest"), other)
    words = (
        f"Scatter plot of {len(frame):,} fact sheets in {len(centres):,} topics, each numbered where its sheets lie. "
        f"{n_doubtful:,} sheets are in doubt and drawn hollow."
    )
    return Drawn(words, " ".join(filter(None, notes)))


@chart(
    "Topics by division",
    of="``map`` of a `find_topics`",
    example="fd.find_topics(corpus.sheets).map",
    needs="topic label division",
    empty="no fact sheets",
)
def topics_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many sheets of each topic each division publishes."""
    n_columns = int(width_of(ax) // 95)
    names, other = keep_largest(frame.division.fillna(NO_DIVISION).astype("str"), n_columns, "divisions")
    counts = pd.crosstab([frame.topic, frame.label.astype("str")], names)
    order = sorted(counts.index, key=lambda name: (name[0] == 0, name))  # what is in no topic comes last
    n_topics, counts = len(counts), counts.loc[order[:TOPICS_SHOWN]]
    set_height(ax, 1.3 + 0.45 * len(counts))
    colors = division_colors(frame.division)
    most = counts.to_numpy().max()
    for column, division in enumerate(counts):
        for row, count in enumerate(counts[division]):
            if count:
                shade, color = 0.18 + 0.5 * count / most, colors.get(division, NEUTRAL)
                ax.barh(row, 0.94, left=column - 0.47, height=0.86, color=color, alpha=shade)
                ax.text(column, row, f"{count:,}", ha="center", va="center", fontsize=SIZE, color=INK)
    ax.set_xticks(range(counts.shape[1]), [fit(ax, name, 0.52 / counts.shape[1], n_lines=4) for name in counts])
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(counts)), [fit(ax, label, 0.36, n_lines=2) for _, label in counts.index])
    ax.set_xlim(-0.5, counts.shape[1] - 0.5)
    ax.set_ylim(len(counts) - 0.5, -0.5)
    said = "; ".join(
        f"{fit(ax, label, 0.5)}: " + ", ".join(f"{fit(ax, name, 0.5)} {count}" for name, count in row.items() if count)
        for (_, label), row in counts.iterrows()
    )
    notes = (say_shown(len(counts), n_topics, "topics", "the largest"), other)
    return Drawn(f"Table of the number of fact sheets by topic and division. {said}.", " ".join(filter(None, notes)))


@chart(
    "Stability by number of groups",
    of="``stability`` of a `find_topics`",
    example="fd.find_topics(corpus.sheets).stability",
    needs="n_topics stability largest_share is_chosen",
    empty="no fact sheets",
)
def topic_stability(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how stable the groups of sheets are by their number, with the chosen number marked."""
    set_height(ax, 3.2)
    frame = frame.reset_index(drop=True)  # numbers stand at equal distances: of many sheets few large ones are tried
    end = len(frame) - 1
    ax.set_xlim(-0.5, end + 0.5)
    ax.set_ylim(0, 1.14)
    ax.plot(frame.index, frame.stability, "-o", color=PALETTE[0], markersize=4, linewidth=1.5)
    ax.plot(frame.index, frame.largest_share, "-", color=NEUTRAL, linewidth=1.2)
    note(ax, "stability", (end, frame.stability[end]), "right", PALETTE[0])
    note(ax, "share of the\nlargest group", (end, frame.largest_share[end]), "right", NEUTRAL)
    said = ""
    for place in np.flatnonzero(frame.is_chosen.to_numpy(dtype=bool))[:1]:
        chosen = frame.iloc[place]
        ax.plot(place, chosen.stability, "o", color=PALETTE[1], markersize=9)
        # At the right end stand the names of the lines.
        note(ax, f"chosen: {chosen.n_topics:.0f}", (place, chosen.stability), "below" if place == end > 0 else "above")
        said = f" It is {chosen.stability:.2f} at the chosen number, {chosen.n_topics:.0f}."
    step = len(frame) // 20 + 1
    ax.set_yticks(np.arange(0, 1.01, 0.2))
    ax.set_xticks(frame.index[::step], [f"{number:,}" for number in frame.n_topics[::step]])
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    ax.set_xlabel("number of groups", color=NEUTRAL, fontsize=SIZE)
    return Drawn(f"Line chart of stability over resamples for {len(frame):,} numbers of groups.{said}")
