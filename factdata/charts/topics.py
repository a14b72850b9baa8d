"""Charts of topics."""

from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from factdata.charts.chart import Drawn, chart, mark, set_height
from factdata.charts.labels import figure_of, fit, legend_below, measure, note
from factdata.charts.style import (
    FAINT,
    INK,
    NARROW,
    NEUTRAL,
    NO_DIVISION,
    PALETTE,
    SIZE,
    division_colors,
    keep_largest,
    say_shown,
)

MAP_HEIGHT = 6.2  # inches
DOUBTFUL = 0.5  # stability of a sheet's placement
FEW_POINTS, MOST_POINTS = 150, 4_000  # up to the first, lines join points to centres; above the second, some are drawn
LABELS_SHOWN = 24  # on the map
TOPICS_SHOWN = 30  # rows


@chart(
    "Map of topics",
    of="``map`` of a `find_topics`",
    needs="topic label division x y stability",
    empty="no fact sheets",
)
def topic_map(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the sheets in two dimensions, each topic labelled where its sheets lie, coloured by division.

    A hollow point is a sheet whose topic is in doubt: in resamples it shares less than half of its topic. Sheets at one
    place, as those with the same words, are one point with their number beside it.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topic_map(fd.find_topics(fd.load().sheets).map)
    >>> ax.get_title(loc="left")
    'Map of topics'
    """
    set_height(ax, MAP_HEIGHT)
    # Places are rounded as `find_topics` rounds them: between 0 and 1e-38 no label could be placed.
    frame = frame.round({"x": 3, "y": 3})
    drawn = frame.iloc[:: len(frame) // MOST_POINTS + 1]
    names, other = keep_largest(drawn.division.fillna(NO_DIVISION).astype("str"), len(PALETTE), "divisions")
    colors = division_colors(names[names != NO_DIVISION])
    many = len(drawn) > FEW_POINTS
    for name, points in drawn.groupby(names):
        color = colors.get(str(name), NEUTRAL)
        faces = np.where(points.stability < DOUBTFUL, "white", color)
        edges = color if not many else "none"
        ax.scatter(points.x, points.y, s=9 if many else 42, c=faces, edgecolor=edges, linewidth=1.2, zorder=2)
    centres = frame.groupby(["topic", "label"])[["x", "y"]].median().reset_index()
    if not many:
        ends = drawn.merge(centres, on="topic", suffixes=("", "_centre"))
        lines = [[(row.x_centre, row.y_centre), (row.x, row.y)] for row in ends.itertuples()]
        ax.add_collection(LineCollection(lines, colors=FAINT, linewidths=0.8, zorder=1), autolim=False)
        for place, count in drawn.groupby(["x", "y"]).size().items():
            if count > 1:
                note(ax, f"\u00d7{count}", place, "right")
        for row in drawn.itertuples():
            mark(ax, row.x, row.y, row)
    labelled = centres.head(LABELS_SHOWN)
    said = [fit(ax, f"{row.topic} {row.label}", 0.28, n_lines=3) for row in labelled.itertuples()]
    width, height = (float(side) * 72 for side in figure_of(ax).get_size_inches())
    places = _place_labels(labelled[["x", "y"]].to_numpy(), drawn[["x", "y"]].to_numpy(), said, (width, height))
    for text, (x, y) in zip(said, places, strict=True):
        box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.7}
        order = 3 if many else 1.5
        ax.text(x, y, text, ha="center", va="center", fontsize=SIZE, color=INK, bbox=box, zorder=order)
    ax.margins(0.08)
    ax.set_xticks([])
    ax.set_yticks([])
    legend = sorted(names.unique())
    dots = [Line2D([], [], marker="o", linestyle="", color=colors.get(name, NEUTRAL)) for name in legend]
    legend_below(ax, dots, legend)
    n_doubtful = int((frame.stability < DOUBTFUL).sum())
    notes = (
        say_shown(len(drawn), len(frame), "fact sheets", "evenly sampled"),
        say_shown(len(labelled), len(centres), "labels", "those of the largest topics"),
        other,
    )
    words = (
        f"Scatter plot of {len(frame):,} fact sheets in {len(centres):,} topics, each labelled where its sheets lie. "
        f"{n_doubtful:,} sheets are in doubt and drawn hollow."
    )
    return Drawn(words, " ".join(filter(None, notes)))


def _place_labels(
    centres: np.ndarray, points: np.ndarray, texts: list[str], room: tuple[float, float]
) -> list[np.ndarray]:
    """Find a place for each label near its centre, with the fewest points and labels beneath it.

    Reckoned in typographic points, from the size of the figure and the usual width of a letter.
    """
    low = points.min(axis=0)
    scale = np.array([room[0] * 0.84, room[1] * 0.78]) / np.maximum(np.ptp(points, axis=0), 1e-9)
    centres, points = (centres - low) * scale, (points - low) * scale
    edge = points.max(axis=0)
    halves = [
        np.array([max(map(measure, text.split("\n"))) / 2, (text.count("\n") + 1) * 0.62 * SIZE]) for text in texts
    ]
    steps = np.array([(x, y) for y in range(-8, 9) for x in range(-5, 6)]) * [14, 9]
    steps = steps[np.argsort(np.hypot(*steps.T), kind="stable")]
    placed: list[np.ndarray] = []
    for centre, half in zip(centres, halves, strict=True):
        tried = centre + steps
        covered = (abs(points - tried[:, None]) < half + 5).all(axis=2).sum(axis=1).astype(float)
        for other, other_half in zip(placed, halves, strict=False):
            covered += 50 * (abs(tried - other) < half + other_half).all(axis=1)
        covered += 50 * ((tried - half < -30) | (tried + half > edge + 30)).any(axis=1)
        placed.append(tried[(covered + np.hypot(*steps.T) / 60).argmin()])
    return [place / scale + low for place in placed]


@chart(
    "Topics by division",
    of="``map`` of a `find_topics`",
    needs="topic label division",
    empty="no fact sheets",
)
def topics_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many sheets of each topic each division publishes.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topics_by_division(fd.find_topics(fd.load().sheets).map)
    >>> ax.get_title(loc="left")
    'Topics by division'
    """
    n_columns = 5 if figure_of(ax).get_size_inches()[0] > NARROW else 3
    names, other = keep_largest(frame.division.fillna(NO_DIVISION).astype("str"), n_columns, "divisions")
    counts = pd.crosstab([frame.topic, frame.label.astype("str")], names)
    n_topics, counts = len(counts), counts.head(TOPICS_SHOWN)  # they are numbered by their size
    set_height(ax, 1.3 + 0.4 * len(counts))
    colors = division_colors(frame.division)
    most = counts.to_numpy().max()
    for column, division in enumerate(counts):
        for row, count in enumerate(counts[division]):
            if count:
                shade, color = 0.18 + 0.5 * count / most, colors.get(division, NEUTRAL)
                ax.barh(row, 0.94, left=column - 0.47, height=0.86, color=color, alpha=shade)
                ax.text(column, row, f"{count:,}", ha="center", va="center", fontsize=SIZE, color=INK)
    ax.set_xticks(range(counts.shape[1]), [fit(ax, name, 0.52 / counts.shape[1], n_lines=3) for name in counts])
    ax.xaxis.tick_top()
    labels = [f"{fit(ax, label, 0.32, n_lines=2)}  {topic}" for topic, label in counts.index]
    ax.set_yticks(range(len(counts)), labels)
    ax.set_xlim(-0.5, counts.shape[1] - 0.5)
    ax.set_ylim(len(counts) - 0.5, -0.5)
    said = "; ".join(
        f"{fit(ax, label, 0.5)}: " + ", ".join(f"{fit(ax, name, 0.5)} {count}" for name, count in row.items() if count)
        for (_, label), row in counts.iterrows()
    )
    notes = (say_shown(len(counts), n_topics, "topics", "the largest"), other)
    return Drawn(f"Table of the number of fact sheets by topic and division. {said}.", " ".join(filter(None, notes)))


@chart(
    "Stability by number of topics",
    of="``stability`` of a `find_topics`",
    needs="n_topics stability largest_share is_chosen",
    empty="no fact sheets",
)
def topic_stability(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how stable the topics are by their number, with the chosen number marked.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topic_stability(fd.find_topics(fd.load().sheets).stability)
    >>> ax.get_title(loc="left")
    'Stability by number of topics'
    """
    set_height(ax, 3.2)
    frame = frame.reset_index(drop=True)  # numbers stand at equal distances: of many sheets few large ones are tried
    last = frame.iloc[-1]
    ax.set_xlim(-0.5, len(frame) - 0.5)
    ax.set_ylim(0, 1.14)
    ax.plot(frame.index, frame.stability, "-o", color=PALETTE[0], markersize=4, linewidth=1.5)
    ax.plot(frame.index, frame.largest_share, "-", color=NEUTRAL, linewidth=1.2)
    for value, text, color in [
        (last.stability, "stability", PALETTE[0]),
        (last.largest_share, "share of the\nlargest topic", NEUTRAL),
    ]:
        note(ax, text, (len(frame) - 1, value), "right", color)
    said = ""
    for place in np.flatnonzero(frame.is_chosen.to_numpy(dtype=bool))[:1]:
        chosen = frame.iloc[place]
        ax.plot(place, chosen.stability, "o", color=PALETTE[1], markersize=9)
        # At the right end stand the names of the lines.
        side: Literal["above", "below"] = "below" if place == len(frame) - 1 and place else "above"
        note(ax, f"chosen: {chosen.n_topics:.0f}", (place, chosen.stability), side)
        said = f" It is {chosen.stability:.2f} at the chosen number, {chosen.n_topics:.0f}."
    step = len(frame) // 20 + 1
    ax.set_yticks(np.arange(0, 1.01, 0.2))
    ax.set_xticks(frame.index[::step], [f"{number:,}" for number in frame.n_topics[::step]])
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    ax.set_xlabel("number of topics", color=NEUTRAL, fontsize=SIZE)
    return Drawn(f"Line chart of stability over resamples for {len(frame):,} numbers of topics.{said}")
