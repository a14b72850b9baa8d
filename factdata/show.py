"""Charts, tables and findings as a notebook shows them, and as the report picks them up again.

Each is displayed as HTML. Beside it lies what the report needs (the drawing, the rows, the query), under a media type
of its own that JupyterLab passes over.
"""

import base64
import io
from html import escape
from numbers import Integral, Real
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .storage import SIGNIFICANT_DIGITS, write_csv

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
    svg, png = io.StringIO(), io.BytesIO()
    drawing = ax.get_figure(root=True)
    if drawing is None:
        raise ValueError("the axes belong to no figure any more; draw the chart again")
    # Without the date and the program's version the files are the same in every run.
    drawing.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    drawing.savefig(png, format="png", dpi=DPI, metadata={"Software": None})
    plt.close(drawing)
    data = base64.b64encode(png.getvalue()).decode()
    html = figure_html(f"data:image/png;base64,{data}", name, alt, caption)
    return Shown("figure", name, html, alt=alt, caption=caption, svg=svg.getvalue(), png=data)


def figure_html(address: str, name: str, alt: str, caption: str) -> str:
    """Return a figure as HTML; alternative texts survive every renderer of notebooks only in this form."""
    image = f'<img src="{escape(address)}" alt="{escape(alt)}">'
    return f'<figure id="figure-{name}">{image}<figcaption>{escape(caption)}</figcaption></figure>'


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
    write_csv(frame, csv)
    said = caption if len(frame) <= ROWS_SHOWN else f"{caption} The first {ROWS_SHOWN} of {len(frame):,} rows."
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in frame)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_say_cell(value))}</td>" for value in row) + "</tr>"
        for row in frame.head(ROWS_SHOWN).itertuples(index=False)
    )
    # JupyterLab centres a caption over the whole table, out of sight where that is wider than the page.
    html = f'<caption style="text-align: left">{escape(said)}</caption>'
    html += f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return Shown("table", name, f'<table class="shown">{html}</table>', caption=caption, csv=csv.getvalue())


def finding(statement: str, query: str, *, n: int, caveat: str, **tables: pd.DataFrame) -> Shown:
    """Show a sentence whose figures are computed, with what they are computed from.

    Parameters
    ----------
    statement : str
        With ``{value}`` where the query's result stands; with the names of its fields where it is a row.
    query : str
        A Python expression over the tables, and ``pd``.
    n : int
        On how many rows it rests.
    caveat : str
        What it does not say.
    **tables : pandas.DataFrame
        The tables that the query names, each by the name under which it is saved.

    Raises
    ------
    KeyError
        The statement names a field that the query's result has not.
    """
    said = statement.format(**answer(query, tables))
    html = f"<p>{escape(said)}</p><p class='caveat'>n = {n:,}. {escape(caveat)}</p>"
    parts = {"statement": said, "template": statement, "query": query, "n": n, "caveat": caveat}
    return Shown("finding", "", f'<div class="finding">{html}</div>', tables=", ".join(tables), **parts)


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
        return f"{float(value):,.2f}" if abs(float(value)) < 1e6 else f"{float(value):.{SIGNIFICANT_DIGITS}g}"
    return str(value)


def _say_cell(value: Any) -> str:
    """Say a value as a table does: days in the short form that keeps columns narrow."""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) and pd.notna(value) else say(value)
