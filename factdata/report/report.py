"""The report: what the notebooks show of a corpus, as pages that stand alone."""

import base64
import logging
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from factdata.corpus import Corpus
from factdata.report.annotate import KINDS, Topics, mark_sheets, split_parts
from factdata.report.pages import Page, make_page, rank_findings, render_body, render_page, summarise
from factdata.sources.atomic import replacing
from factdata.tables.spreadsheets import for_spreadsheets
from factdata.tables.storage import write_csv

FINDINGS = ["statement", "value", "n", "tables", "query", "template", "caveat", "quote", "page", "cell", "behind"]


def write_report(corpus: Corpus, runs: Mapping[str, NotebookNode], folder: Path, *, pdf: bool = False) -> None:
    """Write the report; the last one stays until the new one is whole.

    Parameters
    ----------
    corpus : Corpus
        The corpus that the notebooks were run on.
    runs : mapping of str to nbformat.NotebookNode
        The notebooks as `run_notebooks` returns them, by name.
    folder : pathlib.Path
        Where the report goes; what is there is replaced.
    pdf : bool
        Write ``report.pdf`` as well; needs WeasyPrint.

    Raises
    ------
    FileExistsError
        The folder holds something else than a report.
    """
    refuse_others(folder)
    with replacing(folder) as made:
        _write(corpus, runs, made)
        if pdf:
            _write_pdf(made)


def refuse_others(folder: Path) -> None:
    """Raise where a folder that a report would replace holds something else."""
    is_report = (folder / "tables" / "findings.csv").is_file()
    if folder.exists() and not is_report and (folder.is_file() or any(folder.iterdir())):
        raise FileExistsError(f"{folder}: is not a report, and would be replaced; name another folder for the report")


def _write(corpus: Corpus, runs: Mapping[str, NotebookNode], folder: Path) -> None:
    for part in ("figures", "tables"):
        (folder / part).mkdir()
    pages = [make_page(name, notebook) for name, notebook in runs.items()]
    for page in pages:
        _write_parts(page, folder)
    tables = {shown["name"]: shown for page in pages for shown in page.tables}
    findings = [shown for page in pages for shown in page.findings]
    frame = pd.DataFrame(findings, columns=FINDINGS)
    write_csv(for_spreadsheets(frame.assign(behind=frame.behind.map(" ".join))), folder / "tables" / "findings.csv")
    if len(corpus.problems):
        write_csv(for_spreadsheets(corpus.problems), folder / "tables" / "problems.csv")
    topics = next((Topics(shown["of_sheet"], shown["words"]) for page in pages for shown in page.topics), Topics())
    addresses = _write_sheets(corpus, topics, pages, folder)

    def write(name: str, template: str, title: str, **values: object) -> None:
        (folder / f"{name}.html").write_text(render_page(template, name, title, pages, **values), "utf-8")

    for page in pages:
        page.body = render_body(runs[page.name], addresses)
        write(page.name, "page.html.j2", page.title, body=page.body)
    write("method", "method.html.j2", "How the report is made")
    summary = summarise(corpus)
    shown = {"summary": summary, "addresses": addresses, "tables": list(tables.values()), "findings": findings}
    write("index", "index.html.j2", summary["title"], ranked=rank_findings(pages), **shown)


def _write_parts(page: Page, folder: Path) -> None:
    for shown in page.figures:
        file = folder / "figures" / shown["name"]
        Path(f"{file}.svg").write_text(shown["svg"], "utf-8")
        if shown["narrow"]:
            Path(f"{file}-narrow.svg").write_text(shown["narrow"], "utf-8")
        Path(f"{file}.png").write_bytes(base64.b64decode(shown["png"]))
    for shown in page.tables:
        (folder / "tables" / f"{shown['name']}.csv").write_text(shown["csv"], "utf-8")


def _write_sheets(corpus: Corpus, topics: Topics, pages: Sequence[Page], folder: Path) -> dict[str, str]:
    """Write the page of sheets, or as many as they take, and return where each sheet stands."""
    parts = split_parts(mark_sheets(corpus, topics))
    names = ["sheets", *(f"sheets-{number}" for number in range(2, len(parts) + 1))]
    for name, entries in zip(names, parts, strict=True):
        values = {"entries": entries, "parts": names, "kinds": KINDS}
        html = render_page("sheets.html.j2", name, "The fact sheets, with what was read in them", pages, **values)
        (folder / f"{name}.html").write_text(html, "utf-8")
    return {
        entry.anchor: f"{name}.html"
        for name, entries in zip(names, parts, strict=True)
        for entry in entries
        if entry.sheet is not None
    }


def _write_pdf(folder: Path) -> None:
    """Write the index as a tagged PDF; without its links to other files, which would name this machine's folders."""
    from weasyprint import HTML  # noqa: PLC0415 - an extra, and slow to import

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each property that is for screens alone
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the time into the fonts of the PDF
    html = re.sub(r'<a (?:class="point" )?href="(?!#|https?:)[^"]*"', "<a", (folder / "index.html").read_text("utf-8"))
    document = HTML(string=html, base_url=f"{folder}/")
    document.write_pdf(folder / "report.pdf", pdf_variant="pdf/ua-1")
