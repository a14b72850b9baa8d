"""Turn a drawing into a chart: axes, title, empty case, description, and the rows behind its points."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from factdata.charts.labels import OWN, figure_of, quiet_fonts, set_height, width_of
from factdata.charts.style import INK, NEUTRAL, SIZE, WIDE

# A fixed salt makes the ids in an SVG the same in every run; text stays text, so it can be searched and edited.
mpl.rcParams.update({"svg.hashsalt": "factdata", "svg.fonttype": "none"})


class Drawn(NamedTuple):
    """Description of a drawing for those who cannot see it, and a note on how much of the data it shows."""

    words: str
    note: str = ""


class Point(NamedTuple):
    """A point of a chart and the row that it represents."""

    x: float
    y: float
    row: Any


@dataclass
class _Chart:
    """Data of a chart besides its axes."""

    redraw: Callable[[Axes], Axes]
    points: list[Point] = field(default_factory=list)
    note: str = ""


_CHARTS: WeakKeyDictionary[Axes, _Chart] = WeakKeyDictionary()

_DOCSTRING = """{summary}

    Parameters
    ----------
    frame : pandas.DataFrame
        {of}.
    ax : matplotlib.axes.Axes, optional
        Axes to draw on; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        Its label (``ax.get_label()``) describes the chart in words.

    Raises
    ------
    ValueError
        The frame lacks one of the columns {needs}.

    Examples
    --------
    >>> import factdata as fd
    >>> corpus = fd.load()
    >>> ax = fd.charts.{name}({example})
    >>> ax.get_title(loc="left")
    '{title}'
"""

Drawing = Callable[[pd.DataFrame, Axes], Drawn]
Chart = Callable[..., Axes]  # takes a frame and, optionally, axes


def chart(title: str, *, of: str, example: str, needs: str, empty: str) -> Callable[[Drawing], Chart]:
    """Turn a drawing into a chart: add axes, a title, a description, and a message if there is nothing to draw.

    The docstring and the error for a missing column name the frame (``of``), a call that returns one (``example``) and
    the required columns (``needs``, separated by spaces). ``empty`` is the message if there is nothing to draw.
    """
    columns = needs.split()

    def decorate(draw: Drawing) -> Chart:
        name = draw.__name__

        @wraps(draw)
        def drawn(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
            if missing := [column for column in columns if column not in frame]:
                raise ValueError(f"{name}: no column {', '.join(missing)}; expected {of}")
            ax = ax or new_axes(WIDE)
            ax.spines[["top", "right", "left", "bottom"]].set_visible(False)
            ax.tick_params(length=0, colors=INK, labelsize=SIZE)
            ax.set_axisbelow(True)
            _CHARTS[ax] = _Chart(partial(drawn, frame))
            with quiet_fonts():
                shown = draw(frame, ax) if len(frame) else Drawn("")
                _finish(ax, title, shown if shown.words else _say_empty(ax, title, empty))
            return ax

        drawn.__doc__ = _DOCSTRING.format(
            summary=(draw.__doc__ or "").strip(),
            of=of,
            needs=", ".join(columns),
            name=name,
            example=example,
            title=title,
        )
        return drawn

    return decorate


def new_axes(width: float) -> Axes:
    """Return axes of a new figure, whose height `set_height` sets."""
    engine = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
    return plt.subplots(figsize=(width, 1.2), layout=engine, label=OWN)[1]


def redraw(ax: Axes, width: float) -> Axes | None:
    """Redraw a chart on a figure of another width; return None for axes that are not ours."""
    if ax not in _CHARTS:
        return None
    again = _CHARTS[ax].redraw(new_axes(width))
    _set_title(again, ax.get_title(loc="left"))  # a notebook may have changed it
    return again


def sign(ax: Axes, source: str) -> None:
    """Write below a chart how much of the data it shows, and the source of the data."""
    parts = (_CHARTS[ax].note if ax in _CHARTS else "", source)
    said = textwrap.fill(" ".join(filter(None, parts)), int(width_of(ax) / 5))
    if said:
        figure_of(ax).supxlabel(said, x=0.01, ha="left", fontsize=SIZE, color=NEUTRAL, parse_math=False)


def points_of(ax: Axes) -> list[Point]:
    """Return a chart's points, placed by shares of the figure's width and height from the upper left."""
    if ax not in _CHARTS:
        return []
    figure = figure_of(ax)
    figure.draw_without_rendering()
    to_shares = ax.transData + figure.transFigure.inverted()
    places = [(*to_shares.transform((point.x, point.y)), point.row) for point in _CHARTS[ax].points]
    return [Point(float(x), 1 - float(y), row) for x, y, row in places]


def mark(ax: Axes, x: float, y: float, row: Any) -> None:
    """Record the row behind a point, for its tooltip."""
    _CHARTS[ax].points.append(Point(x, y, row))


def _say_empty(ax: Axes, title: str, empty: str) -> Drawn:
    set_height(ax, 1.2)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.text(0.5, 0.5, empty, ha="center", va="center", transform=ax.transAxes, color=NEUTRAL, fontsize=SIZE + 1)
    return Drawn(f"{title}: {empty}")


def _finish(ax: Axes, title: str, shown: Drawn) -> None:
    _set_title(ax, title)
    ax.set_label(" ".join(filter(None, shown)))
    _CHARTS[ax].note = shown.note
    if figure_of(ax).get_label() == OWN:
        sign(ax, "")
    for text in ax.findobj(Text):  # `$x$` on a page is not mathematics
        text.set_parse_math(False)


def _set_title(ax: Axes, text: str) -> None:
    title = ax.set_title(text, loc="left", fontsize=11, fontweight="bold", color=INK, pad=12)
    figure = figure_of(ax)
    if figure.get_label() == OWN:  # align with the figure's left edge, to use the whole width
        title.set_x(0.01)
        up = ScaledTranslation(0, 12 / 72, figure.dpi_scale_trans)
        title.set_transform(blended_transform_factory(figure.transFigure, ax.transAxes) + up)
