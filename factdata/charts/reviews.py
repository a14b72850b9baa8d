"""Charts of dates: what pages state of themselves, and what their texts mention."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.style import (
    FAINT,
    INK,
    NO_DIVISION,
    PALETTE,
    division_colors,
    finish,
    new_axes,
    note,
    say_empty,
    shorten,
    show_times,
)

STAMP, EVIDENCE = PALETTE[0], PALETTE[1]
PAGES_SHOWN = 40  # rows that can be told apart


def review_timeline(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw each page's stamp beside the latest date that its text mentions.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `review_timeline`; of each page the stamps of its last capture are drawn.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Stamps, and the dates in the text"
    name = frame.url.fillna(frame.path)
    last = frame.assign(name=name).drop_duplicates(["name", "role"], keep="last").tail(PAGES_SHOWN)
    ax = new_axes(ax, 1.5 + 0.55 * max(len(last), 1))
    if last.empty:
        return say_empty(ax, title, "no page bears a stamp")
    for row, stamp in enumerate(last.itertuples()):
        if pd.notna(stamp.evidence_date):
            ax.plot([stamp.date, stamp.evidence_date], [row, row], color=FAINT, linewidth=2, zorder=1)
            ax.plot(stamp.evidence_date, row, "D", color=EVIDENCE, markersize=7)
            note(ax, f"{stamp.evidence} in the text", (stamp.evidence_date, row), "below", EVIDENCE)
        ax.plot(stamp.date, row, "o", color=STAMP, markersize=8)
        note(ax, f"{stamp.role.replace('_', ' ')} {stamp.date:%Y-%m-%d}", (stamp.date, row), "above", STAMP)
    ax.set_yticks(range(len(last)), [shorten(name.split("//")[-1], 34) for name in last.name])
    ax.set_ylim(len(last) - 0.4, -0.7)
    ax.margins(x=0.25)
    show_times(ax.xaxis, 9)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    n_younger = int(last.text_younger_than_stamp.sum())
    stamps = "Timeline of pages' stamps beside the latest date that each page's text mentions as past."
    return finish(
        ax, title, f"{stamps} Stamps shown: {len(last):,}; younger than its stamp is the text of {n_younger:,}."
    )


def dates_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the dates that sheets mention, a row per division, with the pages' stamps across.

    Parameters
    ----------
    frame : pandas.DataFrame
        Dates with their context, as `add_context` joins them.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "Dates that the sheets mention"
    dated = frame.dropna(subset="from_date")
    names = dated.division.fillna(NO_DIVISION)
    rows = {name: row for row, name in enumerate(sorted(names.unique()))}
    ax = new_axes(ax, 1.6 + 0.75 * max(len(rows), 1))
    if dated.empty:
        return say_empty(ax, title, "no dates are mentioned")
    colors = division_colors(frame.division)
    ends = dated.to_date + pd.Timedelta(days=1)
    for (start, end, name), n in dated.groupby(["from_date", ends, names]).size().items():
        ax.barh(rows[name], end - start, left=start, height=0.5, color=colors[name], alpha=min(0.35 + 0.2 * n, 0.95))
        if end - start < pd.Timedelta(days=40):  # a day is narrower than a line of the drawing
            ax.plot(start, rows[name], "|", color=colors[name], markersize=18, markeredgewidth=2.5)
    stamps = sorted(frame.stamp_date.dropna().unique())
    for stamp in stamps:
        ax.axvline(stamp, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    if stamps:  # of many the words would lie over one another
        many = f"{len(stamps):,} stamps"
        note(ax, many if len(stamps) > 1 else f"stamp {stamps[0]:%Y-%m-%d}", (stamps[0], -0.62), "left")
    ax.set_yticks(list(rows.values()), [textwrap.fill(name, 26) for name in rows])
    ax.set_ylim(len(rows) - 0.5, -0.85)
    ax.use_sticky_edges = False
    ax.margins(x=0.04)
    show_times(ax.xaxis, 9)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)
    said = "; ".join(f"{name} {n:,}" for name, n in names.value_counts(sort=False).sort_index().items())
    n_after = int((dated.from_date > dated.stamp_date).sum())
    description = f"Timeline of the dates that sheets mention ({len(dated):,}), by division: {said}."
    return finish(ax, title, f"{description} Beginning after the page's stamp: {n_after:,}.")
