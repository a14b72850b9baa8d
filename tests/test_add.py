"""factdata add: a saved page joins the raw pages, or nothing changes."""

import csv
import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import factdata as fd
from factdata.cli import app
from factdata.sources.raw_folder import COLUMNS, RawPage, keep_page
from tests.pdfs import make

URL = "https://agency.example/factsheets"
TIME = "2019-03-05T10:20:30Z"
NAME = "agency.example_factsheets_20190305102030.txt"


@pytest.fixture
def page(pages, tmp_path):
    file = tmp_path / "saved.txt"
    file.write_bytes((pages / "crlf-bom.txt").read_bytes())
    return file


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "data" / "raw"


def add(file, raw, url=URL, time=TIME, *more):
    result = CliRunner().invoke(app, ["add", str(file), "--url", url, "--captured-at", time, "--out", str(raw), *more])
    assert "Traceback" not in result.output
    return result


def rows(raw):
    with (raw / "captures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_saved_page_is_read_with_its_address_and_time(page, raw):
    result = add(page, raw, URL, TIME, "--source", "The Agency, saved by hand", "--licence", "public domain")
    assert result.exit_code == 0 and NAME in result.output
    assert (raw / NAME).read_bytes() == page.read_bytes()
    (row,) = rows(raw)
    assert tuple(row) == COLUMNS
    assert (row["path"], row["url"], row["captured_at"]) == (NAME, URL, TIME)
    assert (row["source"], row["licence"]) == ("The Agency, saved by hand", "public domain")
    assert row["n_bytes"] == str(page.stat().st_size)
    assert row["sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    corpus = fd.read(raw)
    (capture,) = corpus.captures.itertuples()
    assert (capture.url, capture.captured_at.isoformat()) == (URL, "2019-03-05T10:20:30+00:00")
    assert corpus.problems.empty


@pytest.mark.parametrize("time", ["20190305102030", "2019-03-05T10:20:30", "2019-03-05T05:20:30-0500", TIME])
def test_a_time_in_any_of_its_forms_is_one_time(page, raw, time):
    assert add(page, raw, URL, time).exit_code == 0
    assert rows(raw)[0]["captured_at"] == TIME


def test_the_same_page_again_changes_nothing_and_says_so(page, raw):
    add(page, raw)
    before = contents(raw)
    result = add(page, raw)
    assert result.exit_code == 0 and "already there" in result.output
    assert contents(raw) == before


def test_other_bytes_at_the_same_address_and_time_are_refused(page, raw):
    add(page, raw)
    before = contents(raw)
    page.write_text("Fact Sheets\n\nOther words.\n")
    result = add(page, raw)
    assert result.exit_code == 2 and "other bytes" in result.output
    assert contents(raw) == before


def test_a_file_in_the_way_is_left_as_it_is(page, raw):
    raw.mkdir(parents=True)
    (raw / NAME).write_text("not noted anywhere")
    result = add(page, raw)
    assert result.exit_code == 2 and "move it out of the way" in result.output
    assert contents(raw) == {NAME: b"not noted anywhere"}


def test_a_compressed_page_is_kept_as_the_page_that_is_in_it(page, raw, tmp_path):
    packed = tmp_path / "saved.htm.gz"
    packed.write_bytes(gzip.compress(page.read_bytes()))
    assert add(packed, raw).exit_code == 0
    (row,) = rows(raw)
    assert row["path"] == NAME.replace(".txt", ".html")
    assert (raw / row["path"]).read_bytes() == page.read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "url", "time", "said"),
    [
        ("a.docx", b"PK", URL, TIME, "expected a name that ends in"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(40), URL, TIME, "no text in any known encoding"),
        ("a.txt", b" \n\n", URL, TIME, "has no text"),
        ("a.html.gz", b"\x1f\x8b\x08 no gzip", URL, TIME, "a.html.gz"),
        ("a.txt", None, URL, TIME, "a.txt"),
        ("a.txt", b"Fact Sheets", "agency.example/factsheets", TIME, "is no address"),
        ("a.txt", b"Fact Sheets", "https://agency.example/a b", TIME, "is no address"),
        ("a.txt", b"Fact Sheets", URL, "yesterday", "--captured-at"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(*, tmp_path, raw, name, data, url, time, said):
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    result = add(file, raw, url, time)
    assert result.exit_code == 2 and said in result.output.replace("\n", " ")
    assert contents(raw) == {}


def test_a_page_that_lies_among_the_raw_pages_is_not_doubled(page, raw):
    raw.mkdir(parents=True)
    inside = page.rename(raw / "saved.txt")
    result = add(inside, raw)
    assert result.exit_code == 2 and "move it out" in result.output
    assert list(contents(raw)) == ["saved.txt"]


def test_rows_columns_and_fields_of_others_stay(page, raw):
    raw.mkdir(parents=True)
    (raw / "captures.csv").write_bytes(
        '\ufeffpath,note,url\r\na.txt,"two\nlines, ""quoted""",https://agency.example/a\r\nb.txt\r\n'.encode()
    )
    assert add(page, raw).exit_code == 0
    first, second, third = rows(raw)
    assert (first["path"], first["note"], first["url"]) == ("a.txt", 'two\nlines, "quoted"', "https://agency.example/a")
    assert (second["path"], second["url"], second["sha256"]) == ("b.txt", "", "")
    assert (third["path"], third["note"], third["captured_at"]) == (NAME, "", TIME)


@pytest.mark.parametrize(
    "manifest",
    [b"path,url\na.txt,\xff\xfe\n", b'path,url\n"a.txt,b\n', b"path,url\na.txt,b,c\n", f"path\n{NAME}\n".encode()],
)
def test_a_broken_captures_csv_is_not_touched(page, raw, manifest):
    raw.mkdir(parents=True)
    (raw / "captures.csv").write_bytes(manifest)
    result = add(page, raw)
    assert result.exit_code == 2 and "captures.csv" in result.output
    assert contents(raw)["captures.csv"] == manifest


def test_two_that_write_at_once_lose_no_row(raw):
    def keep(number):
        time = datetime(2019, 1, 1, number % 24, number // 24, tzinfo=UTC)
        keep_page(raw, RawPage(f"{URL}/{number % 3}", time, "text/html", b"Fact Sheets %d" % number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(48)))
    assert len(rows(raw)) == len({row["path"] for row in rows(raw)}) == 48
    assert {row["path"] for row in rows(raw)} | {"captures.csv"} == set(contents(raw))


addresses = st.one_of(
    st.from_regex(r"https?://[a-zA-Z0-9._/?=&-]{1,300}", fullmatch=True),
    st.text(min_size=1).map(lambda text: f"https://{text}"),
    st.sampled_from(["https://a.example/../../etc/passwd", "https://a.example/a/b", "https://a.example/a_b"]),
)


@given(st.lists(addresses, min_size=2, max_size=8, unique=True))
def test_names_are_safe_and_no_two_addresses_share_one(urls):
    time = datetime(2017, 10, 3, 8, 59, tzinfo=UTC)
    names = [RawPage(url, time, "text/html", b"").name for url in urls]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name.endswith("_20171003085900.html") and len(name.encode()) < 255
        assert ".." not in name and not name.startswith((".", "-")) and name.isascii() and name.isprintable()
        assert not set(name) & set('/\\:*?"<>| ')


def test_an_address_is_read_off_its_name():
    time = datetime(2017, 10, 3, 8, 59, tzinfo=UTC)
    page = RawPage("https://www.ice.gov/factsheets", time, "text/html", b"")
    assert page.name == "www.ice.gov_factsheets_20171003085900.html"


def test_a_saved_pdf_is_kept_and_read_as_it_was(tmp_path, raw):
    file = tmp_path / "saved.pdf"
    file.write_bytes(make("<h1>Bridges</h1><p>The bureau keeps 1,200 bridges in good repair.</p>"))
    assert add(file, raw).exit_code == 0
    corpus = fd.read(raw)
    (capture,) = corpus.captures.itertuples()
    assert (raw / capture.path).read_bytes() == file.read_bytes() and capture.path.endswith(".pdf")
    assert (capture.url, capture.title, capture.media_type) == (URL, "Bridges", "application/pdf")
    assert corpus.problems.empty


def test_a_broken_pdf_is_refused(tmp_path, raw):
    (tmp_path / "saved.pdf").write_bytes(b"")
    result = add(tmp_path / "saved.pdf", raw)
    assert result.exit_code == 2 and "saved.pdf" in result.output and not raw.exists()
