"""Two captures of a listing of 100 KB to typed changes, reading included, beside ``str.splitlines`` and difflib."""

import difflib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import factdata as fd
from tests.benchmarks.rows import Row, by_turns


def run(data: Path | None) -> Iterator[Row]:
    shipped = fd.load()
    text = shipped.text(shipped.captures.capture_id[0])
    head, _, body = text.partition("Enforcement and Removal\n")
    # Ten listings under one head, made different by their numbers, are one listing of 100 KB.
    long = head + "".join(f"Enforcement and Removal\n{body}\n\n".replace("ICE", f"ICE{n}") for n in range(10))
    edited = long.replace("more than 1,900", "more than 2,100").replace("ODLS Brochures\n", "", 3)
    with tempfile.TemporaryDirectory() as folder:
        earlier, later = Path(folder, "earlier.txt"), Path(folder, "later.txt")
        earlier.write_text(long, "utf-8")
        later.write_text(edited, "utf-8")

        def ours() -> object:
            return fd.compare(fd.read_pair(earlier, later))

        def peer() -> object:
            return list(difflib.unified_diff(long.splitlines(), edited.splitlines()))

        yield Row("two captures of 100 KB to changes / difflib", *by_turns(ours, peer, 9), "15 ms")
