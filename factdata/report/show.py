"""Charts, tables and findings as a notebook shows them, and as the report picks them up again.

Each is displayed as HTML. Beside it lies what the report needs (the drawing, the rows, the query), under a media type
of its own that JupyterLab passes over.
"""

import base64
import io
import string
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from PIL import Image

from factdata.charts.chart import points_of, redraw, sign
from factdata.charts.labels import figure_of, quiet_fonts
from factdata.charts.style import FOR_DARK_SCREENS, NARROW
from factdata.report.html import plural, render_part, say
from factdata.report.words import Words, groups_of
from factdata.tables.spreadsheets import for_spreadsheets
from factdata.tables.storage import write_csv

if TYPE_CHECKING:
    from factdata.analysis.topics.model import Topics
    from factdata.corpus import Corpus

MIME = "application/vnd.factdata+json"
ROWS_SHOWN = 10
POINTS_SHOWN = 150  # with their words; more would be neither found nor read
DPI = 144


class Shown:
    """What a notebook displays: HTML for people, and its parts for the report."""

    def __init__(self, kind: str, html: str, **parts: Any) -> None:
        self.parts = {"kind": kind, **parts}
        self.html = html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.html, MIME: self.parts}


def figure(ax: Axes, name: str, caption: str, corpus: "Corpus | None" = None) -> Shown:
    """Show a chart with its alternative text and a caption; a line where there is nothing to draw.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        As a function of `factdata.charts` returns it; its label is the alternative text.
    name : str
        Of the files that the report makes of it.
    caption : str
        What to see, and what not to conclude.
    corpus : Corpus, optional
        What is drawn: its pages are named as the source in the files, and its sentences are shown behind the points.
    """
    alt = str(ax.get_label())
    if not ax.has_data():
        plt.close(figure_of(ax))
        return Shown("nothing", render_part("nothing", text=alt), statement="")
    words = None if corpus is None else Words(corpus)
    drawings = [ax, *filter(None, [redraw(ax, NARROW)])]
    png = io.BytesIO()
    with quiet_fonts():
        for drawing in drawings:
            sign(drawing, words.source if words else "")
        svg, narrow = _save_svg(drawings[0]), _save_svg(drawings[-1])
        figure_of(ax).savefig(png, format="png", dpi=DPI, metadata={"Software": None})
        places = [points_of(drawing)[:POINTS_SHOWN] if words else [] for drawing in (drawings[0], drawings[-1])]
    points = [
        {"x": _percent(wide.x), "y": _percent(wide.y), "nx": _percent(small.x), "ny": _percent(small.y)}
        | words.behind(wide.row)
        for wide, small in zip(*places, strict=True)
        if words
    ]
    for drawing in drawings:
        plt.close(figure_of(drawing))
    encoded = base64.b64encode(_reduce(png)).decode()
    html = render_part("plain_figure", address=f"data:image/png;base64,{encoded}", name=name, alt=alt, caption=caption)
    return Shown(
        "figure", html, name=name, alt=alt, caption=caption, svg=svg, narrow=narrow, png=encoded, points=points
    )


def _save_svg(ax: Axes) -> str:
    svg = io.StringIO()
    # Without the date and the program's version the files are the same in every run.
    figure_of(ax).savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return svg.getvalue().replace("</style>", f"{FOR_DARK_SCREENS}</style>", 1)


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _reduce(png: io.BytesIO) -> bytes:
    """Keep 256 colours, of which a chart has few and many shades of each: a quarter of the size.

    By maximum coverage, which leaves the white of the paper white.
    """
    reduced = io.BytesIO()
    image = Image.open(png).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(reduced, "PNG", optimize=True)
    return reduced.getvalue()


def table(
    frame: pd.DataFrame, name: str, caption: str, columns: Sequence[str] | None = None, *, as_cards: bool = False
) -> Shown:
    """Show a table's first rows; the report keeps all rows and all columns. Of no row, a line says that there is none.

    Parameters
    ----------
    frame : pandas.DataFrame
        Tidy; its index is not shown.
    name : str
        Of the file that the report makes of it; findings name the table by it in their queries.
    caption : str
        What a row is, and what not to read from it.
    columns : sequence of str, optional
        Those that are shown, under headings for readers; all by default.
    as_cards : bool
        Show each row as a card, for columns with sentences in them.
    """
    if frame.empty:
        return Shown("nothing", render_part("nothing", text=f"None: {caption}"), statement="")
    csv = io.StringIO()
    write_csv(for_spreadsheets(frame), csv)
    first = frame.head(ROWS_SHOWN)
    shown = first[list(columns)] if columns is not None else first
    parts = {
        "name": name,
        "caption": caption,
        "n_rows": len(frame),
        "csv": csv.getvalue(),
        "columns": [str(column) for column in shown],
        # JupyterLab aligns every cell to the right.
        "sides": ["right" if pd.api.types.is_numeric_dtype(dtype) else "left" for dtype in shown.dtypes],
        "rows": [
            [_say_cell(value, column, dtype) for value, (column, dtype) in zip(row, shown.dtypes.items(), strict=True)]
            for row in shown.itertuples(index=False)
        ],
        "anchors": anchors(first),
        "groups": [groups_of(row) for row in first.itertuples()],
        "form": "cards" if as_cards else "table",
    }
    return Shown("table", render_part(str(parts["form"]), shown=parts, addresses={}, file=""), **parts)


