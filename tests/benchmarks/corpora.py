"""Large archives to measure with: `python -m tests.benchmarks.corpora FILE MEGABYTES`, a `.warc` or `.warc.gz`.

The pages are of 20 kB, all different, and the same each time.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import islice
from pathlib import Path

from tests.archives import write_archive

LISTING = Path(__file__).parents[2] / "data" / "raw" / "ice-factsheets.txt"
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fact Sheets {n}</title></head><body>
<a class="skip" href="#main">Skip to content</a><header role="banner"><nav><ul class="menu">{links}</ul></nav></header>
<main id="main"><h1>Fact Sheets {n}</h1><p>Last Reviewed/Updated: {day:%m/%d/%Y}</p>
"""
FOOT = """</main><footer><ul>{links}</ul><p>Privacy Policy</p></footer></body></html>"""
LINKS = "".join(f'<li class="leaf"><a href="/topic/{n}" title="Topic {n}">Topic {n}</a></li>' for n in range(40))


def records(first: int = 0) -> Iterator[tuple[int, str, datetime, str, bytes]]:
    """Yield pages without end, as `write_archive` takes them."""
    lines = [line for line in LISTING.read_text(encoding="utf-8").splitlines() if len(line) > 20][2:]
    parts = [
        f"<h2>{escape(line)}</h2>" if len(line) < 60 else f'<div class="row"><p>{escape(line)}</p></div>'
        for line in lines
    ]
    body = re.sub(r"\b(the|and|of|to) (?=[a-z])", r"\1 {word} ", "\n".join(parts).replace("{", "").replace("}", ""))
    n = first
    while True:
        word = "".join(chr(ord("a") + int(digit)) for digit in str(n))
        day = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=n % 5_000)
        page = HEAD.format(n=n, day=day, links=LINKS) + body.format(word=word) + FOOT.format(links=LINKS)
        yield 200, f"https://www.agency.gov/{n}", day, "text/html; charset=utf-8", page.encode()
        n += 1


def write(file: Path, n_pages: int) -> None:
    """Write an archive of so many pages."""
    write_archive(file, islice(records(), n_pages))


def main(file: Path, megabytes: int) -> None:
    size = len(next(records())[4]) + 500  # with the head of its record
    write(file, megabytes * 1_000_000 // size)
    print(f"{file}: {file.stat().st_size / 1e6:,.0f} MB, {megabytes * 1_000_000 // size:,} pages of {size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
