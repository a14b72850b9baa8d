"""The one way in which HTML is made: templates that escape whatever they are given; and how values are printed."""

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from itertools import groupby
from numbers import Integral, Real
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from factdata.charts.times import say_day

TEMPLATES = Path(__file__).parent / "templates"
HEADINGS: dict[str, str] = json.loads((TEMPLATES / "headings.json").read_text("utf-8"))
SHARES = ("share", "largest_share")  # columns that are printed as percentages
ADDRESSES = ("http://", "https://")  # that become links: a page may state any other, such as javascript:


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"say": say, "groupby_run": _group_runs, "plural": plural, "heading": heading}
    environment.tests["linkable"] = lambda address: isinstance(address, str) and address.startswith(ADDRESSES)
    return environment


def render(template: str, **values: Any) -> str:
    """Return a template's text, filled in."""
    return _environment().get_template(template).render(**values)


def render_part(part: str, **values: Any) -> Markup:
    """Return a piece of a page (a figure, a table, a finding, a diff), for a notebook or for the report."""
    return Markup(_environment().get_template("parts.html.j2").module.__dict__[part](**values))


@cache
def shared() -> dict[str, Any]:
    """Return what all pages share: style, version, and the one script that may run."""
    script = (TEMPLATES / "report.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    css = (TEMPLATES / "style.css").read_text("utf-8")
    # Both are ours; what pages say is never marked as safe.
    return {"version": version("factdata"), "css": Markup(css), "script": Markup(script), "allowed": f"sha256-{digest}"}


def say(value: Any, column: str = "") -> str:
    """Return a value as people read it: grouped digits, days without a time, a dash for what is missing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return say_day(value)
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        return f"{value:,}"
    if isinstance(value, Real):
        number = float(value)
        if column in SHARES:
            return f"{number:.0%}"
        return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}" if abs(number) < 10 else f"{number:,.1f}"
    return str(value)


def heading(column: str) -> str:
    """Return a column's name as readers know it."""
    return HEADINGS.get(column, column.replace("_", " "))


def plural(n: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 page`, `2 pages`."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def _group_runs(values: Iterable[Any], attribute: str) -> list[tuple[Any, list[Any]]]:
    """Group what stands together, in the order of the page; Jinja's own `groupby` sorts."""
    return [(key, list(group)) for key, group in groupby(values, attrgetter(attribute))]
