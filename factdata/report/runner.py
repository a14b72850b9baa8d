"""Runs notebooks, as many at a time as there are processors, and keeps each run for as long as it would be the same."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event, Lock

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

    With ``only``, the notebooks of other names are returned where their last run still holds, and else left out.

    Raises
    ------
    NotebookError
        A cell failed. The other notebooks' runs are kept.
    """
    interrupted = Event()
    one = Lock()  # for the cache, which one thread writes at a time
    same = digest([digest_code(), digest_files(tables)])

    def run(file: Path) -> NotebookNode | None:
        key = digest([same, file.read_bytes()])
        if record := cache.find(file.stem, key):
            log(f"{file.stem}: unchanged")
            return NotebookNode(nbformat.from_dict(record["run"]))
        if only and file.stem not in only:
            log(f"{file.stem}: left out")
            return None
        began = time.perf_counter()
        made = _run(file, tables.resolve(), interrupted)
        with one:
            cache.store(file.stem, key, run=made)
        log(f"{file.stem}: run in {time.perf_counter() - began:.1f} s")
        return made

    with ThreadPoolExecutor(os.cpu_count()) as threads:  # leaving it waits for all: each is let run to its end
        runs = {file.stem: threads.submit(run, file) for file in files}
        try:
            wait(runs.values())
        except KeyboardInterrupt:  # of which threads do not hear
            interrupted.set()
            threads.shutdown(wait=False, cancel_futures=True)
            raise
    return {name: made for name, future in runs.items() if (made := future.result()) is not None}


def _run(file: Path, tables: Path, interrupted: Event) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(file, as_version=4)
    except ValueError as error:  # such as the marks of a merge that was not resolved
        raise NotebookError(f"{file.name}: no notebook: {error}") from error
    sources = {cell.id: cell.source for cell in notebook.cells}
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += f"\nraw, folder = None, {str(tables)!r}"
    begun: list[str] = []
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        record_timing=False,  # times would make the same notebook other bytes
        kernel_name="python3",
        shutdown_kernel="immediate",  # it has nothing to save; one that is asked to end can print a traceback
        extra_arguments=["--IPKernelApp.log_level=40"],  # ipykernel warns of plain TCP, which stays on this machine
        on_cell_execute=lambda cell, cell_index: begun.append(cell.id),
    )
    try:
        asyncio.run(_execute(client, interrupted))
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        reason = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        where = f"{file.name}, cell '{begun[-1]}':\n\n{sources[begun[-1]]}" if begun else file.name
        raise NotebookError(f"{where}\n\n{reason}") from error
    for cell in notebook.cells:
        cell.source = sources[cell.id]  # a report does not tell where it was made
    return notebook


async def _execute(client: NotebookClient, interrupted: Event) -> None:
    run = asyncio.ensure_future(client.async_execute())
    while not run.done() and not interrupted.is_set():
        await asyncio.wait([run], timeout=0.2)
    if interrupted.is_set():
        run.cancel()  # nbclient ends the kernel then
    await run
