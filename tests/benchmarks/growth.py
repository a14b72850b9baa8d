"""How time and memory grow with the captures: 1, 10, 100 and 1,000 times 20 pages of 20 kB, to tables and to parts."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks import corpora
from tests.benchmarks.rows import Row

N_PAGES = 20
TIMES = (1, 10, 100, 1_000)

#: Says the seconds of the processor, and the MB, that came on top of those of the import.
CODE = """
import resource, sys, time
import factdata as fd
fd.load()
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, begun = peak(), time.process_time()
fd.parse(*sys.argv[1:]) if len(sys.argv) > 2 else fd.read(sys.argv[1])
print(time.process_time() - begun, peak() - before)
"""


def run(data: Path | None) -> Iterator[Row]:
    for what in ("read", "parse"):
        with tempfile.TemporaryDirectory() as folder:
            measured = [_measure(Path(folder), N_PAGES * times, what == "parse") for times in TIMES]
        for (name, unit), values in zip((("time", "s"), ("memory", "MB")), zip(*measured, strict=True), strict=True):
            exponent = float(np.polyfit(np.log(TIMES), np.log(values), 1)[0])
            said = " ".join(f"{value:.2g}" for value in values)
            yield Row(f"{what}, {name}: {said} {unit}", [exponent], [1.0], "1.05, the exponent")


def _measure(folder: Path, n_pages: int, to_parts: bool) -> tuple[float, float]:
    file = folder / f"{n_pages}.warc"
    corpora.write(file, n_pages)
    command = [sys.executable, "-c", CODE, file, *([folder / "out"] if to_parts else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes
