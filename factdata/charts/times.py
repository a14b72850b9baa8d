"""Axes of time, for any day that a page can name: from the year 1 to 9999."""

from datetime import date
from typing import Literal

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.style import FAINT, NEUTRAL

YEAR = 365.25  # days
# The days that matplotlib can name; a margin must not lead beyond them.
_FIRST, _LAST = (float(day) for day in mdates.date2num(np.array(["0001-01-02", "9999-12-30"], "datetime64[s]")))


def in_days(times: pd.Series) -> pd.Series:
    """Return times as matplotlib counts them: in days, in UTC; missing where they are."""
    naive = times.dt.tz_localize(None)
    seconds = naive.to_numpy("datetime64[s]")
    days = pd.Series(mdates.date2num(seconds), index=times.index, dtype="float64").where(naive.notna())
    return days.clip(_FIRST, _LAST)


def show_times(ax: Axes, axis: Literal["x", "y"], days: pd.Series, margin: float = 0.05) -> None:
    """Let an axis reach from the first of the days to the last, with a margin, and name few of them in short."""
    first, last = days.min(), days.max()
    spare = max((last - first) * margin, 2.0)
    limits = (max(first - spare, _FIRST), min(last + spare, _LAST))
    locator = mdates.AutoDateLocator(minticks=3, maxticks=7)  # of fewer it finds none for some spans
    (ax.set_xlim if axis == "x" else ax.set_ylim)(*limits)
    shown = ax.xaxis if axis == "x" else ax.yaxis
    shown.set_major_locator(locator)
    shown.set_major_formatter(mdates.ConciseDateFormatter(locator))
    shown.get_offset_text().set(color=NEUTRAL, parse_math=False)
    ax.grid(axis=axis, color=FAINT, linewidth=0.6)


def say_day(days: float) -> str:
    """Return a day in full: `2018-01-03`."""
    day: date = mdates.num2date(days).date()
    return day.isoformat()
