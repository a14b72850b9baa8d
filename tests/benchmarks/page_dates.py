"""The day of a page: F and precision of `page_dates` beside htmldate, fast and thorough, on pages with a known day.

The data is a folder `page-dates` with an index.csv (file, url, date), date being the day on which the page was
published, else the day of its last update, or `nan` where it states none. A wrong day counts against precision, a
missing one against recall. The peer is timed on the same pages in the same run.
"""

import csv
import gzip
import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import factdata as fd
from tests.benchmarks.peers import peers
from tests.benchmarks.rows import Row

#: Runs in the environment of the peer: file names come in, a line of seconds and days goes out.
PEER = """
import gzip, json, sys, time
from htmldate import find_date
rows = json.loads(sys.stdin.read())
for thorough in (False, True):
    begun = time.perf_counter()
    days = [find_date(gzip.open(file).read().decode("utf-8", "replace"), original_date=True, extensive_search=thorough)
            for file in rows]
    print(json.dumps([time.perf_counter() - begun, days]), flush=True)
"""


def run(data: Path | None) -> Iterator[Row]:
    if data is None or not (data / "page-dates" / "index.csv").exists():
        raise SystemExit("page_dates needs --data FOLDER with page-dates/index.csv in it")
    folder = data / "page-dates"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = [row["date"] for row in rows]
    begun = time.perf_counter()
    found = ours(folder, rows)
    seconds = time.perf_counter() - begun
    with peers("htmldate==1.11.0") as python:
        files = json.dumps([str(folder / row["file"]) for row in rows])
        done = subprocess.run([python, "-c", PEER], input=files, capture_output=True, text=True, check=True)
    for name, line in zip(("fast", "thorough"), done.stdout.splitlines(), strict=True):
        took, theirs = json.loads(line)
        yield Row(f"{score(found, truth)} / htmldate {name} {score(theirs, truth)}", [seconds], [took], "")


def ours(folder: Path, rows: Sequence[dict[str, str]]) -> list[str | None]:
    """Read the pages with their addresses, as captures.csv gives them."""
    with tempfile.TemporaryDirectory() as name:
        raw = Path(name)
        with (raw / "captures.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["path", "url"])
            writer.writerows([row["file"].removesuffix(".gz"), row["url"]] for row in rows)
        for row in rows:
            (raw / row["file"].removesuffix(".gz")).write_bytes(gzip.decompress((folder / row["file"]).read_bytes()))
        corpus = fd.read(raw)
    dates = fd.page_dates(corpus).set_index("capture_id")
    days = dates.published.fillna(dates.updated).dt.strftime("%Y-%m-%d")
    of_file = dict(zip(corpus.captures.path, corpus.captures.capture_id, strict=True))
    found = [days.get(of_file.get(row["file"].removesuffix(".gz"))) for row in rows]
    return [day if isinstance(day, str) else None for day in found]


def score(found: Sequence[str | None], truth: Sequence[str]) -> str:
    n_right = sum(day == true for day, true in zip(found, truth, strict=True))
    n_missed = sum(day is None and true != "nan" for day, true in zip(found, truth, strict=True))
    precision = n_right / sum(day is not None for day in found)
    recall = n_right / (n_right + n_missed)
    return f"F {2 * precision * recall / (precision + recall):.3f} P {precision:.3f}"
