"""Saved tables: complete, described, valid, and the same bytes twice."""

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

import factdata as fd
from factdata.tables import TABLES


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_saved_corpus_loads_as_it_was(corpus, tmp_path):
    corpus.save(tmp_path)
    loaded = fd.load(tmp_path)
    for name, table in corpus.tables.items():
        pd.testing.assert_frame_equal(loaded.tables[name], table)


def test_the_same_pages_give_the_same_bytes_wherever_they_lie(corpus, root, tmp_path):
    raw = tmp_path / "elsewhere"
    raw.mkdir()
    for file in (root / "data" / "raw").iterdir():
        (raw / file.name).write_bytes(file.read_bytes())
    corpus.save(tmp_path / "one")
    fd.read(raw).save(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_shipped_tables_are_those_of_the_raw_pages(corpus, root, tmp_path):
    corpus.save(tmp_path)
    assert contents(tmp_path) == contents(root / "data" / "processed")


def test_frictionless_finds_the_data_package_valid(pages, tmp_path):
    fd.read(pages).save(tmp_path)
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["message"])
    assert report.stats["tasks"] == len(TABLES)


def test_every_column_and_warning_is_in_the_dictionary_and_the_package(corpus, tmp_path):
    corpus.save(tmp_path)
    dictionary = (tmp_path / "README.md").read_text("utf-8")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    for table, resource in zip(TABLES.values(), package["resources"], strict=True):
        assert all(f"| `{column}` |" in dictionary for column in table.columns)
        assert all(len(field["description"]) > 10 for field in resource["schema"]["fields"])
        for warning in table.metadata["warnings"]:
            assert warning in dictionary and warning in resource["description"]


def test_a_table_that_breaks_its_declaration_is_not_saved(corpus, tmp_path):
    broken = fd.Corpus(**{**corpus.tables, "sheets": corpus.sheets.assign(position=0)})
    with pytest.raises(ValueError, match=r"(?s)table sheets .*position"):
        broken.save(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_loading_says_what_is_not_there(corpus, tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        fd.load(tmp_path / "nowhere")
    corpus.save(tmp_path)
    (tmp_path / "sheets.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"sheets\.parquet"):
        fd.load(tmp_path)


def test_a_table_without_rows_keeps_its_dtypes(pages, tmp_path):
    empty = fd.read(pages / "empty.txt")
    empty.save(tmp_path)
    loaded = fd.load(tmp_path)
    assert loaded.sheets.empty
    assert loaded.sheets.dtypes.to_dict() == fd.load().sheets.dtypes.to_dict()
