"""The report's pages: what the notebooks show, as HTML, and what the first page says of the corpus."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from factdata.corpus import Corpus
from factdata.report.html import TEMPLATES, plural, render, render_part, shared
from factdata.report.show import MIME
from factdata.report.words import Words

CAPTURES_NAMED = 3  # by their titles; of more, only the number is said
GENRES_NAMED = 4
IN_SHORT = 5  # findings after the first
EXAMPLE = "example"  # tag of cells on a constructed history: left out where there is a real one, and they show nothing
ASIDE = "aside"  # tag of cells whose figures stay on the notebook's page


@dataclass
class Page:
    """A notebook's page, with what it adds to the index."""

    name: str
    title: str
    question: str
    figures: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    nothing: list[dict[str, Any]] = field(default_factory=list)
    topics: list[dict[str, Any]] = field(default_factory=list)
    body: str = ""

    @property
    def short(self) -> str:
        """The title up to its colon: `Divisions: who publishes what`."""
        return self.title.partition(":")[0]

    @property
    def silence(self) -> str:
        """Why the chapter has nothing to say; empty where it has."""
        reasons = [shown["statement"] for shown in self.nothing if shown["statement"]]
        return "" if self.told else next(iter(reasons), "Nothing to report.")

    @property
    def told(self) -> list[dict[str, Any]]:
        """The findings that the index names, those of the greatest interest first."""
        return sorted(
            (shown for shown in self.findings if shown["interest"]), key=lambda shown: -int(shown["interest"])
        )


def make_page(name: str, notebook: NotebookNode) -> Page:
    """Take from a notebook that was run what it shows."""
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    title, _, rest = (prose[0] if prose else "").partition("\n")
    page = Page(name, title.removeprefix("# ") or name, rest.strip().partition("\n")[0])
    kinds = {"figure": page.figures, "finding": page.findings, "table": page.tables}
    kinds |= {"nothing": page.nothing, "topics": page.topics}
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        for parts in filter(None, map(_parts, cell.get("outputs", []))):
            kinds[parts["kind"]].append({**parts, "page": name, "cell": cell.id, "is_aside": ASIDE in tags})
    return page


def _parts(output: Mapping[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = output.get("data", {}).get(MIME)
    return found


def render_body(notebook: NotebookNode, addresses: Mapping[str, str]) -> Markup:
    """Return a notebook's cells as HTML: figures from their files, sheets in tables linked to their words."""
    cells = [cell for cell in notebook.cells if EXAMPLE in cell.metadata.get("tags", [])]
    if not any(cell.get("outputs") for cell in cells):
        notebook.cells = [cell for cell in notebook.cells if cell not in cells]
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        parts = _parts(output)
        if parts and parts["kind"] == "figure":
            output.data["text/html"] = render_part("figure", shown=parts, addresses=addresses)
        elif parts and parts["kind"] == "table":
            file = f"tables/{parts['name']}.csv"
            output.data["text/html"] = render_part(parts["form"], shown=parts, addresses=addresses, file=file)
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    return Markup(body)


def render_page(template: str, page: str, title: str, pages: Sequence[Page], **values: Any) -> str:
    """Render a page with what all pages share."""
    return render(template, page=page, title=title, pages=pages, **shared(), **values)


def rank_findings(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return the findings that the report opens with: the first is its headline."""
    told = [shown for page in pages for shown in page.told]
    return sorted(told, key=lambda shown: -int(shown["interest"]))[: 1 + IN_SHORT]


def summarise(corpus: Corpus) -> dict[str, Any]:
    """Return what the first screen says of the corpus: what was read, and what its pages say of their review."""
    captures = corpus.captures.drop_duplicates("capture_id")
    stamps = corpus.reviews[corpus.reviews.capture_id.isin(captures.capture_id)].sort_values("date", kind="stable")
    listed = corpus.sheets.capture_id.isin(captures.capture_id[captures.kind == "listing"])
    hosts = Words(corpus).hosts
    return {
        "title": f"Fact sheets on {hosts[0]}" if len(hosts) == 1 else "Fact sheets",
        "captures": list(captures.itertuples()) if len(captures) <= CAPTURES_NAMED else [],
        "n_captures": len(captures),
        "n_pages": captures.url.fillna(captures.path).nunique(),
        "n_untimed": int(captures.captured_at.isna().sum()),
        "contents": _name_contents(captures, int(listed.sum())),
        "n_listed": int(listed.sum()),
        "n_sheets": len(corpus.sheets),
        "n_divisions": corpus.sheets.division.nunique(),
        "stamps": list(stamps.itertuples()),
        "n_stamped": stamps.capture_id.nunique(),
        "n_dates": len(corpus.dates[["from_date", "to_date"]].dropna().drop_duplicates()),
        "n_quantities": len(corpus.quantities),
        "n_laws": corpus.citations.normalised.nunique(),
        "n_problems": len(corpus.problems),
    }


def _name_contents(captures: pd.DataFrame, n_listed: int) -> str:
    """Say what was read by what it calls itself: `76 news releases, 1 fact sheet and 3 pages of no named kind`."""
    single = captures[captures.kind != "listing"]
    genres = single.genre.astype("str").dropna().value_counts().sort_index().sort_values(ascending=False, kind="stable")
    parts = [plural(n_listed, "fact sheet") + " on a listing"] if n_listed else []
    parts += [plural(int(n), str(genre)) for genre, n in genres.head(GENRES_NAMED).items()]
    n_rest = len(single) - int(genres.head(GENRES_NAMED).sum())
    if n_rest:
        parts.append(plural(n_rest, "other page" if parts else "page"))
    return re.sub(r", ([^,]*)$", r" and \1", ", ".join(parts))
