"""The captures of one news listing: `python -m tests.benchmarks listing_history --data DIR`.

The folder has a `listing-history` folder with an index.csv (file, captured_at, url) and an items.csv (file, position,
title, link, date): ten items a capture, as the page's own markup names them. An item is right if its place, title,
address and date are. Two sheets of two consecutive captures are one if their permanent link is; that is also tried
with the addresses taken out of the sheets.
"""

import csv
import gzip
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd

import factdata as fd


def run(data: Path | None) -> Iterator[str]:
    """Read all captures, and follow their items."""
    if data is None or not (data / "listing-history").is_dir():
        yield "listing_history: needs --data DIR with a folder `listing-history`"
        return
    folder = data / "listing-history"
    items = pd.read_csv(folder / "items.csv", dtype=str)
    corpus = _read(folder)
    names = dict(zip(corpus.captures.capture_id, corpus.captures.path.str.removesuffix(".gz") + ".gz", strict=True))
    yield f"kinds: {corpus.captures.kind.value_counts().to_dict()}"
    yield f"items right: {_count_right(corpus, items, names)} of {len(items)}"
    yield f"items with a division or unit: {int((corpus.sheets.division.notna() | corpus.sheets.unit.notna()).sum())}"
    links = {(row.file, int(row.position)): row.link for row in items.itertuples()}
    bare = replace(corpus, sheets=corpus.sheets.assign(url=pd.Series(pd.NA, corpus.sheets.index, dtype="str")))
    for what, tried in (("with addresses", corpus), ("without addresses", bare)):
        changes = fd.compare(tried)
        right, total = _count_pairs(changes, corpus, links, names)
        yield f"items followed right {what}: {right} of {total} pairs of captures; "
        yield f"{changes.change.value_counts().to_dict()}"


def _read(folder: Path) -> fd.Corpus:
    with tempfile.TemporaryDirectory() as copied:
        with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with Path(copied, "captures.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["path", "url", "captured_at"])
            writer.writerows([row["file"].removesuffix(".gz"), row["url"], row["captured_at"]] for row in rows)
        for row in rows:
            page = gzip.decompress((folder / row["file"]).read_bytes())
            Path(copied, row["file"].removesuffix(".gz")).write_bytes(page)
        return fd.read(copied)


def _count_right(corpus: fd.Corpus, items: pd.DataFrame, names: dict[str, str]) -> int:
    dates = dict(zip(corpus.reviews.sheet_id, corpus.reviews.date.astype(str), strict=True))
    found = {
        (names[sheet.capture_id], str(sheet.position), sheet.title, sheet.url, dates.get(sheet.sheet_id))
        for sheet in corpus.sheets.itertuples()
    }
    return sum(
        (item.file, item.position, item.title, item.link, item.date[:10]) in found for item in items.itertuples()
    )


def _count_pairs(
    changes: pd.DataFrame, corpus: fd.Corpus, links: dict[tuple[str, int], str], names: dict[str, str]
) -> tuple[int, int]:
    """Count the pairs of captures of which every item was followed as its permanent link says."""
    sheets = corpus.sheets.set_index("sheet_id")
    named = {
        sheet_id: links.get((names[capture_id], position))
        for sheet_id, capture_id, position in zip(sheets.index, sheets.capture_id, sheets.position, strict=True)
    }
    captures = corpus.captures.sort_values("captured_at").capture_id
    right = 0
    by_pair = dict(list(changes.groupby(["earlier_id", "later_id"])))
    for earlier, later in pairwise(captures):
        rows = by_pair.get((earlier, later), changes.iloc[:0])
        followed = rows.dropna(subset=["earlier_sheet", "later_sheet"])
        pairs = {(named[row.earlier_sheet], named[row.later_sheet]) for row in followed.itertuples()}
        before, after = (
            {link for sheet, link in named.items() if sheets.capture_id[sheet] == capture}
            for capture in (earlier, later)
        )
        right += pairs == {(link, link) for link in before & after}
    return right, len(captures) - 1
