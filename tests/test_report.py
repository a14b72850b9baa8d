"""The report: complete, offline, accessible, the same bytes twice, and every figure computed."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import zlib
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import psutil
import pytest

import factdata as fd
from factdata.charts.style import INK, ON_DARK, PAPER
from factdata.report import annotate
from factdata.report.cache import Cache
from factdata.report.html import TEMPLATES
from factdata.report.runner import NotebookError, run_notebooks
from factdata.report.show import answer
from factdata.report.write import write_report
from factdata.sources.shipped import find_notebooks


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make(corpus: fd.Corpus, folder: Path) -> Path:
    corpus.save(folder / "tables")
    lines: list[str] = []
    runs = run_notebooks(find_notebooks(), folder / "tables", Cache(folder / "kept"), [], lines.append)
    assert len(lines) == len(runs) == len(find_notebooks())
    write_report(corpus, runs, folder / "reports")
    return folder


@pytest.fixture(scope="module")
def made(corpus, tmp_path_factory) -> Path:
    return make(corpus, tmp_path_factory.mktemp("project"))


def test_the_report_kept_in_the_project_is_the_one_that_is_made(made, root):
    new, kept = contents(made / "reports"), contents(root / "reports")
    assert sorted(new) == sorted(kept)
    assert [name for name in new if new[name] != kept[name]] == []


@pytest.mark.parametrize("core", ["Prescott", "Sandybridge", "Haswell"])
def test_another_processor_makes_the_same_report(core, root, tmp_path):
    """OpenBLAS picks its kernels by processor, and these differ in the last digits."""
    command = [sys.executable, "-m", "factdata", "report", str(root / "data" / "raw"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OPENBLAS_CORETYPE": core})
    for part in ("data/processed", "reports"):
        new, kept = contents(tmp_path / part), contents(root / part)
        assert [name for name in sorted(new | kept) if new.get(name) != kept.get(name)] == []


class Reader(HTMLParser):
    """The tags of a page, and the text inside each element that has an id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = defaultdict(str)
        self.open: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "input", "link", "br"):
            classes = (dict(attrs).get("class") or "").split()
            sheet = next((name for _, name in reversed(self.open) if name and name.startswith("sheet ")), "")
            mine = f"words {sheet[6:]}" if "words" in classes else dict(attrs).get("id")
            self.open.append((tag, f"sheet {mine}" if tag == "article" else mine))

    def handle_endtag(self, tag):
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        for _, name in self.open:
            if name:
                self.texts[name] += data


def test_pages_ask_for_nothing_outside_and_every_picture_has_words(made):
    pages = {page.name: Reader(page.read_text("utf-8")) for page in sorted((made / "reports").glob("*.html"))}
    assert set(pages) == {
        "index.html",
        "sheets.html",
        "method.html",
        *(f"{file.stem}.html" for file in find_notebooks()),
    }
    for name, page in pages.items():
        assert [tag for tag, _ in page.tags].count("h1") == 1
        for tag, attributes in page.tags:
            assert tag not in ("iframe", "link", "object", "base")
            assert tag != "script" or not attributes  # it is in the page itself
            address = attributes.get("src") or attributes.get("srcset") or attributes.get("href")
            if address and not (tag == "a" and re.match(r"https?://", address)):
                assert not re.match(r"[a-z]+:", address), address
                file, _, anchor = address.partition("#")
                assert (made / "reports" / (file or name)).is_file(), address
                if anchor and not anchor.startswith("sheets="):
                    target = pages[file or name]
                    assert anchor in {attributes.get("id") for _, attributes in target.tags}, address
            if tag == "img":
                assert len(attributes["alt"]) > 40
        assert "No description has been provided" not in (made / "reports" / name).read_text("utf-8")


def test_the_report_is_small_enough_to_send(made):
    assert sum(map(len, contents(made / "reports").values())) < 1_600_000


def test_every_finding_is_what_its_query_gives(made, corpus):
    tables = dict(fd.load(made / "tables").tables)
    for file in (made / "reports" / "tables").glob("*.csv"):
        table = pd.read_csv(file)
        days = [column for column in table if column == "date" or column.endswith("_date")]
        tables[file.stem] = table.astype(dict.fromkeys(days, "datetime64[us]"))
    findings = pd.read_csv(made / "reports" / "tables" / "findings.csv", dtype={"value": "str"})
    sheets = Reader((made / "reports" / "sheets.html").read_text("utf-8"))
    assert len(findings) >= 5
    for finding in findings.itertuples():
        named = {name: tables[name] for name in finding.tables.split(", ")}
        said = answer(finding.query, named)
        assert finding.template.format(**said) == finding.statement
        assert all(value in said.values() for value in re.split(r"; \w+: |^\w+: ", finding.value) if value)
        assert f'id="{finding.cell}"' in (made / "reports" / f"{finding.page}.html").read_text("utf-8")
        for anchor in [] if pd.isna(finding.behind) else finding.behind.split():
            assert anchor in {attributes.get("id") for _, attributes in sheets.tags}
    assert findings.behind.notna().any()


