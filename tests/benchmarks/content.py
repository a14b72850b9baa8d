"""Main content of pages of WCXB, beside trafilatura and resiliparse: `python -m tests.benchmarks content --data DIR`.

The folder has a `content` folder with an index.csv (file, type, url, is_government) and a content.jsonl (file,
main_content). The measure is that of WCXB: F of the words of the main content as a bag, for each page, then the mean.
"""

import csv
import gzip
import json
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from factdata.page.html import read_html
from factdata.page.page import read_page
from factdata.text.decoding import declared_in_html, decode
from tests.benchmarks.peers import peers

NO_CONTENT = ("chrome", "footer", "stamp", "blank")
PEERS = """
import json, sys
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
for line in sys.stdin:
    html = json.loads(line)
    print(json.dumps([trafilatura.extract(html) or "", extract_plain_text(html, main_content=True)]))
"""


def run(data: Path | None) -> Iterator[str]:
    """Score the pages by type."""
    if data is None or not (data / "content").is_dir():
        yield "content: needs --data FOLDER with a folder `content` of pages of WCXB"
        return
    folder = data / "content"
    with (folder / "content.jsonl").open(encoding="utf-8") as file:
        truths = {row["file"]: row["main_content"] for row in map(json.loads, file)}
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        index = list(csv.DictReader(file))
    pages = []
    for row in index:
        raw = gzip.decompress((folder / row["file"]).read_bytes())
        decoded = decode(raw, declared_in_html(raw))
        pages.append(decoded.text if decoded else "")
    found = [[ours(page), *theirs] for page, theirs in zip(pages, read_with_peers(pages), strict=True)]
    scores = defaultdict(list)
    for row, texts in zip(index, found, strict=True):
        names = ["all", row["type"], *(["government"] if row["is_government"] == "1" else [])]
        for name in names:
            scores[name].append([f_of_words(text, truths[row["file"]]) for text in texts])
    yield f"{'F of the words, mean of pages':<32}{'pages':>7}{'ours':>8}{'trafilatura':>13}{'resiliparse':>13}"
    for name, values in sorted(scores.items()):
        means = [mean(column) for column in zip(*values, strict=True)]
        yield f"{name:<32}{len(values):>7}{means[0]:>8.3f}{means[1]:>13.3f}{means[2]:>13.3f}"


def ours(html: str) -> str:
    layout = read_html(html)
    blocks = read_page(layout.text, layout.blocks, layout.stated).blocks
    return "\n".join(layout.text[block.start : block.end] for block in blocks if block.role not in NO_CONTENT)


def read_with_peers(pages: list[str]) -> list[list[str]]:
    documents = "\n".join(map(json.dumps, pages))
    with peers("trafilatura==2.3.1", "lxml_html_clean==0.4.6", "resiliparse==2.0.1") as python:
        done = subprocess.run([python, "-c", PEERS], input=documents, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def f_of_words(found: str, truth: str) -> float:
    """Return F of the words of a text; an empty answer is right where the truth is empty."""
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (found, truth))
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())
