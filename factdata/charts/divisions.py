"""Charts of what divisions publish."""

import pandas as pd
from matplotlib.axes import Axes

from factdata.charts.chart import Drawn, chart
from factdata.charts.labels import fit, note, set_height
from factdata.charts.style import FAINT, NEUTRAL, NO_DIVISION, SIZE, division_colors, say_shown

DIVISIONS_SHOWN = 30
SETS_SHOWN = 8  # divisions with their words
WORDS_SHOWN = 6  # a division; more would not be read


@chart(
    "Fact sheets by division",
    of="``divisions`` of a `profile_divisions`",
    example="fd.profile_divisions(corpus.sheets).divisions",
    needs="division n_sheets",
    empty="no fact sheets",
)
def sheets_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw how many fact sheets each division publishes."""
    counts = pd.Series(frame.n_sheets.array, index=frame.division.fillna(NO_DIVISION).astype("str"))
    counts = counts.sort_values(ascending=False, kind="stable")
    colors = division_colors(frame.division)
    n_all, rest = len(counts), counts[DIVISIONS_SHOWN:]
    if len(rest):
        counts = pd.concat([counts[:DIVISIONS_SHOWN], pd.Series({f"{len(rest):,} other divisions": rest.sum()})])
    set_height(ax, 0.9 + 0.5 * len(counts))
    ax.barh(range(len(counts)), counts, color=[colors.get(name, NEUTRAL) for name in counts.index], height=0.62)
    for row, count in enumerate(counts):
        note(ax, f"{count:,}", (count, row), "right")
    ax.set_yticks(range(len(counts)), [fit(ax, name, 0.4, n_lines=2) for name in counts.index])
    ax.set_ylim(len(counts) - 0.5, -0.5)
    ax.set_xticks([])
    drawn = (
        say_shown(len(counts) - 1, n_all, "divisions by name", "those with the most fact sheets") if len(rest) else ""
    )
    words = "; ".join(f"{fit(ax, name, 1)} {count:,}" for name, count in counts.items())
    return Drawn(f"Bar chart of the number of fact sheets by division. {words}.", drawn)


@chart(
    "Words that set divisions apart",
    of="``terms`` of a `profile_divisions`",
    example="fd.profile_divisions(corpus.sheets).terms",
    needs="division term n n_sheets log_odds low high is_shown",
    empty="fewer than two divisions to compare",
)
def words_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the words that set each division apart, with their 95% intervals.

    A filled point is a difference that these sheets support (``is_shown``); a hollow point is not. A division without a
    filled point has too few sheets, or too little vocabulary of its own, for any word to set it apart.
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
        color = colors[division]
        heading = fit(ax, division if words.is_shown.any() else f"{division}: no clear difference", 0.7)
        # From the left edge of the axes, and not from the line at 0: a long one would leave the figure.
        edge = ax.get_yaxis_transform()
        ax.text(0, row, heading, color=color, transform=edge, va="center", fontsize=SIZE, fontweight="bold")
        for word in words.itertuples():
            row += 1
            ax.plot([word.low, word.high], [row, row], color=color, linewidth=1.6, alpha=0.6 if word.is_shown else 0.3)
            face = color if word.is_shown else "white"
            ax.plot(word.log_odds, row, "o", color=color, markerfacecolor=face, markersize=5.5)
            ticks.append(row)
            labels.append(f"{fit(ax, word.term, 0.32)} ({word.n:,} in {word.n_sheets:,})")
        terms = (f"{fit(ax, word.term, 0.5)}{'' if word.is_shown else ' (unclear)'}" for word in words.itertuples())
        said.append(f"{fit(ax, division, 1)}: {', '.join(terms)}")
        row += 1.6
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.set_yticks(ticks, labels)
    ax.set_ylim(row - 0.6, -1)
    xlabel = "log-odds ratio against the other divisions\n(in brackets: uses, and sheets with the word)"
    ax.set_xlabel(xlabel, color=NEUTRAL, fontsize=SIZE)
    return Drawn(
        f"Dot plot of log-odds ratios with 95% intervals, the first words of each division. {'. '.join(said)}.",
        say_shown(len(kept), len(telling), "divisions", "those with the clearest words"),
    )
