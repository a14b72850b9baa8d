"""The report's chapters: a notebook that was run each, and what it adds to the first page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from factdata.report.html import TEMPLATES, render_part
from factdata.report.show import MIME

IN_SHORT = 5  # findings after the first
ASIDE = "aside"  # tag of cells whose figures stay on the notebook's page


@dataclass
class Chapter:
    """A notebook's page, with what it adds to the first page."""

    name: str
    notebook: NotebookNode
    title: str = ""
    question: str = ""
    figures: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    tables: list[dict[str, Any]] = field(default_factory=list)
    nothing: list[dict[str, Any]] = field(default_factory=list)
    topics: list[dict[str, Any]] = field(default_factory=list)

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
        """The findings that the first page names, those of the greatest interest first."""
        return sorted((shown for shown in self.findings if shown["interest"]), key=lambda shown: -shown["interest"])


def make_chapter(name: str, notebook: NotebookNode) -> Chapter:
    """Take from a notebook that was run what it shows."""
    prose = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    title, _, rest = prose.partition("\n")
    chapter = Chapter(name, notebook, title.removeprefix("# ") or name, rest.strip().partition("\n")[0])
    for cell in notebook.cells:
        for parts in filter(None, map(_parts, cell.get("outputs", []))):
            is_aside = ASIDE in cell.metadata.get("tags", [])
            shown = {**parts, "page": name, "cell": cell.id, "is_aside": is_aside}
            kind = parts["kind"]
            getattr(chapter, kind if kind in ("nothing", "topics") else f"{kind}s").append(shown)
    return chapter


def rank_findings(chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Return the findings that the report opens with: the first is its headline."""
    told = [shown for chapter in chapters for shown in chapter.told]
    return sorted(told, key=lambda shown: -shown["interest"])[: 1 + IN_SHORT]


def render_body(chapter: Chapter, addresses: Mapping[str, str]) -> Markup:
    """Return a notebook's cells as HTML; sections in which nothing is shown are named in a line at the end."""
    if chapter.silence and not (chapter.figures or chapter.tables):
        return render_part("nothing_yet", chapter=chapter)
    sections: list[list[NotebookNode]] = [[]]
    for cell in chapter.notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    silent = []
    kept = list(sections[0])
    for section in sections[1:]:
        if any(_is_content(output) for cell in section for output in cell.get("outputs", [])):
            kept += section
        elif any(cell.cell_type == "code" for cell in section):  # exercises are for those who run the notebook
            silent.append(section[0].source.partition("\n")[0].removeprefix("## "))
    kept = [cell for cell in kept if cell.cell_type == "markdown" or any(map(_is_said, cell.get("outputs", [])))]
    for output in (output for cell in kept for output in cell.get("outputs", [])):
        parts = _parts(output)
        if parts and parts["kind"] == "figure":
            output.data["text/html"] = render_part("figure", shown=parts, addresses=addresses)
        elif parts and parts["kind"] == "table":
            file = f"tables/{parts['name']}.csv"
            output.data["text/html"] = render_part(parts["form"], shown=parts, addresses=addresses, file=file)
    notebook = NotebookNode({**chapter.notebook, "cells": kept})
    exporter = HTMLExporter(
        template_name="notebook", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    return Markup(body) + (render_part("silent", sections=silent) if silent else Markup())


def _parts(output: Mapping[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = output.get("data", {}).get(MIME)
    return found


def _is_said(output: Mapping[str, Any]) -> bool:
    """Whether an output is content, or says in words that there is none."""
    return _is_content(output) or bool((_parts(output) or {}).get("statement"))


def _is_content(output: Mapping[str, Any]) -> bool:
    parts = _parts(output)
    return parts is None or parts["kind"] not in ("nothing", "topics")
