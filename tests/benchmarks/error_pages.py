"""Error pages told from good ones: `python -m tests.benchmarks error_pages --data DIR`.

The folder has an `error-pages` folder with an index.csv (file, is_error, url); its `edgi` folder, where there is one,
holds pages whose names say how good they are (`edgi-KIND-QUALITY-HASH.html.gz`, 0.0 for a block page).
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from factdata.page.captures import READERS
from factdata.page.page import read_page
from factdata.text.decoding import declared_in_html, decode


def run(data: Path | None) -> Iterator[str]:
    """Count what is found, and what is taken for an error page and is none."""
    if data is None or not (data / "error-pages").is_dir():
        yield "error_pages: needs --data DIR with a folder `error-pages`"
        return
    folder = data / "error-pages"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        pages = [(folder / row["file"], row["url"], row["is_error"] == "1") for row in csv.DictReader(file)]
    pages += [(path, None, path.name.split("-")[2] == "0.0") for path in sorted((folder / "edgi").glob("edgi-*.gz"))]
    counts = Counter((is_error, is_found(path, url)) for path, url, is_error in pages)
    yield f"error pages found: {counts[True, True]} of {counts[True, True] + counts[True, False]}"
    yield f"good pages taken for error pages: {counts[False, True]} of {counts[False, True] + counts[False, False]}"


def is_found(path: Path, url: str | None) -> bool:
    raw = gzip.decompress(path.read_bytes())
    decoded = decode(raw, declared_in_html(raw))
    if decoded is None:
        return False
    layout = READERS["text/plain" if ".txt" in path.name else "text/html"](decoded.text, url)
    return read_page(layout.text, layout.blocks, layout.stated).is_error
