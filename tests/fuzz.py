"""Mutated pages, as many as asked for: `python -m tests.fuzz 100000 [folder of pages]`.

Whatever the bytes, reading them raises nothing, blocks and gaps join to the text, and every span holds.
"""

import random
import sys
import time
from itertools import pairwise
from pathlib import Path

from factdata.blocks import Layout, fill_gaps
from factdata.captures import READERS
from factdata.decoding import declared_in_html, decode
from factdata.page import Page, read_page

PAGES = Path(__file__).parent / "pages"
# What breaks readers: markup half open, characters that are no characters, dates that are no days.
FRAGMENTS = [
    *(b"<div>", b"</div>", b"<table><tr><td>", b"</table>", b"<b>", b"<a href='", b"<!--", b"-->", b"<script>", b"</"),
    *(b"<p hidden>", b"<main>", b"</main>", b"<h1>", b"<select><option>", b"<svg><p>", b"<template>", b"<li>", b"<br>"),
    *(b"&nbsp;", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\xc3", b"\xe2\x80\xa8", b"\x85", b"\r", b"\x0b", b"\t"),
    *(b"Updated: ", b"02/30/2018", b"January 3, 2018", b" | ", b"\n\n", b"- ", b"\xe2\x80\xa2 ", b"Read More", b"FY "),
]  # fmt: skip


def check(layout: Layout, page: Page) -> None:
    """Raise where the page does not hold what it promises."""
    for blocks in (layout.blocks, page.blocks):
        assert (
            "".join(layout.text[block.start : block.end] for block in fill_gaps(blocks, len(layout.text)))
            == layout.text
        )
        for block in blocks:
            span = layout.text[block.start : block.end]
            assert span and span == span.strip(), (block, span)
        for before, after in pairwise(blocks):
            assert before.end <= after.start, (before, after)
            assert not layout.text[before.end : after.start].strip(), (before, after)
    for sheet in page.sheets:
        span = layout.text[sheet.start : sheet.end]
        assert span and span == span.strip(), sheet
    for before, after in pairwise(page.sheets):
        assert before.end <= after.start, (before, after)
    for stamp in page.stamps:
        assert 0 <= stamp.start < stamp.end <= len(layout.text), stamp
        assert stamp.role, stamp
    assert page.kind in ("listing", "sheet", "other")
    assert (page.kind == "other") == (not page.sheets)


def read(data: bytes, media_type: str) -> None:
    """Read and check one page; one beyond the limits is refused with a ValueError, and nothing else is raised."""
    decoded = decode(data, declared_in_html(data))
    if decoded is None:
        return
    try:
        layout = READERS[media_type](decoded.text, "https://www.agency.gov/page")
    except ValueError as error:
        assert str(error).startswith(("its elements are nested", "one of its tags", "it would be parsed")), error
        return
    check(layout, read_page(layout.text, layout.blocks))


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Cut, copy, drop and insert at a few places."""
    for _ in range(chance.randint(1, 8)):
        at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        kind = chance.randrange(5)
        if kind == 0:
            data = data[:at] + chance.choice(FRAGMENTS) * chance.choice((1, 1, 1, 3, 40)) + data[at:]
        elif kind == 1:
            data = data[:at] + data[min(to, at + 400) :]
        elif kind == 2:
            data = data[:to] + data[at : min(to, at + 2000)] + data[to:]
        elif kind == 3 and data:
            at = min(at, len(data) - 1)
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        else:
            data = data[: max(at, 200)]
    return data


def main(n: int, folders: list[Path]) -> None:
    files = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    seeds = [path.read_bytes()[:150_000] for path in files]
    slowest, start = (0.0, 0), time.perf_counter()
    for number in range(n):
        chance = random.Random(number)
        data = mutate(chance.choice(seeds), chance)
        for media_type in READERS:
            begin = time.perf_counter()
            try:
                read(data, media_type)
            except Exception as error:
                sys.exit(f"page {number} as {media_type}: {error!r}")
            slowest = max(slowest, (time.perf_counter() - begin, number))
    seconds = time.perf_counter() - start
    longest, number = slowest
    print(f"{n:,} pages in {seconds:.0f} s: nothing raised, all spans hold; page {number} took {longest:.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]), [Path(folder) for folder in sys.argv[2:]] or [PAGES])
