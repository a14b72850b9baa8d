"""The report: complete, offline, accessible, the same bytes twice, and every figure computed."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import factdata as fd
from factdata.report import NotebookError, find_notebooks, make_report
from factdata.show import answer


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(corpus, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    corpus.save(folder / "data" / "processed")
    make_report(corpus, folder / "data" / "processed", folder / "reports", lambda name: None)
    return folder


def test_the_report_kept_in_the_project_is_the_one_that_is_made(made, root):
    new, kept = contents(made / "reports"), contents(root / "reports")
    assert sorted(new) == sorted(kept)
    assert [name for name in new if new[name] != kept[name]] == []


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_pages_ask_for_nothing_outside_and_every_picture_has_words(made):
    for page in sorted((made / "reports").glob("*.html")):
        html = page.read_text("utf-8")
        tags = Reader(html).tags
        assert [tag for tag, _ in tags].count("h1") == 1
        for tag, attributes in tags:
            assert tag not in ("script", "iframe", "link", "object")
            address = attributes.get("src") or (attributes.get("href") if tag == "a" else None)
            if address and not address.startswith("#"):
                assert not re.match(r"[a-z]+:", address), address
                assert (page.parent / address.partition("#")[0]).is_file(), address
            if tag == "img":
                assert len(attributes["alt"]) > 40
        assert "No description has been provided" not in html


def test_every_finding_is_what_its_query_gives(made):
    tables = dict(fd.load(made / "data" / "processed").tables)
    for file in (made / "reports" / "tables").glob("*.csv"):
        table = pd.read_csv(file)
        days = [column for column in table if column == "date" or column.endswith("_date")]
        tables[file.stem] = table.astype(dict.fromkeys(days, "datetime64[us]"))
    findings = pd.read_csv(made / "reports" / "tables" / "findings.csv")
    assert len(findings) >= 5
    for finding in findings.itertuples():
        named = {name: tables[name] for name in finding.tables.split(", ")}
        assert finding.template.format(**answer(finding.query, named)) == finding.statement
        assert f'id="{finding.cell}"' in (made / "reports" / f"{finding.page}.html").read_text("utf-8")


def test_a_failing_notebook_is_named_and_the_last_report_stays(made, corpus, tmp_path, monkeypatch):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, tmp_path / "9-broken.ipynb")
    monkeypatch.setattr("factdata.report.find_notebooks", lambda: [tmp_path / "9-broken.ipynb"])
    before = contents(made / "reports")
    with pytest.raises(NotebookError, match=r"(?s)9-broken\.ipynb.*ZeroDivisionError"):
        make_report(corpus, made / "data" / "processed", made / "reports", lambda name: None)
    assert contents(made / "reports") == before


def test_a_report_on_other_pages_with_markup_in_them_shows_it_as_text(pages, tmp_path):
    corpus = fd.read(pages / "no-stamp.txt")
    hostile = corpus.sheets.assign(text='<script>alert("x")</script> and a bridge')
    corpus = fd.Corpus(**{**corpus.tables, "sheets": hostile})
    corpus.save(tmp_path / "tables")
    make_report(corpus, tmp_path / "tables", tmp_path / "reports", lambda name: None)
    for page in (tmp_path / "reports").glob("*.html"):
        assert "<script" not in page.read_text("utf-8")


@pytest.mark.parametrize("file", find_notebooks(), ids=lambda file: file.stem)
def test_notebooks_are_kept_without_outputs(file):
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not cell.get("outputs") and not cell.get("execution_count")
    assert any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
