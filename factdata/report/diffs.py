"""Changes as people read them: coloured in a terminal, as a Markdown table, and side by side in HTML."""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
from rich.text import Text

from factdata.tables.arrow import rows_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

_MARK = re.compile(r"(\[-|-\]|\{\+|\+\})")
_STYLES = {"": "", "-": "red", "+": "green"}
_MARKED = {"": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_MARKDOWN = {"": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
# Colours that let a light ground and a dark one through.
_HTML = {
    "": "{}",
    "-": '<del style="background: #dc262630">{}</del>',
    "+": '<ins style="background: #16a34a30">{}</ins>',
}
_SIGNS = re.compile(r"([\\`*_\[\]|~#!])")


def read_marks(line: str) -> Iterator[tuple[str, str]]:
    """Take a line of a word diff apart: ``("", stays)``, ``("-", went)``, ``("+", came)``."""
    mark = ""
    for part in _MARK.split(line):
        if not mark and part in ("[-", "{+"):
            mark = part[1]
        elif mark and part in ("-]", "+}") and part[0] == mark:
            mark = ""
        elif part:
            yield mark, part


def name_sheets(changes: pd.DataFrame, corpus: "Corpus") -> pd.DataFrame:
    """Return changes with what people know a sheet by, and the time of the earlier capture.

    Parameters
    ----------
    changes : pandas.DataFrame
        Of a `compare`.
    corpus : Corpus
        That was compared.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns, and: ``title``, ``division``, ``unit`` and ``text`` of the sheet, as the later
        capture has it, or the earlier where it went; and ``earlier_at``.
    """
    names = corpus.sheets.set_index("sheet_id")[["title", "division", "unit", "text"]]
    times = corpus.captures.drop_duplicates("capture_id").set_index("capture_id").captured_at
    sheet = changes.later_sheet.fillna(changes.earlier_sheet).rename("sheet_id")
    return changes.join(names, on=sheet).assign(earlier_at=times.reindex(changes.earlier_id).array)


def in_terminal(changes: pd.DataFrame) -> Text:
    """Return named changes for a terminal: the sheet, then a line for each passage, marked and coloured."""
    said = Text()
    for change, name, lines, facts in _read(changes):
        said.append(change, "bold").append(f"  {name}".rstrip()).append("\n")
        for line in lines:
            said.append("    ")
            for mark, text in read_marks(line):
                said.append(_MARKED[mark].format(text), _STYLES[mark])
            said.append("\n")
        if facts:
            said.append(f"    {facts}\n", "cyan")
    return said


def in_markdown(changes: pd.DataFrame) -> str:
    """Return named changes as a Markdown table; what went is ``<del>`` and what came ``<ins>``."""

    def plain(text: str) -> str:
        return _SIGNS.sub(r"\\\1", escape(text, quote=False))

    rows = ["| change | sheet | what | facts |", "|---|---|---|---|"]
    for change, name, lines, facts in _read(changes):
        what = "<br>".join(_mark(read_marks(line), _MARKDOWN, plain) for line in lines)
        rows.append(f"| {change} | {plain(name)} | {what} | {plain(facts)} |")
    return "\n".join(rows)


class Html(str):
    """HTML that a notebook shows as such."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def side_by_side(changes: pd.DataFrame, caption: str) -> Html:
    """Return named changes as an HTML table: what passages said on the left, and on the right what they say."""
    rows = f'<caption style="text-align: left">{escape(caption)}</caption>'
    rows += '<thead><tr><th scope="col">before</th><th scope="col">after</th></tr></thead>'
    for change, name, lines, _ in _read(changes):
        head = escape(f"{name} ({change})".strip())
        rows += f'<tbody><tr><th colspan="2" scope="rowgroup" style="text-align: left">{head}</th></tr>'
        for line in lines:
            parts = list(read_marks(line))
            sides = (_mark((part for part in parts if part[0] != other), _HTML, escape) for other in "+-")
            rows += (
                "<tr>" + "".join(f'<td style="width: 50%; text-align: left">{side}</td>' for side in sides) + "</tr>"
            )
        rows += "</tbody>"
    return Html(f'<table class="shown">{rows}</table>')


def _read(changes: pd.DataFrame) -> Iterator[tuple[str, str, list[str], str]]:
    columns = ("change", "division", "unit", "title", "what", "facts")
    for change, division, unit, title, what, facts in rows_of(changes, *columns):
        where = " > ".join(filter(None, (division, unit)))
        yield change, ": ".join(filter(None, (where, title))), (what or "").splitlines(), facts or ""


def _mark(parts: Iterator[tuple[str, str]], forms: dict[str, str], plain: Callable[[str], str]) -> str:
    return "".join(forms[mark].format(plain(text)) for mark, text in parts)
