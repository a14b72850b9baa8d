"""What reading a web archive costs, beside FastWARC's own walk through it."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from factdata.sources.problems import Problems
from factdata.sources.warc import read_archive
from tests.archives import page, write_archive
from tests.benchmarks.rows import Row, by_turns

N = 4_000


def run(data: Path | None) -> Iterator[Row]:
    """Time an archive of pages that differ, made for it."""
    with tempfile.TemporaryDirectory() as folder:
        for what, n_words in (("of a line", 0), ("of 20 kB", 3_000)):
            file = Path(folder) / f"{n_words}.warc.gz"
            more = " ".join(f"{n * n}" for n in range(n_words)).encode()
            write_archive(file, [(*record[:4], record[4] + more) for record in map(page, range(N))])
            yield Row(
                f"WARC of {N:,} pages {what} / FastWARC", *by_turns(partial(ours, file), partial(peer, file), 7), "2"
            )


def ours(file: Path) -> None:
    assert sum(1 for _ in read_archive(file.name, file, Problems())) == N


def peer(file: Path) -> None:
    for record in ArchiveIterator(str(file), fsspec_args=False):
        record.reader.read()
