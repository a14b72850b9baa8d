"""Runs notebooks, as many at a time as there are processors, and keeps each run for as long as it would be the same."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from factdata.report.cache import Cache, digest, digest_code, digest_files
from factdata.report.make import NotebookError

CELL_SECONDS = 600  # of one cell; a notebook that hangs must end


def run_notebooks(
    files: Sequence[Path], tables: Path, cache: Cache, only: Sequence[str], log: Callable[[str], None]
) -> dict[str, NotebookNode]:
    """Run the notebooks on saved tables, but for those whose last run was on the same tables with the same code.

    Parameters
    ----------
    files : sequence of pathlib.Path
        The notebooks, in the order in which they are read.
    tables : pathlib.Path
        Folder that `Corpus.save` has written.
    cache : Cache
        Where runs are kept.
    only : sequence of str
        Names of the notebooks that may be run; without any, all may. Of the others, those whose last run still holds
        are returned.
    log : callable
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
        record = cache.find(file.stem, keys[file.stem])
        if record is not None:
            runs[file.stem] = nbformat.from_dict(record["run"])
            log(f"{file.stem}: unchanged")
        elif not only or file.stem in only:
            waiting.append(file)
        else:
            log(f"{file.stem}: left out")

    def keep(name: str, run: NotebookNode) -> None:
        runs[name] = run
        cache.store(name, keys[name], run=run)

    asyncio.run(_run_all(waiting, tables.resolve(), keep, log))
    return {file.stem: runs[file.stem] for file in files if file.stem in runs}


async def _run_all(
    files: list[Path], tables: Path, keep: Callable[[str, NotebookNode], None], log: Callable[[str], None]
) -> None:
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def run(file: Path) -> None:
        async with free:
            began = time.perf_counter()
            keep(file.stem, await _run(file, tables))
            log(f"{file.stem}: run in {time.perf_counter() - began:.1f} s")

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
        reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        where = f"{file.name}, cell '{last.id}':\n\n{cells[last.id]}" if last else file.name
        raise NotebookError(f"{where}\n\n{reason}") from error
    for cell in notebook.cells:
        cell.source = cells[cell.id]  # a report does not tell where it was made
    return notebook
