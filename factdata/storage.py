"""Tables to files and back: Parquet and CSV, a Frictionless data package, a data dictionary."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .dictionary import data_dictionary, data_package
from .tables import TABLES, dtypes, validate

SIGNIFICANT_DIGITS = 6


def save(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write every table, validated first; each file is complete before it takes its name."""
    for name, table in tables.items():
        validate(name, table)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".saving-") as temporary:
        made = Path(temporary)
        for name, table in tables.items():
            # Without pandas' metadata, which name its version, the file is the same under each.
            arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
            pq.write_table(arrow, made / f"{name}.parquet", compression="zstd")
            write_csv(table, made / f"{name}.csv")
        package = data_package({name: _facts(made / f"{name}.csv") for name in tables})
        (made / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")
        (made / "README.md").write_text(data_dictionary(), "utf-8")
        for file in sorted(made.iterdir()):
            file.replace(folder / file.name)


def load(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every table's Parquet file and hold it against its declaration."""
    if not folder.is_dir():
        raise FileNotFoundError(
            f"{folder}: no such folder; expected one that corpus.save or factdata parse has written"
        )
    tables = {}
    for name in TABLES:
        file = folder / f"{name}.parquet"
        if not file.is_file():
            raise FileNotFoundError(
                f"{file}: not there; expected a folder that corpus.save or factdata parse has written"
            )
        table = pq.read_table(file).to_pandas()
        missing = [column for column in dtypes(name) if column not in table]
        if missing:
            raise ValueError(f"{file}: has no column {', '.join(missing)}; save the corpus again with this version")
        tables[name] = validate(name, table.astype(dtypes(name)))
    return tables


def write_csv(table: pd.DataFrame, file: Path | TextIO) -> None:
    """Write a table as CSV in UTF-8: ISO dates, floats of six significant digits, the same bytes on every machine."""
    text = table.copy()
    for column in table.select_dtypes("datetime64"):
        text[column] = table[column].dt.strftime("%Y-%m-%d")
    for column in table.select_dtypes("datetimetz"):
        text[column] = table[column].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    text.to_csv(file, index=False, lineterminator="\n", float_format=f"%.{SIGNIFICANT_DIGITS}g", encoding="utf-8")


def _facts(file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
