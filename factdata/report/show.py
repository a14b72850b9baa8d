"""Charts, tables and findings as a notebook shows them, and as the report picks them up again.

Each is displayed as HTML. Beside it lies what the report needs (the drawing, the rows, the query), under a media type
of its own that JupyterLab passes over.
"""

import base64
import io
import string
from collections.abc import Mapping
from html import escape
from numbers import Integral, Real
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from PIL import Image

from factdata.charts.labels import quiet_fonts
from factdata.charts.style import FOR_DARK_SCREENS
from factdata.tables.spreadsheets import for_spreadsheets
from factdata.tables.storage import write_csv

MIME = "application/vnd.factdata+json"
ROWS_SHOWN = 12
DPI = 144


class Shown:
    """What a notebook displays: HTML for people, and its parts for the report."""

    def __init__(self, kind: str, name: str, html: str, **parts: Any) -> None:
        self.parts = {"kind": kind, "name": name, **parts}
        self.html = html

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.html, MIME: self.parts}


def figure(ax: Axes, name: str, caption: str) -> Shown:
    """Show a chart with its alternative text and a caption.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        As a function of `factdata.charts` returns it; its label is the alternative text.
    name : str
        Of the files that the report makes of it.
    caption : str
        What to see, and what not to conclude.
    """
    alt = str(ax.get_label())
    drawing = ax.get_figure(root=True)
    if drawing is None:
        raise ValueError("the axes belong to no figure any more; draw the chart again")
    svg, png = io.StringIO(), io.BytesIO()
    # Without the date and the program's version the files are the same in every run.
    drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    drawing.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
    plt.close(drawing)
    drawn = svg.getvalue().replace("</style>", f"{FOR_DARK_SCREENS}</style>", 1)
    data = base64.b64encode(_reduce(png)).decode()
    html = figure_html(f"data:image/png;base64,{data}", name, alt, caption)
    return Shown("figure", name, html, alt=alt, caption=caption, svg=drawn, png=data, has_data=ax.has_data())


def _reduce(png: io.BytesIO) -> bytes:
    """Keep 256 colours, of which a chart has few and many shades of each: a quarter of the size.

    By maximum coverage, which leaves the white of the paper white.
    """
    reduced = io.BytesIO()
    image = Image.open(png).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(reduced, "PNG", optimize=True)
    return reduced.getvalue()


def figure_html(address: str, name: str, alt: str, caption: str, more: str = "") -> str:
    """Return a figure as HTML; alternative texts survive every renderer of notebooks only in this form."""
    image = f'<img src="{escape(address)}" alt="{escape(alt)}">'
    return f'<figure id="figure-{name}">{image}<figcaption>{escape(caption)}{more}</figcaption></figure>'


def table(frame: pd.DataFrame, name: str, caption: str) -> Shown:
    """Show a table's first rows; the report keeps all of them.

    Parameters
    ----------
    frame : pandas.DataFrame
        Tidy; its index is not shown.
    name : str
        Of the file that the report makes of it; findings name the table by it in their queries.
    caption : str
        What a row is, and what not to read from it.
    """
    csv = io.StringIO()
    write_csv(for_spreadsheets(frame), csv)
    shown = frame.head(ROWS_SHOWN)
    parts = {
        "caption": caption,
        "said": caption if len(frame) <= ROWS_SHOWN else f"{caption} The first {ROWS_SHOWN} of {len(frame):,} rows.",
        "n_rows": len(frame),
        "csv": csv.getvalue(),
        "columns": [str(column) for column in frame],
        # JupyterLab aligns every cell to the right.
        "sides": ["right" if pd.api.types.is_numeric_dtype(dtype) else "left" for dtype in frame.dtypes],
        "rows": [[_say_cell(value) for value in row] for row in shown.itertuples(index=False)],
        "anchors": anchors(shown),
    }
    return Shown("table", name, table_html(parts, {}), **parts)


