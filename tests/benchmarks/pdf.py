"""PDFs: their words and reading order beside a reference, and what reading costs beside PDFium's own text extraction.

Needs a folder `pdf` with `words.jsonl` (a line a page: file, page, and its text by other libraries), `index.csv` (file,
and the date `approved` that the page which links to it states), and, for the reading order, `order.jsonl`: a line for
each page that a person has read, with file, page and its text in the order in which they read it.
"""

import csv
import json
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium

import factdata as fd
from factdata.page.pdf import read_pdf
from tests.benchmarks.rows import Row

TIMES = 5
MAX_MS = {"blocks": 4, "all tables": 8}


class Share(NamedTuple):
    """A share of what is right, with the worst of what it is a median of."""

    what: str
    value: float
    worst: str
    limit: str

    def __str__(self) -> str:
        return f"{self.what:<44}{self.value:>11.3f}  worst {self.worst}  limit {self.limit}"


def run(data: Path | None) -> Iterator[Row | Share]:
    if data is None or not (data / "pdf").is_dir():
        print("pdf: needs --data FOLDER with a folder pdf")
        return
    folder = data / "pdf"
    pages = [json.loads(line) for line in (folder / "words.jsonl").read_text("utf-8").splitlines()]
    texts = {file: _page_texts(folder / file) for file in dict.fromkeys(page["file"] for page in pages)}
    for peer in [name for name in pages[0] if name not in ("file", "page")]:
        for kind, pattern in (("words", r"\w+"), ("between blanks", r"\S+")):
            yield _agreement(f"{kind} / {peer}", pages, texts, peer, re.compile(pattern))
    if (folder / "order.jsonl").is_file():
        yield from _order(folder / "order.jsonl", texts)
    yield _dates(folder)
    yield from _times(folder, [file for file, found in texts.items() if found])


def _page_texts(file: Path) -> dict[int, str]:
    layout = read_pdf(file.read_bytes())
    found: dict[int, list[str]] = defaultdict(list)
    for block in layout.blocks:
        found[block.page or 0].append(layout.text[block.start : block.end])
    return {page: "\n".join(parts) for page, parts in found.items()}


def _agreement(what: str, pages: list[dict], texts: dict, peer: str, pattern: re.Pattern[str]) -> Share:
    scores: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        theirs = Counter(pattern.findall(page[peer].lower()))
        if theirs:
            ours = Counter(pattern.findall(texts[page["file"]].get(page["page"], "").replace(" | ", " ").lower()))
            scores[page["file"]].append(2 * (ours & theirs).total() / (ours.total() + theirs.total()))
    worst = min(scores, key=lambda file: statistics.mean(scores[file]))
    median = statistics.median(score for found in scores.values() for score in found)
    return Share(f"F of {what}, a page", median, f"{statistics.mean(scores[worst]):.3f} {worst}", ".99, worst .95")


def _order(file: Path, texts: dict) -> Iterator[Share]:
    """Yield the share of the pairs of words side by side in a reading by eye that are so in ours."""
    for line in file.read_text("utf-8").splitlines():
        page = json.loads(line)
        wanted = Counter(pairwise(re.findall(r"\w+", page["text"].lower())))
        found = Counter(pairwise(re.findall(r"\w+", texts[page["file"]][page["page"]].lower())))
        missed = ", ".join(" ".join(pair) for pair in list(wanted - found)[:4])
        share = (wanted & found).total() / wanted.total()
        yield Share(f"order, {page['file'][-20:]} {page['page']}", share, missed, ".98")


def _dates(folder: Path) -> Share:
    """Return how many of the dates of approval are among stamps and dates, where the text says them in some form."""
    corpus = fd.read(folder)
    n_right, n_wanted, missed = 0, 0, []
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            captures = corpus.captures[corpus.captures.path == row["file"]]
            if not row["approved"] or captures.empty or not (text := corpus.text(captures.capture_id.iloc[0])):
                continue
            year, month, day = map(int, row["approved"].split("-"))
            is_shown = re.search(rf"\b0?{month}[-/]0?{day}[-/](?:{year}|{year % 100:02})\b|\b{day}, {year}\b", text)
            if not is_shown:
                continue
            capture_id = captures.capture_id.iloc[0]
            stamps = corpus.reviews.date[corpus.reviews.capture_id == capture_id]
            dates = corpus.dates.from_date[corpus.dates.capture_id == capture_id].dropna()
            is_right = any(f"{found:%Y-%m-%d}" == row["approved"] for found in [*stamps, *dates])
            n_right, n_wanted = n_right + is_right, n_wanted + 1
            missed += [] if is_right else [row["file"][-24:]]
    return Share("dates of approval found where shown", n_right / max(n_wanted, 1), ", ".join(missed), "1")


def _times(folder: Path, files: list[str]) -> Iterator[Row]:
    """Yield the median milliseconds a page: of blocks and of all tables, beside PDFium's text."""
    peer, blocks, tables = [], [], []
    for file in files:
        data = (folder / file).read_bytes()
        n_pages = len(pdfium.PdfDocument(data))
        for results, function in (
            (peer, lambda data=data: _extract(data)),
            (blocks, lambda data=data: read_pdf(data)),
            (tables, lambda file=file: fd.read(folder / file)),
        ):
            times = []
            for _ in range(TIMES):
                start = time.perf_counter()
                function()
                times.append(time.perf_counter() - start)
            results.append(min(times) / n_pages)
    for what, ours in (("blocks", blocks), ("all tables", tables)):
        yield Row(f"PDF to {what}, a page / PDFium's text", ours, peer, f"{MAX_MS[what]} ms in the median")


def _extract(data: bytes) -> None:
    document = pdfium.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    document.close()
