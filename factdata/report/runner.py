"""Runs notebooks, as many at a time as there are processors, and keeps each run for as long as it would be the same."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from factdata.report.cache import digest, digest_code, digest_files

CELL_SECONDS = 600  # of one cell; a notebook that hangs must end


class NotebookError(Exception):
    """A notebook failed; says which cell, and how."""


def run_notebooks(
    files: Sequence[Path], tables: Path, kept: Path, only: Sequence[str], tell: Callable[[str], None]
) -> dict[str, NotebookNode]:
    """Run the notebooks on saved tables, but for those whose last run was on the same tables with the same code.

    Parameters
    ----------
    files : sequence of pathlib.Path
        The notebooks, in the order in which they are read.
    tables : pathlib.Path
        Folder that `Corpus.save` has written.
    kept : pathlib.Path
        Folder that runs are kept in.
    only : sequence of str
        Names of the notebooks that may be run; without any, all may. Of the others, those whose last run still holds
        are returned.
    tell : callable
        Called with a line on each notebook.

    Raises
    ------
    NotebookError
        A cell failed. The other notebooks' runs are kept.
    """
    same = digest([digest_code(), digest_files(tables)])
    keys = {file.stem: digest([same, file.read_bytes()]) for file in files}
    runs: dict[str, NotebookNode] = {}
    waiting = []
    for file in files:
        run = _load_run(kept / f"{file.stem}.json", keys[file.stem])
        if run is not None:
            runs[file.stem] = run
            tell(f"{file.stem}: unchanged")
        elif not only or file.stem in only:
            waiting.append(file)
        else:
            tell(f"{file.stem}: left out")

    def keep(name: str, run: NotebookNode) -> None:
        runs[name] = run
        kept.mkdir(parents=True, exist_ok=True)
        (kept / f"{name}.json").write_text(json.dumps({"key": keys[name], "run": run}, ensure_ascii=False), "utf-8")

    asyncio.run(_run_all(waiting, tables.resolve(), keep, tell))
    return {file.stem: runs[file.stem] for file in files if file.stem in runs}


def _load_run(file: Path, key: str) -> NotebookNode | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
        return nbformat.from_dict(kept["run"]) if kept["key"] == key else None
    except (OSError, ValueError, KeyError):
        return None


async def _run_all(
    files: list[Path], tables: Path, keep: Callable[[str, NotebookNode], None], tell: Callable[[str], None]
) -> None:
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def run(file: Path) -> None:
        async with free:
            began = time.perf_counter()
            keep(file.stem, await _run(file, tables))
            tell(f"{file.stem}: run in {time.perf_counter() - began:.1f} s")

    # Each is let run to its end: a kernel that is cut off leaves its own errors behind the one that counts.
    for result in await asyncio.gather(*map(run, files), return_exceptions=True):
        if isinstance(result, BaseException):
            raise result


async def _run(file: Path, tables: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(file, as_version=4)
    except ValueError as error:  # such as the marks of a merge that was not resolved
        raise NotebookError(f"{file.name}: no notebook: {error}") from error
    cells = {cell.id: cell.source for cell in notebook.cells}
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += f"\nraw, folder = None, {str(tables)!r}"
    last = notebook.cells[0] if notebook.cells else None

    def note(cell: NotebookNode, cell_index: int) -> None:
        nonlocal last
        last = cell

    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        record_timing=False,  # times would make the same notebook other bytes
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=40"],  # ipykernel warns of plain TCP, which stays on this machine
        on_cell_execute=note,
    )
    try:
        await client.async_execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        said = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        where = f"{file.name}, cell '{last.id}':\n\n{cells[last.id]}" if last else file.name
        raise NotebookError(f"{where}\n\n{said}") from error
    for cell in notebook.cells:
        cell.source = cells[cell.id]  # a report does not tell where it was made
    return notebook
