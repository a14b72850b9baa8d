"""Documents that hang, crash or fill the memory take no other with them."""

import os
import signal
import sys
import time

import pandas as pd
import pytest

import factdata as fd
from factdata.pipeline import guarded
from factdata.pipeline.guarded import Reader, needs_process
from factdata.sources.files import find_documents
from factdata.sources.problems import Problems
from factdata.tables.reading import read_document

GOOD = "Water Fact Sheet\n\nUpdated: 01/24/2025\n\nIt serves 12 towns in {}.\n"


def _read(document, problems):
    if b"hangs" in document.data:
        while True:
            pass
    if b"crashes" in document.data:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"fills the memory" in document.data:
        document.data * 10**10
    if b"fails" in document.data:
        raise IndexError("as if")
    if b"prints" in document.data:
        os.write(1, b"a library prints this")
    return read_document(document, problems)


@pytest.fixture
def all_apart(monkeypatch):
    monkeypatch.setattr(guarded, "LARGE", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processor time are those of Unix")
def test_a_document_that_hangs_crashes_or_fills_the_memory_is_a_problem_and_the_rest_is_read(
    tmp_path, monkeypatch, all_apart
):
    monkeypatch.setattr(guarded, "SECONDS", 1)
    for number, what in enumerate(("good", "hangs", "prints", "crashes", "fills the memory", "fails", "good too")):
        (tmp_path / f"{number}.txt").write_text(GOOD.format(what))
    problems = Problems()
    begun = time.monotonic()
    with Reader(_read) as reader:
        readings = [reader.read(document, problems) for document in find_documents(tmp_path, problems)]
    assert time.monotonic() - begun < 60
    assert [reading and reading.capture.path for reading in readings] == ["0.txt", None, "2.txt", *[None] * 3, "6.txt"]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("1.txt", "beyond_limits"),
        ("3.txt", "fault"),
        ("4.txt", "beyond_limits"),
        ("5.txt", "fault"),
    ]
    assert "IndexError('as if')" in problems[-1].message


def test_what_is_read_apart_is_the_same(pages, monkeypatch):
    corpus = fd.read(pages)
    monkeypatch.setattr(guarded, "LARGE", 0)
    for name, table in fd.read(pages).tables.items():
        pd.testing.assert_frame_equal(table, corpus.tables[name])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_ordinary_pages_are_read_here_and_those_that_could_take_long_are_not(encoding):
    ordinary = "<div><p>One of <b>12</b> towns.</p></div>" * 300
    assert not needs_process(ordinary.encode(encoding), "text/html")
    for hostile in (
        "<div>" * 30_000,
        "<p " + "".join(f"a{n} " for n in range(60_000)) + ">",
        "".join(f"<font color={n}><p>x</b>" for n in range(4_000)),
        "<p>" + "".join(f"<b title='>' id={n}>" for n in range(250)) + "<p>x" * 5_000,
        "<!-- <b x='>" + "".join(f"<b id={n}>" for n in range(250)) + "<p>x" * 5_000 + "'>",
    ):
        assert needs_process(hostile.encode(encoding), "text/html")


def test_no_process_is_left(tmp_path, all_apart):
    (tmp_path / "page.txt").write_text(GOOD)
    with Reader() as reader:
        (document,) = find_documents(tmp_path, Problems())
        reader.read(document, Problems())
        process = reader._process
        assert process.poll() is None
    assert process.poll() is not None and process.stdout.closed
