"""The command line: arguments in, one call, a line out."""

from __future__ import annotations  # fd.Corpus in a signature must not import pandas for --help

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import track
from rich.text import Text

import factdata as fd  # what is heavy in it is imported when a command needs it
from factdata.report.make import ReportError
from factdata.sources.raw_folder import check_address, keep_page, load_page

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Agency fact sheets as tidy tables, notebooks and reports.",
    epilog="Exit codes: 0 success; 1 something is missing or wrong, as printed; 2 the command could not run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
EXTRAS = {"distributed": "dask", "wayback": "wayback", "requests": "wayback"}  # by what they bring
console = Console(stderr=True, highlight=False, soft_wrap=True)

Raw = Annotated[
    list[Path], typer.Argument(help="Pages to read: files, archives, patterns, or folders (with subfolders).")
]
Tables = Annotated[Path, typer.Option(file_okay=False, help="Folder for the tables (Parquet, CSV, data package).")]
Project = Annotated[
    Path,
    typer.Option(file_okay=False, help="Project folder: tables go to data/processed, the report replaces reports."),
]
Into = Annotated[Path, typer.Option("--out", help="Folder of raw pages, with their captures.csv.")]
Day = "year, month or day: 2015, 2015-03, 2015-03-01."
Time = typer.Option(
    metavar="TIME",
    help="When it was saved: 2018-01-03T08:59:00Z, 20180103085900, 2018-01-03; without a zone: UTC.",
    formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%d"],
)
Parts = typer.Option("--parts", help="Write Parquet in parts and keep few pages in memory, for gigabytes of pages.")
Only = typer.Option(metavar="NOTEBOOK", help="Run only this notebook; may be given more than once.")
FromRaw = typer.Argument(help="A page, an archive, a pattern, or a folder of pages.")


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Agency fact sheets as tidy tables, notebooks and reports."""
    if version:
        typer.echo(f"factdata {fd.__version__}")
        raise typer.Exit


@app.command()
def parse(
    raw: Raw,
    *,
    out: Tables,
    parts: Annotated[bool, Parts] = False,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes to read with.")] = 1,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler to read with instead.")] = None,
) -> None:
    """Read pages into tables.

    Example: factdata parse data/raw --out data/processed
    """
    with _working(out) as progress, _cluster(dask) as client:
        if parts:
            n_rows = fd.parse(raw, out, progress, workers=workers, client=client)
            problems = fd.load(out, "problems")
        else:
            corpus = fd.read(raw, progress, workers=workers, client=client)
            corpus.save(out)
            n_rows, problems = {name: len(table) for name, table in corpus.tables.items()}, corpus.problems
    _say(f"{out}: " + ", ".join(f"{n:,} {name}" for name, n in n_rows.items()))
    raise typer.Exit(_say_problems(problems))


@app.command()
def report(
    raw: Annotated[Path, FromRaw] = Path("data/raw"),
    *,
    out: Project = Path(),
    only: Annotated[list[str] | None, Only] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Make report.pdf as well (needs the extra 'pdf').")] = False,
) -> None:
    """Read pages, run the notebooks on them and write the report. Only what has changed is made again.

    With --only, the other notebooks are in the report if their last run still holds, and are left out if not.

    Example: factdata report PAGES --out FOLDER --only 2-topics --pdf
    """
    with _working(out / "reports") as progress:
        made = fd.make_report(raw, out, only=only or (), pdf=pdf, progress=progress, log=_say)
    _say(f"{made.page}: {'report written' if made.is_new else 'nothing has changed since the report was made'}")
    raise typer.Exit(_say_lines(made.problems))


@app.command()
def check(
    raw: Annotated[Path, typer.Argument(help="The raw pages, with their captures.csv.")] = Path("data/raw"),
    processed: Annotated[Path, typer.Argument(help="The tables made of them.")] = Path("data/processed"),
) -> None:
    """Check raw pages against their hashes, and tables against their declarations.

    Example: factdata check data/raw data/processed
    """
    with _working() as progress:
        problems = fd.read(raw, progress).problems
    code = _say_problems(problems)
    with _working(code=1):
        fd.load(processed)
    _say("the raw pages and the tables are intact" if code == 0 else "the tables match their declarations")
    raise typer.Exit(code)


@app.command()
def changes(
    earlier: Annotated[Path, typer.Argument(help="The earlier capture of a page.")],
    later: Annotated[Path, typer.Argument(help="The later capture of the same page.")],
    output: Annotated[
        Literal["terminal", "csv", "json", "markdown"], typer.Option("--format", help="Format of the output.")
    ] = "terminal",
) -> None:
    """Show what changed in each sheet from one capture of a page to the next.

    Example: factdata changes page_2019.html page_2020.html --format csv
    """
    with _working():
        corpus = fd.read_pair(earlier, later)
    found = fd.compare(corpus)
    found = fd.diffs.name_sheets(found[found.change != "unchanged"], corpus)
    columns = ["change", "division", "unit", "title", "earlier_sheet", "later_sheet", "similarity", "what", "facts"]
    if output == "csv":
        from factdata.tables.storage import write_csv  # noqa: PLC0415 - pandas is not imported for --help

        write_csv(found[columns], sys.stdout)
    elif output == "json":
        typer.echo(found[columns].to_json(orient="records", indent=2, force_ascii=False))
    elif output == "markdown":
        typer.echo(fd.diffs.in_markdown(found))
    else:
        terminal = Console(highlight=False)
        terminal.print(fd.diffs.in_terminal(found), end="", soft_wrap=not terminal.is_terminal)
    _say(f"{len(found):,} sheet{'' if len(found) == 1 else 's'} changed" if len(found) else "no change")
    if moved := fd.diffs.compare_stamps(corpus):
        _say(moved)
    raise typer.Exit(_say_problems(corpus.problems))


@app.command()
def fetch(
    address: Annotated[str, typer.Argument(help="The page's address.")],
    *,
    first: Annotated[str | None, typer.Option("--from", help=f"First {Day}")] = None,
    last: Annotated[str | None, typer.Option("--to", help=f"Last {Day}")] = None,
    every: Annotated[
        Literal["day", "week", "month", "year"] | None, typer.Option(help="Take only the first capture of each.")
    ] = None,
    out: Into = Path("data/raw"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be fetched, and fetch nothing.")] = False,
) -> None:
    """Fetch the captures of a page from the Wayback Machine (needs the extra "wayback").

    Captures with the same bytes as the one before are left out. Captures that are already there are not fetched again:
    after an interruption, run the same command.

    Example: factdata fetch https://www.ice.gov/factsheets --from 2015 --to 2026 --every month
    """
    with _working(show=False):
        from factdata.sources import wayback_machine as archive  # noqa: PLC0415 - it needs an extra
    counts: Counter[str] = Counter()
    with _working(show=False), archive.open_archive() as client:
        with console.status("asking the Wayback Machine which captures it has"):
            listing = archive.list_captures(client, check_address(address), first, last, every)
        _say(f"{listing.url}: {listing}")
        if not listing.captures:
            raise _fail("The Wayback Machine has no such capture of text; is the address right?", code=1)
        missing, wrong = archive.find_missing(out, listing)
        for message in wrong:
            _say(message, style="red")
        if dry_run:
            for record in missing:
                typer.echo(f"{record.timestamp:%Y-%m-%dT%H:%M:%SZ}  {record.original}")
            raise typer.Exit(int(bool(wrong)))
        outcomes = archive.fetch_captures(client, listing.url, missing, out)
        for outcome in track(outcomes, "fetching", len(missing), console=console, transient=True):
            counts[outcome.kind] += 1
            if outcome.message:
                _say(outcome.message, style="red" if outcome.kind in ("failed", "stopped") else None)
    n_there = len(listing.captures) - len(missing) - len(wrong)
    n_open = len(missing) - counts["kept"] - counts["skipped"]
    _say(f"{out}: {counts['kept']:,} captures fetched, {n_there:,} already there, {n_open:,} still missing")
    raise typer.Exit(int(bool(wrong or n_open)))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A page that you saved: text, HTML or PDF.")],
    *,
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    captured_at: Annotated[datetime, Time],
    out: Into = Path("data/raw"),
    source: Annotated[str, typer.Option(help="Who published or saved it.")] = "",
    licence: Annotated[str, typer.Option(help="The terms on which it may be used.")] = "",
) -> None:
    """Add a saved page to the raw pages: check it, copy it under a name with its time, and record its hash.

    Example: factdata add page.html --url https://www.ice.gov/factsheets --captured-at 2018-01-03T08:59:00Z
    """
    if file.resolve().is_relative_to(out.resolve()):
        raise _fail(f"{file}: is inside {out}, where its copy would count as a second capture; move it out first")
    with _working():
        name, is_new = keep_page(out, load_page(file, url, captured_at, source, licence))
    _say(f"{out / name}: " + ("added" if is_new else "already there; nothing was changed"))


@contextmanager
def _working(out: Path | None = None, code: int = 2, show: bool = True) -> Iterator[Callable[[str], None]]:
    """Show which document is read, and say in a line what ends a command: no such file, a full disk, another run."""
    status = console.status("working")
    number = count(1)
    if show:
        status.start()
    try:
        # Text, not markup: a file may be called `[red].txt`.
        yield lambda path: status.update(Text(f"reading: {next(number):,} documents, {path}"))
    except typer.Exit:  # a RuntimeError too, and all has been said
        raise
    except ReportError as error:
        raise _fail(f"{error}", code=1) from error
    except (OSError, RuntimeError, ValueError, ModuleNotFoundError) as error:
        extra = EXTRAS.get(error.name or "") if isinstance(error, ModuleNotFoundError) else None
        mend = f"; install what is missing: pip install 'factdata[{extra}]'" if extra else ""
        after = f" ({out} was left as it was)" if out and out.exists() else ""
        raise _fail(f"{error}{after}{mend}", code) from error
    finally:
        status.stop()


def _cluster(address: str | None) -> AbstractContextManager[Any]:
    """Give a client of the cluster at an address."""
    if address is None:
        return nullcontext()
    from distributed import Client  # noqa: PLC0415 - an extra

    client: AbstractContextManager[Any] = Client(address)
    return client


def _say(line: str, style: str | None = None) -> None:
    console.print(line, style=style, markup=False)


def _fail(message: str, code: int = 2) -> typer.Exit:
    _say(message, style="red")
    return typer.Exit(code)


def _say_problems(problems: pd.DataFrame) -> int:
    return _say_lines([f"{problem.severity}: {problem.path}: {problem.message}" for problem in problems.itertuples()])


def _say_lines(problems: list[str]) -> int:
    """Print what could not be read; 1 where something is missing from the tables because of it."""
    for problem in problems:
        _say(problem)
    return int(any(problem.startswith("error") for problem in problems))
