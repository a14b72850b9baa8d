"""The report's pages: what the notebooks show, and the corpus itself, as HTML."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from factdata.corpus import Corpus
from factdata.report.show import MIME, figure_html, say, table_html

TEMPLATES = Path(__file__).parent / "templates"
CAPTURES_NAMED = 3  # by their titles; of more, only the number is said
ADDRESSES = ("http://", "https://")  # that become links: a page may state any other, such as javascript:


@dataclass
class Page:
    """A notebook's page, with what it adds to the index."""

    name: str
    title: str
    question: str
    body: str = ""
    figures: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)

    @property
    def short(self) -> str:
        """The title up to its colon: `Divisions: who publishes what`."""
        return self.title.partition(":")[0]

    @property
    def main(self) -> dict[str, Any] | None:
        """The finding that the report opens with: of the cell with the tag `main`, else the first."""
        return next((shown for shown in self.findings if "main" in shown["tags"]), next(iter(self.findings), None))


def make_page(name: str, notebook: NotebookNode) -> Page:
    """Take from a notebook that was run what it shows."""
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    title, _, rest = (prose[0] if prose else "").partition("\n")
    page = Page(name, title.removeprefix("# ") or name, rest.strip().partition("\n")[0])
    kinds = {"figure": page.figures, "finding": page.findings, "table": page.tables}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            parts = output.get("data", {}).get(MIME, {"kind": None})
            if parts["kind"] in kinds:
                kinds[parts["kind"]].append(
                    {**parts, "page": name, "cell": cell.id, "tags": cell.metadata.get("tags", [])}
                )
    for shown in page.figures:
        shown["html"] = _render_figure(shown)
    return page


def _render_figure(parts: Mapping[str, Any]) -> str:
    name = f"figures/{parts['name']}"
    files = f' <span class="files"><a href="{name}.svg">SVG</a> <a href="{name}.png">PNG</a></span>'
    return figure_html(f"{name}.svg", parts["name"], parts["alt"], parts["caption"], files)


def render_body(notebook: NotebookNode, addresses: Mapping[str, str]) -> str:
    """Return a notebook's cells as HTML: figures from their files, sheets in tables linked to their words."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            parts = output.get("data", {}).get(MIME, {"kind": None})
            if parts["kind"] == "figure":
                output.data["text/html"] = _render_figure(parts)
            elif parts["kind"] == "table":
                output.data["text/html"] = table_html(parts, addresses)
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    return str(body)


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["say"] = say
    environment.filters["groupby_run"] = _group_runs
    environment.tests["linkable"] = lambda address: isinstance(address, str) and address.startswith(ADDRESSES)
    return environment


def _group_runs(values: Iterable[Any], attribute: str) -> list[tuple[Any, list[Any]]]:
    """Group what stands together, in the order of the page; Jinja's own `groupby` sorts."""
    return [(key, list(group)) for key, group in groupby(values, attrgetter(attribute))]


def render(template: str, page: str, title: str, pages: Sequence[Page], **values: Any) -> str:
    """Render a template with what all pages share: navigation, style, and the one script that may run."""
    script = (TEMPLATES / "sheets.js").read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            page=page,
            title=title,
            pages=pages,
            version=version("factdata"),
            css=(TEMPLATES / "style.css").read_text("utf-8"),
            script=script,
            allowed=f"'sha256-{allowed}'",
            **values,
        )
    )


def summarise(corpus: Corpus) -> dict[str, Any]:
    """Return what the first screen says of the corpus: what was read, and what its pages say of their review."""
    captures = corpus.captures.drop_duplicates("capture_id")
    hosts = captures.url.dropna().map(lambda url: urlsplit(url).hostname).dropna().unique()
    stamps = corpus.reviews[corpus.reviews.capture_id.isin(captures.capture_id)]
    on_listings = corpus.sheets.capture_id.isin(captures.capture_id[captures.kind == "listing"])
    return {
        "title": f"Fact sheets on {hosts[0]}" if len(hosts) == 1 else "Fact sheets",
        "captures": list(captures.itertuples()) if len(captures) <= CAPTURES_NAMED else [],
        "n_captures": len(captures),
        "n_pages": captures.url.fillna(captures.path).nunique(),
        "n_sheets": len(corpus.sheets),
        "n_divided": int(corpus.sheets.division.notna().sum()),
        "n_listed": int(on_listings.sum()),
        "n_divisions": corpus.sheets.division.nunique(),
        "n_mentions": {name: len(getattr(corpus, name)) for name in ("dates", "quantities", "citations")},
        "stamps": list(stamps.sort_values("date", kind="stable").itertuples()),
        "n_problems": len(corpus.problems),
    }
