"""Charts of pages' stamps over the times of capture."""

from itertools import pairwise

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from factdata.charts.chart import Drawn, chart, mark, set_height
from factdata.charts.labels import fit, legend_below, note
from factdata.charts.style import FAINT, NEUTRAL, PALETTE, SIZE, say_shown
from factdata.charts.times import YEAR, in_days, show_times

LINES_SHOWN = 3  # that can be told apart; of more stamps each has a row
ROWS_SHOWN = 40
# A stamp's age in years, from which on, and the colour of such a stretch: one hue, the darker the older.
AGES = {
    "under 1 year": (0, "#BFDBEE"),
    "1 year": (1, "#7FB5DC"),
    "2 years": (2, PALETTE[0]),
    "3 years and more": (3, "#003B63"),
}


@chart(
    "The stamp at each capture",
    of="A `review_timeline`",
    needs="url role date captured_at capture_id sheet_id restamped_without_change stamp_went_back",
    empty="no stamped page was captured twice at known times",
)
def stamp_history(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the pages' own stamps over the times of capture: few as lines over bands of age, many as a row each.

    Stamps of single sheets on a listing are left out: they are not the page's.
    """
    of_page = frame.sheet_id.isna() | (frame.groupby("capture_id").sheet_id.transform("size") == 1)
    placed = frame[frame.captured_at.notna() & frame.date.notna() & of_page]
    placed = placed.assign(captured=in_days(placed.captured_at), stamp=in_days(placed.date))
    lines = [
        line for _, line in placed.groupby(["url", "role"], observed=True) if line.captured.min() < line.captured.max()
    ]
    if not lines:
        return Drawn("")
    # First those with something to see, then the oldest.
    lines.sort(key=lambda line: (-_count_odd(line), line.stamp.iloc[-1], line.url.iloc[-1], str(line.role.iloc[-1])))
    shown = lines[:ROWS_SHOWN]
    set_height(ax, 1.5 + 0.3 * (9 if len(lines) <= LINES_SHOWN else len(shown)))
    (_draw_lines if len(lines) <= LINES_SHOWN else _draw_rows)(ax, shown)
    drawn = pd.concat(shown)
    words = (
        f"Chart of {len(shown):,} stamps over capture time, with their age. Moved without a change of text: "
        f"{drawn.restamped_without_change.sum():,}; went back: {drawn.stamp_went_back.sum():,}."
    )
    return Drawn(words, say_shown(len(shown), len(lines), "stamps", "those that jumped or went back, then the oldest"))


def _count_odd(line: pd.DataFrame) -> int:
    return int(line.restamped_without_change.sum() + line.stamp_went_back.sum())


def _draw_lines(ax: Axes, lines: list[pd.DataFrame]) -> None:
    drawn = pd.concat(lines)
    show_times(ax, "x", drawn.captured)
    show_times(ax, "y", drawn.stamp, margin=0.15)
    _draw_ages(ax, drawn.captured.min(), drawn.captured.max())
    handles: list[Artist] = []
    for color, line in zip(PALETTE, lines, strict=False):
        handles += ax.step(line.captured, line.stamp, where="post", color=color, linewidth=2)
        ax.plot(line.captured, line.stamp, "o", color=color, markersize=5)
        for stamp in line.itertuples():
            mark(ax, stamp.captured, stamp.stamp, stamp)
            if stamp.stamp_went_back:
                note(ax, "went back", (stamp.captured, stamp.stamp), "left")
    ax.set_xlabel("captured", fontsize=SIZE, color=NEUTRAL, loc="left")
    ax.set_ylabel("stamp", fontsize=SIZE, color=NEUTRAL)
    if len(lines) > 1:
        names = [f"{line.url.iloc[-1].split('//')[-1]}, {str(line.role.iloc[-1]).replace('_', ' ')}" for line in lines]
        legend_below(ax, handles, names)


def _draw_ages(ax: Axes, first: float, last: float) -> None:
    """Draw bands of age: on the upper edge of the first a stamp is of the day of its capture."""
    low, high = ax.get_ylim()
    for (name, (age, _)), shade in zip(AGES.items(), (0.1, 0.3, 0.55), strict=False):
        upper, lower = ([day - years * YEAR for day in (first, last)] for years in (age, age + 1))
        ax.fill_between([first, last], upper, lower, color=FAINT, alpha=shade, linewidth=0)
        if low < upper[1] - YEAR / 2 < high:
            note(ax, f"{name} old", (last, upper[1] - YEAR / 2), "right", NEUTRAL)
    ax.set_ylim(low, high)


def _draw_rows(ax: Axes, lines: list[pd.DataFrame]) -> None:
    """Draw a row for each stamp: its stretches in the colour of their age, signs where it moved."""
    for row, line in enumerate(lines):
        stretches = list(line.drop_duplicates("captured", keep="last").itertuples())
        for stamp, following in pairwise(stretches):
            ages = [color for least, color in AGES.values() if stamp.captured - stamp.stamp >= least * YEAR]
            color = ages[-1] if ages else AGES["under 1 year"][1]
            ax.barh(row, following.captured - stamp.captured, left=stamp.captured, height=0.5, color=color)
            if following.stamp > stamp.stamp:
                ax.plot(following.captured, row, "|", color=PALETTE[2], markersize=13, markeredgewidth=2)
            elif following.stamp < stamp.stamp:
                ax.plot(following.captured, row, "X", color=PALETTE[1], markersize=8)
            mark(ax, following.captured, row, following)
        note(ax, f"{stretches[-1].date:%Y-%m-%d}", (stretches[-1].captured, row), "right", NEUTRAL)
    ax.set_yticks(range(len(lines)), [fit(ax, line.url.iloc[-1].split("//")[-1], 0.33) for line in lines])
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.set_xlabel("captured; at the end of each row, the last stamp", fontsize=SIZE, color=NEUTRAL)
    show_times(ax, "x", pd.concat(lines).captured)
    signs = {"moved on": ("|", PALETTE[2]), "went back": ("X", PALETTE[1])}
    handles: list[Artist] = [Patch(color=color) for _, color in AGES.values()]
    handles += [Line2D([], [], marker=marker, linestyle="", color=color) for marker, color in signs.values()]
    legend_below(ax, handles, [f"{name} old" for name in AGES] + list(signs))
