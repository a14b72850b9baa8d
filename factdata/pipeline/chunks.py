"""Chunks: what a reading is cut into, so that little of it is in memory at once, and any process can read a part."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from factdata.page.captures import Capture, read_capture
from factdata.page.page import Page, read_page
from factdata.sources.documents import Document
from factdata.sources.files import Source, find_documents
from factdata.sources.problems import Problems
from factdata.tables.arrow import to_frame
from factdata.tables.rows import Row, assemble
from factdata.tables.schema import build, dtypes
from factdata.tables.storage import SPLIT, write_part

MAX_BYTES = 4 * 2**20  # of a chunk, some 50 MB while it is read
MAX_DOCUMENTS = 1_000  # for small ones; a table costs a millisecond, however few rows it has

# A document and its number among all that were found.
Numbered = tuple[int, Document]


class Repeat(NamedTuple):
    """A document that was found before, or that an archive says it has met: not read again, but a capture all the same.

    `original` is the path of the first; ``None``: it is in another archive.
    """

    number: int
    document: Document
    original: str | None


class Part(NamedTuple):
    """What was read of a chunk: its tables, their numbers of rows, and the number of each capture's document."""

    numbers: list[int]
    tables: dict[str, pa.Table]
    n_rows: dict[str, int]


class Finder:
    """Finds documents, and what is to be said of those that are not to be read."""

    def __init__(self, with_data: bool = True) -> None:
        self.problems = Problems()
        self.repeats: list[Repeat] = []
        self._with_data = with_data  # where the bytes are left behind, who reads the chunk takes them from the file

    def find_chunks(self, source: Source | Iterable[Source]) -> Iterator[list[Numbered]]:
        """Yield what there is to read, in order; at least one chunk, if an empty one.

        Raises
        ------
        FileNotFoundError
            A path that was asked for does not exist.
        """
        paths: dict[str, str] = {}  # of what was found before, by capture_id
        digests: dict[str, str] = {}  # and by the archive's own hash
        chunk: list[Numbered] = []
        n_chunks = n_bytes = 0
        for number, document in enumerate(find_documents(source, self.problems)):
            bare = document._replace(data=None)
            if document.data is None:
                self.repeats.append(Repeat(number, bare, digests.get(document.digest or "")))
                continue
            name = document.capture_id
            if name in paths:
                self.repeats.append(Repeat(number, bare, paths[name]))
                continue
            paths[name] = document.path
            if document.digest:
                digests[document.digest] = document.path
            chunk.append((number, document if self._with_data else bare))
            n_bytes += len(document.data)
            if n_bytes >= MAX_BYTES or len(chunk) == MAX_DOCUMENTS:
                yield chunk
                chunk, n_chunks, n_bytes = [], n_chunks + 1, 0
        if chunk or not n_chunks:
            yield chunk


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector, and leave it as it was found.

    Rows of tables are small tuples by the million, which it would walk through again and again: on 200 pages it took
    30 % of the time. What is not in a cycle is freed all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@paused_collector()
def read_chunk(chunk: Sequence[Numbered], folder: Path | None = None) -> Part:
    """Read the documents of a chunk; with a folder, all tables but captures and problems are written there.

    Runs in any process: what it is given and what it returns can be sent.
    """
    problems = Problems()
    try:
        part = _read(chunk, problems)
    except Exception:  # whatever it is, one page must not take the others with it
        problems, sound = Problems(), []
        for numbered in chunk:
            try:
                _read([numbered], Problems())
                sound.append(numbered)
            except Exception as error:
                message = f"not read, and the fault is factdata's: {error!r}; please report it, with the page"
                problems.error(numbered[1].path, "fault", message)
        part = _read(sound, problems)
    if folder is not None:
        for name in SPLIT:
            write_part(part.tables.pop(name), folder, name, chunk[0][0] if chunk else 0)
    return part


def _read(chunk: Sequence[Numbered], problems: Problems) -> Part:
    pages: list[tuple[Capture, Page]] = []
    numbers = []
    for number, document in chunk:
        if capture := read_capture(document, problems):
            page = read_page(capture.text, capture.blocks)
            pages.append((capture, page))
            numbers.append(number)
            for start, surface in page.impossible:
                message = f"the calendar has no '{surface}', which the page gives as its date"
                problems.warn(capture.path, "impossible_date", message, capture.capture_id, start)
    tables = assemble(pages, problems)
    return Part(numbers, tables, {name: table.num_rows for name, table in tables.items()})


def join(parts: Sequence[Part], finder: Finder) -> dict[str, pd.DataFrame]:
    """Make tables of the parts that were read, in their order, with a row for each repeat in its place."""
    tables = {name: to_frame([part.tables[name] for part in parts], dtypes(name)) for name in parts[0].tables}
    captures = tables["captures"].set_axis([number for part in parts for number in part.numbers])
    problems = [*finder.problems, *tables["problems"].itertuples(index=False, name=None)]
    rows = _repeated(finder.repeats, captures, problems)
    if rows:
        again = build("captures", list(rows.values())).set_axis(list(rows))
        captures = pd.concat([captures, again]).sort_index()
    return {**tables, "captures": captures.reset_index(drop=True), "problems": build("problems", problems)}


def _repeated(repeats: Sequence[Repeat], captures: pd.DataFrame, problems: list[Row]) -> dict[int, Row]:
    """Return the captures' rows of repeats by number, and add the problems of those that repeat what was not read."""
    is_original = captures.path.isin({repeat.original for repeat in repeats})
    originals = {row.path: row for row in captures[is_original].itertuples(index=False)}
    said: dict[str, list[Row]] = defaultdict(list)
    for problem in problems:
        said[problem[0]].append(problem)
    rows: dict[int, Row] = {}
    for number, document, path in repeats:
        original = originals.get(path)
        if document.sha256 and original:
            rows[number] = tuple(original._replace(path=document.path))
        elif document.sha256:
            problems += [(document.path, *problem[1:]) for problem in said[path or ""]]
        else:
            rows[number] = _revisit(document, original)
    return rows


def _revisit(document: Document, original: Any) -> Row:
    """Return the row of a page that an archive visited again and found the same; it is not shown a second time."""
    if original is None:  # the first visit is in another archive
        told = (document.media_type, "", None, 0, None)
    else:
        document = document._replace(sha256=original.sha256)
        told = (original.media_type, original.encoding, original.language, original.n_bytes, original.sha256)
    return (document.capture_id, document.path, document.url, document.captured_at, "other", None, *told)
