"""Charts of the quantities that texts mention."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from factdata.charts.style import (
    FAINT,
    INK,
    NEUTRAL,
    NO_DIVISION,
    division_colors,
    finish,
    legend_below,
    new_axes,
    note,
    say_empty,
)

ROWS_SHOWN = 30  # a row each; the largest of each unit come first


def quantities_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the quantities that sheets mention on a logarithmic axis, grouped by unit, coloured by division.

    Parameters
    ----------
    frame : pandas.DataFrame
        Quantities with their context, as `add_context` joins them.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Quantities that the sheets mention"
    shown = frame[frame.value > 0].sort_values(["unit", "value", "start"], ascending=[True, False, True])
    n_all, shown = len(shown), shown.head(ROWS_SHOWN)
    ax = new_axes(ax, 1.5 + 0.3 * (max(len(shown), 1) + 1.3 * shown.unit.nunique()))
    if shown.empty:
        return say_empty(ax, title, "no quantities are mentioned")
    colors = division_colors(frame.division)
    row, ticks, labels = 0.0, [], []
    for unit, quantities in shown.groupby("unit", observed=True):
        ax.text(0, row, f"{unit}", transform=ax.get_yaxis_transform(), fontsize=9.5, fontweight="bold", color=INK)
        for quantity in quantities.itertuples():
            row += 1
            color = colors[NO_DIVISION if pd.isna(quantity.division) else quantity.division]
            ax.plot(quantity.value, row, "o", color=color, markersize=6)
            words = f"{'' if quantity.comparator == '=' else quantity.comparator + ' '}{quantity.surface}"
            note(ax, words, (quantity.value, row), "right")
            ticks.append(row)
            labels.append(
                textwrap.shorten(quantity.counted, 40, placeholder=" …") if pd.notna(quantity.counted) else "(not said)"
            )
        row += 1.5
    ax.set_xscale("log")
    ax.margins(x=0.12)
    ax.xaxis.set_major_locator(LogLocator(numticks=4))
    ax.xaxis.set_minor_locator(NullLocator())  # over few decades it would name each digit
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _say_magnitude(value)))
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_yticks(ticks, labels)
    ax.set_ylim(row - 0.6, -1)
    for name, color in colors.items():
        if name in shown.division.fillna(NO_DIVISION).to_list():
            ax.plot([], [], "o", color=color, label=name)
    legend_below(ax)
    ax.set_xlabel("value, logarithmic", color=NEUTRAL, fontsize=9)
    said = "; ".join(
        f"{quantity.surface} {quantity.counted if pd.notna(quantity.counted) else quantity.unit}"
        for quantity in shown.itertuples()
    )
    return finish(ax, title, f"Dot plot of {len(shown):,} of {n_all:,} quantities on a logarithmic axis: {said}.")


def _say_magnitude(value: float) -> str:
    """Say 10000000000 as `10 billion`: its zeros would run into the next tick's."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:g} {name}"
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
