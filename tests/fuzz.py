"""Fuzzing with atheris, a target a run: `python -m tests.fuzz html -max_total_time=30`, or `-runs=1000000`.

What follows the target goes to libFuzzer. It begins with the files of `tests/seeds`, and stops at the first input that
raises, breaks a promise, takes too long or over a gigabyte, which it writes to `tests/seeds/TARGET` as
`crash-...`, `timeout-...` or `oom-...`: mend the cause and keep the file, so that the tests read it from then on.
`python -m tests.fuzz growth 60` repeats random strings of the mentions' alphabet for so many seconds, and fails where
time grows faster than length.
A folder named behind the target keeps what the run has learnt, for the next one: `python -m tests.fuzz html learnt`.
"""

import math
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

if __name__ == "__main__" and "growth" not in sys.argv:
    import atheris

    # What is imported below is instrumented, so that libFuzzer sees which input leads to new code.
    atheris.instrument_imports(include=["factdata"]).__enter__()

import factdata as fd
from factdata.mentions import UNITS, find_mentions
from factdata.page.blocks import Layout, fill_gaps
from factdata.page.captures import READERS, Capture, read_capture
from factdata.page.page import Page, read_page
from factdata.report.write import write_report
from factdata.sources.files import find_documents, reread
from factdata.sources.formats import FORMATS
from factdata.sources.manifest import MANIFEST
from factdata.sources.problems import NotReadError, Problems
from factdata.sources.shipped import find_notebooks
from factdata.text.decoding import declared_in_html, decode
from tests.hostile import FRAGMENTS, check_report, run_cells, spoil, write_pages

SEEDS = Path(__file__).parent / "seeds"
MAX_LENGTH = 1 << 14  # bytes of an input
MAX_SECONDS = {"charts": 60, "notebooks": 120, "report": 120}  # of an input; of the others 10
MAX_MEGABYTES = 1_000
MAX_EXPONENT = 1.2  # of time over length, from 10 KB to 1 MB
# What the grammar of mentions is made of, besides units, digits and signs.
_ALPHABET = (
    "Act|Title|section|INA|U.S.C.|CFR|FY|January|May|BC|million|third|half|two|twenty|a dozen|percent|more than|between"
    "|and|to|from|of|for|the|people|arrests|aged|over|maximum|in|or more|called|USD|HK$|text|Of|: |é|“|A|aaa"
).split("|")
GOOD = "Fact Sheets\n\nDetention\n\nThe bureau inspects 12 bridges since January 2018.\n\nUpdated: 01/24/2025\n"


def check(layout: Layout | Capture, page: Page) -> None:
    """Raise where a page does not hold what it promises."""
    text = layout.text
    for blocks in (layout.blocks, page.blocks):
        assert "".join(text[block.start : block.end] for block in fill_gaps(blocks, len(text))) == text
        _check_spans(text, blocks)
        for before, after in pairwise(blocks):
            assert not text[before.end : after.start].strip(), (before, after)
    _check_spans(text, page.sheets)
    for stamp in page.stamps:
        assert 0 <= stamp.start < stamp.end <= len(text), stamp
        assert stamp.role, stamp
    assert page.kind in ("listing", "sheet", "other")
    assert (page.kind == "other") == (not page.sheets)
    for block in page.blocks:
        span = text[block.start : block.end]
        found = find_mentions(span)
        for mentions in found:
            _check_spans(span, mentions)
        in_order = sorted((mention.start, mention.end) for mentions in found for mention in mentions)
        assert all(before[1] <= after[0] for before, after in pairwise(in_order)), in_order


def _check_spans(text: str, spans: Sequence[Any]) -> None:
    """Raise where a span is empty, begins or ends in white space, or runs into the next."""
    for span in spans:
        surface = text[span.start : span.end]
        assert surface and surface == surface.strip() and span.start >= 0, span
    for before, after in pairwise(spans):
        assert before.end <= after.start, (before, after)


def read(data: bytes, media_type: str) -> None:
    """Read and check one page; one beyond the limits is refused, and nothing else is raised."""
    given: Any = data
    if FORMATS[media_type].is_text:
        decoded = decode(data, declared_in_html(data))
        if decoded is None:
            return
        given = decoded.text
    try:
        layout = READERS[media_type](given, "https://www.agency.gov/page")
    except NotReadError as error:
        assert error.code in ("unreadable", "beyond_limits"), error
        return
    check(layout, read_page(layout.text, layout.blocks, layout.stated))


def read_beside_good_pages(data: bytes, name: str) -> None:
    """Read a folder with a file of this name among good pages: whatever it holds, they are read."""
    with tempfile.TemporaryDirectory() as folder:
        for good in ("a.txt", "z.txt"):
            Path(folder, good).write_text(f"{GOOD}\n{good}\n", encoding="utf-8")
        Path(folder, name).write_bytes(data)
        problems = Problems()
        documents = [document for document in find_documents(folder, problems) if document.data is not None]
        captures = [capture for document in documents if (capture := read_capture(document, problems))]
        assert all(document.data == reread(document) for document in documents)
    assert {"a.txt", "z.txt"} <= {capture.path for capture in captures}
    for capture in captures:
        assert capture.path.startswith(("a.txt", "z.txt", f"{name}#")), capture.path
        check(capture, read_page(capture.text, capture.blocks, capture.stated))


