"""Rows to frames and back; between the two stand Arrow's tables, which processes and files exchange."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import pandas as pd
import pyarrow as pa

_dtype = cache(pd.api.types.pandas_dtype)  # it tries every dtype's own syntax, each time


@cache
def _arrow_type(dtype: str) -> pa.DataType:
    """As pandas saves it, so that a table that was read and one that was loaded and saved again are the same bytes."""
    return pa.array(pd.Series([], dtype=dtype)).type


def to_table(rows: Sequence[Sequence[Any]], dtypes: Mapping[str, Any]) -> pa.Table:
    """Make an Arrow table of rows, each column at once in its dtype, so that one without values has it too."""
    columns = zip(*rows, strict=True) if rows else repeat(())
    arrays = [_array(values, dtype) for values, dtype in zip(columns, dtypes.values(), strict=False)]
    return pa.Table.from_arrays(arrays, list(dtypes))


def to_frame(tables: Sequence[pa.Table], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows of several tables as one frame, the same however they were divided.

    Each column is taken over on its own: ``to_pandas`` and ``astype`` take seven times as long for a small table.
    """
    table = pa.concat_tables(tables).combine_chunks()
    return pd.DataFrame({name: _take_over(table[name], dtype) for name, dtype in dtypes.items()})


def make_frame(rows: Sequence[Sequence[Any]], dtypes: Mapping[str, Any]) -> pd.DataFrame:
    """Make a frame of rows."""
    return to_frame([to_table(rows, dtypes)], dtypes)


def rows_of(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Return some columns row by row, ``None`` for what is missing (``NaT`` in columns of times).

    ``itertuples`` takes ten times as long, as it makes each string on its own.
    """
    return zip(*(_values_of(frame[column]) for column in columns), strict=True)


def _values_of(column: pd.Series) -> list[Any]:
    if isinstance(column.dtype, pd.api.extensions.ExtensionDtype) and column.dtype.kind != "M":
        column = column.to_numpy(object, na_value=None)
    values: list[Any] = column.tolist()
    return values


def _array(values: Sequence[Any], dtype: Any) -> pa.Array:
    if isinstance(dtype, pd.CategoricalDtype):
        codes = {value: code for code, value in enumerate(dtype.categories)} | {None: None}
        indices = pa.array([codes[value] for value in values], pa.int16())  # there are more than 127 units
        return pa.DictionaryArray.from_arrays(indices, pa.array(dtype.categories, pa.large_string()))
    if dtype == "datetime64[us]":
        return pa.array(values, pa.date32(), from_pandas=True).cast(_arrow_type(dtype))  # no time from a `date`
    return pa.array(values, _arrow_type(dtype), from_pandas=True)


def _take_over(column: pa.ChunkedArray, dtype: Any) -> Any:
    if isinstance(dtype, pd.CategoricalDtype):
        codes = [chunk.indices.fill_null(-1).to_numpy() for chunk in column.chunks]
        return pd.Categorical.from_codes(codes[0] if codes else [], dtype=dtype)
    of = _dtype(dtype)
    return of.__from_arrow__(column) if isinstance(of, pd.api.extensions.ExtensionDtype) else column.to_numpy()
