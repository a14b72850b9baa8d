"""The colours that all charts share, and which groups have one."""

from collections.abc import Iterable

import pandas as pd

# Okabe and Ito (2008): told apart by colour-blind eyes, and by their lightness in print.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
NEUTRAL = "#6B7280"
INK = "#1F2937"
FAINT = "#D1D5DB"
NO_DIVISION = "no division"
PAPER = "#FFFFFF"
WIDE, NARROW = 6.6, 4.4  # inches: letters of 9 points are 13 pixels on a page of the report, and 11 across a phone
SIZE = 9  # points, of all text but the title

# What each colour is on a dark screen, where the page's paper is as dark as the first; the rest stays as it is.
ON_DARK = {
    PAPER: "#14181F",
    INK: "#E6E9EE",
    NEUTRAL: "#A9B1BD",
    FAINT: "#3B434F",
    PALETTE[0]: "#58ADEB",
    PALETTE[1]: "#F28B4B",
    PALETTE[2]: "#35BF96",
    PALETTE[3]: "#DFA0C4",
}
# Picks the attributes as matplotlib writes them: style="fill: #0072b2; opacity: 0.5". What has none is black.
_RULES = [
    f'[style*="{what}: {color.lower()}"] {{ {what}: {dark} !important }}'
    for color, dark in ON_DARK.items()
    for what in ("fill", "stroke")
]
FOR_DARK_SCREENS = (
    f"@media screen and (prefers-color-scheme: dark) {{ svg {{ fill: {ON_DARK[INK]} }} {' '.join(_RULES)} }}"
)


def division_colors(divisions: Iterable[object]) -> dict[str, str]:
    """Return a colour for each division by its name, the same in every chart of a corpus of six divisions or fewer.

    Of more, the six named most often have colours, and the others are grey.
    """
    names = pd.Series([str(name) for name in divisions if not pd.isna(name)], dtype="str")
    counts = names.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    colors = dict(zip(sorted(counts.index[: len(PALETTE)]), PALETTE, strict=False))
    return {name: colors.get(name, NEUTRAL) for name in [*counts.index, NO_DIVISION]}


def keep_largest(names: pd.Series, most: int, what: str) -> tuple[pd.Series, str]:
    """Return names of which the rarest are one, so that no more are left than there is room for, and the note on it."""
    counts = names.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if len(counts) <= most:
        return names, ""
    kept = counts.index[: most - 1]
    other = f"{len(counts) - len(kept):,} other {what}"
    return names.where(names.isin(kept), other), f"Drawn by name: {len(kept):,} of {len(counts):,} {what}, the largest."


def say_shown(n_shown: int, n_all: int, what: str, which: str) -> str:
    """Say how much is drawn: `Drawn: 40 of 159 pages, those with the oldest stamps.`; nothing where that is all."""
    return f"Drawn: {n_shown:,} of {n_all:,} {what}, {which}." if n_shown < n_all else ""
