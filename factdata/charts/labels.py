"""Texts on a chart: any that a page can hold, cut to the room that there is."""

import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import FT2Font
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from factdata.charts.style import INK, SIZE

# What no font draws, or no SVG may hold: controls, halves of surrogate pairs, line and paragraph separators.
_UNDRAWABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def figure_of(ax: Axes) -> Figure:
    """Return the figure of axes.

    Raises
    ------
    ValueError
        They belong to no figure any more.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes belong to no figure any more; draw the chart again")
    return figure


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Draw characters that the font lacks as boxes, and say nothing of it: readers of an SVG have other fonts."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


# Where a note stands beside its point: the offset in points, and how it is aligned.
_SIDES = {
    "right": ((6, 0), "left", "center"),
    "left": ((-6, 0), "right", "center"),
    "above": ((0, 8), "center", "bottom"),
    "below": ((0, -9), "center", "top"),
}


def note(
    ax: Axes, text: str, at: tuple[Any, Any], side: Literal["right", "left", "above", "below"], color: str = INK
) -> None:
    """Write a short text beside a point of the chart, where a legend would make eyes wander."""
    offset, ha, va = _SIDES[side]
    if ha == "center":  # near an edge the text grows away from it
        place = ax.transLimits.transform(at)[0]
        ha = "left" if place < 1 / 3 else "right" if place > 2 / 3 else "center"
    ax.annotate(text, at, offset, textcoords="offset points", ha=ha, va=va, color=color, fontsize=SIZE)


def legend_below(ax: Axes, handles: Sequence[Artist], labels: Iterable[object]) -> None:
    """Name colours and signs below the axes, as many side by side as the figure's width has room for."""
    figure = figure_of(ax)
    texts = [fit(ax, label, 0.8) for label in labels]
    columns = int(width_of(ax) // (max(map(measure, texts), default=0) + 40))
    # From the left edge of the figure, and at one distance from the axes, whatever their size will be.
    below = ScaledTranslation(0, -0.5, figure.dpi_scale_trans)
    corner = blended_transform_factory(figure.transFigure, ax.transAxes) + below
    ax.legend(
        handles,
        texts,
        loc="upper left",
        bbox_to_anchor=(0.01, 0),
        bbox_transform=corner,
        ncols=max(columns, 1),
        frameon=False,
        fontsize=SIZE,
        borderaxespad=0,
        borderpad=0,
        handletextpad=0.4,
    )


def fit(ax: Axes, text: object, share: float, n_lines: int = 1) -> str:
    """Return a text as a label that takes at most a share of the figure's width, on so many lines.

    What is too long is cut at its end; an address at its beginning, as its end tells it from others of the same site.
    """
    room = width_of(ax) * share
    whole = str(text)
    is_address = "/" in whole[:200] and " " not in whole[:200]
    most = int(room) * n_lines  # no letter is narrower than a point
    part = whole[-most:] if is_address else whole[:most]
    clean = _UNDRAWABLE.sub(" ", part).strip() or "(blank)"
    lines = (
        textwrap.wrap(clean, int(room / 5), break_long_words=False, break_on_hyphens=False) if n_lines > 1 else [clean]
    )
    if len(lines) > n_lines:
        lines = [*lines[: n_lines - 1], " ".join(lines[n_lines - 1 :])]
    return "\n".join(_cut(line, room, is_address, len(part) < len(whole)) for line in lines)


def _cut(line: str, room: float, from_left: bool, is_part: bool) -> str:
    if measure(line) <= room and not is_part:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(line[:middle] + "…") <= room else (low, middle - 1)
    return f"…{line[-low:]}" if from_left else f"{line[:low].rstrip()}…"


@cache
def _font() -> FT2Font:
    return get_font(findfont("DejaVu Sans"))


def measure(text: str) -> float:
    """Return the width of a line in points."""
    font = _font()
    font.set_size(SIZE, 72)
    with quiet_fonts():
        font.set_text(text)
    return font.get_width_height()[0] / 64


def width_of(ax: Axes) -> float:
    """Return the width of its figure in points."""
    return float(figure_of(ax).get_size_inches()[0]) * 72
