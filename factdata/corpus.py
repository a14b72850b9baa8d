"""The corpus: what was read, as tables."""

import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, overload

import pandas as pd
from markupsafe import Markup

from factdata.pipeline.chunks import Finder, Part, join, read_chunk
from factdata.pipeline.guarded import Reader
from factdata.pipeline.workers import in_order
from factdata.sources.files import Source, find_documents
from factdata.sources.problems import Problems
from factdata.sources.shipped import shipped
from factdata.tables import storage
from factdata.tables.arrow import to_frame
from factdata.tables.assemble import assemble
from factdata.tables.rows import DECLARATIONS
from factdata.tables.schema import TABLES, dtypes

if TYPE_CHECKING:
    from distributed import Client

# JupyterLab aligns every cell to the right.
_LEFT = Markup('style="text-align: left; vertical-align: top"')
_HEAD = Markup("<table><caption {left}>Corpus: fact sheets {n_sheets:,}, documents {n_captures:,}</caption><tr>{heads}")
_ROW = Markup(
    "</tr><tr><td {left}><code>corpus.{name}</code></td><td>{n_rows:,}</td><td {left}>{row_is}</td>"
    "<td {left}>{warning}</td>"
)


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Fact sheets as tidy tables, each row traceable to its characters.

    Attributes
    ----------
    captures, blocks, sheets, reviews, dates, quantities, citations, metadata_dates, problems : pandas.DataFrame
        The data dictionary that `save` writes describes their columns and the limits of each.

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
    metadata_dates: pd.DataFrame
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
            A table no longer matches its declaration; nothing is written.
        """
        storage.save(self.tables, Path(folder))

    def _repr_html_(self) -> str:
        heads = ("table", "rows", "one row per", "mind that")
        cells = Markup("").join(Markup('<th scope="col" {}>{}</th>').format(_LEFT, head) for head in heads)
        html = _HEAD.format(left=_LEFT, n_sheets=len(self.sheets), n_captures=len(self.captures), heads=cells)
        for name, (_, _, cautions) in DECLARATIONS.items():
            row_is, n_rows = TABLES[name].title.removeprefix("One row per "), len(getattr(self, name))
            html += _ROW.format(left=_LEFT, name=name, n_rows=n_rows, row_is=row_is, warning=" ".join(cautions[:1]))
        return html + Markup("</tr></table>")

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(table):,} {name}" for name, table in self.tables.items())
        return f"<Corpus: {counts}>"


def read(
    source: Source | Iterable[Source],
    progress: Callable[[str], None] | None = None,
    *,
    workers: int = 1,
    client: "Client | None" = None,
) -> Corpus:
    """Read fact sheets and listings of them.

    Parameters
    ----------
    source : path, or iterable of paths
        Files, folders, web archives, and patterns such as ``pages/*.html``; folders are read with what is below
        them, in the order of their names. If a folder has a ``captures.csv``, the addresses, capture times and hashes
        that it records are used.
    progress : callable, optional
        Called with the path of each document after it has been read.
    workers : int
        Processes to read with. The result is the same for any number; more than one is worth while from some hundreds
        of pages on. A script that asks for them must be one that can be imported: see ``multiprocessing``, `spawn`.
    client : distributed.Client, optional
        Read on this Dask cluster instead, whose workers see the same files (with the extra ``dask``).

    Returns
    -------
    Corpus
        Its ``problems`` table lists what could not be read; everything else is read.

    Raises
    ------
    FileNotFoundError
        A path does not exist.

    Warns
    -----
    UserWarning
        There is nothing to read.

    Examples
    --------
    >>> import factdata as fd
    >>> corpus = fd.read("data/raw")
    >>> len(corpus.sheets)
    43
    """
    return Corpus(**join(*_read_parts(source, progress, workers, client)))


def parse(
    source: Source | Iterable[Source],
    folder: Source,
    progress: Callable[[str], None] | None = None,
    *,
    workers: int = 1,
    client: "Client | None" = None,
) -> dict[str, int]:
    """Read fact sheets into a folder of Parquet files, with only a part of them in memory at a time.

    For more pages than memory can hold, as tables: some gigabytes of archives. What is in the folder is the same as
    what `read` and `Corpus.save` would leave there, but that ``blocks.parquet``, ``sheets.parquet`` and so on are
    folders with many files in each, and that there are no CSV files. `load` reads both forms.

    Parameters
    ----------
    source, progress, workers, client
        As `read` takes them. On a cluster, each worker writes its own files, so that it must see the folder too.
    folder : path
        Where the tables go. The ones that are there stay until all of the new ones can take their places.

    Returns
    -------
    dict
        The number of rows of each table.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    OSError
        The folder cannot be written, or another run writes into it, or it holds a corpus that was saved otherwise.

    Examples
    --------
    >>> import tempfile
    >>> import factdata as fd
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     n_rows = fd.parse("data/raw", folder)
    ...     long = fd.load(folder, "sheets", columns=["division"], filters=[("n_words", ">", 60)])
    >>> n_rows["sheets"], len(long)
    (43, 6)
    """
    with storage.saving_parts(Path(folder).resolve()) as new:
        parts, finder = _read_parts(source, progress, workers, client, new)
        whole = join(parts, finder)
        storage.write_tables(whole, new)
    n_rows = {name: sum(part.n_rows[name] for part in parts) for name in TABLES}
    return n_rows | {name: len(table) for name, table in whole.items()}


def _read_parts(
    source: Source | Iterable[Source],
    progress: Callable[[str], None] | None,
    workers: int,
    client: "Client | None",
    folder: Path | None = None,
) -> tuple[list[Part], Finder]:
    finder = Finder(with_data=client is None)
    parts = []
    for part in in_order(partial(read_chunk, folder=folder), finder.find_chunks(source), workers, client):
        parts.append(part)
        if progress is not None:
            for path in part.tables["captures"]["path"].to_pylist():
                progress(path)
    for problem in finder.problems:
        if problem.code == "nothing_to_read":
            warnings.warn(f"{source}: {problem.message}", stacklevel=3)
    return parts, finder


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
    readings = []
    for day, source in enumerate((earlier, later), start=1):
        documents = [document for document in find_documents(source, problems) if document.data is not None]
        with Reader() as reader:
            pages = [(document, reading) for document in documents if (reading := reader.read(document, problems))]
        if len(pages) != 1:
            reasons = "; ".join(problem.message for problem in problems)
            raise ValueError(f"{source}: expected one page, and found {len(pages)} that can be read. {reasons}".strip())
        ((document, reading),) = pages
        found = document._replace(url=str(earlier), captured_at=datetime(1970, 1, day, tzinfo=UTC))
        given = replace(reading.capture, capture_id=found.capture_id, url=found.url, captured_at=found.captured_at)
        readings.append(reading._replace(capture=given))
    return Corpus(**{name: to_frame([table], dtypes(name)) for name, table in assemble(readings, problems).items()})


@overload
def load(folder: Source | None = None, *, filters: storage.Filters | None = None) -> Corpus: ...


@overload
def load(
    folder: Source, table: str, *, columns: Sequence[str] | None = None, filters: storage.Filters | None = None
) -> pd.DataFrame: ...


def load(
    folder: Source | None = None,
    table: str | None = None,
    *,
    columns: Sequence[str] | None = None,
    filters: storage.Filters | None = None,
) -> Corpus | pd.DataFrame:
    """Load a saved corpus, or one of its tables; without a folder, the corpus that comes with the package.

    Parameters
    ----------
    folder : path, optional
        What `Corpus.save` or `parse` has written.
    table : str, optional
        Name of the only table that is wanted.
    columns : list of str, optional
        Columns of the table that are wanted; all by default.
    filters : list of tuples, optional
        Which rows are wanted, as ``pyarrow.parquet.read_table`` takes it: ``[("n_words", ">", 50)]``. Without a table,
        it holds for all of them: ``[("capture_id", "in", ids)]`` is what there is on some captures.

    Returns
    -------
    Corpus, or pandas.DataFrame where a table is named

    Raises
    ------
    FileNotFoundError
        The folder, or a table's file in it, is not there.
    ValueError
        A file does not keep to its table's declaration, or there is no such table or column.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.load().captures.title.to_list()
    ['Fact Sheets']
    """
    where = shipped("corpus") if folder is None else Path(folder)
    if table is not None:
        return storage.load_table(where, table, columns, filters)
    return Corpus(**storage.load(where, filters))