def draw(data: bytes) -> None:
    """Draw a chart of a hostile frame; which, and of what, hangs on the bytes."""
    from tests.test_charts_properties import draw_any  # with Hypothesis, that no other target needs

    chance = Random(data)
    chart = chance.choice(fd.charts.__all__)
    draw_any(chart).hypothesis.fuzz_one_input(data + chance.randbytes(MAX_LENGTH))  # which takes none that is too short


def run_notebooks(data: bytes) -> None:
    """Run the notebooks on hostile tables."""
    chance = Random(data)
    with tempfile.TemporaryDirectory() as folder:
        spoil(chance.choice([fd.load, fd.example_history])(), chance).save(folder)
        for file in find_notebooks():
            run_cells(file, Path(folder))


def report(data: bytes) -> None:
    """Make the report of a page beside some hostile ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "raw").mkdir()
        write_pages(folder / "raw", 5, data)
        (folder / "raw" / ("page.html" if data.lstrip().startswith(b"<") else "page.txt")).write_bytes(data)
        corpus = fd.read(folder / "raw")
        corpus.save(folder / "tables")
        runs = {file.stem: run_cells(file, folder / "tables") for file in find_notebooks()}
        write_report(corpus, runs, folder / "reports")
        check_report(folder / "reports")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": lambda data: read(data, "text/plain"),
    "html": lambda data: read(data, "text/html"),
    "pdf": lambda data: read(data, "application/pdf"),
    "warc": lambda data: read_beside_good_pages(data, "m.warc.gz" if data.startswith(b"\x1f\x8b") else "m.warc"),
    "captures": lambda data: read_beside_good_pages(data, MANIFEST),
    "charts": draw,
    "notebooks": run_notebooks,
    "report": report,
}


def measure_growth(seconds: float, seed: int = 0) -> list[tuple[float, str, str]]:
    """Repeat random strings of the mentions' own alphabet, some behind another, and return the worst exponents of time.

    Every string is read at 10 KB and at 100 KB, the fastest of two runs each; those that grow by more than the limit
    are read again at 1 MB, so that chance alone condemns none.
    """
    random = Random(seed)
    alphabets = [*"0123456789.,-–/:;()$€§%°'’“~ \n½"], list(UNITS), _ALPHABET

    def some(most: int) -> str:
        pieces = (random.choice(random.choice(alphabets)) for _ in range(random.randint(1, most)))
        return "".join(piece + random.choice(("", "", " ")) for piece in pieces)

    ends, found = time.monotonic() + seconds, []
    while time.monotonic() < ends:
        head, unit = random.choice(("", some(2))), some(5)
        small, large = (read_seconds(head, unit, size) for size in (10_000, 100_000))
        exponent = math.log10(large / small)
        if exponent > MAX_EXPONENT:
            exponent = math.log10(read_seconds(head, unit, 1_000_000) / large)
        found.append((exponent, head, unit))
    return sorted(found, reverse=True)


def read_seconds(head: str, unit: str, size: int) -> float:
    """Return the processor time that finding the mentions takes in a text of this size, at least 0.1 ms."""
    text, times = (head + unit * (size // len(unit) + 1))[:size], []
    for _ in range(2):
        start = time.process_time()
        find_mentions(text)
        times.append(time.process_time() - start)
    return max(min(times), 1e-4)


def main(name: str, *options: str) -> None:
    """Run libFuzzer on a target, which ends the process; or, as `growth SECONDS SEED`, measure how time grows."""
    if name == "growth":
        found = measure_growth(*map(int, options))
        for exponent, head, unit in found[:10]:
            print(f"{exponent:.2f}  {head!r} and then {unit!r}, again and again")
        sys.exit(f"of {len(found):,} strings the worst exceeds {MAX_EXPONENT}" if found[0][0] > MAX_EXPONENT else None)
    with tempfile.NamedTemporaryFile("w", suffix=".dict", delete=False) as words:
        for fragment in FRAGMENTS:
            words.write('"' + "".join(f"\\x{byte:02x}" for byte in fragment) + '"\n')
    limits = [f"-max_len={MAX_LENGTH}", f"-timeout={MAX_SECONDS.get(name, 10)}", f"-rss_limit_mb={MAX_MEGABYTES}"]
    found = f"-artifact_prefix={SEEDS / name}/"
    # The first folder is the one that libFuzzer writes to.
    folders = [option for option in options if not option.startswith("-")] or [tempfile.mkdtemp()]
    options = tuple(option for option in options if option.startswith("-"))
    atheris.Setup(
        [sys.argv[0], *limits, found, f"-dict={words.name}", *options, *folders, str(SEEDS / name)], TARGETS[name]
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
