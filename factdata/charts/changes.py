"""Charts of what became of sheets and stamps over captures."""

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes

from .style import FAINT, NEUTRAL, PALETTE, finish, new_axes, note, say_empty

# In the order of a stack: what came on top, what went at the bottom.
COLORS = {
    "removed": PALETTE[1],
    "restamped": "#9CA3AF",
    "moved": PALETTE[5],
    "retitled": PALETTE[4],
    "reworded": PALETTE[0],
    "added": PALETTE[2],
}
BARS_SHOWN = 16  # capture times that have room for a bar and its day; more are drawn by year
PAGES_SHOWN = 6  # lines that can be told apart
AGES = (1, 2, 3)  # years


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
    ax = new_axes(ax, 3.6)
    if frame.empty:
        return say_empty(ax, title, "nothing to compare: no address was captured twice")
    by_year = frame.captured_at.nunique() > BARS_SHOWN
    when = frame.captured_at.dt.strftime("%Y" if by_year else "%Y-%m-%d")
    counts = pd.crosstab(when, frame.change).reindex(columns=list(COLORS), fill_value=0)
    bottom = pd.Series(0, index=counts.index)
    for change, color in COLORS.items():
        if counts[change].any():
            ax.bar(range(len(counts)), counts[change], bottom=bottom, color=color, width=0.6, label=change)
            for place, n in enumerate(counts[change]):
                if n:
                    middle = bottom.iloc[place] + n / 2
                    ax.text(place, middle, f"{n:,}", ha="center", va="center", fontsize=8.5, color="white")
            bottom += counts[change]
    for place in range(len(counts)):
        if not bottom.iloc[place]:
            ax.annotate(
                "no change", (place, 0), (0, 3), textcoords="offset points", ha="center", fontsize=8.5, color=NEUTRAL
            )
    ax.set_xticks(range(len(counts)), counts.index)
    ax.set_ylim(0, max(bottom.max() * 1.15, 1))
    ax.set_yticks([])
    handles, labels = ax.get_legend_handles_labels()
    if handles:
        ax.legend(handles[::-1], labels[::-1], frameon=False, fontsize=9, loc="center left", bbox_to_anchor=(1, 0.5))
    said = "; ".join(
        f"{day}: " + (", ".join(f"{n} {change}" for change, n in row.items() if n) or "no change")
        for day, row in counts.iterrows()
    )
    return finish(ax, title, f"Stacked bars of changed sheets by capture. {said}.")


def stamp_history(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the pages' own stamps over the times of capture, with the stamps' age as bands.

    Parameters
    ----------
    frame : pandas.DataFrame
        Of a `review_timeline`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.
    """
    title = "The stamp at each capture"
    ax = new_axes(ax, 4.2)
    placed = frame[frame.captured_at.notna()]
    captured = placed.captured_at.dt.tz_localize(None)
    lines = [(key, line) for key, line in placed.groupby(["url", "role"], observed=True, dropna=False) if len(line) > 1]
    if not lines:
        return say_empty(ax, title, "no page was captured twice with a stamp and a known time")
    _draw_ages(ax, captured.min(), captured.max())
    for color, ((_, role), line) in zip(PALETTE, lines[:PAGES_SHOWN], strict=False):
        times = captured.loc[line.index]
        ax.step(times, line.date, where="post", color=color, linewidth=2, label=str(role).replace("_", " "))
        ax.plot(times, line.date, "o", color=color, markersize=5)
    back = placed[placed.stamp_went_back]
    for stamp in back.itertuples():
        note(ax, "went back", (stamp.captured_at.tz_localize(None), stamp.date), "below")
    ax.set_xlabel("captured", fontsize=9, color=NEUTRAL)
    ax.set_ylabel("stamp", fontsize=9, color=NEUTRAL)
    for axis in (ax.xaxis, ax.yaxis):
        locator = mdates.AutoDateLocator(minticks=3, maxticks=7)
        axis.set_major_locator(locator)
        axis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    said = f"Stamps followed: {len(lines):,}; times of capture: {captured.nunique():,}; went back: {len(back):,}"
    return finish(ax, title, f"Step chart of stamps over capture time, with bands for their age. {said}.")


def _draw_ages(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Draw the line on which a stamp is of the day of its capture, and those on which it is some years old."""
    ends = [first, last]
    year = [day - pd.DateOffset(years=1) for day in ends]
    ax.fill_between(ends, ends, year, color=FAINT, alpha=0.25, linewidth=0)
    note(ax, "stamped on the day", (last, last), "right", NEUTRAL)
    for age in AGES:
        stamps = [day - pd.DateOffset(years=age) for day in ends]
        ax.plot(ends, stamps, color=FAINT, linewidth=1)
        note(ax, f"{age} year{'s' if age > 1 else ''} old", (last, stamps[1]), "right", NEUTRAL)
    margin = (last - first) * 0.04
    ax.set_xlim(first - margin, last + margin)
