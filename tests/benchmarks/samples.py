"""Real pages against what a person reads on them: `python -m tests.benchmarks.samples FOLDER` with an index.csv.

Its columns: file, title_as_shown, stamp_label, stamp_as_shown, stamp_date. Titles are compared without commas and
with straight apostrophes, as the index writes them.
"""

import csv
import sys
from pathlib import Path

import factdata as fd


def main(folder: Path) -> None:
    wrong = 0
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
    print(f"{len(rows) - wrong} of {len(rows)} right")
    sys.exit(wrong > 0)


def plain(title: str) -> str:
    return title.replace(",", "").replace("’", "'")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