def anchors(frame: pd.DataFrame) -> list[str]:
    """Return where on the page of sheets each row is: `sheet_id`, and after a dot the first character of a mention."""
    if "sheet_id" not in frame:
        return [""] * len(frame)
    sheets = frame.sheet_id.fillna("").astype("str")
    if {"surface", "start"} <= set(frame):
        sheets = (sheets + "." + frame.start.astype("str")).where(sheets != "", "")
    return list(sheets)


def table_html(parts: Mapping[str, Any], addresses: Mapping[str, str]) -> str:
    """Return a table's first rows as HTML, the sheets in it linked where they have an address."""
    columns = list(zip(parts["columns"], parts["sides"], strict=True))
    head = "".join(f'<th scope="col" style="text-align: {side}">{escape(column)}</th>' for column, side in columns)
    body = ""
    for row, anchor in zip(parts["rows"], parts["anchors"], strict=True):
        address = addresses.get(anchor.partition(".")[0])
        cells = ""
        for said, (column, side) in zip(row, columns, strict=True):
            is_linked = address and column == "sheet_id"
            cell = f'<a href="{address}#{escape(anchor)}">{escape(said)}</a>' if is_linked else escape(said)
            cells += f'<td style="text-align: {side}">{cell}</td>'
        body += f"<tr>{cells}</tr>"
    # It centres a caption over the whole table, too, out of sight where that is wider than the page.
    caption = f'<caption style="text-align: left"><span>{escape(parts["said"])}</span></caption>'
    return f'<table class="shown">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def finding(
    statement: str, query: str, *, n: int, caveat: str, behind: pd.DataFrame | None = None, **tables: pd.DataFrame
) -> Shown:
    """Show a sentence whose figures are computed, with what they are computed from.

    Parameters
    ----------
    statement : str
        With ``{value}`` where the query's result stands; with the names of its fields where it is a row.
    query : str
        A Python expression over the tables, and ``pd``.
    n : int
        On how many rows it rests; on none, nothing is stated.
    caveat : str
        What it does not say.
    behind : pandas.DataFrame, optional
        The sheets or mentions whose words it rests on; the report links to them.
    **tables : pandas.DataFrame
        The tables that the query names, each by the name under which it is saved.

    Raises
    ------
    KeyError
        The statement names a field that the query's result has not.
    """
    if n == 0:
        return Shown("nothing", "", f"<p class='caveat'>Nothing to state, n = 0. {escape(caveat)}</p>")
    fields = answer(query, tables)
    said = statement.format(**fields)
    named = [name for _, name, _, _ in string.Formatter().parse(statement) if name]
    value = fields["value"] if named == ["value"] else "; ".join(f"{name}: {fields[name]}" for name in named)
    html = f"<p>{escape(said)}</p><p class='caveat'>n = {n:,}. {escape(caveat)}</p>"
    parts = {"statement": said, "value": value, "template": statement, "query": query, "n": n, "caveat": caveat}
    words = [] if behind is None else [anchor for anchor in dict.fromkeys(anchors(behind)) if anchor]
    return Shown("finding", "", f'<div class="finding">{html}</div>', tables=", ".join(tables), behind=words, **parts)


def answer(query: str, tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Run a finding's query over the tables that it names, and say each field of the result as a report does."""
    # The expressions stand in our notebooks and are run by whoever runs those; no page's text is ever evaluated.
    result = eval(query, {"pd": pd}, tables)
    fields = result.to_dict() if isinstance(result, pd.Series) else {"value": result}
    return {str(name): say(value) for name, value in fields.items()}


def say(value: Any) -> str:
    """Return a value as people read it: grouped digits, days without a time, a dash for what is missing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{value:,}"
    if isinstance(value, Real):
        return f"{float(value):,.2f}" if abs(float(value)) < 1e6 else f"{float(value):,.0f}"
    return str(value)


def _say_cell(value: Any) -> str:
    """Say a value as a table does: days in the short form that keeps columns narrow."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) and pd.notna(value) else say(value)
