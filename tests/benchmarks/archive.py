"""What reading a web archive costs, beside FastWARC's own walk through it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from factdata.problems import Problems
from factdata.warc import read_archive
from tests.archives import page, write_archive
from tests.benchmarks.rows import Row, by_turns

N = 4_000


def run(data: Path | None) -> Iterator[Row]:
    """Time an archive of pages that differ, made for it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.warc.gz"
        write_archive(file, [page(n) for n in range(N)])

        def ours() -> None:
            assert sum(1 for _ in read_archive(file.name, file, Problems())) == N

        def peer() -> None:
            for record in ArchiveIterator(str(file), fsspec_args=False):
                record.reader.read()

        yield Row(f"WARC of {N:,} records / FastWARC", *by_turns(ours, peer, 7), "2")
