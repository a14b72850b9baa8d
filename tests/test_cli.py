"""The command line: what it prints and how it exits."""

import errno
import json
import os
import shutil
import subprocess
import sys

import nbformat
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


@pytest.fixture
def two_notebooks(tmp_path, monkeypatch):
    """Write two notebooks in place of the project's, so that they run at once."""
    files = [tmp_path / "1-one.ipynb", tmp_path / "2-two.ipynb"]
    for file in files:
        cells = [nbformat.v4.new_markdown_cell(f"# {file.stem}", id="title")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    monkeypatch.setattr("factdata.report.make.find_notebooks", lambda: files)
    return files


def test_report_makes_again_what_has_changed_and_nothing_else(run, root, tmp_path, two_notebooks):
    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(root / "data/raw", raw)
    first = run("report", raw, "--out", out)
    assert "1-one: run in" in first.output and "2-two: run in" in first.output
    index = out / "reports" / "index.html"
    made = index.stat().st_mtime_ns

    again = run("report", raw, "--out", out)
    assert again.exit_code == 0 and "nothing has changed" in again.output
    assert index.stat().st_mtime_ns == made

    index.unlink()
    assert "2-two: unchanged" in run("report", raw, "--out", out).output
    assert index.exists()

    two_notebooks[0].write_text(two_notebooks[0].read_text().replace("# 1-one", "# One again"))
    third = run("report", raw, "--out", out)
    assert "1-one: run in" in third.output and "2-two: unchanged" in third.output
    assert "One again" in index.read_text()

    with (raw / "ice-factsheets.txt").open("a") as page:
        page.write("\nIn 2024, more than 90 sheets were read.\n")
    changed = run("report", raw, "--out", out)
    assert "1-one: run in" in changed.output and "2-two: run in" in changed.output
    assert changed.exit_code == 1 and "SHA-256" in changed.output
    assert run("report", raw, "--out", out).exit_code == 1  # what is wrong is said each time


@pytest.mark.parametrize("other", ["reports/notes.txt", "data/processed/sheets.csv"])
def test_report_replaces_no_files_of_others(run, pages, tmp_path, two_notebooks, other):
    file = tmp_path / other
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    result = run("report", pages / "no-stamp.txt", "--out", tmp_path)
    assert result.exit_code == 2 and "name another folder" in result.output
    assert file.read_text() == "mine"
    assert run("report", pages / "no-stamp.txt", "--out", pages / "no-stamp.txt").exit_code == 2


def test_report_of_no_pages_is_none(run, tmp_path, two_notebooks):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "sheet.pdf").write_bytes(b"%PDF-1.4")
    result = run("report", tmp_path / "raw", "--out", tmp_path / "out")
    assert result.exit_code == 1 and "no page was read" in result.output and "sheet.pdf" in result.output
    assert not (tmp_path / "out" / "reports").exists()


def test_changes_says_of_the_stamp_whether_it_moved(run, tmp_path):
    page = "<html><body><h1>Ferries</h1><p>Last updated: March {} 2020</p><p>{} ferries run.</p></body></html>"
    for name, values in {"a": (3, 12), "b": (3, 14), "c": (9, 14)}.items():
        (tmp_path / f"{name}.html").write_text(page.format(*values))
    assert "did not move: 2020-03-03" in run("changes", tmp_path / "a.html", tmp_path / "b.html").output
    assert "from 2020-03-03 to 2020-03-09" in run("changes", tmp_path / "b.html", tmp_path / "c.html").output


def test_report_says_in_a_line_that_the_disk_is_full(run, pages, tmp_path, two_notebooks, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("factdata.report.write.write_report", fail)
    result = run("report", pages / "no-stamp.txt", "--out", tmp_path)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert result.output.rstrip().endswith("No space left on device")


def test_parse_says_once_what_an_extra_is_missing_for(run, pages, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run("parse", pages, "--out", tmp_path, "--dask", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    (line,) = result.output.splitlines()
    assert line.endswith("pip install 'factdata[dask]'")


def test_report_of_one_notebook_runs_no_other(run, root, tmp_path, two_notebooks):
    result = run("report", root / "data/raw", "--out", tmp_path / "out", "--only", "2-two")
    assert result.exit_code == 0
    assert "1-one: left out" in result.output and "2-two: run in" in result.output
    assert [page.name for page in sorted((tmp_path / "out" / "reports").glob("?-*.html"))] == ["2-two.html"]
    assert run("report", root / "data/raw", "--only", "3-three").exit_code == 2


def test_a_report_that_is_there_is_told_without_reading_anything(tmp_path, pages):
    call = f"from factdata.cli import app; app(['report', {str(pages / 'no-stamp.txt')!r}, '--out', {str(tmp_path)!r}])"
    code = (
        f"import sys\ntry:\n    {call}\nfinally:\n    print({{'pandas', 'matplotlib', 'nbclient'}} & set(sys.modules))"
    )
    python = [sys.executable, "-c", code]
    first, again = (subprocess.run(python, check=False, capture_output=True, text=True) for _ in range(2))
    assert "'pandas'" in first.stdout and "report written" in first.stderr
    assert again.stdout.strip() == "set()" and "nothing has changed" in again.stderr


def test_report_leaves_the_last_one_where_a_notebook_fails(run, root, tmp_path, two_notebooks):
    assert run("report", root / "data/raw", "--out", tmp_path / "out").exit_code == 0
    index = tmp_path / "out" / "reports" / "index.html"
    made = index.read_bytes()
    cells = [nbformat.v4.new_code_cell("1 / 0", id="divide")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), two_notebooks[1])
    result = run("report", root / "data/raw", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "2-two.ipynb, cell 'divide'" in result.output and "ZeroDivisionError" in result.output
    assert index.read_bytes() == made


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
    assert "unit: [-Ferries-]{+Boats+}" in shown.stdout
    assert "2 sheets changed" in shown.stderr
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