def topics(found: "Topics") -> Shown:
    """Have the report's page of sheets name each sheet's topic and mark its words."""
    labels = found.topics.set_index("topic").label
    words = found.terms.groupby("topic").term.agg(list)
    of_sheet = dict(zip(found.assignments.sheet_id, found.assignments.topic.map(labels), strict=True))
    text = "The report's page of fact sheets names the topic of each sheet, and marks the topic's words in it."
    marks = {label: words.get(topic, []) for topic, label in labels.items()}
    return Shown("topics", render_part("nothing", text=text), of_sheet=of_sheet, words=marks)


def latest_sheets(corpus: "Corpus") -> pd.DataFrame:
    """Return the sheets of the latest capture of each page: a sheet seen again at the next capture counts once."""
    captures = corpus.captures.assign(page=corpus.captures.url.fillna(corpus.captures.path))
    latest = captures.sort_values("captured_at", na_position="first", kind="stable").drop_duplicates(
        "page", keep="last"
    )
    return corpus.sheets[corpus.sheets.capture_id.isin(latest.capture_id)].reset_index(drop=True)


def anchors(frame: pd.DataFrame) -> list[str]:
    """Return where on the page of sheets each row is: `sheet_id`, and after a dot the first character of a mention."""
    if "sheet_id" not in frame:
        return [""] * len(frame)
    sheets = frame.sheet_id.fillna("").astype("str")
    if {"surface", "start"} <= set(frame):
        sheets = (sheets + "." + frame.start.astype("str")).where(sheets != "", "")
    return list(sheets)


def finding(
    statement: str,
    query: str,
    *,
    n: int,
    caveat: str,
    interest: int = 1,
    quote: str = "",
    otherwise: str = "",
    behind: pd.DataFrame | None = None,
    **tables: pd.DataFrame,
) -> Shown:
    """Show a sentence whose figures are computed, with what they are computed from.

    Parameters
    ----------
    statement : str
        With ``{value}`` where the query's result stands; with the names of its fields where it is a row.
    query : str
        A Python expression over the tables, and ``pd``. Where its result is nothing (zero, an empty text or list, a
        missing value), nothing is stated: a zero is no finding.
    n : int
        On how many rows it rests; on none, nothing is stated.
    caveat : str
        What it does not say.
    interest : int
        How much it would surprise a reader, and so how early the report names it: 5 for a page that contradicts itself,
        4 and 3 for what changed, 1 for what there is, 0 for what stays on the notebook's page.
    quote : str
        The words on the page that bear it out.
    otherwise : str
        What to say where nothing is stated.
    behind : pandas.DataFrame, optional
        The sheets or mentions whose words it rests on; the report links to them.
    **tables : pandas.DataFrame
        The tables that the query names, each by the name under which it is saved.

    Raises
    ------
    KeyError
        The statement names a field that the query's result has not.
    """
    result = _run(query, tables) if n else None
    if _is_nothing(result):
        return Shown("nothing", render_part("nothing", text=otherwise), statement=otherwise)
    fields = _name_fields(result)
    named = [name for _, name, _, _ in string.Formatter().parse(statement) if name]
    value = fields["value"] if named == ["value"] else "; ".join(f"{name}: {fields[name]}" for name in named)
    words = [] if behind is None else [anchor for anchor in dict.fromkeys(anchors(behind)) if anchor]
    parts = {
        "statement": statement.format(**fields),
        "value": value,
        "template": statement,
        "query": query,
        "n": n,
        "caveat": caveat,
        "interest": interest,
        "quote": quote,
        "tables": ", ".join(tables),
        "behind": words,
    }
    return Shown("finding", render_part("finding", shown=parts), **parts)


def answer(query: str, tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Run a finding's query over the tables that it names, and say each field of the result as a report does."""
    return _name_fields(_run(query, tables))


def _run(query: str, tables: dict[str, pd.DataFrame]) -> Any:
    # The expressions stand in our notebooks and are run by whoever runs those; no page's text is ever evaluated.
    return eval(query, {"pd": pd, "plural": plural, **tables})  # a lambda sees only globals


def _is_nothing(result: Any) -> bool:
    if isinstance(result, pd.Series):
        return bool(result.empty)
    return result is None or bool(pd.api.types.is_scalar(result) and (pd.isna(result) or not result))


def _name_fields(result: Any) -> dict[str, str]:
    fields = result.to_dict() if isinstance(result, pd.Series) else {"value": result}
    return {str(name): say(value) for name, value in fields.items()}


def _say_cell(value: Any, column: str, dtype: Any) -> str:
    """Say a value of a table; closed sets, such as `reviewed_or_updated`, without underscores."""
    said = say(value, column).replace(" -> ", " → ")
    return said.replace("_", " ") if isinstance(dtype, pd.CategoricalDtype) else said
