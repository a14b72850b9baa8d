"""Charts of the quantities that texts mention."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from factdata.charts.chart import Drawn, chart, mark
from factdata.charts.labels import fit, legend_below, note, set_height
from factdata.charts.style import FAINT, NEUTRAL, NO_DIVISION, PALETTE, SIZE, division_colors, keep_largest

ROWS_SHOWN = 25  # the largest
LARGEST, SMALLEST = 1e18, 1e-6  # of an axis; what a text says beyond is a misprint


@chart(
    "Quantities in the fact sheets",
    of="``quantities`` of one kind with their context, as `add_context` joins them",
    example="fd.add_context(corpus.quantities, corpus)",
    needs="division value unit surface comparator counted",
    empty="no quantities are mentioned",
)
def quantities_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the largest quantities of one unit on a logarithmic axis, coloured by division.

    Of a frame with several units, those of the unit that is mentioned most often are drawn: people and dollars share no
    axis. Select one (``frame[frame.unit == "USD"]``) to draw it.
    """
    positive = frame[frame.value.between(SMALLEST, LARGEST)]
    if positive.empty:
        return Drawn("")
    units = positive.unit.astype("str").value_counts().sort_index().sort_values(ascending=False, kind="stable")
    unit = units.index[0]
    of_unit = positive[positive.unit == unit]
    shown = of_unit.sort_values(["value", "surface"], ascending=[False, True], kind="stable").head(ROWS_SHOWN)
    names, other = keep_largest(shown.division.fillna(NO_DIVISION).astype("str"), len(PALETTE), "divisions")
    colors = division_colors(names[names != NO_DIVISION])
    counted = [fit(ax, "(not stated)" if pd.isna(words) else words, 0.4, n_lines=3) for words in shown.counted]
    set_height(ax, 1.7 + len(shown) * (0.14 + 0.16 * (1 + max(label.count("\n") for label in counted))))
    for row, quantity in enumerate(shown.itertuples()):
        ax.plot(quantity.value, row, "o", color=colors.get(names[quantity.Index], NEUTRAL), markersize=6)
        words = f"{'' if quantity.comparator == '=' else f'{quantity.comparator} '}{quantity.surface}"
        note(ax, fit(ax, words, 0.25), (quantity.value, row), "right")
        mark(ax, quantity.value, row, quantity)
    ax.set_xscale("log")
    low, high = float(shown.value.min()), float(shown.value.max())
    ax.set_xlim(low / (high / low) ** 0.08 / 1.5, high * (high / low) ** 0.45 * 2)
    ax.xaxis.set_major_locator(LogLocator(numticks=4))
    ax.xaxis.set_minor_locator(NullLocator())  # over few decades it would name each digit
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _say_magnitude(value)))
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    ax.set_yticks(range(len(shown)), counted)
    ax.set_ylim(len(shown) - 0.4, -0.8)
    legend = sorted(names.unique())
    dots = [Line2D([], [], marker="o", linestyle="", color=colors.get(name, NEUTRAL)) for name in legend]
    if len(legend) > 1:
        legend_below(ax, dots, legend)
    ax.set_xlabel(f"{unit}, logarithmic scale", color=NEUTRAL, fontsize=SIZE)
    said = "; ".join(
        f"{fit(ax, quantity.surface, 0.5)} {words}".replace("\n", " ")
        for quantity, words in zip(shown.itertuples(), counted, strict=True)
    )
    drawn = ""
    if len(shown) < len(frame):
        drawn = f"Drawn: {len(shown):,} of {len(frame):,} quantities, the largest."
    words = f"Dot plot of {len(shown):,} quantities on a logarithmic axis: {said}."
    return Drawn(words, " ".join(filter(None, (drawn, other))))


def _say_magnitude(value: float) -> str:
    """Say 10000000000 as `10 billion`: its zeros would run into the next tick's."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,g} {name}"
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"
