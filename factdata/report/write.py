"""Writes the report: the files of a folder that stands alone, made of what the notebooks show of a corpus."""

import base64
import logging
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from factdata.corpus import Corpus
from factdata.report.annotate import KINDS, mark_sheets, split_parts
from factdata.report.chapters import Chapter, make_chapter, rank_findings, render_body
from factdata.report.html import plural, render, shared
from factdata.report.show import latest_sheets
from factdata.report.words import Words
from factdata.sources.atomic import replacing
from factdata.tables.spreadsheets import for_spreadsheets
from factdata.tables.storage import write_csv

FINDINGS = ["statement", "value", "n", "tables", "query", "template", "caveat", "quote", "page", "cell", "behind"]
CAPTURES_NAMED = 3  # by their titles; of more, only the number is said
GENRES_NAMED = 4


def write_report(corpus: Corpus, runs: Mapping[str, NotebookNode], folder: Path, *, pdf: bool = False) -> None:
    """Write the report of a corpus on which notebooks were run; the last one stays until the new one is whole.

    Raises
    ------
    FileExistsError
        The folder holds something else than a report.
    """
    refuse_others(folder)
    with replacing(folder) as made:
        _write(corpus, [make_chapter(name, notebook) for name, notebook in runs.items()], made)
        if pdf:
            _write_pdf(made)


def refuse_others(folder: Path) -> None:
    """Raise where a folder that a report would replace holds something else."""
    is_report = (folder / "tables" / "findings.csv").is_file()
    if folder.exists() and not is_report and (folder.is_file() or any(folder.iterdir())):
        raise FileExistsError(f"{folder}: is not a report, and would be replaced; name another folder for the report")


def _write(corpus: Corpus, chapters: Sequence[Chapter], folder: Path) -> None:
    tables = [shown for chapter in chapters for shown in chapter.tables]
    findings = [shown for chapter in chapters for shown in chapter.findings]
    _write_files(corpus, chapters, findings, folder)

    def write(name: str, template: str, title: str, **values: Any) -> None:
        html = render(template, page=name, title=title, pages=chapters, **shared(), **values)
        (folder / f"{name}.html").write_text(html, "utf-8")

    topics: dict[str, Any] = next(
        (shown for chapter in chapters for shown in chapter.topics), {"of_sheet": {}, "words": {}}
    )
    parts = split_parts(mark_sheets(corpus, topics["of_sheet"], topics["words"]))
    names = ["sheets", *(f"sheets-{number}" for number in range(2, len(parts) + 1))]
    addresses: dict[str, str] = {}
    for name, entries in zip(names, parts, strict=True):
        title = "The fact sheets, with what was read in them"
        write(name, "sheets.html.j2", title, entries=entries, parts=names, kinds=KINDS)
        addresses |= {entry.anchor: f"{name}.html" for entry in entries if entry.sheet is not None}
    for chapter in chapters:
        body = render_body(chapter, addresses)
        write(chapter.name, "page.html.j2", chapter.title, body=body)
    write("method", "method.html.j2", "How the report is made")
    summary = _summarise(corpus)
    shown = {"summary": summary, "addresses": addresses, "tables": tables, "findings": findings}
    write("index", "index.html.j2", summary["title"], ranked=rank_findings(chapters), **shown)


def _write_files(corpus: Corpus, chapters: Sequence[Chapter], findings: list[dict[str, Any]], folder: Path) -> None:
    figures, tables = folder / "figures", folder / "tables"
    figures.mkdir()
    tables.mkdir()
    for shown in (shown for chapter in chapters for shown in chapter.figures):
        (figures / f"{shown['name']}.svg").write_text(shown["svg"], "utf-8")
        (figures / f"{shown['name']}-narrow.svg").write_text(shown["narrow"] or shown["svg"], "utf-8")
        (figures / f"{shown['name']}.png").write_bytes(base64.b64decode(shown["png"]))
    for shown in (shown for chapter in chapters for shown in chapter.tables):
        (tables / f"{shown['name']}.csv").write_text(shown["csv"], "utf-8")
    frame = pd.DataFrame(findings, columns=FINDINGS)
    write_csv(for_spreadsheets(frame.assign(behind=frame.behind.map(" ".join))), tables / "findings.csv")
    if len(corpus.problems):
        write_csv(for_spreadsheets(corpus.problems), tables / "problems.csv")


def _write_pdf(folder: Path) -> None:
    """Write the first page as a tagged PDF; without links to other files, which would name this machine's folders."""
    from weasyprint import HTML  # noqa: PLC0415 - an extra, and slow to import

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each property that is for screens alone
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # else fontTools writes the time into the fonts of the PDF
    html = re.sub(r'<a (?:class="point" )?href="(?!#|https?:)[^"]*"', "<a", (folder / "index.html").read_text("utf-8"))
    document = HTML(string=html, base_url=f"{folder}/")
    document.write_pdf(folder / "report.pdf", pdf_variant="pdf/ua-1")


def _summarise(corpus: Corpus) -> dict[str, Any]:
    """Return what the first screen says of the corpus: what was read, and what its pages say of their review."""
    captures = corpus.captures.drop_duplicates("capture_id")
    listed = latest_sheets(corpus).capture_id.isin(captures.capture_id[captures.kind == "listing"])
    hosts = Words(corpus).hosts
    return {
        "title": f"Fact sheets on {hosts[0]}" if len(hosts) == 1 else "Fact sheets",
        "captures": list(captures.itertuples()) if len(captures) <= CAPTURES_NAMED else [],
        "n_captures": len(captures),
        "n_pages": captures.url.fillna(captures.path).nunique(),
        "n_untimed": int(captures.captured_at.isna().sum()),
        "contents": _name_contents(captures, int(listed.sum())),
        "n_listed": int(listed.sum()),
        "n_divisions": corpus.sheets.division.nunique(),
        "stamps": sorted(corpus.reviews.date.dropna()),
        "n_stamped": corpus.reviews.capture_id.nunique(),
        "n_dates": len(corpus.dates[["from_date", "to_date"]].dropna().drop_duplicates()),
        "n_quantities": len(corpus.quantities),
        "n_laws": corpus.citations.normalised.nunique(),
        "n_problems": len(corpus.problems),
    }


def _name_contents(captures: pd.DataFrame, n_listed: int) -> str:
    """Say what was read by what it calls itself: `76 news releases, 1 fact sheet and 3 other pages`."""
    single = captures[captures.kind != "listing"]
    genres = single.genre.astype("str").dropna().value_counts().sort_index().sort_values(ascending=False, kind="stable")
    parts = [plural(n_listed, "fact sheet") + " on a listing"] if n_listed else []
    parts += [plural(int(n), str(genre)) for genre, n in genres.head(GENRES_NAMED).items()]
    n_rest = len(single) - int(genres.head(GENRES_NAMED).sum())
    if n_rest:
        parts.append(plural(n_rest, "other page" if parts else "page"))
    return re.sub(r", ([^,]*)$", r" and \1", ", ".join(parts))
