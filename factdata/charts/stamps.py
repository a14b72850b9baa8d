"""Charts of pages' stamps over the times of capture."""

from itertools import pairwise

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from factdata.charts.style import FAINT, NEUTRAL, PALETTE, finish, new_axes, note, say_empty, shorten, show_times

LINES_SHOWN = 3  # that can be told apart; of more stamps each has a row
ROWS_SHOWN = 40
# A stamp's age in years, from which on, and the colour of such a stretch: one hue, the darker the older.
AGES = {
    "under 1 year": (0, "#BFDBEE"),
    "1 year": (1, "#7FB5DC"),
    "2 years": (2, PALETTE[0]),
    "3 years and more": (3, "#003B63"),
}
YEAR = pd.Timedelta(days=365.25)


def stamp_history(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the pages' own stamps over the times of capture: few as lines over bands of age, many as a row each.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `review_timeline`. Stamps of sheets on a listing are left out: they are not the page's.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "The stamp at each capture"
    of_page = frame.sheet_id.isna() | (frame.groupby("capture_id").sheet_id.transform("size") == 1)
    placed = frame[frame.captured_at.notna() & of_page]
    placed = placed.assign(captured=placed.captured_at.dt.tz_localize(None))
    lines = [
        line for _, line in placed.groupby(["url", "role"], observed=True) if line.captured.min() < line.captured.max()
    ]
    rows = 0 if not lines else 9 if len(lines) <= LINES_SHOWN else min(len(lines), ROWS_SHOWN)
    ax = new_axes(ax, 1.5 + 0.3 * rows)
    if not lines:
        return say_empty(ax, title, "no page was captured twice with a stamp and a known time")
    if len(lines) <= LINES_SHOWN:
        _draw_lines(ax, lines)
    else:
        _draw_rows(ax, lines)
    drawn = pd.concat(lines)
    said = f"Stamps followed: {len(lines):,}; times of capture: {drawn.captured.nunique():,}"
    flags = f"moved without a change of text: {drawn.restamped_without_change.sum():,}; went back"
    said = f"{said}; {flags}: {drawn.stamp_went_back.sum():,}"
    return finish(ax, title, f"Chart of stamps over capture time, with their age. {said}.")


def _draw_lines(ax: Axes, lines: list[pd.DataFrame]) -> None:
    times = pd.concat(lines).captured
    _draw_ages(ax, times.min(), times.max())
    for color, line in zip(PALETTE, lines, strict=False):
        ax.step(line.captured, line.date, where="post", color=color, linewidth=2)
        ax.plot(line.captured, line.date, "o", color=color, markersize=5)
        if len(lines) > 1:
            name = f"{shorten(line.url.iloc[-1].split('//')[-1], 30)}, {line.role.iloc[-1].replace('_', ' ')}"
            ax.plot([], [], color=color, linewidth=2, label=name)
        for stamp in line[line.stamp_went_back].itertuples():
            note(ax, "went back", (stamp.captured, stamp.date), "left")
    if len(lines) > 1:
        ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(0, -0.14))
    ax.set_xlabel("captured", fontsize=9, color=NEUTRAL, loc="left")
    ax.set_ylabel("stamp", fontsize=9, color=NEUTRAL)
    show_times(ax.xaxis)
    show_times(ax.yaxis)


def _draw_ages(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Draw bands of age: on the upper edge of the first a stamp is of the day of its capture."""
    ends = [first, last]
    for (name, (age, _)), shade in zip(AGES.items(), (0.1, 0.3, 0.55), strict=False):
        upper, lower = ([day - years * YEAR for day in ends] for years in (age, age + 1))
        ax.fill_between(ends, upper, lower, color=FAINT, alpha=shade, linewidth=0)
        note(ax, f"{name} old", (last, upper[1] - YEAR / 2), "right", NEUTRAL)
    margin = (last - first) * 0.04
    ax.set_xlim(first - margin, last + margin)


def _draw_rows(ax: Axes, lines: list[pd.DataFrame]) -> None:
    """Draw a row for each stamp, the oldest first: its stretches in the colour of their age, ticks where it moved."""
    lines = sorted(lines, key=lambda line: (line.date.iloc[-1], line.url.iloc[-1]))[:ROWS_SHOWN]
    for row, line in enumerate(lines):
        stretches = list(line.drop_duplicates("captured", keep="last").itertuples())
        for stamp, following in pairwise(stretches):
            ages = [color for least, color in AGES.values() if stamp.captured - stamp.date >= least * YEAR]
            color = ages[-1] if ages else AGES["under 1 year"][1]
            ax.barh(row, following.captured - stamp.captured, left=stamp.captured, height=0.5, color=color)
            if following.date > stamp.date:
                ax.plot(following.captured, row, "|", color=PALETTE[2], markersize=13, markeredgewidth=2)
            elif following.date < stamp.date:
                ax.plot(following.captured, row, "X", color=PALETTE[1], markersize=8)
        note(ax, f"{stretches[-1].date:%Y-%m-%d}", (stretches[-1].captured, row), "right", NEUTRAL)
    ax.set_yticks(range(len(lines)), [shorten(line.url.iloc[-1].split("//")[-1], 34) for line in lines])
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.set_xlabel("captured; beside each row the last stamp", fontsize=9, color=NEUTRAL)
    show_times(ax.xaxis)
    handles: list[Artist] = [Patch(color=color, label=name) for name, (_, color) in AGES.items()]
    handles += ax.plot([], [], "|", color=PALETTE[2], markersize=13, markeredgewidth=2, label="moved on")
    handles += ax.plot([], [], "X", color=PALETTE[1], markersize=8, label="went back")
    ax.legend(handles=handles, frameon=False, fontsize=9, ncols=3, loc="upper left", bbox_to_anchor=(0, -0.1))
