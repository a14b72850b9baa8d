"""Axes of time, for any day that a page can name: from the year 1 to 9999."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.style import FAINT, NEUTRAL

# The days that matplotlib can name; a margin must not lead beyond them.
_FIRST, _LAST = (float(day) for day in mdates.date2num(np.array(["0001-01-02", "9999-12-30"], "datetime64[s]")))


def in_days(times: pd.Series) -> pd.Series:
    """Return times as matplotlib counts them: in days, in UTC; missing where they are."""
    naive = times.dt.tz_localize(None)
    seconds = naive.to_numpy("datetime64[s]")
    days = pd.Series(mdates.date2num(seconds), index=times.index, dtype="float64").where(naive.notna())
    return days.clip(_FIRST, _LAST)


def show_times(ax: Axes, days: pd.Series, margin: float = 0.05) -> None:
    """Let the axis reach from the first of the days to the last, with a margin, and name few of them in short."""
    first, last = days.min(), days.max()
    spare = max((last - first) * margin, 2.0)
    ax.set_xlim(max(first - spare, _FIRST), min(last + spare, _LAST))
    locator = mdates.AutoDateLocator(minticks=3, maxticks=7)  # of fewer it finds none for some spans
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    ax.xaxis.get_offset_text().set(color=NEUTRAL, parse_math=False)
    ax.grid(axis="x", color=FAINT, linewidth=0.6)


def say_day(day: pd.Timestamp) -> str:
    """Return a day as charts, tables and sentences print it: `3 January 2018`."""
    return f"{day.day} {day:%B %Y}"