def test_every_sheet_is_shown_as_it_is_and_every_mention_where_it_was_read(made, corpus):
    page = Reader((made / "reports" / "sheets.html").read_text("utf-8"))
    for sheet in corpus.sheets.itertuples():
        assert page.texts[f"words {sheet.sheet_id}"] == sheet.text
    for table in (corpus.dates, corpus.quantities, corpus.citations, corpus.reviews):
        for row in table.itertuples():
            owner = row.capture_id if pd.isna(row.sheet_id) else row.sheet_id
            assert page.texts[f"{owner}.{row.start}"] == row.surface
    kinds = {attributes.get("class") for tag, attributes in page.tags if tag == "mark"}
    assert kinds == {"stamp", "evidence", "date", "quantity", "law", "topic"}


def test_the_evidence_of_the_headline_is_marked_on_the_page_of_sheets(made):
    findings = pd.read_csv(made / "reports" / "tables" / "findings.csv")
    sheet = findings[findings.page == "3-review-dates"].behind.iloc[0]
    page = Reader((made / "reports" / "sheets.html").read_text("utf-8"))
    marked = [
        attributes["id"]
        for tag, attributes in page.tags
        if attributes.get("class") == "evidence" and "id" in attributes
    ]
    assert [page.texts[name] for name in marked] == ["coronavirus"]
    assert marked[0].startswith(f"{sheet}.")


def test_a_chapter_with_nothing_to_show_is_a_sentence(made):
    page = (made / "reports" / "4-changes.html").read_text("utf-8")
    assert "No page was captured twice at known times" in page
    assert "<figure" not in page and "<table" not in page and "<details" not in page
    assert "Nothing to show of these pages under: Passages that many pages share." in (
        made / "reports" / "2-topics.html"
    ).read_text("utf-8")


def test_a_sheet_of_a_page_captured_several_times_counts_once():
    history = fd.example_history()
    latest = fd.show.latest_sheets(history)
    assert latest.capture_id.unique().tolist() == [history.captures.sort_values("captured_at").capture_id.iloc[-1]]


def test_a_change_is_quoted_by_what_was_altered():
    what = "{+A photograph of the new and very long bridge+}\nIt carries [-12-]{+14+} ferries …"
    assert fd.diffs.quote(what) == "It carries 14 ferries …"
    assert fd.diffs.quote("[-Piers-]") == "Piers"


