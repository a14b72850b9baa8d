"""The report: runs the notebooks on a corpus and renders what they show."""

import asyncio
import base64
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from .corpus import Corpus
from .shipped import shipped
from .show import MIME, figure_html, say
from .storage import write_csv

TEMPLATES = Path(__file__).parent / "templates"
CELL_SECONDS = 600  # of one cell; a notebook that hangs must end


class NotebookError(Exception):
    """A notebook failed; says which cell, and how."""


@dataclass(slots=True)
class Page:
    """A notebook's page, with what it adds to the index."""

    name: str
    title: str
    body: str
    figures: list[str] = field(default_factory=list)


def find_notebooks() -> list[Path]:
    """Return the notebooks in the order in which they are read."""
    return sorted(shipped("notebooks").glob("*.ipynb"))


def make_report(corpus: Corpus, processed: Path, folder: Path, tick: Callable[[str], None]) -> None:
    """Run every notebook on the saved corpus and write the report; the last one stays until the new one is whole.

    Parameters
    ----------
    corpus : Corpus
        As saved in `processed`.
    processed : pathlib.Path
        Folder that the notebooks load.
    folder : pathlib.Path
        Where the report goes; what is there is replaced.
    tick : callable
        Called with the name of each notebook when it has run.

    Raises
    ------
    NotebookError
        A cell failed.
    """
    files = find_notebooks()
    notebooks = asyncio.run(_execute(files, processed.resolve(), tick))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".report-") as temporary:
        made = Path(temporary) / "new"
        _write(corpus, dict(zip((file.stem for file in files), notebooks, strict=True)), made)
        if folder.exists():
            folder.rename(Path(temporary) / "old")
        made.rename(folder)


async def _execute(files: list[Path], processed: Path, tick: Callable[[str], None]) -> list[NotebookNode]:
    async def run(file: Path) -> NotebookNode:
        notebook: NotebookNode = nbformat.read(file, as_version=4)
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            record_timing=False,  # times would make the same notebook other bytes
            kernel_name="python3",
            extra_arguments=["--IPKernelApp.log_level=40"],  # ipykernel warns of plain TCP, which stays on this machine
        )
        _set_parameters(notebook, folder=str(processed))
        try:
            await client.async_execute()
        except CellExecutionError as error:
            cell = next(cell for cell in notebook.cells if _failed(cell))
            message = f"{file.name}, cell '{cell.id}':\n\n{cell.source}\n\n{error.ename}: {error.evalue}"
            raise NotebookError(message) from error
        tick(file.stem)
        return notebook

    # Each is let run to its end: a kernel that is cut off leaves its own errors behind the one that counts.
    results = await asyncio.gather(*map(run, files), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if isinstance(result, NotebookNode)]


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _set_parameters(notebook: NotebookNode, **values: Any) -> None:
    """Give the parameters cell other values; no page shows it, so that a report does not tell where it was made."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source += "".join(f"\n{name} = {value!r}" for name, value in values.items())


def _write(corpus: Corpus, notebooks: dict[str, NotebookNode], folder: Path) -> None:
    (folder / "figures").mkdir(parents=True)
    (folder / "tables").mkdir()
    pages, findings, tables = [], [], []
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    for name, notebook in notebooks.items():
        figures = []
        for cell, output, parts in _shown(notebook):
            if parts["kind"] == "figure":
                _write_figure(parts, folder / "figures")
                address = f"figures/{parts['name']}.svg"
                html = figure_html(address, parts["name"], parts["alt"], parts["caption"])
                output.data["text/html"] = html
                figures.append(html)
            elif parts["kind"] == "table":
                (folder / "tables" / f"{parts['name']}.csv").write_text(parts["csv"], "utf-8")
                tables.append(parts)
            else:
                findings.append({**parts, "page": name, "cell": cell.id})
        body, _ = exporter.from_notebook_node(notebook)
        pages.append(Page(name, _title(notebook), body, figures))
    _write_findings(findings, folder / "tables" / "findings.csv")
    if len(corpus.problems):
        write_csv(corpus.problems, folder / "tables" / "problems.csv")
    shutil.copy(TEMPLATES / "METHOD.md", folder / "METHOD.md")
    _write_pages(corpus, pages, findings, tables, folder)


def _shown(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode, dict[str, Any]]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield cell, output, output.data[MIME]


def _write_figure(parts: dict[str, Any], folder: Path) -> None:
    (folder / f"{parts['name']}.svg").write_text(parts["svg"], "utf-8")
    (folder / f"{parts['name']}.png").write_bytes(base64.b64decode(parts["png"]))


def _write_findings(findings: list[dict[str, Any]], file: Path) -> None:
    columns = ["statement", "n", "tables", "query", "template", "caveat", "page", "cell"]
    write_csv(pd.DataFrame(findings, columns=columns), file)


def _write_pages(
    corpus: Corpus, pages: list[Page], findings: list[dict[str, Any]], tables: list[dict[str, Any]], folder: Path
) -> None:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True)
    shared = {
        "pages": pages,
        "version": version("factdata"),
        "css": (TEMPLATES / "style.css").read_text("utf-8"),
    }
    titles = corpus.captures.title.dropna().unique()
    index = {
        "title": f"{titles[0]}: a report" if len(titles) == 1 else f"Fact sheets of {len(corpus.captures):,} pages",
        "captures": _captures(corpus),
        "problems": len(corpus.problems),
        "findings": findings,
        "tables": tables,
    }
    (folder / "index.html").write_text(
        environment.get_template("index.html.j2").render(page="index", **shared, **index), "utf-8"
    )
    for page in pages:
        html = environment.get_template("page.html.j2").render(
            page=page.name, title=page.title, body=page.body, **shared
        )
        (folder / f"{page.name}.html").write_text(html, "utf-8")


def _captures(corpus: Corpus) -> list[str]:
    """Say what was read: each document where there are few, else how many."""
    captures = corpus.captures
    if len(captures) > 3:
        return [f"{len(captures):,} documents, {len(corpus.sheets):,} fact sheets"]
    return [
        f"{capture.title or capture.path} ({capture.url or capture.path}), "
        f"captured {say(capture.captured_at) if pd.notna(capture.captured_at) else 'at an unknown time'}"
        for capture in captures.fillna({"title": "", "url": ""}).itertuples()
    ]


def _title(notebook: NotebookNode) -> str:
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return str(cell.source.partition("\n")[0].removeprefix("# "))
    return "Untitled"
