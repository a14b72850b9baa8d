"""Captures: encodings, compressed files, times in names, copies, web archives, limits."""

import gzip
import re
import tracemalloc
from datetime import UTC, datetime

import pandas as pd
import pytest

import factdata as fd
from factdata.pipeline import chunks
from factdata.sources import documents, warc
from tests.archives import PAGE, page, write_archive


def captures(source):
    """Return the captures, with their texts, and the problems."""
    corpus = fd.read(source)
    texts = [corpus.text(capture_id) for capture_id in corpus.captures.capture_id]
    found = [*corpus.captures.assign(text=texts).itertuples()]
    return found, list(zip(corpus.problems.path, corpus.problems.code, strict=True))


HTML = "<title>Oficinas</title><main><h1>Oficinas</h1><p>¿Cómo llamar? “Señor Muñoz” – aquí</p>"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (HTML.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + HTML.encode(), "utf-8"),
        (HTML.encode("utf-16"), "utf-16-le"),
        (b"<meta charset=windows-1252>" + HTML.encode("cp1252"), "cp1252"),
        (b'<META http-equiv=x content="text/html; charset=ISO-8859-1">' + HTML.encode("cp1252"), "cp1252"),
        (b"<meta charset='iso-8859-1'>" + HTML.encode(), "utf-8"),  # said wrongly, as is common
        (b"<meta charset=latin1>" + HTML.encode("cp1252"), "cp1252"),
        (b"<meta charset=utf-16>" + HTML.encode("cp1252"), "cp1252"),  # which could not declare itself so
        (b"<meta charset=rot13>" + HTML.encode("cp1252"), "cp1252"),
        (b"<meta charset=no-such-thing>" + HTML.encode("cp1252"), "cp1252"),
    ],
)
def test_html_is_decoded_by_its_mark_its_bytes_or_what_it_declares(tmp_path, data, encoding):
    (tmp_path / "page.html").write_bytes(data)
    ((capture,), _) = captures(tmp_path)
    assert capture.encoding == encoding
    assert "¿Cómo llamar? “Señor Muñoz” – aquí" in capture.text


def test_names_give_the_time_that_no_manifest_gives(tmp_path):
    (tmp_path / "page_20171003085900.html").write_text(HTML)
    with gzip.open(tmp_path / "other_20171003085960.HTM.gz", "wt") as file:
        file.write(HTML)
    (other, capture), problems = captures(tmp_path)
    assert capture.captured_at == datetime(2017, 10, 3, 8, 59, tzinfo=UTC)
    assert pd.isna(other.captured_at) and (other.sha256, problems) == (capture.sha256, [])


