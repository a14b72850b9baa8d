"""What more processes, a Dask cluster, and writing in parts cost: 20,000 pages of 20 kB, or as many as one asks for.

`python -m tests.benchmarks scale`, or `python -m tests.benchmarks.scale PAGES [MEGABYTES]`. Processor time is of all
processes, their start included. The time on the clock says something on a machine with nothing else to do only.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import corpora
from tests.benchmarks.rows import Row

N_PAGES = 20_000
MEGABYTES = 2_000

# The server that workers are copies of is waited for, or the time that they took would not be counted.
READ = """
import sys, factdata as fd
from multiprocessing import forkserver
if __name__ == "__main__":
    fd.read(sys.argv[1], workers={workers})
    forkserver._forkserver._stop()
"""
PARSE = "import sys, factdata as fd\nif __name__ == '__main__':\n    fd.parse(sys.argv[1], sys.argv[2])"
DASK = """
import sys, factdata as fd
from distributed import Client, LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        fd.parse(sys.argv[1], sys.argv[2], client=client)
"""


# The most that the process itself had in memory: what is known of children is the most of all of them so far.
TELL = "\nif __name__ == '__main__':\n    import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"


class Cost(NamedTuple):
    """Seconds of all processors, seconds on the clock, and the most MB that the process had in memory."""

    cpu: float
    clock: float
    megabytes: float


def run(data: Path | None, n_pages: int = N_PAGES, megabytes: int = MEGABYTES) -> Iterator[Row]:
    """Time each way to read once: it takes minutes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.warc"
        corpora.write(file, n_pages)
        one, two = (_cost(READ.format(workers=workers), file) for workers in (1, 2))
        yield Row(f"{n_pages:,} pages: CPU, two workers / one", [two.cpu], [one.cpu], "1.05")
        yield Row(f"{n_pages:,} pages: clock, one worker / two", [one.clock], [two.clock], "at least 1.8")
        parts = _cost(PARSE, file, Path(folder) / "parts")
        cluster = _cost(DASK, file, Path(folder) / "dask")
        yield Row(f"{n_pages:,} pages to parts: CPU, Dask / one", [cluster.cpu], [parts.cpu], "1.25")
        corpora.main(file, megabytes)
        large = _cost(PARSE, file, Path(folder) / "large")
        yield Row(f"{megabytes:,} MB to parts: MB in memory / 600", [large.megabytes], [600.0], "1")


def _cost(code: str, *arguments: Path) -> Cost:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(code + TELL)
        script.flush()
        command = [sys.executable, script.name, *map(str, arguments)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, time.perf_counter() - begun, int(told.split()[-1]) / 1024)


if __name__ == "__main__":
    print(Row.HEAD)
    for row in run(None, *map(int, sys.argv[1:])):
        print(row, flush=True)
