"""Peers: the packages that ours is measured beside, each time in a new environment, so that none is a dependency."""

import subprocess
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def peers(*packages: str) -> Iterator[Path]:
    """Give the Python of an environment with these packages from PyPI, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="factdata-peers-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        command = [python, "-m", "pip", "install", "--quiet", *packages]
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # pip's warnings are not ours
        if done.returncode:
            raise RuntimeError(f"pip could not install {', '.join(packages)}:\n{done.stderr}")
        yield python