def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path, monkeypatch):
    for name in ("b/2.html", "a/1.html", "a/1.txt", "[1].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HTML + name)
    assert [capture.path for capture in captures(tmp_path / "*" / "*.html")[0]] == ["a/1.html", "b/2.html"]
    monkeypatch.chdir(tmp_path)
    assert [capture.path for capture in captures(["**/1.*", "[1].txt"])[0]] == ["[1].txt", "a/1.html", "a/1.txt"]
    with pytest.raises(FileNotFoundError, match=r"\*\.htm"):
        captures("*.htm")


def test_a_copy_keeps_its_row_and_is_read_once(tmp_path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(HTML)
    corpus = fd.read(tmp_path)
    assert corpus.captures.path.to_list() == ["a.html", "b.html"]
    assert len(set(corpus.captures.capture_id)) == 1
    assert corpus.captures.title.to_list() == ["Oficinas", "Oficinas"]
    assert len(corpus.sheets) == 1


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_the_pages_of_an_archive_are_captures_with_address_and_time(tmp_path, name):
    later = datetime(2025, 3, 1, 12, tzinfo=UTC)
    records = [
        page(1),
        (200, "https://www.agency.gov/picture", later, "image/png", b"\x89PNG"),
        (404, "https://www.agency.gov/lost", later, "text/html", b"<h1>Not found</h1>"),
        (200, "https://www.agency.gov/text", later, "text/plain", b"Cornerstone\n\nIt serves schools.\n"),
        ("revisit", "https://www.agency.gov/1", later, "text/html", PAGE.format(n=1).encode()),
        ("revisit", "https://www.agency.gov/7", later, "text/html", b"in another archive"),
    ]
    write_archive(tmp_path / name, records)
    (one, text, again, unknown), problems = captures(tmp_path / name)
    assert (one.url, one.captured_at, one.language) == (records[0][1], records[0][2], "en")
    assert one.text == "Program 1\n\nIt serves 1 schools.\n\nUpdated: 01/24/2025"
    assert (text.media_type, text.text[:11]) == ("text/plain", "Cornerstone")
    assert (again.sha256, again.captured_at, again.text) == (one.sha256, later, "")
    assert again.capture_id != one.capture_id
    assert unknown.url == "https://www.agency.gov/7" and pd.isna(unknown.sha256)
    assert [capture.path.partition("#")[0] for capture in (one, text, again, unknown)] == [name] * 4
    assert len({capture.path for capture in (one, text, again, unknown)}) == 4
    assert problems == [(name, "no_pages")]


def test_an_archive_cut_off_gives_what_comes_before_the_cut(tmp_path):
    write_archive(tmp_path / "whole.warc.gz", [page(n) for n in range(20)])
    data = (tmp_path / "whole.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(data[: len(data) // 2])
    found, _ = captures(tmp_path / "cut.warc.gz")
    assert 5 <= len(found) < 15
    (tmp_path / "junk.warc").write_bytes(b"\x00junk" * 1000)
    assert captures(tmp_path / "junk.warc")[0] == []


def test_memory_does_not_grow_with_the_archive(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "MAX_DOCUMENTS", 50)

    def peak(n):
        records = [(*page(k)[:4], page(k % 50)[4]) for k in range(n)]
        write_archive(tmp_path / f"{n}.warc.gz", records)
        tracemalloc.start()
        fd.parse(tmp_path / f"{n}.warc.gz", tmp_path / f"{n}")
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(200)  # what is loaded once
    # of each page, its names; the tables of a page are 20 kB
    assert peak(1_000) - peak(100) < 900 * 1_000


def test_what_is_beyond_the_limits_is_a_problem_and_the_rest_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 4_000)
    monkeypatch.setattr(warc, "MAX_BYTES", 4_000)
    monkeypatch.setattr("factdata.sources.files.MAX_BYTES", 4_000)
    (tmp_path / "big.html").write_text("x" * 4_001)
    (tmp_path / "fine.html").write_text(HTML)
    write_archive(tmp_path / "pages.warc", [page(1), (*page(2)[:4], b"x" * 4_001), page(3)])
    found, problems = captures(tmp_path)
    assert [capture.path for capture in found] == ["fine.html", "pages.warc#0", "pages.warc#4855"]
    assert [code for _, code in problems] == ["unreadable", "unreadable"]


def test_an_archive_of_more_records_than_its_size_can_hold_is_cut_and_the_rest_is_read(tmp_path):
    (tmp_path / "fine.html").write_text(HTML)
    write_archive(tmp_path / "page.warc", [page(1)])
    (tmp_path / "bomb.warc.gz").write_bytes(gzip.compress((tmp_path / "page.warc").read_bytes() * 100_000))
    found, problems = captures([tmp_path / "bomb.warc.gz", tmp_path / "fine.html"])
    assert 1_000 < len(found) < 40_000 and found[-1].path == "fine.html"
    assert problems == [("bomb.warc.gz", "beyond_limits")]


def test_a_record_with_a_time_that_utc_cannot_hold_is_read_without_it(tmp_path):
    write_archive(tmp_path / "pages.warc", [page(1), page(2)])
    data = (tmp_path / "pages.warc").read_bytes()
    (tmp_path / "pages.warc").write_bytes(re.sub(rb"2025-01-02T12:00:00[^\r]*", b"9999-12-31T23:59:59-23:59", data))
    found, problems = captures(tmp_path)
    assert [pd.isna(capture.captured_at) for capture in found] == [True, False]
    assert problems == [(found[0].path, "bad_time")]


@pytest.mark.parametrize(("name", "piece"), [("many.txt", "-\n"), ("many.html", "<li>x")])
def test_a_page_of_very_many_blocks_is_a_problem_and_the_rest_is_read(tmp_path, name, piece):
    (tmp_path / name).write_text(piece * 300_000)
    (tmp_path / "fine.html").write_text(HTML)
    found, problems = captures(tmp_path)
    assert [capture.path for capture in found] == ["fine.html"]
    assert problems == [(name, "beyond_limits")]


def test_a_bomb_is_a_problem_and_never_in_memory(tmp_path):
    bomb = gzip.compress(gzip.compress(bytes(2**26)) * 40)  # 2.6 GB of nothing, twice compressed
    (tmp_path / "twice.txt.gz").write_bytes(bomb)
    (tmp_path / "once.txt.gz").write_bytes(gzip.decompress(bomb))
    body = gzip.compress(bytes(2**28))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(
        body
    )
    size = len(head) + len(body)
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % size
    (tmp_path / "page.warc").write_bytes(record + head + body + b"\r\n\r\n")
    (tmp_path / "line.txt").write_bytes(b"x" * 200_000_000)
    (tmp_path / "fine.html").write_text(HTML)
    tracemalloc.start()
    found, problems = captures(tmp_path)
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [capture.path for capture in found] == ["fine.html"]
    assert {path.partition("#")[0]: code for path, code in problems} == {
        "line.txt": "unreadable",
        "once.txt.gz": "unreadable",
        "page.warc": "unreadable",
        "twice.txt.gz": "not_text",
    }
    assert highest < 150_000_000


def test_names_lead_nowhere_else(tmp_path):
    (tmp_path / "secret.txt").write_text("Secret\n\nNothing of this is to be read.\n")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "captures.csv").write_text(
        f"path,url\n../secret.txt,https://a.gov/\n{tmp_path / 'secret.txt'},https://a.gov/\n"
    )
    found, problems = captures(raw)
    assert not found and {code for _, code in problems} == {"missing_file"}


def test_a_revisit_of_a_page_in_another_archive_is_saved_with_its_hash_unknown(tmp_path):
    time = datetime(2025, 3, 1, tzinfo=UTC)
    records = [page(1), ("revisit", "https://www.agency.gov/7", time, "text/html", b"in another archive")]
    write_archive(tmp_path / "a.warc", records)
    fd.read(tmp_path / "a.warc").save(tmp_path / "tables")
    loaded = fd.load(tmp_path / "tables")
    assert loaded.captures.sha256.isna().to_list() == [False, True]
    assert len(loaded.sheets) == 1 and fd.compare(loaded).empty
