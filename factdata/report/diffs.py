"""Changes as people read them: coloured in a terminal, as a Markdown table, and side by side in HTML."""

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

import pandas as pd
from rich.text import Text

from factdata.report.html import render_part, say

if TYPE_CHECKING:
    from factdata.corpus import Corpus

_MARK = re.compile(r"(\[-|-\]|\{\+|\+\})")
_MOVED = re.compile(r"((?:unit|division|title): )(.*) -> (.*)")
_STYLES = {"": "", "-": "red", "+": "green"}
_MARKED = {"": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
_MARKDOWN = {"": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
_SIGNS = re.compile(r"([\\`*_\[\]|~#!])")


class Part(NamedTuple):
    """A part of a passage: unmarked, removed or added."""

    mark: Literal["", "-", "+"]
    text: str


class Change(NamedTuple):
    """A sheet's change, with its passages."""

    change: str
    name: str
    lines: list[list[Part]]
    facts: str
    division: str
    day: str
    when: str


def read_marks(line: str) -> Iterator[Part]:
    """Take a line of a word diff apart, or of headings: `unit: Operation Predator -> Human Smuggling`."""
    if moved := _MOVED.fullmatch(line):
        yield from (Part("", moved[1]), Part("-", moved[2]), Part("+", moved[3]))
        return
    mark: Literal["", "-", "+"] = ""
    for part in _MARK.split(line):
        if not mark and part in ("[-", "{+"):
            mark = "-" if part == "[-" else "+"
        elif mark and part in ("-]", "+}") and part[0] == mark:
            mark = ""
        elif part:
            yield Part(mark, part)


def name_sheets(changes: pd.DataFrame, corpus: "Corpus") -> pd.DataFrame:
    """Return changes with what people know a sheet by, and the time of the earlier capture.

    Parameters
    ----------
    changes : pandas.DataFrame
        A `compare`.
    corpus : Corpus
        The corpus that was compared.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns, and: ``title``, ``division``, ``unit`` and ``text`` of the sheet, as the later
        capture has it, or the earlier one where the sheet was removed; and ``earlier_at``.
    """
    sheets = corpus.sheets.drop_duplicates("sheet_id").set_index("sheet_id")
    times = corpus.captures.drop_duplicates("capture_id").set_index("capture_id").captured_at
    sheets = sheets.reindex(changes.later_sheet.fillna(changes.earlier_sheet))
    names = {column: sheets[column].array for column in ("title", "division", "unit", "text")}
    return changes.assign(**names, earlier_at=times.reindex(changes.earlier_id).array)


def quote(what: str) -> str:
    """Return of a word diff the passage that gained most, as it is now: one that was altered before one that is new."""
    best, rank = "", (False, -1)
    for line in map(list, map(read_marks, what.splitlines())):
        gain = sum(len(part.text) for part in line if part.mark == "+")
        is_altered = gain > 0 and any(part.mark == "-" for part in line)
        if (is_altered, gain) > rank:
            best, rank = "".join(part.text for part in line if part.mark != ("-" if gain else "+")), (is_altered, gain)
    return best


def compare_stamps(corpus: "Corpus") -> str:
    """Say whether the page's stamp moved between two captures; nothing where one of them has no stamp of its own."""
    single = corpus.captures.capture_id[corpus.captures.kind == "sheet"]  # whose stamps are of the sheet
    own = corpus.reviews[corpus.reviews.sheet_id.isna() | corpus.reviews.capture_id.isin(single)]
    stamps = own.groupby("capture_id", sort=False).date.max()
    if len(stamps) < 2:
        return ""
    before, after = (f"{stamp:%Y-%m-%d}" for stamp in stamps)
    if before == after:
        return f"The page's stamp did not move: {before}."
    return f"The page's stamp moved from {before} to {after}."


def in_terminal(changes: pd.DataFrame) -> Text:
    """Return named changes for a terminal: the sheet, then a line for each passage, marked and coloured."""
    text = Text()
    for change in _read(changes):
        text.append(change.change, "bold").append(f"  {change.name}".rstrip()).append("\n")
        for line in change.lines:
            text.append("    ")
            for part in line:
                text.append(_MARKED[part.mark].format(part.text), _STYLES[part.mark])
            text.append("\n")
        if change.facts:
            text.append(f"    {change.facts}\n", "cyan")
    return text


def in_markdown(changes: pd.DataFrame) -> str:
    """Return named changes as a Markdown table; what was removed is ``<del>`` and what was added ``<ins>``."""

    def plain(text: str) -> str:
        return _SIGNS.sub(r"\\\1", escape(text, quote=False))

    rows = ["| change | sheet | what | facts |", "|---|---|---|---|"]
    for change in _read(changes):
        lines = ("".join(_MARKDOWN[part.mark].format(plain(part.text)) for part in line) for line in change.lines)
        rows.append(f"| {change.change} | {plain(change.name)} | {'<br>'.join(lines)} | {plain(change.facts)} |")
    return "\n".join(rows)


class Html(str):
    """HTML that a notebook shows as such."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def side_by_side(changes: pd.DataFrame, caption: str) -> Html:
    """Return named changes as an HTML table: passages before the change on the left, after it on the right."""
    return Html(render_part("diff", changes=list(_read(changes)), caption=caption))


def _read(changes: pd.DataFrame) -> Iterator[Change]:
    for row in changes.itertuples():
        names = [value for value in (row.division, row.unit) if pd.notna(value)]
        title = row.title if pd.notna(row.title) else ""
        name = ": ".join(filter(None, (" > ".join(names), title)))
        what = "" if pd.isna(row.what) else row.what
        facts = "" if pd.isna(row.facts) else row.facts
        lines = [list(read_marks(line)) for line in what.splitlines()]
        when = f"seen on {say(row.captured_at.tz_localize(None))}" if pd.notna(row.captured_at) else ""
        day = f"{row.captured_at:%Y-%m-%d}" if pd.notna(row.captured_at) else ""
        yield Change(str(row.change), name, lines, facts, names[0] if names else "", day, when)
