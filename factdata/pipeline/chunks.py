"""Chunks: what a reading is cut into, so that little of it is in memory at once, and any process can read a part."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from factdata.pipeline.guarded import Reader, note_fault
from factdata.sources.documents import Document
from factdata.sources.files import Source, find_documents
from factdata.sources.formats import SUFFIXES
from factdata.sources.problems import Problem, Problems
from factdata.tables.arrow import rows_of, to_frame
from factdata.tables.assemble import assemble
from factdata.tables.reading import Reading
from factdata.tables.rows import CaptureRow
from factdata.tables.schema import build, dtypes
from factdata.tables.storage import SPLIT, write_part

MAX_BYTES = 4 * 2**20  # of a chunk, some 50 MB while it is read
MAX_DOCUMENTS = 1_000  # for small ones; a table costs a millisecond, however few rows it has

# What is known of a page whose first visit is in another archive.
_UNKNOWN = CaptureRow("", "", None, None, "other", None, None, "", None, None, 0, None)

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
        number = -1
        for number, document in enumerate(find_documents(source, self.problems)):
            bare, name = document._replace(data=None), document.capture_id
            if document.data is None or name in paths:
                original = digests.get(document.digest or "") if document.data is None else paths[name]
                self.repeats.append(Repeat(number, bare, original))
                continue
            paths[name] = document.path
            if document.digest:
                digests[document.digest] = document.path
            chunk.append((number, document if self._with_data else bare))
            n_bytes += len(document.data)
            if n_bytes >= MAX_BYTES or len(chunk) == MAX_DOCUMENTS:
                yield chunk
                chunk, n_chunks, n_bytes = [], n_chunks + 1, 0
        if number < 0 and not any(problem.severity == "error" for problem in self.problems):
            message = f"nothing to read: expected files whose names end in {', '.join(SUFFIXES)} (or the same and .gz)"
            self.problems.warn(".", "nothing_to_read", message)
        if chunk or not n_chunks:
            yield chunk


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector: it would walk through millions of rows again and again, 30 % of the time on 200 pages."""
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

    Runs in any process: its arguments and its result can be pickled.
    """
    problems = Problems()
    with Reader() as reader:
        read = [(number, reader.read(document, problems)) for number, document in chunk]
    readings = [(number, reading) for number, reading in read if reading]
    try:
        tables = assemble([reading for _, reading in readings], problems)
    except Exception:
        readings = [numbered for numbered in readings if _can_assemble(numbered[1], problems)]
        tables = assemble([reading for _, reading in readings], problems)
    part = Part([number for number, _ in readings], tables, {name: table.num_rows for name, table in tables.items()})
    if folder is not None:
        for name in SPLIT:
            write_part(tables.pop(name), folder, name, chunk[0][0] if chunk else 0)
    return part


def _can_assemble(reading: Reading, problems: Problems) -> bool:
    try:
        return bool(assemble([reading], []))
    except Exception as error:
        note_fault(reading.capture.path, repr(error), problems)
        return False


def join(parts: Sequence[Part], finder: Finder) -> dict[str, pd.DataFrame]:
    """Make tables of the parts that were read, in their order, with a row for each repeat in its place."""
    tables = {name: to_frame([part.tables[name] for part in parts], dtypes(name)) for name in parts[0].tables}
    captures = tables["captures"].set_axis([number for part in parts for number in part.numbers])
    problems = [*finder.problems, *starmap(Problem, rows_of(tables["problems"], *Problem._fields))]
    rows = _repeated(finder.repeats, captures, problems)
    if rows:
        again = build("captures", list(rows.values())).set_axis(list(rows))
        captures = pd.concat([captures, again]).sort_index()
    return {**tables, "captures": captures.reset_index(drop=True), "problems": build("problems", problems)}


def _repeated(repeats: Sequence[Repeat], captures: pd.DataFrame, problems: list[Problem]) -> dict[int, CaptureRow]:
    """Return the captures' rows of repeats by number, and add the problems of those that repeat what was not read."""
    found = captures[captures.path.isin({repeat.original for repeat in repeats})]
    originals = {row.path: row for row in starmap(CaptureRow, rows_of(found, *CaptureRow._fields))}
    problems_of: dict[str | None, list[Problem]] = defaultdict(list)
    for problem in problems:
        problems_of[problem.path].append(problem)
    rows: dict[int, CaptureRow] = {}
    for number, document, path in repeats:
        original = originals.get(path or "")
        if not document.sha256:  # an archive visited it again and found the same; it is not shown a second time
            row = original or _UNKNOWN._replace(media_type=document.media_type)
            rows[number] = row._replace(
                capture_id=document._replace(sha256=row.sha256 or "").capture_id,
                path=document.path,
                url=document.url,
                captured_at=document.captured_at,
                kind="other",
                genre=None,
                title=None,
            )
        elif original:
            rows[number] = original._replace(path=document.path)
        else:
            problems += [problem._replace(path=document.path) for problem in problems_of[path]]
    return rows
