"""Reading in chunks: by one process or many, on a cluster, in memory or into parts, the tables are the same."""

import os
import shutil
import signal
from datetime import UTC, datetime

import pandas as pd
import pytest

import factdata as fd
from factdata.pipeline import chunks
from factdata.pipeline.workers import in_order
from factdata.tables import reading
from tests.archives import page, write_archive


@pytest.fixture(scope="module")
def raw(pages, tmp_path_factory):
    """Give pages of every kind: good and bad ones, copies, archives with revisits, one that repeats another."""
    folder = tmp_path_factory.mktemp("raw")
    shutil.copytree(pages, folder, dirs_exist_ok=True)
    (folder / "sub").mkdir()
    for name in ("no-stamp.txt", "picture.txt"):
        shutil.copy(pages / name, folder / "sub" / name)
    (folder / "notes.docx").write_bytes(b"PK")
    (folder / "captures.csv").write_text(
        "path,url,captured_at\nlatin-1.txt,https://agency.example/a,2019-03-05\ngone.txt,,\n"
    )
    time = datetime(2025, 3, 1, tzinfo=UTC)
    again = [("revisit", f"https://www.agency.gov/{n}", time, "text/html", page(n)[4]) for n in (1, 7, 200)]
    write_archive(folder / "a.warc.gz", [*map(page, range(8)), *again, page(3)])
    write_archive(folder / "b.warc", [*map(page, range(6, 12)), *again])
    return folder


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(chunks, "MAX_DOCUMENTS", 3)


@pytest.fixture
def one(raw):
    return fd.read(raw)


def assert_same(corpus, other):
    for name, table in corpus.tables.items():
        pd.testing.assert_frame_equal(other.tables[name], table)


def test_what_repeats_keeps_its_row_in_its_place_and_is_read_once(one):
    captures = one.captures
    numbers = captures.path.str.extract(r"#(\d+)$")[0].dropna().astype(int)
    assert captures.path.str.partition("#")[0].is_monotonic_increasing and len(captures) == 6 + 12 + 9
    assert numbers.groupby(captures.path.str[:1]).is_monotonic_increasing.all()
    assert captures.path.is_unique and captures.capture_id.duplicated().sum() == 1 + 1 + 2 + 3
    assert not one.blocks.duplicated(["capture_id", "block"]).any()
    assert sorted(one.problems[one.problems.code == "not_text"].path) == ["picture.txt", "sub/picture.txt"]
    revisits = captures[captures.captured_at == "2025-03-01"]
    assert revisits.sha256.notna().to_list() == [True, True, False] * 2
    assert set(revisits.sha256.dropna()) <= set(captures[captures.kind == "sheet"].sha256)


def test_chunks_make_no_difference(raw, one, small_chunks):
    assert_same(one, fd.read(raw))


def test_many_processes_make_no_difference(raw, one, small_chunks, tmp_path):
    seen = []
    corpus = fd.read(raw, seen.append, workers=2)
    assert_same(one, corpus)
    assert set(seen) <= set(one.captures.path) and len(seen) > 10
    assert fd.parse(raw, tmp_path, workers=2) == {name: len(table) for name, table in one.tables.items()}
    assert_same(one, fd.load(tmp_path))


def test_no_workers_are_an_error(raw):
    with pytest.raises(ValueError, match="0 workers"):
        fd.read(raw, workers=0)


def _end(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_is_killed_is_one_clear_error():
    with pytest.raises(RuntimeError, match="a worker process was ended from outside"):
        list(in_order(_end, range(9), workers=2))


def test_one_page_that_reading_fails_on_takes_no_other_with_it(raw, one, monkeypatch):
    def fail(text, *others):
        if "Program 5" in text:
            raise IndexError("as if")
        return read_page(text, *others)

    read_page = reading.read_page
    monkeypatch.setattr(reading, "read_page", fail)
    corpus = fd.read(raw)
    (problem,) = corpus.problems[corpus.problems.code == "fault"].itertuples()
    assert problem.path.startswith("a.warc.gz#") and "IndexError('as if')" in problem.message
    assert set(one.captures.path) - set(corpus.captures.path) == {problem.path}


def test_parts_are_loaded_by_table_column_and_row(raw, one, small_chunks, tmp_path):
    fd.parse(raw, tmp_path)
    assert len(list((tmp_path / "blocks.parquet").iterdir())) > 5
    sheets = fd.load(tmp_path, "sheets", columns=["title", "n_words"], filters=[("n_words", ">", 5)])
    pd.testing.assert_frame_equal(
        sheets, one.sheets[one.sheets.n_words > 5][["title", "n_words"]].reset_index(drop=True)
    )
    ids = one.captures.capture_id[:3].to_list()
    some = fd.load(tmp_path, filters=[("capture_id", "in", ids)])
    assert set(some.blocks.capture_id) <= set(ids) and len(some.captures) == one.captures.capture_id.isin(ids).sum()
    with pytest.raises(ValueError, match="'pages' is no table; expected one of captures, "):
        fd.load(tmp_path, "pages")
    with pytest.raises(ValueError, match=r"sheets.parquet: .*n_letters"):
        fd.load(tmp_path, "sheets", columns=["n_letters"])


def test_parts_and_whole_tables_do_not_mix(raw, one, tmp_path):
    one.save(tmp_path / "whole")
    with pytest.raises(FileExistsError, match="another form"):
        fd.parse(raw, tmp_path / "whole")
    fd.parse(raw, tmp_path / "parts")
    with pytest.raises(FileExistsError, match="another form"):
        one.save(tmp_path / "parts")
    assert_same(fd.load(tmp_path / "whole"), fd.load(tmp_path / "parts"))


def test_parsing_again_leaves_nothing_of_before(raw, pages, small_chunks, tmp_path):
    fd.parse(raw, tmp_path)
    fd.parse(pages / "no-stamp.txt", tmp_path)
    assert len(fd.load(tmp_path).captures) == 1
    assert len(list(tmp_path.rglob("*.parquet"))) == 2 + 7 * 2
