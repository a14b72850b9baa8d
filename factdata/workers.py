"""Workers: the processes that read chunks, on this machine or on a Dask cluster."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 2  # chunks a worker has before it, so that none waits for the slowest


def in_order(
    function: Callable[[Given], Made], chunks: Iterable[Given], workers: int = 1, client: Any = None
) -> Iterator[Made]:
    """Yield what a function makes of each chunk, in their order, a few of them read ahead.

    Raises
    ------
    RuntimeError
        A worker process was ended from outside, as a system that runs out of memory does.
    """
    if client is None and workers == 1:
        yield from map(function, chunks)
        return
    executor, n_workers = _start(workers, client)
    try:
        yield from _run(executor, function, chunks, AHEAD * n_workers)
    except BrokenProcessPool as error:
        raise RuntimeError("a worker process was ended from outside; is there memory for so many?") from error
    finally:
        executor.shutdown(wait=client is None, cancel_futures=True)


def _start(workers: int, client: Any) -> tuple[Executor, int]:
    if client is not None:
        # A chunk whose worker is lost is read again by another, as often as the cluster's settings allow.
        return client.get_executor(pure=False), max(1, sum(client.nthreads().values()))
    if workers < 1:
        raise ValueError(f"{workers} workers: expected 1 or more")
    # Anew, and not a copy of this process, whose threads (of pyarrow, of JupyterLab) a copy would wait for in vain.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent), workers


def _run(
    executor: Executor, function: Callable[[Given], Made], chunks: Iterable[Given], n_ahead: int
) -> Iterator[Made]:
    running: deque[Future[Made]] = deque()
    for chunk in chunks:
        running.append(executor.submit(function, chunk))
        if len(running) > n_ahead:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


def _end_with_parent() -> None:
    """Let a worker end where the process that started it was killed: else it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
