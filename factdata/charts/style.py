"""The look that all charts share."""

from collections.abc import Iterable
from typing import Any

import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.layout_engine import ConstrainedLayoutEngine

# Okabe and Ito (2008): told apart by colour-blind eyes, and by their lightness in print.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
NEUTRAL = "#6B7280"
INK = "#1F2937"
FAINT = "#D1D5DB"
NO_DIVISION = "no division"
PAPER = "#FFFFFF"
WIDTH = 6.6  # inches: letters of 9 points are 14 pixels on a page of the report, and 7 across a phone

# What each colour is on a dark screen, where the page's paper is as dark as the first; the rest stays as it is.
ON_DARK = {
    PAPER: "#14181F",
    INK: "#E6E9EE",
    NEUTRAL: "#A9B1BD",
    FAINT: "#3B434F",
    PALETTE[0]: "#58ADEB",
    PALETTE[1]: "#F28B4B",
    PALETTE[2]: "#35BF96",
    PALETTE[3]: "#DFA0C4",
}
# Picks the attributes as matplotlib writes them: style="fill: #0072b2; opacity: 0.5". What has none is black.
_RULES = [
    f'[style*="{what}: {color.lower()}"] {{ {what}: {dark} !important }}'
    for color, dark in ON_DARK.items()
    for what in ("fill", "stroke")
]
FOR_DARK_SCREENS = (
    f"@media screen and (prefers-color-scheme: dark) {{ svg {{ fill: {ON_DARK[INK]} }} {' '.join(_RULES)} }}"
)

# Hashed from a fixed salt, the names inside an SVG are the same in every run; text stays text.
mpl.rcParams.update({"svg.hashsalt": "factdata", "svg.fonttype": "path"})


def division_colors(divisions: Iterable[object]) -> dict[str, str]:
    """Return a colour for each division: by name, so that it is the same in every chart of one corpus."""
    names = sorted({str(name) for name in divisions if not pd.isna(name)})
    colors = {name: PALETTE[number % len(PALETTE)] for number, name in enumerate(names)}
    return colors | {NO_DIVISION: NEUTRAL}


_OWN = "factdata"  # label of figures made here: one that is given keeps its size


def new_axes(ax: Axes | None, height: float) -> Axes:
    """Return the axes to draw on, new ones of the house's width where none are given, without needless lines."""
    if ax is None:
        engine = ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.08)
        _, ax = plt.subplots(figsize=(WIDTH, height), layout=engine, label=_OWN)
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.tick_params(length=0, colors=INK, labelsize=9)
    ax.set_axisbelow(True)
    return ax


# Where a note stands beside its point: the offset in points, and how it is aligned.
_SIDES = {
    "right": ((6, 0), "left", "center"),
    "left": ((-6, 0), "right", "center"),
    "above": ((0, 8), "center", "bottom"),
    "below": ((0, -9), "center", "top"),
}


def note(ax: Axes, text: str, at: tuple[Any, Any], side: str, color: str = INK) -> None:
    """Write a short text beside a point of the chart, where a legend would make eyes wander."""
    offset, ha, va = _SIDES[side]
    ax.annotate(text, at, offset, textcoords="offset points", ha=ha, va=va, color=color, fontsize=9)


def legend_below(ax: Axes) -> None:
    """Name the colours below the axes and their labels, as many side by side as the width has room for."""
    handles, labels = ax.get_legend_handles_labels()
    columns = int(WIDTH * 72 // (5 * max(map(len, labels)) + 40))  # letters of 9 points are some 5 wide
    below = -32 / (ax.bbox.height * 72 / ax.figure.dpi)  # points, below ticks and the axis's name
    ax.legend(
        handles, labels, frameon=False, fontsize=9, loc="upper right", bbox_to_anchor=(1, below), ncols=columns or 1
    )


def finish(ax: Axes, title: str, description: str) -> Axes:
    """Give the axes their title, and what they show in words: the alternative text of the figure."""
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold", color=INK, pad=12)
    ax.set_label(description)
    return ax


def say_empty(ax: Axes, title: str, what: str) -> Axes:
    """Say in place of a chart that there is nothing to draw."""
    figure = ax.get_figure(root=True)
    if figure is not None and figure.get_label() == _OWN:
        figure.set_size_inches(WIDTH, 1.2)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(0.5, 0.5, what, ha="center", va="center", transform=ax.transAxes, color=NEUTRAL, fontsize=10)
    return finish(ax, title, f"{title}: {what}")


def shorten(text: str, width: int) -> str:
    """Return the beginning of a text, or of an address its end, which tells it from others of the same site."""
    if len(text) <= width:
        return text
    return f"…{text[1 - width :]}" if "/" in text and " " not in text else f"{text[: width - 1].rstrip()}…"


def show_times(axis: Axis, n_most: int = 7) -> None:
    """Let an axis of times show few, short ones."""
    locator = mdates.AutoDateLocator(minticks=3, maxticks=n_most)
    axis.set_major_locator(locator)
    axis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    axis.get_offset_text().set_color(NEUTRAL)
