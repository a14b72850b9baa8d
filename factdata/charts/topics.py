"""Charts of topics."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from factdata.charts.style import (
    FAINT,
    INK,
    NEUTRAL,
    NO_DIVISION,
    PALETTE,
    WIDTH,
    division_colors,
    finish,
    legend_below,
    new_axes,
    note,
    say_empty,
)

MAP_HEIGHT = 6.2  # inches
LABEL_SIZE = 8
DOUBTFUL = 0.5  # stability of a sheet's placement
FEW_POINTS, MOST_POINTS = 150, 4_000  # up to the first, lines join points to centres; above the second, some are drawn


def topic_map(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the sheets in two dimensions, each topic labelled where its sheets lie, coloured by division.

    A hollow point is a sheet whose placement is in doubt: in resamples it shares less than half of its topic. Sheets at
    one place, as of the same words, are one point with their number beside it.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``map`` of a `find_topics`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topic_map(fd.find_topics(fd.load().sheets).map)
    >>> ax.get_title(loc="left")
    'Map of topics'
    """
    title = "Map of topics"
    ax = new_axes(ax, MAP_HEIGHT)
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    drawn = frame.iloc[:: len(frame) // MOST_POINTS + 1]
    names = drawn.division.fillna(NO_DIVISION)
    colors = division_colors(frame.division)
    many = len(drawn) > FEW_POINTS
    for name, points in drawn.groupby(names.to_numpy()):
        color = colors[str(name)]
        ax.scatter([], [], s=42, color=color, label=name)  # the legend's, where every sheet of the division is in doubt
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
    said = [textwrap.fill(f"{row.topic} {row.label}", 24) for row in centres.itertuples()]
    places = _place_labels(centres[["x", "y"]].to_numpy(), drawn[["x", "y"]].to_numpy(), said)
    for text, (x, y) in zip(said, places, strict=True):
        box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.7}
        ax.text(
            x, y, text, ha="center", va="center", fontsize=LABEL_SIZE, color=INK, bbox=box, zorder=3 if many else 1.5
        )
    ax.margins(0.08)
    ax.set_xticks([])
    ax.set_yticks([])
    legend_below(ax)
    n_mixed = (frame.drop_duplicates(["topic", "division"]).groupby("topic").size() > 1).sum()
    n_doubtful = (frame.stability < DOUBTFUL).sum()
    shown = "" if len(drawn) == len(frame) else f", of which {len(drawn):,} are drawn"
    description = f"Scatter plot of {len(frame):,} fact sheets{shown} in {frame.topic.nunique()} topics,"
    return finish(
        ax,
        title,
        f"{description} each labelled where its sheets lie. {n_mixed} of the topics hold sheets of several divisions. "
        f"{n_doubtful} sheets are in doubt and drawn hollow.",
    )


def _place_labels(centres: np.ndarray, points: np.ndarray, texts: list[str]) -> list[np.ndarray]:
    """Find a place for each label near its centre, with the fewest points and labels beneath it.

    Reckoned in typographic points, for axes of the house's width, from the usual width of a letter.
    """
    low = points.min(axis=0)
    scale = np.array([WIDTH * 72 * 0.84, MAP_HEIGHT * 72 * 0.78]) / np.maximum(np.ptp(points, axis=0), 1e-9)
    centres, points = (centres - low) * scale, (points - low) * scale
    edge = points.max(axis=0)
    halves = [
        np.array([max(map(len, text.split("\n"))) * 0.3, (text.count("\n") + 1) * 0.62]) * LABEL_SIZE for text in texts
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


def topics_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many sheets of each topic each division has.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``map`` of a `find_topics`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topics_by_division(fd.find_topics(fd.load().sheets).map)
    >>> ax.get_title(loc="left")
    'Topics by division'
    """
    title = "Topics by division"
    counts = pd.crosstab([frame.topic, frame.label], frame.division.fillna(NO_DIVISION))
    ax = new_axes(ax, 1.3 + 0.38 * max(len(counts), 1))
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    colors = division_colors(frame.division)
    most = counts.to_numpy().max()
    for column, division in enumerate(counts):
        for row, count in enumerate(counts[division]):
            if count:
                shade = 0.18 + 0.5 * count / most
                ax.barh(row, 0.94, left=column - 0.47, height=0.86, color=colors[division], alpha=shade)
                ax.text(column, row, f"{count:,}", ha="center", va="center", fontsize=9, color=INK)
    ax.set_xticks(range(counts.shape[1]), [textwrap.fill(name, 14) for name in counts])
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(counts)), [f"{textwrap.fill(label, 32)}  {topic}" for topic, label in counts.index])
    ax.set_xlim(-0.5, counts.shape[1] - 0.5)
    ax.set_ylim(len(counts) - 0.5, -0.5)
    said = "; ".join(
        f"{label}: " + ", ".join(f"{division} {count}" for division, count in row.items() if count)
        for (_, label), row in counts.iterrows()
    )
    return finish(ax, title, f"Table of the number of fact sheets by topic and division. {said}.")


def topic_stability(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how stable the topics are by their number, the chosen number marked.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``stability`` of a `find_topics`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.topic_stability(fd.find_topics(fd.load().sheets).stability)
    >>> ax.get_title(loc="left")
    'Stability by number of topics'
    """
    title = "Stability by number of topics"
    ax = new_axes(ax, 3.2)
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    frame = frame.reset_index(drop=True)  # numbers stand at equal distances: of many sheets few large ones are tried
    chosen = frame[frame.is_chosen].iloc[0]
    place = int(frame.is_chosen.to_numpy().argmax())
    ax.plot(frame.index, frame.stability, "-o", color=PALETTE[0], markersize=4, linewidth=1.5)
    ax.plot(frame.index, frame.largest_share, "-", color=NEUTRAL, linewidth=1.2)
    ax.plot(place, chosen.stability, "o", color=PALETTE[1], markersize=9)
    last = frame.iloc[-1]
    for value, text, color in [
        (last.stability, "stability", PALETTE[0]),
        (last.largest_share, "share of the\nlargest topic", NEUTRAL),
    ]:
        note(ax, text, (len(frame) - 1, value), "right", color)
    # At the right end stand the names of the lines.
    side = "below" if place == len(frame) - 1 and place else "above"
    note(ax, f"chosen: {chosen.n_topics:.0f}", (place, chosen.stability), side)
    ax.set_ylim(0, 1.14)
    ax.set_yticks(np.arange(0, 1.01, 0.2))
    ax.set_xticks(frame.index, [str(number) for number in frame.n_topics])
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    ax.set_xlabel("number of topics", color=NEUTRAL, fontsize=9)
    said = f"It is {chosen.stability:.2f} at the chosen number, {chosen.n_topics:.0f}"
    return finish(ax, title, f"Line chart of stability over resamples for {len(frame)} numbers of topics. {said}.")
