"""Texts on a chart: any that a page can hold, wrapped and cut to the room that there is."""

import re
import textwrap
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, cast

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from factdata.charts.style import INK, SIZE

OWN = "factdata"  # label of the figures made here; a figure that is given keeps its size
LETTER = 5.4  # points: the usual width of a letter
# What no font draws, or no SVG may hold: controls, halves of surrogate pairs, line and paragraph separators.
_UNDRAWABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def figure_of(ax: Axes) -> Figure:
    """Return the figure of axes; they have one as long as they can be drawn."""
    return cast(Figure, ax.get_figure(root=True))


def set_height(ax: Axes, inches: float) -> None:
    """Give a figure of ours its height; one that was given keeps its own."""
    figure = figure_of(ax)
    if figure.get_label() == OWN:
        figure.set_size_inches(figure.get_size_inches()[0], inches)


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Draw characters that the font lacks as boxes, and say nothing of it: readers of an SVG have other fonts."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


# Where a note stands beside its point: the offset in points, and how it is aligned.
_SIDES = {"right": ((6, 0), "left", "center"), "above": ((0, 8), "", "bottom"), "below": ((0, -9), "", "top")}


def note(ax: Axes, text: str, at: tuple[Any, Any], side: Literal["right", "above", "below"], color: str = INK) -> None:
    """Write a short text beside a point of the chart, where a legend would make eyes wander."""
    offset, ha, va = _SIDES[side]
    if not ha:  # near an edge the text grows away from it
        place = ax.transLimits.transform(at)[0]
        ha = "left" if place < 1 / 3 else "right" if place > 2 / 3 else "center"
    ax.annotate(text, at, offset, textcoords="offset points", ha=ha, va=va, color=color, fontsize=SIZE)


def legend_below(ax: Axes, handles: Sequence[Artist], labels: Iterable[object]) -> None:
    """Name colours and signs below the axes, as many side by side as the figure's width has room for."""
    texts = [fit(ax, label, 0.8) for label in labels]
    columns = max(int(width_of(ax) // (max(map(len, texts), default=0) * LETTER + 40)), 1)
    figure = figure_of(ax)
    set_height(ax, figure.get_size_inches()[1] + 0.18 * ((len(texts) - 1) // columns))
    # From the left edge of the figure, and at one distance from the axes, whatever their size will be.
    below = ScaledTranslation(0, -0.5, figure.dpi_scale_trans)
    ax.legend(
        handles,
        texts,
        loc="upper left",
        bbox_to_anchor=(0.01, 0),
        bbox_transform=blended_transform_factory(figure.transFigure, ax.transAxes) + below,
        ncols=columns,
        frameon=False,
        fontsize=SIZE,
        borderaxespad=0,
        borderpad=0,
        handletextpad=0.4,
    )


def fit(ax: Axes, text: object, share: float, n_lines: int = 1) -> str:
    """Return a text as a label of so many lines, each at most a share of the figure's width.

    What is too long is cut at its end; a single word, such as an address, at its beginning: its end tells it apart.
    """
    width = max(int(width_of(ax) * share / LETTER), 3)
    clean = _UNDRAWABLE.sub(" ", str(text)).strip() or "(blank)"
    if " " in clean:
        return "\n".join(textwrap.wrap(clean, width, max_lines=n_lines, placeholder="…"))
    lines = [line.replace("/ ", "/") for line in textwrap.wrap(clean.replace("/", "/ "), width)]
    return "\n".join(lines) if len(lines) <= n_lines else "…" + "\n".join(lines[-n_lines:])


def width_of(ax: Axes) -> float:
    """Return the width of its figure in points."""
    return float(figure_of(ax).get_size_inches()[0]) * 72
