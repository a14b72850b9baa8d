"""What ``import factdata`` costs, beside ``import pandas``."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.rows import Row, by_turns


def run(data: Path | None) -> Iterator[Row]:
    def start(module: str) -> None:
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)

    yield Row(
        "import factdata / import pandas", *by_turns(lambda: start("factdata"), lambda: start("pandas"), 11), "1.15"
    )
