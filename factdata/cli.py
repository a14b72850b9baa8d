"""The command line: parse, report, check."""

from __future__ import annotations  # fd.Corpus in a signature must not import pandas for --help

from collections import Counter
from itertools import count
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

import factdata as fd  # what is heavy in it is imported when a command needs it

app = typer.Typer(
    help="Agency fact sheets as tidy tables, notebooks and reports.",
    epilog="Exit codes: 0 all well; 1 something is missing or wrong, and said; 2 the command could not be carried out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False, soft_wrap=True)

Raw = Annotated[list[Path], typer.Argument(help="Pages to read: files, or folders with what is below them.")]


@app.command()
def parse(
    raw: Raw,
    out: Annotated[Path, typer.Option(help="Folder for the tables (Parquet, CSV, data package).")],
) -> None:
    """Read pages into tables.

    Example: factdata parse data/raw --out data/processed
    """
    corpus = _read(raw)
    corpus.save(out)
    console.print(f"{out}: " + ", ".join(f"{len(table):,} {name}" for name, table in corpus.tables.items()))
    raise typer.Exit(_tell_problems(corpus))


@app.command()
def report(
    raw: Annotated[Path, typer.Argument(help="A page, or a folder of pages.")] = Path("data/raw"),
    out: Annotated[Path, typer.Option(help="Project folder: tables go to data/processed, pages to reports.")] = Path(),
) -> None:
    """Read pages, run the notebooks on them and write the report.

    Example: factdata report
    """
    corpus = _read([raw])
    processed, folder = out / "data" / "processed", out / "reports"
    corpus.save(processed)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("running the notebooks", total=len(fd.report.find_notebooks()))
        try:
            fd.report.make_report(corpus, processed, folder, lambda name: progress.advance(task))
        except fd.report.NotebookError as error:
            raise _fail(f"{error}\nThe last report is left as it was.", code=1) from error
    console.print(f"{folder / 'index.html'}: the report on {len(corpus.sheets):,} fact sheets")
    raise typer.Exit(_tell_problems(corpus))


@app.command()
def check(
    raw: Annotated[Path, typer.Argument(help="The raw pages, with their captures.csv.")] = Path("data/raw"),
    processed: Annotated[Path, typer.Argument(help="The tables made of them.")] = Path("data/processed"),
) -> None:
    """Hold raw pages against their hashes, and tables against their declarations.

    Example: factdata check data/raw data/processed
    """
    code = _tell_problems(_read([raw]))
    try:
        fd.load(processed)
    except (FileNotFoundError, ValueError) as error:
        raise _fail(str(error), code=1) from error
    console.print(
        "raw pages and tables are as they should be" if code == 0 else "the tables keep to their declarations"
    )
    raise typer.Exit(code)


def _read(raw: list[Path]) -> fd.Corpus:
    try:
        with console.status("reading") as status:
            number = count(1)
            # Text, and no markup: a file may be called `[red].txt`.
            return fd.read(
                raw if len(raw) > 1 else raw[0],
                tick=lambda path: status.update(Text(f"reading: {next(number):,} documents, {path}")),
            )
    except FileNotFoundError as error:
        raise _fail(str(error), code=2) from error


def _fail(message: str, code: int) -> typer.Exit:
    console.print(message, style="red", markup=False)
    return typer.Exit(code)


def _tell_problems(corpus: fd.Corpus) -> int:
    """Print what could not be read; 1 where something is missing from the tables for it."""
    for problem in corpus.problems.itertuples():
        console.print(f"{problem.severity}: {problem.path}: {problem.message}", markup=False)
    counts = Counter(corpus.problems.severity)
    return int(counts["error"] > 0)
