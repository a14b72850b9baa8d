"""The corpus: what was read, as tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pandas as pd

from . import storage
from .assemble import assemble
from .captures import Capture, read_captures
from .collector import paused_collector
from .page import Page, read_page
from .problems import Problems
from .shipped import shipped
from .sources import Source
from .tables import TABLES


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Fact sheets as tidy tables, each row traceable to its characters.

    Attributes
    ----------
    captures, blocks, sheets, reviews, dates, quantities, citations, problems : pandas.DataFrame
        What their columns hold, and what they do not say, is in the data dictionary that `save` writes.

    Examples
    --------
    >>> import factdata as fd
    >>> corpus = fd.load()
    >>> corpus.sheets.groupby("division").size().to_dict()
    {'Enforcement and Removal': 11, 'Homeland Security Investigations': 26, 'Management and Administration': 6}
    >>> row = corpus.reviews.iloc[0]
    >>> corpus.text(row.capture_id)[row.start : row.end]
    '01/03/2018'
    """

    captures: pd.DataFrame
    blocks: pd.DataFrame
    sheets: pd.DataFrame
    reviews: pd.DataFrame
    dates: pd.DataFrame
    quantities: pd.DataFrame
    citations: pd.DataFrame
    problems: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, in the order of the data dictionary."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def text(self, capture_id: str) -> str:
        r"""Return the text that ``start`` and ``end`` count in: decoded, no byte-order mark, line ends as ``\n``.

        Raises
        ------
        KeyError
            The corpus has no such capture.
        """
        if not (self.captures.capture_id == capture_id).any():
            raise KeyError(f"no capture '{capture_id}' in this corpus; see corpus.captures.capture_id")
        blocks = self.blocks[self.blocks.capture_id == capture_id]
        return "".join(blocks.text)

    def save(self, folder: Source) -> None:
        """Write the tables as Parquet and CSV, with ``datapackage.json`` and a data dictionary.

        Raises
        ------
        pandera.errors.SchemaErrors
            A table was changed so that it no longer keeps to its declaration; nothing is written then.
        """
        storage.save(self.tables, Path(folder))

    def _repr_html_(self) -> str:
        left = 'style="text-align: left; vertical-align: top"'  # JupyterLab aligns every cell to the right
        heads = ("table", "rows", "one row per", "mind that")
        head = "".join(f'<th scope="col" {left}>{name}</th>' for name in heads)
        rows = "".join(
            f"<tr><td {left}><code>corpus.{name}</code></td><td>{len(table):,}</td>"
            f"<td {left}>{escape(TABLES[name].title.removeprefix('One row per '))}</td>"
            f"<td {left}>{escape(next(iter(TABLES[name].metadata['warnings']), ''))}</td></tr>"
            for name, table in self.tables.items()
        )
        caption = (
            f"<caption {left}>Corpus: fact sheets {len(self.sheets):,}, documents {len(self.captures):,}</caption>"
        )
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table):,} {name}" for name, table in self.tables.items())
        return f"<Corpus: {counts}>"


def read(source: Source | Iterable[Source], tick: Callable[[str], None] | None = None) -> Corpus:
    """Read fact sheets and listings of them.

    Parameters
    ----------
    source : path, or iterable of paths
        Files, folders, web archives, and patterns such as ``pages/*.html``; folders are read with what is below
        them, in the order of their names. What ``captures.csv`` in a folder says of its files (address, capture time,
        hash) is used.
    tick : callable, optional
        Called with the path of each document when it was read, to show progress.

    Returns
    -------
    Corpus
        What could not be read is in its ``problems``; the rest is read all the same.

    Raises
    ------
    FileNotFoundError
        A path does not exist.

    Examples
    --------
    >>> import factdata as fd
    >>> corpus = fd.read("data/raw")
    >>> len(corpus.sheets)
    43
    """
    problems = Problems()
    return _read_pages(read_captures(source, problems), problems, tick)


def read_pair(earlier: Source, later: Source) -> Corpus:
    """Read two documents as two captures of one page, so that `compare` has what it needs.

    Their address is the path of the earlier one. Their capture times only say which came first: they are not known,
    and set to the first two days of 1970.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    ValueError
        A path holds no readable page, or several.
    """
    problems = Problems()
    captures = []
    for day, source in enumerate((earlier, later)):
        found = list(read_captures(source, problems))
        if len(found) != 1:
            said = "; ".join(problem.message for problem in problems)
            raise ValueError(f"{source}: expected one page, and found {len(found)} that can be read. {said}".strip())
        captures.append(replace(found[0], url=str(earlier), captured_at=datetime(1970, 1, 1 + day, tzinfo=UTC)))
    return _read_pages(captures, problems, None)


@paused_collector()
def _read_pages(captures: Iterable[Capture], problems: Problems, tick: Callable[[str], None] | None) -> Corpus:
    pages: dict[str, Page] = {}
    read_ones = []
    for capture in captures:
        if capture.capture_id not in pages:
            pages[capture.capture_id] = read_page(capture.text, capture.blocks)
        read_ones.append((capture, pages[capture.capture_id]))
        if tick is not None:
            tick(capture.path)
    return Corpus(**assemble(read_ones, problems))


def load(folder: Source | None = None) -> Corpus:
    """Load a saved corpus; without a folder, the one that comes with the package.

    Raises
    ------
    FileNotFoundError
        The folder, or a table's file in it, is not there.
    ValueError
        A file does not keep to its table's declaration.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.load().captures.title.to_list()
    ['Fact Sheets']
    """
    tables = storage.load(shipped("corpus") if folder is None else Path(folder))
    return Corpus(**tables)
