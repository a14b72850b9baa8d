"""Charts of changes to sheets over captures."""

from calendar import month_abbr

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from factdata.charts.chart import Drawn, chart
from factdata.charts.labels import legend_below, set_height, width_of
from factdata.charts.style import INK, PALETTE, SIZE, say_shown

# Color of each bar and of the number on it, from the bottom of the stack to the top.
COLORS = {
    "removed": (PALETTE[1], "white"),
    "restamped": ("#9CA3AF", INK),
    "moved": (PALETTE[5], INK),
    "retitled": (PALETTE[4], INK),
    "reworded": (PALETTE[0], "white"),
    "added": (PALETTE[2], "white"),
}


@chart(
    "Changes, by capture",
    of="A `compare`",
    example="fd.compare(fd.example_history())",
    needs="captured_at change",
    empty="nothing to compare: no address was captured twice",
)
def changes_over_time(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many sheets changed in which way, by the first capture that shows the change.

    By year if there are more captures than fit.
    """
    room = int(width_of(ax) // 50)
    times = frame.captured_at.dt.strftime("%Y-%m-%d")
    if times.nunique() > room:
        times = times.str[:4]
    counts = pd.crosstab(times, frame.change.astype("str")).reindex(columns=list(COLORS), fill_value=0)
    n_all, counts = len(counts), counts.tail(room)
    set_height(ax, 3.6)
    bottom = pd.Series(0, index=counts.index)
    least = counts.sum(axis=1).max() / 16  # segments lower than this have no room for their number
    for change, (color, ink) in COLORS.items():
        ax.bar(range(len(counts)), counts[change], bottom=bottom, color=color, width=0.6)
        for place, n in enumerate(counts[change]):
            if n and n >= least:
                middle = bottom.iloc[place] + n / 2
                ax.text(place, middle, f"{n:,}", ha="center", va="center", fontsize=SIZE, color=ink)
        bottom += counts[change]
    ax.set_xticks(range(len(counts)), list(map(_say_time, counts.index)))
    ax.set_ylim(0, max(bottom.max() * 1.05, 1))
    ax.set_yticks([])
    drawn = [change for change in COLORS if counts[change].any()][::-1]
    legend_below(ax, [Patch(color=COLORS[change][0]) for change in drawn], drawn)
    said = "; ".join(
        f"{time}: " + (", ".join(f"{n} {change}" for change, n in row.items() if n) or "no change")
        for time, row in counts.iterrows()
    )
    words = f"Stacked bars of the number of changed sheets by capture. {said}."
    return Drawn(words, say_shown(len(counts), n_all, "columns", "the latest"))


def _say_time(time: str) -> str:
    year, *days = time.split("-")
    return f"{int(days[1])} {month_abbr[int(days[0])]}\n{year}" if days else year
