"""Workers: the processes that read chunks, on this machine or on a Dask cluster."""

import gc
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 2  # chunks that wait for each worker, so that none waits for the slowest


def in_order(
    function: Callable[[Given], Made], chunks: Iterable[Given], workers: int = 1, client: Any = None
) -> Iterator[Made]:
    """Yield what a function makes of each chunk, in their order, a few of them read ahead.

    Raises
    ------
    RuntimeError
        A worker process was ended from outside, as a system that runs out of memory does.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: expected 1 or more")
    if client is None and workers == 1:
        yield from map(function, chunks)
        return
    if client is not None:  # a chunk whose worker is lost is read again by another, as the cluster's settings allow
        workers = max(1, sum(client.nthreads().values()))
    executor: Executor = _pool(workers) if client is None else client.get_executor(pure=False)
    running: deque[Future[Made]] = deque()
    try:
        for chunk in chunks:
            running.append(executor.submit(function, chunk))
            if len(running) > AHEAD * workers:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
    except BrokenProcessPool as error:
        raise RuntimeError("a worker process was ended from outside; is there memory for so many?") from error
    finally:
        for future in running:
            future.cancel()
        executor.shutdown()


def _pool(workers: int) -> ProcessPoolExecutor:
    # Workers are not forked from this process: a fork lacks its threads (of pyarrow, of JupyterLab) and can wait
    # forever for their locks. They are forked from a server that has imported what they need.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["factdata.pipeline.chunks"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Exit when the parent process dies; otherwise a worker would wait for work forever."""
    gc.freeze()  # so that no collection walks through what is imported
    parent = multiprocessing.parent_process()
    assert parent is not None
    sentinel = parent.sentinel
    threading.Thread(target=lambda: (wait([sentinel]), os._exit(1)), daemon=True).start()
