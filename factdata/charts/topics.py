"""Charts of topics."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .style import FAINT, INK, NEUTRAL, NO_DIVISION, PALETTE, division_colors, finish, new_axes, say_empty


def topic_map(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the sheets in two dimensions, each topic labelled where its sheets lie, coloured by division.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``map`` of a `find_topics`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Map of topics"
    ax = new_axes(ax, 6.2)
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    names = frame.division.fillna(NO_DIVISION)
    colors = division_colors(frame.division)
    for name, points in frame.groupby(names.to_numpy()):
        ax.scatter(points.x, points.y, s=42, color=colors[str(name)], edgecolor="white", label=name, zorder=2)
    for (topic, label), points in frame.groupby(["topic", "label"]):
        x, y = points.x.mean(), points.y.mean()
        for point in points.itertuples():
            ax.plot([x, point.x], [y, point.y], color=FAINT, linewidth=0.8, zorder=1)
        box = {"boxstyle": "round,pad=0.25", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
        said = textwrap.fill(f"{topic} {label}", 24)
        ax.annotate(
            said,
            (x, y),
            (0, -8),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=8,
            color=INK,
            bbox=box,
            zorder=1.5,
        )
    ax.set_xticks([])
    ax.set_yticks([])
    ax.legend(frameon=False, fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -0.02), ncols=3)
    n_mixed = (frame.drop_duplicates(["topic", "division"]).groupby("topic").size() > 1).sum()
    description = (
        f"Scatter plot of {len(frame):,} fact sheets in {frame.topic.nunique()} topics, each sheet joined to its"
    )
    return finish(ax, title, f"{description} topic's centre. {n_mixed} of the topics hold sheets of several divisions.")


def topics_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many sheets of each topic each division has.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``map`` of a `find_topics`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
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
    ax.set_xticks(range(counts.shape[1]), [textwrap.fill(name, 18) for name in counts])
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(counts)), [f"{label}  {topic}" for topic, label in counts.index])
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
    """
    title = "Stability by number of topics"
    ax = new_axes(ax, 3.2)
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    chosen = frame[frame.is_chosen].iloc[0]
    ax.plot(frame.n_topics, frame.stability, "-o", color=PALETTE[0], markersize=4, linewidth=1.5)
    ax.plot(frame.n_topics, frame.largest_share, "-", color=NEUTRAL, linewidth=1.2)
    ax.plot(chosen.n_topics, chosen.stability, "o", color=PALETTE[1], markersize=9)
    last = frame.iloc[-1]
    for value, text, color in [
        (last.stability, "stability", PALETTE[0]),
        (last.largest_share, "share of the\nlargest topic", NEUTRAL),
    ]:
        ax.annotate(
            text, (last.n_topics, value), (8, 0), textcoords="offset points", va="center", color=color, fontsize=9
        )
    ax.annotate(
        f"chosen: {chosen.n_topics:.0f}",
        (chosen.n_topics, chosen.stability),
        (0, -16),
        textcoords="offset points",
        ha="center",
        color=PALETTE[1],
        fontsize=9,
    )
    ax.set_ylim(0, 1.02)
    ax.set_xticks(np.unique(frame.n_topics))
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    ax.set_xlabel("number of topics", color=NEUTRAL, fontsize=9)
    said = f"It is {chosen.stability:.2f} at the chosen number, {chosen.n_topics:.0f}"
    return finish(ax, title, f"Line chart of stability over resamples for {len(frame)} numbers of topics. {said}.")
