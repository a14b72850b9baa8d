"""The declarations as documents: a Frictionless data package and a data dictionary."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from factdata.tables.schema import TABLES, dtypes

# What the declared dtypes are called in the Table Schema of Frictionless (specs.frictionlessdata.io) and in prose.
_TYPES = {
    "str": ("string", "text"),
    "category": ("string", "one of a closed set"),
    "int64": ("integer", "whole number"),
    "Int64": ("integer", "whole number, may be missing"),
    "float64": ("number", "number"),
    "bool": ("boolean", "true or false"),
    "datetime64[us]": ("date", "day"),
    "datetime64[us, UTC]": ("datetime", "time, UTC"),
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
                "title": table.title,
                "description": " ".join(_metadata(table)["warnings"]),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **facts[name],
                "schema": _table_schema(name, table),
            }
            for name, table in TABLES.items()
        ],
    }


def data_dictionary() -> str:
    """Return the data dictionary in Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from the declarations in `factdata/tables/schema.py`. Each table is here twice: as Parquet, with",
        "its types, and as CSV in UTF-8, described by `datapackage.json`. An empty field is a missing value: not",
        "known, and not guessed.",
    ]
    for name, table in TABLES.items():
        lines += ["", f"## {name}", "", f"{table.title}."]
        if key := _metadata(table)["key"]:
            lines[-1] += f" Key: {', '.join(f'`{column}`' for column in key)}."
        lines += [f"\n> {warning}" for warning in _metadata(table)["warnings"]]
        lines += ["", "| column | type | what it holds |", "|---|---|---|"]
        for column, dtype in dtypes(name).items():
            description = table.columns[column].description
            if isinstance(dtype, pd.CategoricalDtype):
                description += " One of " + ", ".join(f"`{value}`" for value in dtype.categories) + "."
            lines.append(f"| `{column}` | {_TYPES[str(dtype)][1]} | {description} |")
    return "\n".join(lines) + "\n"


def _table_schema(name: str, table: pa.DataFrameSchema) -> dict[str, Any]:
    fields = []
    for column, dtype in dtypes(name).items():
        declared = table.columns[column]
        field: dict[str, Any] = {"name": column, "type": _TYPES[str(dtype)][0], "description": declared.description}
        constraints: dict[str, Any] = {} if declared.nullable else {"required": True}
        if isinstance(dtype, pd.CategoricalDtype):
            constraints["enum"] = list(dtype.categories)
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if key := _metadata(table)["key"]:
        schema["primaryKey"] = key
    return schema


def _metadata(table: pa.DataFrameSchema) -> dict[str, Any]:
    metadata: dict[str, Any] = table.metadata
    return metadata
