"""Charts of dates: stamps and metadata of pages, and dates mentioned in their texts."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from factdata.charts.chart import Drawn, chart, mark
from factdata.charts.labels import fit, legend_below, note, set_height
from factdata.charts.style import FAINT, INK, NEUTRAL, NO_DIVISION, PALETTE, division_colors, keep_largest, say_shown
from factdata.charts.times import in_days, say_day, show_times

STAMP, EVIDENCE = PALETTE[0], PALETTE[1]
PAGES_SHOWN = 25  # as many rows as stay legible
DIVISIONS_SHOWN = 12
STAMPS_DRAWN = 20  # more lines would hide the bars
# Label and marker of each kind of date, in drawing order.
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {
    "text": ("date in the text", {"marker": "|", "markersize": 9, "color": EVIDENCE, "markeredgewidth": 2}),
    "metadata": ("date in the page's code", {"marker": "s", "markersize": 6, "color": PALETTE[4]}),
    "evidence": ("evidence of the text's age", {"marker": "D", "markersize": 7, "color": EVIDENCE}),
    "stamp": ("stamp on the page", {"marker": "o", "markersize": 8, "color": STAMP}),
    "captured": ("captured", {"marker": "v", "markersize": 8, "color": INK}),
}


@chart(
    "Stamps, and the dates in the text",
    of="A `review_timeline`; of each page the stamps of its last capture are drawn",
    example="fd.review_timeline(corpus)",
    needs="url path role date evidence_date evidence text_younger_than_stamp",
    empty="no page carries a stamp",
)
def review_timeline(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw each page's stamp beside the latest past date that its text mentions."""
    pages = frame.assign(name=frame.url.fillna(frame.path).fillna("(unnamed page)").astype("str"))
    pages = pages.drop_duplicates(["name", "role"], keep="last")
    pages = pages.assign(stamp=in_days(pages.date), text=in_days(pages.evidence_date)).dropna(subset="stamp")
    if pages.empty:
        return Drawn("")
    lag = (pages.text - pages.stamp).where(pages.text_younger_than_stamp, 0).fillna(0)
    ranked = pages.assign(lag=lag).sort_values(["lag", "stamp", "name"], ascending=[False, True, True])
    shown = ranked.head(PAGES_SHOWN)
    set_height(ax, 1.2 + 0.55 * len(shown))
    show_times(ax, pd.concat([shown.stamp, shown.text]), margin=0.12)
    for row, page in enumerate(shown.itertuples()):
        if pd.notna(page.text):
            ax.plot([page.stamp, page.text], [row, row], color=FAINT, linewidth=2, zorder=1)
            ax.plot(page.text, row, "D", color=EVIDENCE, markersize=7)
            note(ax, f"text: {fit(ax, page.evidence, 0.3)}", (page.text, row), "below", EVIDENCE)
        ax.plot(page.stamp, row, "o", color=STAMP, markersize=8)
        role = fit(ax, str(page.role).replace("_", " "), 0.4)
        note(ax, f"{role}: {say_day(page.date)}", (page.stamp, row), "above", STAMP)
        mark(ax, page.stamp, row, page)
    ax.set_yticks(range(len(shown)), [fit(ax, name.split("//")[-1], 0.33, n_lines=2) for name in shown.name])
    ax.set_ylim(len(shown) - 0.4, -0.7)
    words = (
        f"Timeline of {len(shown):,} stamps, each beside the latest past date in the page's text; in "
        f"{int(shown.text_younger_than_stamp.sum()):,} of them that date is later than the stamp."
    )
    which = "those that the text contradicts most, then the oldest"
    return Drawn(words, say_shown(len(shown), len(pages), "stamps", which))


