"""Charts of what divisions publish."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.style import FAINT, NEUTRAL, NO_DIVISION, division_colors, finish, new_axes, note, say_empty

WORDS_SHOWN = 6  # a division; more would not be read


def sheets_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw how many fact sheets each division has.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``divisions`` of a `profile_divisions`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.sheets_by_division(fd.profile_divisions(fd.load().sheets).divisions)
    >>> ax.get_title(loc="left")
    'Fact sheets by division'
    """
    title = "Fact sheets by division"
    ax = new_axes(ax, 0.9 + 0.55 * max(len(frame), 1))
    if frame.empty:
        return say_empty(ax, title, "no fact sheets")
    names = frame.division.fillna(NO_DIVISION)
    colors = division_colors(frame.division)
    ax.barh(range(len(frame)), frame.n_sheets, color=[colors[name] for name in names], height=0.62)
    for row, count in enumerate(frame.n_sheets):
        note(ax, f"{count:,}", (count, row), "right")
    ax.set_yticks(range(len(frame)), [textwrap.fill(name, 26) for name in names])
    ax.set_ylim(len(frame) - 0.5, -0.5)
    ax.set_xticks([])
    said = "; ".join(f"{name} {count:,}" for name, count in zip(names, frame.n_sheets, strict=True))
    return finish(ax, title, f"Bar chart of the number of fact sheets by division. {said}.")


def words_by_division(frame: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the words that set each division apart, with their intervals of 95 %.

    A filled point is a difference that these sheets show (``is_shown``); a hollow one is not. A division without a
    filled point has too few sheets, or too little of its own, for any word to set it apart.

    Parameters
    ----------
    frame : pandas.DataFrame
        ``terms`` of a `profile_divisions`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; without it, a new figure.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.words_by_division(fd.profile_divisions(fd.load().sheets).terms)
    >>> ax.get_title(loc="left")
    'Words that set divisions apart'
    """
    title = "Words that set divisions apart"
    top = frame.groupby("division", observed=True).head(WORDS_SHOWN)
    ax = new_axes(ax, 1.2 + 0.27 * (len(top) + 1.4 * top.division.nunique()))
    if top.empty:
        return say_empty(ax, title, "fewer than two divisions to compare")
    colors = division_colors(top.division)
    row = 0.0
    ticks, labels, said = [], [], []
    for division, words in top.groupby("division", observed=True):
        color, shown = colors[str(division)], words[words.is_shown].term
        heading = division if len(shown) else f"{division}: no difference shown"
        # From the left edge of the axes, and not from the line at 0: a long one would leave the figure.
        ax.text(
            0,
            row,
            heading,
            transform=ax.get_yaxis_transform(),
            color=color,
            fontsize=9.5,
            fontweight="bold",
            va="center",
        )
        for word in words.itertuples():
            row += 1
            ax.plot(
                [word.low, word.high], [row, row], color=color, linewidth=1.6, alpha=0.55 if word.is_shown else 0.25
            )
            ax.plot(
                word.log_odds,
                row,
                "o",
                color=color,
                markerfacecolor=color if word.is_shown else "white",
                markersize=5.5,
            )
            ticks.append(row)
            labels.append(f"{word.term} ({word.n} in {word.n_sheets})")
        said.append(f"{division}: {', '.join(words.term)}; shown to differ: {', '.join(shown) or 'none'}")
        row += 1.6
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.set_yticks(ticks, labels)
    ax.set_ylim(row - 0.6, -1)
    xlabel = "log-odds ratio against the other divisions\n(in brackets: uses, and sheets of the division that use it)"
    ax.set_xlabel(xlabel, color=NEUTRAL, fontsize=9)
    description = (
        f"Dot plot of log-odds ratios with 95 % intervals, the first words of each division. {'. '.join(said)}."
    )
    return finish(ax, title, f"{description} {top.is_shown.sum()} of {len(top)} words are shown to differ.")
