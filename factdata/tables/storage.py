"""Tables to files and back: Parquet and CSV, a Frictionless data package, a data dictionary."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from factdata.sources.atomic import PART, find_whole, replacing_files, writing
from factdata.tables.dictionary import data_dictionary, data_package
from factdata.tables.schema import TABLES, dtypes, validate

SIGNIFICANT_DIGITS = 15  # all that a double keeps for certain
# The tables that are written in parts; those that are not are small, and made when all else is done.
SPLIT = ("blocks", "sheets", "reviews", "dates", "quantities", "citations", "metadata_dates")

# As pyarrow.parquet.read_table takes them: `[("division", "==", "Inspection"), ("n_words", ">", 50)]`.
Filters = Any


def save(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write every table, validated first, as Parquet and CSV; either all are replaced or none is."""
    for name, table in tables.items():
        validate(name, table)
    _refuse(folder, f"{SPLIT[0]}.parquet", Path.is_dir)
    files = [folder / f"{name}{suffix}" for name in tables for suffix in (".parquet", ".csv")]
    if not (folder / "datapackage.json").is_file() and (others := [file for file in files if file.exists()]):
        raise FileExistsError(f"{others[0]}: is no table of factdata's, and would be replaced; name another folder")
    with replacing_files(folder) as new:
        write_tables(tables, new)
        for name, table in tables.items():
            write_csv(table, new / f"{name}.csv")
        package = data_package({name: _facts(new / f"{name}.csv") for name in tables})
        (new / "datapackage.json").write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", "utf-8")
        (new / "README.md").write_text(data_dictionary(), "utf-8")


@contextmanager
def saving_parts(folder: Path) -> Iterator[Path]:
    """Give the folder to `write_part` to, and, at the end, `write_tables`; all takes its place then, or nothing.

    The tables of `SPLIT` become folders of Parquet files, in the order of their names, the others a file each.
    """
    _refuse(folder, "datapackage.json", Path.is_file)
    with replacing_files(folder) as new:
        for name in SPLIT:
            (new / f"{name}.parquet").mkdir()
        yield new
        (new / "README.md").write_text(data_dictionary(), "utf-8")
        for part in new.rglob(f"*{PART}"):  # of a worker that was killed
            part.unlink()


def _refuse(folder: Path, name: str, is_there: Callable[[Path], bool]) -> None:
    """Raise where a folder holds tables in the other form, which would stay beside the new ones."""
    if is_there(folder / name):
        raise FileExistsError(f"{folder / name}: tables lie there in another form; name another folder, or empty it")


def write_part(table: pa.Table, folder: Path, name: str, number: int) -> None:
    """Write the rows that one chunk has for a table. Written twice, by two processes even, it is there once."""
    with writing(folder / f"{name}.parquet" / f"{number:09}.parquet", f"{uuid4().hex}{PART}") as part:
        pq.write_table(table, part, compression="zstd")


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write each table as a Parquet file."""
    for name, table in tables.items():
        # Without pandas' metadata, which name its version, the file is the same under each.
        written = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
        pq.write_table(written, folder / f"{name}.parquet", compression="zstd")


def load(folder: Path, filters: Filters | None = None) -> dict[str, pd.DataFrame]:
    """Read every table and hold it against its declaration."""
    return {name: validate(name, load_table(folder, name, filters=filters)) for name in TABLES}


def load_table(
    folder: Path, name: str, columns: Sequence[str] | None = None, filters: Filters | None = None
) -> pd.DataFrame:
    """Read one table: a Parquet file, or a folder of them."""
    if not folder.is_dir():
        raise FileNotFoundError(
            f"{folder}: no such folder; expected one that corpus.save or factdata parse has written"
        )
    if name not in TABLES:
        raise ValueError(f"'{name}' is no table; expected one of {', '.join(TABLES)}")
    file = find_whole(folder, f"{name}.parquet")
    if not file.exists():
        raise FileNotFoundError(f"{file}: not there; expected a folder that corpus.save or factdata parse has written")
    declared = dtypes(name)
    wanted = list(declared if columns is None else columns)
    source = sorted(file.glob("*.parquet")) if file.is_dir() else file
    try:
        table = pq.read_table(source, columns=wanted, filters=filters)
    except pa.ArrowInvalid as error:
        raise ValueError(f"{file}: {error}") from error
    missing = [column for column in wanted if column not in table.column_names]
    if missing:
        raise ValueError(f"{file}: has no column {', '.join(missing)}; save the corpus again with this version")
    return table.to_pandas().astype({column: declared[column] for column in wanted})


def write_csv(table: pd.DataFrame, file: Path | TextIO) -> None:
    """Write a table as CSV in UTF-8: ISO dates, floats of fifteen significant digits.

    No amount is cut: `1,234,567` is no `1.23457e+06`. What is measured is rounded where it is measured.
    """
    text = table.copy()
    for column in table.select_dtypes("datetime64"):
        text[column] = table[column].dt.strftime("%Y-%m-%d")
    for column in table.select_dtypes("datetimetz"):
        text[column] = table[column].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    text.to_csv(file, index=False, lineterminator="\n", float_format=f"%.{SIGNIFICANT_DIGITS}g", encoding="utf-8")


def _facts(file: Path) -> dict[str, Any]:
    data = file.read_bytes()
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
