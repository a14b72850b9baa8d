"""Bad input is said in problems, and never loses good input."""

import gzip
import os
import shutil
import sys

import pandas as pd
import pytest

import factdata as fd

GOOD = {
    ("Inspection", None): 1,
    ("Inspection", "Bridges"): 2,
    ("Inspection", "Ferries"): 1,
    ("Administration", "Budget"): 2,
}


def codes(corpus: fd.Corpus) -> dict[str, str]:
    return dict(zip(corpus.problems.path, corpus.problems.code, strict=True))


def headings(corpus: fd.Corpus) -> dict[tuple[str, str | None], int]:
    sheets = corpus.sheets
    keys = zip(sheets.division, [None if pd.isna(unit) else unit for unit in sheets.unit], strict=True)
    return pd.Series(list(keys)).value_counts().to_dict()


def test_a_folder_with_bad_files_gives_the_good_ones(pages):
    corpus = fd.read(pages)
    assert codes(corpus) == {
        "cut-off.txt": "encoding",
        "empty.txt": "empty",
        "latin-1.txt": "encoding",
        "picture.txt": "not_text",
    }
    assert set(corpus.captures.path) == {"crlf-bom.txt", "cut-off.txt", "empty.txt", "latin-1.txt", "no-stamp.txt"}
    assert corpus.problems.severity.to_list() == ["warning", "warning", "warning", "error"]


@pytest.mark.parametrize("name", ["crlf-bom.txt", "no-stamp.txt", "latin-1.txt"])
def test_each_form_of_one_listing_gives_the_same_sheets(pages, name):
    assert headings(fd.read(pages / name)) == GOOD


def test_a_byte_order_mark_and_line_ends_of_windows_are_no_text(pages):
    corpus = fd.read(pages / "crlf-bom.txt")
    text = corpus.text(corpus.captures.capture_id[0])
    assert text.startswith("Fact Sheets\n") and "\r" not in text
    assert corpus.reviews.date.to_list() == [pd.Timestamp("2019-02-05")]


def test_latin_1_is_read_with_its_letters(pages):
    corpus = fd.read(pages / "latin-1.txt")
    assert "señalización" in corpus.text(corpus.captures.capture_id[0])


def test_a_file_cut_off_inside_a_letter_keeps_the_letters_before(pages):
    corpus = fd.read(pages / "cut-off.txt")
    text = corpus.text(corpus.captures.capture_id[0])
    assert "señalización – naïve café" in text and text.endswith("caf\ufffd")


def test_a_listing_without_a_stamp_has_none(pages):
    assert fd.read(pages / "no-stamp.txt").reviews.empty


