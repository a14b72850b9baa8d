"""Workers: the processes that read chunks, on this machine or on a Dask cluster."""

import gc
import multiprocessing
import os
import pickle
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 2  # chunks a worker has before it, so that none waits for the slowest
ALIGNED = 8  # bytes, as Arrow has its buffers


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
    if client is not None:
        # A chunk whose worker is lost is read again by another, as often as the cluster's settings allow.
        with client.get_executor(pure=False) as executor:
            yield from _run(executor, function, chunks, max(1, sum(client.nthreads().values())))
        return
    if workers < 1:
        raise ValueError(f"{workers} workers: expected 1 or more")
    with tempfile.TemporaryDirectory(prefix="factdata-") as folder, _pool(workers) as executor:
        for left in _run(executor, partial(_leave, function, folder), chunks, workers):
            yield _take(*left)


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    # Not copies of this process, whose threads (of pyarrow, of JupyterLab) a copy would wait for in vain. The server
    # that they are copies of imports once what they need.
    context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["factdata.pipeline.chunks"])
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield executor
    except BrokenProcessPool as error:
        raise RuntimeError("a worker process was ended from outside; is there memory for so many?") from error
    finally:
        executor.shutdown(cancel_futures=True)


def _run(
    executor: Executor, function: Callable[[Given], Made], chunks: Iterable[Given], n_workers: int
) -> Iterator[Made]:
    running: deque[Future[Made]] = deque()
    for chunk in chunks:
        running.append(executor.submit(function, chunk))
        if len(running) > AHEAD * n_workers:
            yield running.popleft().result()
    while running:
        yield running.popleft().result()


def _leave(function: Callable[[Given], Made], folder: str, chunk: Given) -> tuple[bytes, str, list[int]]:
    """Leave the buffers of a result in a file: on their way through a pipe they would be copied four times."""
    buffers: list[pickle.PickleBuffer] = []
    head = pickle.dumps(function(chunk), protocol=5, buffer_callback=buffers.append)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        for buffer in buffers:
            file.write(buffer.raw())
            file.write(bytes(-buffer.raw().nbytes % ALIGNED))
    return head, name, [buffer.raw().nbytes for buffer in buffers]


def _take(head: bytes, name: str, sizes: list[int]) -> Any:
    data = memoryview(Path(name).read_bytes())
    Path(name).unlink()
    buffers, start = [], 0
    for size in sizes:
        buffers.append(data[start : start + size])
        start += size + -size % ALIGNED
    return pickle.loads(head, buffers=buffers)


def _begin() -> None:
    """Let a worker end where the process that started it was killed: else it would wait for work for ever."""
    gc.freeze()  # what is imported, lest each collection walk through it
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
