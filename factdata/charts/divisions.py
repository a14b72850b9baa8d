"""Charts of what divisions publish."""

import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.chart import Drawn, chart, set_height
from factdata.charts.labels import fit, note
from factdata.charts.style import FAINT, NEUTRAL, NO_DIVISION, SIZE, division_colors, say_shown

DIVISIONS_SHOWN = 30
SETS_SHOWN = 8  # divisions with their words
WORDS_SHOWN = 6  # a division; more would not be read


@chart(
    "Fact sheets by division",
    of="``divisions`` of a `profile_divisions`",
    needs="division n_sheets",
    empty="no fact sheets",
)
def sheets_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many fact sheets each division publishes.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.sheets_by_division(fd.profile_divisions(fd.load().sheets).divisions)
    >>> ax.get_title(loc="left")
    'Fact sheets by division'
    """
    ranked = frame.sort_values("n_sheets", ascending=False, kind="stable")
    shown = ranked.head(DIVISIONS_SHOWN)
    names = list(shown.division.fillna(NO_DIVISION).astype("str"))
    counts = list(shown.n_sheets)
    by_name = division_colors(frame.division)
    colors = [by_name[name] for name in names]
    if n_more := len(frame) - len(shown):
        names.append(f"{n_more:,} other divisions")
        counts.append(int(ranked.n_sheets.iloc[DIVISIONS_SHOWN:].sum()))
        colors.append(NEUTRAL)
    set_height(ax, 0.9 + 0.5 * len(names))
    ax.barh(range(len(names)), counts, color=colors, height=0.62)
    for row, count in enumerate(counts):
        note(ax, f"{count:,}", (count, row), "right")
    ax.set_yticks(range(len(names)), [fit(ax, name, 0.4, n_lines=2) for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xticks([])
    words = "; ".join(f"{fit(ax, name, 1)} {count:,}" for name, count in zip(names, counts, strict=True))
    drawn = say_shown(len(shown), len(frame), "divisions by name", "those with the most fact sheets")
    return Drawn(f"Bar chart of the number of fact sheets by division. {words}.", drawn)


@chart(
    "Words that set divisions apart",
    of="``terms`` of a `profile_divisions`",
    needs="division term n n_sheets log_odds low high is_shown",
    empty="fewer than two divisions to compare",
)
def words_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the words that set each division apart, with their 95 % intervals.

    A filled point is a difference that these sheets support (``is_shown``); a hollow point is not. A division without a
    filled point has too few sheets, or too little vocabulary of its own, for any word to set it apart.

    Examples
    --------
    >>> import factdata as fd
    >>> ax = fd.charts.words_by_division(fd.profile_divisions(fd.load().sheets).terms)
    >>> ax.get_title(loc="left")
    'Words that set divisions apart'
    """
    telling = frame.groupby("division", observed=True).agg(n_shown=("is_shown", "sum"), n=("n", "sum")).reset_index()
    telling = telling.sort_values(["n_shown", "n", "division"], ascending=[False, False, True])
    kept = sorted(telling.division.head(SETS_SHOWN))
    top = frame[frame.division.isin(kept)].groupby("division", observed=True).head(WORDS_SHOWN)
    set_height(ax, 1.2 + 0.25 * (len(top) + 1.4 * len(kept)))
    colors = division_colors(top.division)
    row = 0.0
    ticks, labels, said = [], [], []
    for division in kept:
        words = top[top.division == division]
        color, shown = colors[division], list(words[words.is_shown].term)
        heading = fit(ax, division if shown else f"{division}: no clear difference", 0.55)
        # From the left edge of the axes, and not from the line at 0: a long one would leave the figure.
        edge = ax.get_yaxis_transform()
        ax.text(0, row, heading, color=color, transform=edge, va="center", fontsize=SIZE, fontweight="bold")
        for word in words.itertuples():
            row += 1
            ax.plot([word.low, word.high], [row, row], color=color, linewidth=1.6, alpha=0.6 if word.is_shown else 0.3)
            face = color if word.is_shown else "white"
            ax.plot(word.log_odds, row, "o", color=color, markerfacecolor=face, markersize=5.5)
            ticks.append(row)
            labels.append(f"{fit(ax, word.term, 0.25)} ({word.n:,} in {word.n_sheets:,})")
        terms = ", ".join(f"{fit(ax, term, 0.5)}{'' if term in shown else ' (unclear)'}" for term in words.term)
        said.append(f"{fit(ax, division, 1)}: {terms}")
        row += 1.6
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.set_yticks(ticks, labels)
    ax.set_ylim(row - 0.6, -1)
    xlabel = "log-odds ratio against the other divisions\n(in brackets: uses, and sheets with the word)"
    ax.set_xlabel(xlabel, color=NEUTRAL, fontsize=SIZE)
    drawn = say_shown(len(kept), len(telling), "divisions", "those with the clearest words")
    words_said = (
        f"Dot plot of log-odds ratios with 95 % intervals, the first words of each division. {'. '.join(said)}."
    )
    return Drawn(words_said, drawn)
