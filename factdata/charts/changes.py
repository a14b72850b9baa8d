"""Charts of what became of sheets over captures."""

from calendar import month_abbr

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from factdata.charts.chart import Drawn, chart, mark, set_height
from factdata.charts.labels import figure_of, fit, legend_below
from factdata.charts.style import FAINT, INK, NARROW, NEUTRAL, NO_DIVISION, PALETTE, SIZE, keep_largest, say_shown
from factdata.charts.times import in_days, say_day, show_times

# In the order of a stack: what was added on top, what was removed at the bottom.
COLORS = {
    "removed": PALETTE[1],
    "restamped": "#9CA3AF",
    "moved": PALETTE[5],
    "retitled": PALETTE[4],
    "reworded": PALETTE[0],
    "added": PALETTE[2],
}
LIGHT = ("restamped", "moved", "retitled")
ROWS_SHOWN = 30  # divisions or sheets
NOTHING = "nothing to compare: no address was captured twice"
OF_COMPARE = "A `compare`, its sheets named by `diffs.name_sheets`"


@chart("Changes, by capture", of="A `compare`", needs="captured_at change", empty=NOTHING)
def changes_over_time(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many sheets changed in which way, by the capture in which the change is first seen."""
    set_height(ax, 3.6)
    when, n_all = _place_times(frame, ax)
    counts = pd.crosstab(when, frame.change[when.index]).reindex(columns=list(COLORS), fill_value=0)
    bottom = pd.Series(0, index=counts.index)
    least = counts.sum(axis=1).max() / 16  # lower parts of a bar have no room for their number
    for change, color in COLORS.items():
        ax.bar(range(len(counts)), counts[change], bottom=bottom, color=color, width=0.6)
        for place, n in enumerate(counts[change]):
            if n >= least and n:
                middle = bottom.iloc[place] + n / 2
                ink = INK if change in LIGHT else "white"
                ax.text(place, middle, f"{n:,}", ha="center", va="center", fontsize=SIZE, color=ink)
        bottom += counts[change]
    for place in range(len(counts)):
        if not bottom.iloc[place]:
            ax.text(place, 0, "none\n", ha="center", va="center", fontsize=SIZE, color=NEUTRAL)
    ax.set_xticks(range(len(counts)), list(map(_say_time, counts.index)))
    ax.set_ylim(0, max(bottom.max() * 1.05, 1))
    ax.set_yticks([])
    drawn = [change for change in COLORS if counts[change].any()][::-1]
    legend_below(ax, [Patch(color=COLORS[change]) for change in drawn], drawn)
    said = "; ".join(
        f"{time}: " + (", ".join(f"{n} {change}" for change, n in row.items() if n) or "no change")
        for time, row in counts.iterrows()
    )
    return Drawn(
        f"Stacked bars of the number of changed sheets by capture. {said}.",
        say_shown(len(counts), n_all, "captures", "the latest"),
    )


@chart("Changes by division", of=OF_COMPARE, needs="captured_at change division", empty=NOTHING)
def changes_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw what was added, removed and changed in each division, by the capture in which it is first seen."""
    when, n_all = _place_times(frame, ax)
    kinds = frame.change.astype("str").where(frame.change.isin(["added", "removed", "unchanged"]), "changed")
    names = frame.division.fillna(NO_DIVISION).astype("str")
    names, note = keep_largest(names, ROWS_SHOWN, "divisions", counted=frame.change != "unchanged")
    rows = sorted(names.unique())
    set_height(ax, 1.5 + 0.45 * len(rows))
    counts = pd.crosstab([names[when.index], when], kinds[when.index])
    counts = counts.reindex(columns=["added", "removed", "changed", "unchanged"], fill_value=0)
    columns = sorted(when.unique())
    share = 1 - counts.unchanged / counts.sum(axis=1)
    for (division, time), row in counts.iterrows():
        name, column = rows.index(division), columns.index(time)
        signs = (("+", "added"), ("−", "removed"), ("~", "changed"))
        said = " ".join(f"{sign}{row[kind]:,}" for sign, kind in signs if row[kind])
        cell = Rectangle((column - 0.46, name - 0.42), 0.92, 0.84, color=PALETTE[0], linewidth=0)
        cell.set_alpha(0.05 + 0.5 * share[division, time])
        ax.add_patch(cell)
        ax.text(column, name, said or "·", ha="center", va="center", fontsize=SIZE, color=INK)
    ax.set_xticks(range(len(columns)), list(map(_say_time, columns)))
    ax.set_yticks(range(len(rows)), [fit(ax, name, 0.35, n_lines=2) for name in rows])
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlabel("+ added   − removed   ~ changed\ndarker: a larger share of its sheets", fontsize=SIZE, color=NEUTRAL)
    totals = counts.groupby(level=0)[["added", "removed", "changed"]].sum()
    said = "; ".join(
        f"{fit(ax, name, 1)}: {n.added} added, {n.removed} removed, {n.changed} changed"
        for name, n in totals.iterrows()
    )
    drawn = say_shown(len(columns), n_all, "captures", "the latest")
    return Drawn(f"Table of changes by division and capture. {said}.", " ".join(filter(None, (note, drawn))))


@chart(
    "The sheets that changed",
    of=f"{OF_COMPARE}; of one page's captures, or of one sheet",
    needs="sheet_key change captured_at earlier_at earlier_sheet later_sheet title text",
    empty=NOTHING,
)
def sheet_lives(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the life of each sheet that changed: a line while it is there, a point where it changed."""
    changed = frame[frame.change != "unchanged"]
    sizes = changed.groupby("sheet_key").size().sort_values(ascending=False, kind="stable")
    keys = list(sizes.index[:ROWS_SHOWN])
    if not keys:
        return Drawn("")
    set_height(ax, 1.5 + 0.34 * len(keys))
    row_of = {key: row for row, key in enumerate(keys)}
    times, before = in_days(frame.captured_at), in_days(frame.earlier_at)
    is_drawn = frame.sheet_key.isin(keys)
    stayed = frame[frame.earlier_sheet.notna() & frame.later_sheet.notna() & is_drawn]
    for index, key in stayed.sheet_key.items():
        ends, row = [before[index], times[index]], row_of[key]
        ax.plot(ends, [row, row], color=FAINT, linewidth=3, solid_capstyle="butt", zorder=1)
    for event in changed[changed.sheet_key.isin(keys)].itertuples():
        place = (times[event.Index], row_of[event.sheet_key])
        ax.plot(*place, "o", color=COLORS[str(event.change)], markersize=7)
        mark(ax, *place, event)
    names = changed.drop_duplicates("sheet_key").set_index("sheet_key")
    said = names.title.fillna(names.text)
    ax.set_yticks(range(len(keys)), [fit(ax, said[key], 0.42) for key in keys])
    ax.set_ylim(len(keys) - 0.4, -0.6)
    show_times(ax, "x", pd.concat([times[is_drawn], before[is_drawn]]))
    used = [change for change in COLORS if (changed[changed.sheet_key.isin(keys)].change == change).any()][::-1]
    legend_below(ax, [Line2D([], [], marker="o", linestyle="", color=COLORS[change]) for change in used], used)
    note = say_shown(len(keys), len(sizes), "sheets that changed", "those that changed most often")
    return Drawn(f"Timeline of {len(keys):,} sheets over captures, with a point at each change.", note)


def _place_times(frame: pd.DataFrame, ax: Axes) -> tuple[pd.Series, int]:
    """Return the column of each row that has room, `2018-01-03` or of many `2018`, and how many columns there are."""
    room = 11 if figure_of(ax).get_size_inches()[0] > NARROW else 6
    columns = in_days(frame.captured_at).map(say_day).rename("captured")
    if columns.nunique() > room:
        columns = columns.str[:4]
    kept = sorted(columns.unique())[-room:]
    return columns[columns.isin(kept)], columns.nunique()


def _say_time(column: str) -> str:
    year, *days = column.split("-")
    return f"{int(days[1])} {month_abbr[int(days[0])]}\n{year}" if days else year