def write_notebook(folder: Path, name: str, code: str) -> Path:
    cells = [nbformat.v4.new_markdown_cell(f"# {name}"), nbformat.v4.new_code_cell(code, id="only-cell")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def test_a_failing_notebook_is_named_and_the_others_are_kept(tmp_path, corpus):
    corpus.save(tmp_path / "tables")
    files = [write_notebook(tmp_path, "8-good", "print(6 * 7)"), write_notebook(tmp_path, "9-broken", "1 / 0")]
    said: list[str] = []
    with pytest.raises(NotebookError, match=r"(?s)9-broken\.ipynb, cell 'only-cell'.*1 / 0.*ZeroDivisionError"):
        run_notebooks(files, tmp_path / "tables", Cache(tmp_path / "kept"), [], said.append)
    write_notebook(tmp_path, "9-broken", "1 / 1")
    runs = run_notebooks(files, tmp_path / "tables", Cache(tmp_path / "kept"), [], said.append)
    assert "42" in runs["8-good"].cells[1].outputs[0].text
    assert said[1] == "8-good: unchanged" and said[2].startswith("9-broken: run in")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for one process")
def test_an_interruption_ends_the_notebooks_and_their_kernels(root, tmp_path):
    command = [sys.executable, "-m", "factdata", "report", str(root / "data" / "raw"), "--out", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    kernels: list[psutil.Process] = []
    while process.poll() is None and not kernels:
        time.sleep(0.1)
        kernels = psutil.Process(process.pid).children(recursive=True)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said and "run in" not in said
    assert psutil.wait_procs(kernels, timeout=10)[1] == []
    assert not (tmp_path / "reports").exists()


def test_a_file_that_is_no_notebook_is_named(tmp_path, corpus):
    (tmp_path / "9-merge.ipynb").write_text("<<<<<<< HEAD")
    with pytest.raises(NotebookError, match=r"9-merge\.ipynb: no notebook"):
        run_notebooks([tmp_path / "9-merge.ipynb"], tmp_path, Cache(tmp_path / "kept"), [], print)


@pytest.mark.filterwarnings("ignore:.*nothing to read:UserWarning")
@pytest.mark.parametrize("name", ["empty", "single sheet", "few"])
def test_a_report_is_made_of_any_corpus(pages, tmp_path, name):
    raw = tmp_path / "raw"
    raw.mkdir()
    if name != "empty":
        sheet = (
            "<h1>Bridges</h1><p>Last updated: March 3, 2021</p><p>Each of the 412 bridges is inspected in 2 years.</p>"
        )
        (raw / "bridges_20210403085900.html").write_text(f"<html><body><main>{sheet}</main></body></html>")
    if name == "few":
        hostile = "<h1>x</h1><p>&lt;script&gt;alert(1)&lt;/script&gt; is inspected in 2019.</p>"
        (raw / "hostile.html").write_text(f"<html><body><main>{hostile}</main></body></html>")
        (raw / "listing.txt").write_bytes((pages / "no-stamp.txt").read_bytes())
    corpus = fd.read(raw)
    made = make(corpus, tmp_path)
    page = (made / "reports" / "sheets.html").read_text("utf-8")
    assert page.count("<article") == len(corpus.sheets)
    for file in (made / "reports").glob("*.html"):
        assert file.read_text("utf-8").count("<script") == 1
    said = pd.read_csv(made / "reports" / "tables" / "findings.csv").statement.str.cat(sep=" ")
    assert (
        len(corpus.sheets) >= 10 or "topics are found again" not in said
    )  # so few are not divided into topics in earnest
    assert corpus.sheets.division.notna().any() or "division" not in said


def test_addresses_that_are_no_web_pages_are_not_linked(tmp_path, corpus):
    hostile = corpus.captures.assign(url="javascript:alert(1)", title='"><script>alert(1)</script>')
    sheets = corpus.sheets.assign(url="javascript:alert(2)", title="</p><script>x</script>", unit="' onload='x")
    write_report(fd.Corpus(**{**corpus.tables, "captures": hostile, "sheets": sheets}), {}, tmp_path / "reports")
    for file in (tmp_path / "reports").glob("*.html"):
        tags = Reader(file.read_text("utf-8")).tags
        assert [tag for tag, _ in tags].count("script") == 1
        for _, attributes in tags:
            assert not (attributes.get("href") or "").startswith("javascript")
            assert "onload" not in attributes


def test_many_sheets_take_several_pages_and_links_find_theirs(tmp_path, corpus, monkeypatch):
    monkeypatch.setattr(annotate, "PART_SHEETS", 20)
    write_report(corpus, {}, tmp_path / "reports")
    pages = {page.name: Reader(page.read_text("utf-8")) for page in (tmp_path / "reports").glob("sheets*.html")}
    assert sorted(pages) == ["sheets-2.html", "sheets-3.html", "sheets.html"]
    assert sum(tag == "article" for page in pages.values() for tag, _ in page.tags) == len(corpus.sheets)


def test_dark_charts_lie_on_the_paper_of_dark_pages():
    css = (TEMPLATES / "style.css").read_text("utf-8")
    light, dark = re.findall(r"--ink: (#\w+);.*?--paper: (#\w+);", css)
    assert [color.upper() for color in light] == [INK, PAPER]
    assert [color.upper() for color in dark] == [ON_DARK[INK], ON_DARK[PAPER]]


def test_the_pdf_is_tagged_and_names_no_folder_of_this_machine(made, corpus, tmp_path):
    kept = run_notebooks(find_notebooks(), made / "tables", Cache(made / "kept"), [], lambda line: None)
    for name in ("one", "two"):
        write_report(corpus, kept, tmp_path / name, pdf=True)
    pdf = (tmp_path / "one" / "report.pdf").read_bytes()
    assert pdf == (tmp_path / "two" / "report.pdf").read_bytes()
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    objects = pdf + b"".join(zlib.decompress(stream) for stream in streams if stream.startswith(b"x"))
    assert b"/StructTreeRoot" in objects and b"/Lang" in objects and b"/Figure" in objects
    assert str(tmp_path).encode() not in objects and b"file:" not in objects


def test_a_corpus_shows_each_table_with_its_rows_and_how_not_to_read_it(corpus):
    shown = Reader(corpus._repr_html_())
    assert [tag for tag, _ in shown.tags].count("tr") == 1 + len(corpus.tables)
    html = corpus._repr_html_()
    for name, table in corpus.tables.items():
        assert f"<code>corpus.{name}</code></td><td>{len(table):,}</td>" in html
    assert "a listing&#39;s stamp is the page&#39;s" in html.lower()


@pytest.mark.parametrize("file", find_notebooks(), ids=lambda file: file.stem)
def test_notebooks_are_kept_without_outputs(file):
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs") and not cell.get("execution_count")
    assert any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)


@pytest.mark.parametrize("file", find_notebooks(), ids=lambda file: file.stem)
def test_the_exercises_of_a_notebook_run(file):
    names: dict[str, object] = {}
    for cell in nbformat.read(file, as_version=4).cells:
        fenced = re.findall(r"(?m)^ *```python\n(.*?)^ *```", cell.source, re.DOTALL)
        for code in [cell.source] if cell.cell_type == "code" else map(textwrap.dedent, fenced):
            exec(compile(code, f"{file.name}, cell {cell.id}", "exec"), names)
    plt.close("all")
