"""The command line: what it prints and how it exits."""

import json
import shutil

import pytest
from typer.testing import CliRunner

import factdata as fd
from factdata.cli import app


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *args: runner.invoke(app, [str(arg) for arg in args])


def test_parse_writes_tables_that_load(run, root, tmp_path):
    result = run("parse", root / "data/raw", "--out", tmp_path)
    assert result.exit_code == 0
    assert "43 sheets" in result.output
    assert len(fd.load(tmp_path).sheets) == 43


def test_parse_says_what_it_could_not_read_and_keeps_the_rest(run, pages, tmp_path):
    result = run("parse", pages, "--out", tmp_path)
    assert result.exit_code == 1
    assert "error: picture.txt: not read" in result.output
    assert "Traceback" not in result.output
    assert len(fd.load(tmp_path).captures) == 5


def test_parse_of_a_missing_path_is_one_clear_line(run, tmp_path):
    result = run("parse", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert len(result.output.strip().splitlines()) == 1 and "no such file or folder" in result.output
    assert not (tmp_path / "out").exists()


def test_check_passes_on_the_project_and_fails_on_a_changed_page(run, root, tmp_path):
    assert run("check", root / "data/raw", root / "data/processed").exit_code == 0
    raw = tmp_path / "raw"
    shutil.copytree(root / "data/raw", raw)
    with (raw / "ice-factsheets.txt").open("a") as page:
        page.write("\nOne line more.")
    result = run("check", raw, root / "data/processed")
    assert result.exit_code == 1 and "SHA-256" in result.output


def test_check_fails_on_tables_that_are_not_there(run, root, tmp_path):
    result = run("check", root / "data/raw", tmp_path / "nowhere")
    assert result.exit_code == 1 and "no such folder" in result.output


def test_help_teaches(run):
    for command in ("parse", "report", "check", "changes", "fetch", "add"):
        result = run(command, "--help")
        assert result.exit_code == 0 and f"Example: factdata {command}" in result.output


@pytest.fixture
def two_pages(pages, tmp_path):
    page = (pages / "no-stamp.txt").read_text()
    (tmp_path / "earlier.txt").write_text(page)
    (tmp_path / "later.txt").write_text(
        page.replace("once in two years", "once in 3 years").replace("Ferries", "Boats")
    )
    return tmp_path / "earlier.txt", tmp_path / "later.txt"


def test_changes_are_shown_and_written_in_each_format(run, two_pages):
    shown = run("changes", *two_pages)
    assert shown.exit_code == 0
    assert "    … is inspected once in [-two-]{+3+} years." in shown.stdout.splitlines()
    assert "unit: Ferries -> Boats" in shown.stdout
    assert "sheets changed: 2" in shown.stderr
    csv = run("changes", *two_pages, "--format", "csv").stdout
    assert [line.partition(",")[0] for line in csv.splitlines()] == ["change", "reworded", "moved"]
    told = json.loads(run("changes", *two_pages, "--format", "json").stdout)
    assert [(row["change"], row["unit"]) for row in told] == [("reworded", None), ("moved", "Boats")]
    markdown = run("changes", *two_pages, "--format", "markdown").stdout
    assert "| … is inspected once in <del>two</del><ins>3</ins> years. |" in markdown


def test_no_page_writes_markup_into_the_formats():
    history = fd.example_history()
    changes = fd.diffs.name_sheets(fd.compare(history).head(1), history)
    changes = changes.assign(what="at [-<b>*all* |-]{+[some](x)+}\n[-open")
    assert r"| at <del>&lt;b&gt;\*all\* \|</del><ins>\[some\](x)</ins><br><del>open</del> |" in fd.diffs.in_markdown(
        changes
    )
    sides = fd.diffs.side_by_side(changes, "Changes")
    assert sides.count("<td") == 4 and "<b>" not in sides and "&lt;b&gt;*all* |</del></td>" in sides


def test_changes_of_a_page_with_itself_are_none(run, two_pages):
    assert "no change" in run("changes", two_pages[0], two_pages[0]).output


def test_changes_of_what_is_no_page_say_so(run, pages, two_pages):
    result = run("changes", two_pages[0], pages / "picture.txt")
    assert result.exit_code == 2 and "expected one page" in result.output