def test_a_missing_path_raises_with_its_name(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt"):
        fd.read(tmp_path / "nowhere.txt")


def test_a_folder_with_nothing_to_read_is_warned_of(tmp_path):
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with pytest.warns(UserWarning, match=r"nothing to read.*\.html"):
        corpus = fd.read(tmp_path)
    assert corpus.captures.empty and corpus.problems.code.to_list() == ["unknown_format", "nothing_to_read"]


def test_other_files_are_warned_of_and_compressed_ones_are_read(pages, tmp_path):
    (tmp_path / "notes.docx").write_bytes(b"PK")
    with gzip.open(tmp_path / "page_20190305102030.txt.gz", "wb") as file:
        file.write((pages / "no-stamp.txt").read_bytes())
    (tmp_path / "broken.txt.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    corpus = fd.read(tmp_path)
    assert codes(corpus) == {"notes.docx": "unknown_format", "broken.txt.gz": "unreadable"}
    (capture,) = corpus.captures.itertuples()
    assert capture.captured_at == pd.Timestamp("2019-03-05T10:20:30Z")
    assert capture.n_bytes == (pages / "no-stamp.txt").stat().st_size


def test_captures_csv_gives_address_time_and_hash(pages, tmp_path):
    shutil.copy(pages / "no-stamp.txt", tmp_path / "a.txt")
    shutil.copy(pages / "crlf-bom.txt", tmp_path / "b.txt")
    (tmp_path / "captures.csv").write_text(
        "path,url,captured_at,sha256\n"
        "a.txt,https://agency.example/a,2019-03-05T10:20:30-05:00," + "0" * 64 + "\n"
        "c.txt,https://agency.example/c,,\n"
        ",https://agency.example/d,,\n"
        "b.txt,,yesterday,\n"
    )
    corpus = fd.read(tmp_path)
    first, second = corpus.captures.itertuples()
    assert (first.url, first.captured_at) == ("https://agency.example/a", pd.Timestamp("2019-03-05T15:20:30Z"))
    assert pd.isna(second.captured_at)
    assert sorted(corpus.problems.code) == ["bad_time", "hash_mismatch", "missing_file", "no_path"]
    assert len(corpus.sheets) == 12


def test_captures_csv_with_other_names_for_its_columns_is_told_of_once(pages, tmp_path):
    shutil.copy(pages / "no-stamp.txt", tmp_path / "a.txt")
    manifest = tmp_path / "captures.csv"
    manifest.write_text("path,address,note\na.txt,https://agency.gov/a,x\nb.txt,https://agency.gov/b,y\n")
    (tmp_path / "b.txt").write_text("Fact Sheet\n\nFerries\n\nFerries run.\n")
    (problem,) = fd.read(tmp_path).problems.itertuples()
    assert (problem.code, "'url'" in problem.message, "address" in problem.message) == ("no_column", True, True)
    manifest.write_text("file,url\na.txt,https://agency.gov/a\nb.txt,https://agency.gov/b\n")
    assert fd.read(tmp_path).problems.code.tolist() == ["no_column"]
    manifest.write_text("path,note\na.txt,x\n")
    assert fd.read(tmp_path).problems.empty


def test_a_pdf_under_another_name_is_no_page(pages, tmp_path):
    shutil.copy(pages / "no-stamp.txt", tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n")
    corpus = fd.read(tmp_path)
    assert codes(corpus) == {"b.txt": "not_text"} and "PDF" in corpus.problems.message[0]
    assert corpus.captures.path.tolist() == ["a.txt"]


def test_captures_csv_that_is_none_is_an_error_and_the_pages_are_read(pages, tmp_path):
    shutil.copy(pages / "no-stamp.txt", tmp_path / "a.txt")
    (tmp_path / "captures.csv").write_bytes(b"path,url\na.txt,\xff\xfe\n")
    corpus = fd.read(tmp_path)
    assert codes(corpus) == {"captures.csv": "unreadable"}
    assert len(corpus.sheets) == 6


def test_one_document_twice_has_two_rows_and_is_read_once(pages, tmp_path):
    (tmp_path / "sub").mkdir()
    shutil.copy(pages / "no-stamp.txt", tmp_path / "a.txt")
    shutil.copy(pages / "no-stamp.txt", tmp_path / "sub" / "a.txt")
    corpus = fd.read(tmp_path)
    assert corpus.captures.path.to_list() == ["a.txt", "sub/a.txt"]
    assert len(set(corpus.captures.capture_id)) == 1
    assert len(corpus.sheets) == 6


def test_a_list_of_files_reads_as_their_folder_does(pages):
    files = [pages / "no-stamp.txt", pages / "crlf-bom.txt"]
    forth, back = fd.read(files), fd.read(files[::-1])
    assert forth.captures.path.to_list() == ["crlf-bom.txt", "no-stamp.txt"]
    pd.testing.assert_frame_equal(forth.sheets, back.sheets)


def test_a_time_that_utc_cannot_hold_is_a_problem_and_the_page_is_read(tmp_path):
    (tmp_path / "page.txt").write_text("Water Fact Sheet\n\nIt serves many towns.\n")
    (tmp_path / "captures.csv").write_text("path,captured_at\npage.txt,9999-12-31T23:59:59-23:59\n")
    corpus = fd.read(tmp_path)
    assert corpus.problems.code.to_list() == ["bad_time"]
    assert corpus.captures.captured_at.isna().all() and len(corpus.sheets) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file systems refuse such names")
def test_names_that_are_no_text_and_links_that_lead_nowhere_cost_no_page(pages, tmp_path):
    listing = (pages / "no-stamp.txt").read_bytes()
    (tmp_path / "link.txt").symlink_to("nowhere.txt")
    for name in (b"caf\xe9.txt", b"plain.txt", b"empty-\xff.gif"):
        (tmp_path / os.fsdecode(name)).write_bytes(listing)
    corpus = fd.read(tmp_path)
    assert corpus.captures.path.tolist() == ["caf\\xe9.txt", "plain.txt"]
    assert codes(corpus) == {"empty-\\xff.gif": "unknown_format", "link.txt": "unreadable"}
    corpus.save(tmp_path / "tables")
    assert fd.load(tmp_path / "tables").captures.path.tolist() == corpus.captures.path.tolist()
