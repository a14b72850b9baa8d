"""Saved tables: complete, described, valid, and the same bytes twice."""

import json
import pickle
from pathlib import Path

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import factdata as fd
from factdata.mentions import Mentions, find_mentions
from factdata.sources import atomic
from factdata.sources.atomic import BusyError, replacing, replacing_files
from factdata.tables.rows import DECLARATIONS
from factdata.tables.schema import TABLES


@pytest.mark.parametrize("name", Mentions._fields)
def test_what_a_mention_holds_besides_its_span_are_columns_of_its_table_in_their_order(name):
    assert (
        DECLARATIONS[name].row._fields[3:-2]
        == find_mentions("Two of 80 by May 2, 2019 (8 U.S.C. 1)")._asdict()[name][0]._fields[2:]
    )


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
        for warning in DECLARATIONS[table.name].warnings:
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


class Payload:
    def __init__(self, file):
        self.file = file

    def __reduce__(self):
        return Path.touch, (self.file,)


def test_loading_runs_no_code_that_a_file_holds(corpus, tmp_path):
    corpus.save(tmp_path)
    touched = tmp_path / "touched"
    extension = {
        "ARROW:extension:name": "arrow.py_extension_type",  # which old versions of pyarrow unpickled
        "ARROW:extension:metadata": pickle.dumps(Payload(touched)),
    }
    table = pq.read_table(tmp_path / "sheets.parquet")
    fields = [field.with_metadata(extension) for field in table.schema]
    metadata = {"pandas": json.dumps({"columns": [], "index_columns": []}), **extension}
    pq.write_table(table.cast(pa.schema(fields, metadata=metadata)), tmp_path / "sheets.parquet")
    fd.load(tmp_path)
    assert not touched.exists()
    pickle.loads(extension["ARROW:extension:metadata"])
    assert touched.exists()


def test_what_was_whole_when_its_writer_was_killed_takes_its_place(corpus, pages, tmp_path):
    fd.read(pages).save(tmp_path / "new")
    corpus.save(tmp_path / "old")
    new, old = contents(tmp_path / "new"), contents(tmp_path / "old")
    half = tmp_path / "old" / ".new"
    half.mkdir()
    (half / "sheets.parquet").write_bytes(b"half")
    assert len(fd.load(tmp_path / "old").sheets) == len(corpus.sheets)  # not yet whole
    (tmp_path / "new").rename(tmp_path / "old" / ".whole")
    (tmp_path / "old" / ".whole" / "blocks.csv").replace(tmp_path / "old" / "blocks.csv")  # killed here
    before = contents(tmp_path / "old")
    assert len(fd.load(tmp_path / "old").captures) == 5
    assert contents(tmp_path / "old") == before  # reading moves nothing
    corpus.save(tmp_path / "old")
    assert contents(tmp_path / "old") == old != new


def test_two_that_save_at_once_do_not_mix(corpus, tmp_path):
    with replacing_files(tmp_path) as new:
        (new / "README.md").write_text("mine")
        with pytest.raises(BusyError, match="another run is writing"):
            corpus.save(tmp_path)
    assert contents(tmp_path) == {"README.md": b"mine"}


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_replaces_another_with_everything_in_it(tmp_path, monkeypatch, can_exchange):
    if not can_exchange:
        monkeypatch.setattr(atomic, "_exchange", lambda one, other: False)
    for name in ("one", "two"):
        with replacing(tmp_path / "report") as new:
            (new / name).write_text(name)
            assert contents(tmp_path / "report") == ({} if name == "one" else {"one": b"one"})
            with pytest.raises(BusyError), replacing(tmp_path / "report"):
                pass
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "report") as new:
        (new / "three").write_text("three")
        raise KeyboardInterrupt
    assert contents(tmp_path) == {"report/two": b"two"} and len(list(tmp_path.iterdir())) == 1


def test_a_folder_whose_writer_was_killed_while_it_was_replaced_is_put_back(tmp_path):
    (tmp_path / ".report.old").mkdir()
    (tmp_path / ".report.old" / "page").write_text("old")
    (tmp_path / ".report.new").mkdir()
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "report"):
        raise KeyboardInterrupt
    assert contents(tmp_path) == {"report/page": b"old"}
    with replacing(tmp_path / "report") as new:
        (new / "page").write_text("new")
    assert contents(tmp_path) == {"report/page": b"new"}


def test_a_save_that_fails_leaves_what_was_there(corpus, tmp_path, monkeypatch):
    corpus.save(tmp_path / "there")
    before = contents(tmp_path / "there")

    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fail)
    for folder in ("there", "new"):
        with pytest.raises(OSError, match="No space left"):
            corpus.save(tmp_path / folder)
    assert contents(tmp_path / "there") == before
    assert not (tmp_path / "new").exists()


def test_a_table_without_rows_keeps_its_dtypes(pages, tmp_path):
    empty = fd.read(pages / "empty.txt")
    empty.save(tmp_path)
    loaded = fd.load(tmp_path)
    assert loaded.sheets.empty
    assert loaded.sheets.dtypes.to_dict() == fd.load().sheets.dtypes.to_dict()


def test_every_unit_can_be_stored(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Bridges\n\nA new deck costs $3.50 per square foot, which the state pays in part.\n"
    )
    corpus = fd.read(tmp_path / "a.txt")
    assert corpus.problems.empty and corpus.quantities.unit.tolist() == ["USD per square foot"]
    corpus.save(tmp_path / "saved")
    assert fd.load(tmp_path / "saved").quantities.unit.tolist() == ["USD per square foot"]
