"""Corpora that could end a report, or keep it from ending: what stands on a page never does."""

import time
from html import escape

import pytest

import factdata as fd
from factdata.pipeline import guarded
from factdata.sources.shipped import find_notebooks
from tests.hostile import run_cells

HOSTILE = ["$^$", "$x$", "\\frac", "\\foo_bar", "_internal", "a b " * 25_000, "<b>&amp;</b>", "%s{0}"]
ADDRESS = "https://agency.example/$x^$\\frac_y"


def read_listing(folder, divisions, times):
    """Read a listing of these divisions, once at each time, each time in other words."""
    rows = ["path,url,captured_at"]
    for number, captured_at in enumerate(times):
        sheets = "".join(
            f"<h2>{escape(division)}</h2><h3><a href=/{n}>Sheet {n}</a></h3>"
            f"<p>It serves {n + 2 + number} schools and harbours in town number {n} since March {n % 28 + 1}, 2019.</p>"
            for n, division in enumerate(divisions)
        )
        page = f"<main><h1>Fact Sheets</h1><p>What we do.</p>{sheets}<p>Updated: 01/0{number + 1}/2018</p></main>"
        (folder / f"{number}.html").write_text(page, "utf-8")
        rows.append(f"{number}.html,{ADDRESS},{captured_at}")
    (folder / "captures.csv").write_text("\n".join(rows))
    return fd.read(folder)


def run_all(corpus, folder):
    """Run all notebooks; return what each shows, and the seconds of processor time that they took."""
    corpus.save(folder / "tables")
    begun = time.process_time()
    runs = {file.stem: run_cells(file, folder / "tables") for file in find_notebooks()}
    return runs, time.process_time() - begun


def test_no_name_address_or_time_ends_a_notebook(tmp_path):
    corpus = read_listing(tmp_path, HOSTILE, ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
    assert set(corpus.sheets.division) == {" ".join(name.split()) for name in HOSTILE}
    _, seconds = run_all(corpus, tmp_path)
    assert seconds < 60


def test_the_notebooks_on_300_divisions_take_no_long_time_and_draw_no_more_than_can_be_seen(tmp_path):
    divisions = [f"Division {number}" for number in range(300)]
    corpus = read_listing(tmp_path, divisions, ["2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z"])
    assert corpus.sheets.division.nunique() == 300
    runs, seconds = run_all(corpus, tmp_path)
    assert seconds < 60
    shown = [
        output.data[fd.show.MIME] for run in runs.values() for cell in run.cells for output in cell.get("outputs", [])
    ]
    figures = {parts["name"]: parts for parts in shown if parts["kind"] == "figure"}
    assert "270 other divisions" in figures["sheets-by-division"]["svg"]
    assert max(len(parts["svg"]) for parts in figures.values()) < 1_000_000


@pytest.mark.parametrize("piece", ["<div><script></div></script>", "<optgroup>"])
def test_depth_that_no_scan_sees_takes_that_page_alone_and_little_time(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(guarded, "SECONDS", 1)
    monkeypatch.setattr(guarded, "SECONDS_A_MEGABYTE", 0)
    (tmp_path / "deep.html").write_text(piece * (3_000_000 // len(piece)))
    (tmp_path / "fine.html").write_text("<main><h1>Water Fact Sheet</h1><p>It serves many towns.</p></main>")
    corpus = fd.read(tmp_path)
    assert corpus.captures.path.to_list() == ["fine.html"]
    assert corpus.problems[["path", "code"]].to_numpy().tolist() == [["deep.html", "beyond_limits"]]
