"""Charts of what became of sheets over captures."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from factdata.charts.style import (
    FAINT,
    INK,
    NEUTRAL,
    NO_DIVISION,
    PALETTE,
    finish,
    new_axes,
    say_empty,
    shorten,
    show_times,
)

# In the order of a stack: what came on top, what went at the bottom.
COLORS = {
    "removed": PALETTE[1],
    "restamped": "#9CA3AF",
    "moved": PALETTE[5],
    "retitled": PALETTE[4],
    "reworded": PALETTE[0],
    "added": PALETTE[2],
}
LIGHT = ("restamped", "moved", "retitled")
COLUMNS_SHOWN = 12  # capture times that have room for a bar and its day; more are drawn by year
ROWS_SHOWN = 30  # divisions or sheets
NOTHING = "nothing to compare: no address was captured twice"


def changes_over_time(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many sheets changed in which way, by the capture in which the change is first seen.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `compare`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Changes of sheets, by capture"
    ax = new_axes(ax, 1.6 if frame.empty else 3.6)
    if frame.empty:
        return say_empty(ax, title, NOTHING)
    when, labels = _place_times(frame)
    counts = pd.crosstab(when, frame.change).reindex(columns=list(COLORS), fill_value=0)
    bottom = pd.Series(0, index=counts.index)
    least = counts.sum(axis=1).max() / 16  # lower parts of a bar have no room for their number
    for change, color in COLORS.items():
        if counts[change].any():
            ax.bar(range(len(counts)), counts[change], bottom=bottom, color=color, width=0.6, label=change)
            for place, n in enumerate(counts[change]):
                if n >= least and n:
                    middle = bottom.iloc[place] + n / 2
                    ink = INK if change in LIGHT else "white"
                    ax.text(place, middle, f"{n:,}", ha="center", va="center", fontsize=8.5, color=ink)
            bottom += counts[change]
    for place in range(len(counts)):
        if not bottom.iloc[place]:
            ax.text(place, 0, "no change\n", ha="center", va="center", fontsize=8.5, color=NEUTRAL)
    ax.set_xticks(range(len(counts)), [labels[time] for time in counts.index])
    ax.set_ylim(0, max(bottom.max() * 1.05, 1))
    ax.set_yticks([])
    _explain(ax)
    said = "; ".join(
        f"{day:%Y-%m-%d}: " + (", ".join(f"{n} {change}" for change, n in row.items() if n) or "no change")
        for day, row in counts.iterrows()
    )
    return finish(ax, title, f"Stacked bars of changed sheets by capture. {said}.")


def changes_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw what came, went and changed in each division, by the capture in which it is first seen.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `compare`, its sheets named by `diffs.name_sheets`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Changes by division"
    names = frame.division.fillna(NO_DIVISION)
    rows = sorted(names.unique())[:ROWS_SHOWN]
    ax = new_axes(ax, 1.3 + 0.5 * max(len(rows), 1))
    if frame.empty:
        return say_empty(ax, title, NOTHING)
    kinds = frame.change.astype("str").where(frame.change.isin(["added", "removed", "unchanged"]), "changed")
    when, labels = _place_times(frame)
    counts = pd.crosstab([names, when], kinds)
    counts = counts.reindex(columns=["added", "removed", "changed", "unchanged"], fill_value=0)
    days = sorted(counts.index.unique(1))
    share = 1 - counts.unchanged / counts.sum(axis=1)
    for (name, day), row in counts.iterrows():
        if name in rows:
            signs = (("+", "added"), ("−", "removed"), ("~", "changed"))
            said = " ".join(f"{sign}{row[kind]:,}" for sign, kind in signs if row[kind])
            place = (days.index(day) - 0.46, rows.index(name) - 0.42)
            ax.add_patch(
                Rectangle(place, 0.92, 0.84, color=PALETTE[0], alpha=0.05 + 0.5 * share[name, day], linewidth=0)
            )
            ax.text(days.index(day), rows.index(name), said or "·", ha="center", va="center", fontsize=9, color=INK)
    ax.set_xticks(range(len(days)), [labels[day] for day in days])
    ax.set_yticks(range(len(rows)), [shorten(name, 34) for name in rows])
    ax.set_xlim(-0.5, len(days) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlabel("+ came   − went   ~ changed; the darker, the more of its sheets", fontsize=9, color=NEUTRAL)
    totals = counts.groupby(level=0)[["added", "removed", "changed"]].sum()
    said = "; ".join(f"{name}: {n.added} came, {n.removed} went, {n.changed} changed" for name, n in totals.iterrows())
    return finish(ax, title, f"Table of changes by division and capture. {said}.")


def sheet_lives(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the life of each sheet that changed: a line while it is there, a point where something became of it.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `compare` of one page's captures, its sheets named by `diffs.name_sheets`; for one sheet alone, its rows.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Lives of the sheets that changed"
    changed = frame[frame.change != "unchanged"]
    keys = list(changed.groupby("sheet_key").size().sort_values(ascending=False, kind="stable").index[:ROWS_SHOWN])
    ax = new_axes(ax, 1.4 + 0.32 * max(len(keys), 1))
    if not keys:
        return say_empty(ax, title, NOTHING if frame.empty else "no sheet changed")
    times = frame.captured_at.dt.tz_localize(None)
    before = frame.earlier_at.dt.tz_localize(None)
    stayed = frame[frame.earlier_sheet.notna() & frame.later_sheet.notna() & frame.sheet_key.isin(keys)]
    for index, key in stayed.sheet_key.items():
        row = keys.index(key)
        ax.plot([before[index], times[index]], [row, row], color=FAINT, linewidth=3, solid_capstyle="butt", zorder=1)
    for change, color in COLORS.items():
        points = changed[(changed.change == change) & changed.sheet_key.isin(keys)]
        if len(points):
            places = [keys.index(key) for key in points.sheet_key]
            ax.plot(times[points.index], places, "o", color=color, markersize=7, label=change)
    names = changed.drop_duplicates("sheet_key").set_index("sheet_key")
    said = names.title.fillna(names.text)
    ax.set_yticks(range(len(keys)), [shorten(said[key], 44) for key in keys])
    ax.set_ylim(len(keys) - 0.4, -0.6)
    show_times(ax.xaxis)
    _explain(ax)
    n_more = changed.sheet_key.nunique() - len(keys)
    return finish(
        ax, title, f"Life lines of sheets over captures. Sheets drawn: {len(keys):,}; changed, not drawn: {n_more:,}."
    )


def _place_times(frame: pd.DataFrame) -> tuple[pd.Series, dict[pd.Timestamp, str]]:
    """Return the column that each capture time has on a chart, by day or by year, and the columns' labels."""
    times = frame.captured_at.dt.tz_localize(None)
    by_year = times.nunique() > COLUMNS_SHOWN
    when = (times.dt.to_period("Y").dt.start_time if by_year else times.dt.normalize()).rename("captured")
    return when, {time: f"{time:%Y}" if by_year else f"{time.day} {time:%b}\n{time:%Y}" for time in when.unique()}


def _explain(ax: Axes) -> None:
    handles, labels = ax.get_legend_handles_labels()
    if handles:
        ax.legend(handles[::-1], labels[::-1], frameon=False, fontsize=9, loc="center left", bbox_to_anchor=(1, 0.5))
