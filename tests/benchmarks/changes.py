"""Two captures of a page of 100 KB to typed changes, reading included; and a history of 1,000 captures of 50 sheets.

The page is all text, 510 sheets of it; real pages of that size, with a folder of them, are markup for the most part.
Beside them web-monitoring-diff on the same two pages (with the one lxml that its html5-parser can be loaded beside),
and ``str.splitlines`` with difflib.
"""

import difflib
import html
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import factdata as fd
from tests.benchmarks.peers import peers
from tests.benchmarks.rows import Row, by_turns
from tests.histories import make_history

PACKAGES = ("web-monitoring-diff==0.2.0", "lxml==4.9.2")
PEER = """
import sys, time
import web_monitoring_diff
pages = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
for line in sys.stdin:
    start = time.perf_counter()
    getattr(web_monitoring_diff, line.strip())(*pages)
    print(time.perf_counter() - start, flush=True)
"""
LARGE = (90_000, 145_000)  # bytes
TAGS = {"title": "h1", "bullet": "li"}


def run(data: Path | None) -> Iterator[Row | str]:
    with tempfile.TemporaryDirectory() as folder, peers(*PACKAGES) as python:
        files = [Path(folder, "earlier.html"), Path(folder, "later.html")]
        pages = make_pages()
        for file, page in zip(files, pages, strict=True):
            file.write_text(page, "utf-8")
        with subprocess.Popen(
            [python, "-c", PEER, *files], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        ) as peer:

            def ask(function: str) -> None:
                peer.stdin.write(f"{function}\n")
                peer.stdout.readline()

            beside = {
                "difflib": (lambda: list(difflib.unified_diff(*map(str.splitlines, pages))), 9, "15 ms"),
                "html_text_diff": (lambda: ask("html_text_diff"), 9, "at most 0.20"),
                "html_diff_render": (lambda: ask("html_diff_render"), 3, "at most 0.011"),
            }
            for name, (function, times, limit) in beside.items():
                measured = by_turns(lambda: fd.compare(fd.read_pair(*files)), function, times)
                yield Row(f"two pages of 100 KB / {name}", *measured, limit)
            peer.stdin.close()
        for page in sorted(data.rglob("*.html")) if data else []:
            if LARGE[0] <= page.stat().st_size <= LARGE[1]:
                files[0].write_bytes(page.read_bytes())
                before, mark, after = page.read_text("utf-8").rpartition("<p>")
                files[1].write_text(f"{before}{mark}Now {after}", "utf-8")
                times, _ = by_turns(lambda: fd.compare(fd.read_pair(*files)), time.perf_counter, 9)
                yield Row(f"{page.name}, a word came / 15 ms", times, [0.015] * len(times), "1")
        write_history(Path(folder, "history"))
        start = time.perf_counter()
        corpus = fd.read(Path(folder, "history"))
        marks = [time.perf_counter()]
        changes = fd.compare(corpus)
        marks.append(time.perf_counter())
        fd.review_timeline(corpus)
        marks.append(time.perf_counter())
        took = [f"{end - begin:.1f} s" for begin, end in pairwise([start, *marks])]
        yield (
            f"{len(corpus.captures):,} captures, {len(changes):,} pairs of sheets: read {took[0]}, compare {took[1]}, "
            f"review_timeline {took[2]}; together at most 60 s"
        )


def make_pages() -> tuple[str, str]:
    """Make a page of the shipped listing ten times over, told apart by numbers, and what it became."""
    shipped = fd.load()
    blocks = [block for block in shipped.blocks.itertuples() if block.role not in ("blank", "stamp", "title")]
    body = "\n".join(
        f"<{tag}>{html.escape(block.text)}</{tag}>"
        for block in blocks
        for tag in [f"h{block.level}" if block.role == "heading" else TAGS.get(block.role, "p")]
    )
    copies = "".join(body.replace("ICE", f"ICE{number}") for number in range(10))
    page = f"<!doctype html><html><h1>Fact Sheets</h1>{copies}<p>Last Reviewed/Updated: 01/03/2018</p></html>"
    edited = page.replace("more than 1,900", "more than 2,100").replace("<p>ODLS Brochures</p>\n", "", 3)
    return page, edited


def write_history(folder: Path) -> None:
    """Write 1,000 captures of 50 sheets, a few of them edited from one to the next."""
    folder.mkdir()
    lines = ["path,url,captured_at"]
    history = make_history(0, 1000, 0.02, n_sheets=50)
    for number, (sheets, stamp) in enumerate(zip(history.captures, history.page_stamps, strict=True)):
        parts = [f"<h1>Fact Sheets</h1><p>Last Reviewed/Updated: {stamp:%m/%d/%Y}</p>"]
        in_order = sorted(sheets, key=lambda sheet: (sheet.heading[0], sheet.heading[1] or ""))
        for heading, under in groupby(in_order, key=lambda sheet: sheet.heading):
            parts += [f"<h{level}>{name}</h{level}>" for level, name in enumerate(heading, 2) if name]
            parts += [f"<h4>{sheet.title}</h4><p>{sheet.text}</p>" for sheet in under]
        (folder / f"{number:04}.html").write_text("\n".join(parts), "utf-8")
        lines.append(f"{number:04}.html,https://agency.example/sheets,{2000 + number // 12}-{number % 12 + 1:02}-01")
    (folder / "captures.csv").write_text("\n".join(lines), "utf-8")
