"""Run every benchmark: ``python -m tests.benchmarks [NAME ...] [--data FOLDER]``.

A benchmark is a module beside this one with ``run(data)``, which yields rows. A row is a ratio of two things measured
by turns in one run, so that what else the machine does falls on both.
"""

import argparse
import importlib
import pkgutil
from pathlib import Path

from tests.benchmarks.rows import Row


def main() -> None:
    names = sorted(
        module.name
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if module.name
        not in ("__main__", "corpora", "peers", "rows", "samples", "stamps")  # these count, and have words of their own
    )
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; without any, all of them")
    parser.add_argument("--data", type=Path, help="folder of corpora, for the benchmarks that need one")
    chosen = parser.parse_args()
    for name in chosen.names or names:
        module = importlib.import_module(f"tests.benchmarks.{name}")
        print(getattr(module, "HEAD", Row.HEAD))  # what is no ratio has a head of its own
        for row in module.run(chosen.data):
            print(row, flush=True)


if __name__ == "__main__":
    main()