@chart(
    "Every date of every page",
    of="A `page_events`",
    example="fd.page_events(corpus)",
    needs="page kind date words is_late",
    empty="no page carries a date",
)
def page_timeline(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw each page's captures, stamps, metadata dates and dates in the text on one axis."""
    events = frame.assign(day=in_days(frame.date)).dropna(subset="day")
    if events.empty:
        return Drawn("")
    rank = events.groupby("page").agg(late=("is_late", "max"), first=("day", "min")).reset_index()
    rank = rank.sort_values(["late", "first", "page"], ascending=[False, True, True])
    rows = {page: row for row, page in enumerate(rank.page.head(PAGES_SHOWN))}
    shown = events[events.page.isin(rows)]
    set_height(ax, 1.5 + 0.4 * len(rows))
    for row in rows.values():
        ax.axhline(row, color=FAINT, linewidth=0.8, zorder=0)
    for kind, (_, style) in SIGNS.items():
        for event in shown[shown.kind == kind].drop_duplicates(["page", "day"]).itertuples():
            ax.plot(event.day, rows[event.page], linestyle="", **style)
            mark(ax, event.day, rows[event.page], event)
    ax.set_yticks(range(len(rows)), [fit(ax, page.split("//")[-1], 0.36, n_lines=2) for page in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    show_times(ax, shown.day)
    used = [kind for kind in reversed(SIGNS) if (shown.kind == kind).any()]
    names = [SIGNS[kind][0] for kind in used]
    legend_below(ax, [Line2D([], [], linestyle="", **SIGNS[kind][1]) for kind in used], names)
    counts = ", ".join(f"{int((shown.kind == kind).sum()):,} of the kind {SIGNS[kind][0]!r}" for kind in used)
    return Drawn(
        f"Timeline of {len(rows):,} pages with their dates: {counts}.",
        say_shown(len(rows), len(rank), "pages", "those whose text goes beyond their stamp first"),
    )


@chart(
    "Dates in the fact sheets",
    of="``dates`` with their context, as `add_context` joins them",
    example="fd.add_context(corpus.dates, corpus)",
    needs="division from_date to_date stamp_date",
    empty="no dates are mentioned",
)
def dates_by_division(frame: pd.DataFrame, ax: Axes) -> Drawn:
    """Draw the dates that sheets mention, a row for each division, with the pages' stamps across."""
    dated = frame.dropna(subset="from_date")
    if dated.empty:
        return Drawn("")
    names, other = keep_largest(dated.division.fillna(NO_DIVISION).astype("str"), DIVISIONS_SHOWN, "divisions")
    rows = {name: row for row, name in enumerate(sorted(names.unique()))}
    colors = division_colors(frame.division)
    set_height(ax, 1.4 + 0.65 * len(rows))
    start, end = in_days(dated.from_date), in_days(dated.to_date.fillna(dated.from_date)) + 1
    stamps = in_days(frame.stamp_date.dropna()).drop_duplicates().sort_values()
    show_times(ax, pd.concat([start, end, stamps]))
    narrowest = (ax.get_xlim()[1] - ax.get_xlim()[0]) / 150  # of a bar that can be seen
    intervals = pd.DataFrame({"first": start, "last": end, "name": names}).value_counts(sort=False)
    for (first, last, name), n in intervals.items():
        color = colors.get(name, NEUTRAL)
        ax.barh(rows[name], last - first, left=first, height=0.5, color=color, alpha=min(0.35 + 0.2 * n, 0.95))
        if last - first < narrowest:
            ax.plot(first, rows[name], "|", color=color, markersize=16, markeredgewidth=2)
    for stamp in stamps if len(stamps) <= STAMPS_DRAWN else []:
        ax.axvline(stamp, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    if len(stamps) == 1:
        note(ax, "the page's stamp", (stamps.iloc[0], -0.62), "right")
    ax.set_yticks(list(rows.values()), [fit(ax, name, 0.36, n_lines=3) for name in rows])
    ax.set_ylim(len(rows) - 0.5, -0.85)
    said = "; ".join(f"{fit(ax, name, 1)} {n:,}" for name, n in names.value_counts(sort=False).sort_index().items())
    n_after = int((dated.from_date > dated.stamp_date).sum())
    words = (
        f"Timeline of the dates that the sheets mention, by division: {said}. Later than the page's stamp: {n_after:,}."
    )
    drawn = "" if len(stamps) <= STAMPS_DRAWN else f"The {len(stamps):,} different stamps are not drawn."
    return Drawn(words, " ".join(filter(None, (other, drawn))))
