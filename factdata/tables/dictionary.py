"""The declarations as documents: a Frictionless data package and a data dictionary."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from factdata.tables.rows import DECLARATIONS
from factdata.tables.schema import TABLES, dtypes


class _Type(NamedTuple):
    """What a declared dtype is called in the Table Schema of Frictionless (specs.frictionlessdata.io) and in prose."""

    name: str
    prose: str


_TYPES = {
    "str": _Type("string", "text"),
    "category": _Type("string", "one of a closed set"),
    "int64": _Type("integer", "whole number"),
    "Int64": _Type("integer", "whole number, may be missing"),
    "float64": _Type("number", "number"),
    "datetime64[us]": _Type("date", "day"),
    "datetime64[us, UTC]": _Type("datetime", "time, UTC"),
}


def data_package(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the descriptor of the tables' CSV files, with the size and hash of each."""
    return {
        "profile": "tabular-data-package",
        "name": "factdata",
        "title": "Fact sheets as tidy tables",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "title": TABLES[name].title,
                "description": " ".join(warnings),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **facts[name],
                "schema": {"fields": list(_fields(name)), "missingValues": [""]} | ({"primaryKey": key} if key else {}),
            }
            for name, (_, key, warnings) in DECLARATIONS.items()
        ],
    }


def _fields(name: str) -> Iterator[dict[str, Any]]:
    for column, dtype in dtypes(name).items():
        declared = TABLES[name].columns[column]
        constraints: dict[str, Any] = {} if declared.nullable else {"required": True}
        if isinstance(dtype, pd.CategoricalDtype):
            constraints["enum"] = list(dtype.categories)
        field = {"name": column, "type": _TYPES[str(dtype)].name, "description": declared.description}
        yield field | ({"constraints": constraints} if constraints else {})


def data_dictionary() -> str:
    """Return the data dictionary in Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the declarations in `factdata/tables/rows.py`. Each table is here twice: as Parquet, with",
        "its types, and as CSV in UTF-8, described by `datapackage.json`. An empty field is a missing value: not",
        "known, and not guessed.",
    ]
    for name, (_, key, warnings) in DECLARATIONS.items():
        named = f" Key: {', '.join(f'`{column}`' for column in key)}." if key else ""
        lines += ["", f"## {name}", "", f"{TABLES[name].title}.{named}", *(f"\n> {warning}" for warning in warnings)]
        lines += ["", "| column | type | what it holds |", "|---|---|---|"]
        for column, dtype in dtypes(name).items():
            description = TABLES[name].columns[column].description
            if isinstance(dtype, pd.CategoricalDtype):
                description += " One of " + ", ".join(f"`{value}`" for value in dtype.categories) + "."
            lines.append(f"| `{column}` | {_TYPES[str(dtype)].prose} | {description} |")
    return "\n".join(lines) + "\n"
