"""Real pages against what a person reads on them: `python -m tests.benchmarks.samples FOLDER` with an index.csv.

Its columns: file, title_as_shown, stamp_label, stamp_as_shown, stamp_date. Titles are compared without commas and
with straight apostrophes, as the index writes them. Of pages that were captured twice (`page-2017-10-03.html`) the
changes are printed, for a person to hold against the two.
"""

import csv
import re
import sys
from itertools import pairwise
from pathlib import Path

from rich.console import Console

import factdata as fd

DAY = len("-2017-10-03")


def main(folder: Path) -> None:
    wrong, console = 0, Console(highlight=False, soft_wrap=True)
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        corpus = fd.read(folder / row["file"])
        title = plain(corpus.captures.title[0])
        found = [
            (f"{day:%Y-%m-%d}", label) for day, label in zip(corpus.reviews.date, corpus.reviews.label, strict=True)
        ]
        expected = [(row["stamp_date"], row["stamp_label"].rstrip(":"))] if row["stamp_date"] else []
        is_right = title == plain(row["title_as_shown"]) and found == expected
        wrong += not is_right
        print(f"{'right' if is_right else 'WRONG'}  {row['file']}  {title}  {found}")
    for earlier, later in pairwise(folder / row["file"] for row in rows):
        if earlier.stem[:-DAY] == later.stem[:-DAY] and re.fullmatch(r"-\d{4}-\d\d-\d\d", later.stem[-DAY:]):
            corpus = fd.read_pair(earlier, later)
            console.print(f"\n{earlier.name} -> {later.name}", style="bold")
            console.print(fd.diffs.in_terminal(fd.diffs.name_sheets(fd.compare(corpus), corpus)))
    print(f"{len(rows) - wrong} of {len(rows)} right")
    sys.exit(wrong > 0)


def plain(title: str) -> str:
    return title.replace(",", "").replace("’", "'")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
