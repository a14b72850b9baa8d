"""The declarations as pandera's schemas: frames are built in their dtypes and held against their checks."""

from collections.abc import Sequence
from datetime import date, datetime
from types import NoneType
from typing import Any, get_args, get_type_hints

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from factdata.tables.arrow import make_frame
from factdata.tables.rows import DECLARATIONS

TIME = "datetime64[us, UTC]"
DAY = "datetime64[us]"
_DTYPES = {str: "str", int: "int64", float: "float64", date: DAY, datetime: TIME}


def _column(hint: Any) -> pa.Column:
    """Make a column of ``Annotated[type, description, set of values or check]``."""
    kind, description, *checks = get_args(hint)
    nullable = NoneType in get_args(kind)
    plain = get_args(kind)[0] if nullable else kind
    dtype: Any = "Int64" if nullable and plain is int else _DTYPES[plain]
    if checks and isinstance(checks[0], tuple):
        dtype = pd.CategoricalDtype(list(checks.pop()))
    # pandera knows no datetime64[us] without a time zone and reports [ns]: the dtype is kept beside it as declared.
    return pa.Column(dtype, checks, nullable=nullable, description=description, metadata={"dtype": dtype})


TABLES: dict[str, pa.DataFrameSchema] = {
    name: pa.DataFrameSchema(
        {column: _column(hint) for column, hint in get_type_hints(row, include_extras=True).items()},
        name=name,
        title=str(row.__doc__).rstrip("."),
        strict=True,
        ordered=True,
        unique=key or None,
    )
    for name, (row, key, _) in DECLARATIONS.items()
}


def dtypes(name: str) -> dict[str, Any]:
    """Return the declared dtype of each column of a table."""
    return {column: declared.metadata["dtype"] for column, declared in TABLES[name].columns.items()}


def build(name: str, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Make a table of rows."""
    return make_frame(rows, dtypes(name))


def validate(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Hold a table against its declaration; a ValueError names the columns and rows that break it."""
    try:
        return TABLES[name].validate(frame, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases[["column", "check", "failure_case", "index"]].to_string(index=False)
        raise ValueError(f"table {name} does not keep to its declaration:\n{failures}") from error
