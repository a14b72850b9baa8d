"""The command line: parse, report, check, changes, fetch, add."""

from __future__ import annotations  # fd.Corpus in a signature must not import pandas for --help

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

import factdata as fd  # what is heavy in it is imported when a command needs it
from factdata.report import cache as freshness
from factdata.sources.formats import SUFFIXES
from factdata.sources.raw_folder import check_address, keep_page, load_page
from factdata.sources.shipped import find_notebooks

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="Agency fact sheets as tidy tables, notebooks and reports.",
    epilog="Exit codes: 0 all well; 1 something is missing or wrong, and said; 2 the command could not be carried out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(stderr=True, highlight=False, soft_wrap=True)

Raw = Annotated[
    list[Path], typer.Argument(help="Pages to read: files, archives, patterns, or folders with what is below them.")
]
Into = Annotated[Path, typer.Option("--out", help="Folder of raw pages, with their captures.csv.")]
Day = "year, month or day: 2015, 2015-03, 2015-03-01."


@app.command()
def parse(
    raw: Raw,
    *,
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder for the tables (Parquet, CSV, data package).")],
    parts: Annotated[
        bool, typer.Option("--parts", help="Write Parquet in parts, with few pages in memory: for gigabytes of them.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes to read with.")] = 1,
    dask: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Dask scheduler to read with instead.")] = None,
) -> None:
    """Read pages into tables.

    Example: factdata parse data/raw --out data/processed
    """
    with _reading(out) as tick, _cluster(dask) as client:
        if parts:
            n_rows = fd.parse(raw, out, tick, workers=workers, client=client)
            problems = fd.load(out, "problems")
        else:
            corpus = fd.read(raw, tick, workers=workers, client=client)
            corpus.save(out)
            n_rows, problems = {name: len(table) for name, table in corpus.tables.items()}, corpus.problems
    console.print(f"{out}: " + ", ".join(f"{n:,} {name}" for name, n in n_rows.items()))
    raise typer.Exit(_tell_problems(_list_problems(problems)))


@app.command()
def report(
    raw: Annotated[Path, typer.Argument(help="A page, an archive, a pattern, or a folder of pages.")] = Path(
        "data/raw"
    ),
    *,
    out: Annotated[
        Path,
        typer.Option(
            file_okay=False, help="Project folder: tables go to data/processed, and replace what reports holds."
        ),
    ] = Path(),
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="NOTEBOOK", help="Run no notebook but this; may be given more than once."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Make report.pdf as well (with the extra 'pdf').")] = False,
) -> None:
    """Read pages, run the notebooks on them and write the report; what has not changed since is not made again.

    With --only, a notebook that is not named is in the report if its last run still holds, and left out if not.

    Example: factdata report PAGES --out FOLDER --only 2-topics --pdf
    """
    notebooks = find_notebooks()
    names = [file.stem for file in notebooks]
    if unknown := [name for name in only or [] if name not in names]:
        raise _fail(f"no notebook {', '.join(unknown)}; there are {', '.join(names)}", code=2)
    if pdf and find_spec("weasyprint") is None:
        raise _fail("--pdf needs WeasyPrint: pip install 'factdata[pdf]'", code=2)
    processed, folder, kept = out / "data" / "processed", out / "reports", out / ".factdata"
    key = freshness.digest_report(raw, notebooks, [*sorted(only or []), f"pdf={pdf}"])
    if record := freshness.read_record(kept, key, out):
        console.print(f"{folder / 'index.html'}: nothing has changed since it was made")
        raise typer.Exit(_tell_problems(record["problems"]))
    from factdata.report import report as pages  # noqa: PLC0415 - heavy, and needed by this command alone
    from factdata.report import runner  # noqa: PLC0415

    with _reading(processed) as tick:
        pages.refuse_others(folder)
        corpus = fd.read(raw, tick)
        problems = _list_problems(corpus.problems)
        if corpus.captures.empty:
            _tell_problems(problems)
            raise _fail(f"{raw}: no page was read; expected {', '.join(SUFFIXES)}, also as .gz", code=1)
        corpus.save(processed)
    console.print(f"{processed}: documents {len(corpus.captures):,}, fact sheets {len(corpus.sheets):,}")
    try:
        with _writing(folder), console.status("running the notebooks"):
            runs = runner.run_notebooks(notebooks, processed, kept, only or [], console.print)
            pages.write_report(corpus, runs, folder, pdf=pdf)
            freshness.write_record(kept, key, out, [processed, folder], problems=problems)
    except runner.NotebookError as error:
        raise _fail(f"{error}\nThe last report is left as it was.", code=1) from error
    console.print(f"{folder / 'index.html'}: the report; fact sheets {len(corpus.sheets):,}")
    raise typer.Exit(_tell_problems(problems))


@app.command()
def check(
    raw: Annotated[Path, typer.Argument(help="The raw pages, with their captures.csv.")] = Path("data/raw"),
    processed: Annotated[Path, typer.Argument(help="The tables made of them.")] = Path("data/processed"),
) -> None:
    """Hold raw pages against their hashes, and tables against their declarations.

    Example: factdata check data/raw data/processed
    """
    with _reading() as tick:
        problems = fd.read(raw, tick).problems
    code = _tell_problems(_list_problems(problems))
    try:
        fd.load(processed)
    except (FileNotFoundError, ValueError) as error:
        raise _fail(str(error), code=1) from error
    console.print(
        "raw pages and tables are as they should be" if code == 0 else "the tables keep to their declarations"
    )
    raise typer.Exit(code)


@app.command()
def changes(
    earlier: Annotated[Path, typer.Argument(help="A page as it was.")],
    later: Annotated[Path, typer.Argument(help="The same page as it is.")],
    output: Annotated[
        Literal["terminal", "csv", "json", "markdown"], typer.Option("--format", help="How to write them.")
    ] = "terminal",
) -> None:
    """Show what became of each sheet from one capture of a page to the next.

    Example: factdata changes page_2019.html page_2020.html --format csv
    """
    try:
        corpus = fd.read_pair(earlier, later)
    except (FileNotFoundError, ValueError) as error:
        raise _fail(str(error), code=2) from error
    found = fd.compare(corpus)
    found = fd.diffs.name_sheets(found[found.change != "unchanged"], corpus)
    found = found[
        ["change", "division", "unit", "title", "earlier_sheet", "later_sheet", "similarity", "what", "facts"]
    ]
    if output == "csv":
        from factdata.tables.storage import write_csv  # noqa: PLC0415 - pandas is not imported for --help

        write_csv(found, sys.stdout)
    elif output == "json":
        typer.echo(found.to_json(orient="records", indent=2, force_ascii=False))
    elif output == "markdown":
        typer.echo(fd.diffs.in_markdown(found))
    else:
        terminal = Console(highlight=False)
        terminal.print(fd.diffs.in_terminal(found), end="", soft_wrap=not terminal.is_terminal)
    console.print(f"sheets changed: {len(found):,}" if len(found) else "no change")
    single = corpus.captures.capture_id[corpus.captures.kind == "sheet"]  # whose stamps are of the sheet
    own = corpus.reviews[corpus.reviews.sheet_id.isna() | corpus.reviews.capture_id.isin(single)]
    stamps = own.groupby("capture_id", sort=False).date.max()
    if stamps.nunique() == 2:
        console.print(f"The page's stamp moved from {stamps.iloc[0]:%Y-%m-%d} to {stamps.iloc[1]:%Y-%m-%d}.")
    elif len(stamps) == 2:
        console.print(f"The page's stamp did not move: {stamps.iloc[0]:%Y-%m-%d}.")
    raise typer.Exit(_tell_problems(_list_problems(corpus.problems)))


@app.command()
def fetch(
    address: Annotated[str, typer.Argument(help="The page's address.")],
    *,
    first: Annotated[str | None, typer.Option("--from", help=f"First {Day}")] = None,
    last: Annotated[str | None, typer.Option("--to", help=f"Last {Day}")] = None,
    every: Annotated[
        Literal["day", "week", "month", "year"] | None, typer.Option(help="Take the first capture of each only.")
    ] = None,
    out: Into = Path("data/raw"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be fetched, and fetch nothing.")] = False,
) -> None:
    """Fetch the captures of a page from the Wayback Machine (with the package's extra "wayback").

    Captures with the same bytes as the one before are left out. What is there is not fetched again: after an
    interruption, run the same command.

    Example: factdata fetch https://www.ice.gov/factsheets --from 2015 --to 2026 --every month
    """
    try:
        from factdata.sources import wayback_machine as archive  # noqa: PLC0415 - it needs an extra
    except ModuleNotFoundError as error:
        raise _fail(f"{error}; install what fetch needs: pip install 'factdata[wayback]'", code=2) from error
    counts: Counter[str] = Counter()
    try:
        with archive.open_archive() as client:
            with console.status("asking the Wayback Machine which captures it has"):
                listing = archive.list_captures(client, check_address(address), first, last, every)
            console.print(f"{listing.url}: {listing}", markup=False)
            if not listing.captures:
                raise _fail("The Wayback Machine has no such capture of text; is the address right?", code=1)
            missing, wrong = archive.find_missing(out, listing)
            for message in wrong:
                console.print(message, style="red", markup=False)
            if dry_run:
                for record in missing:
                    typer.echo(f"{record.timestamp:%Y-%m-%dT%H:%M:%SZ}  {record.original}")
                raise typer.Exit(int(bool(wrong)))
            with Progress(console=console, transient=True) as progress:
                outcomes = archive.fetch_captures(client, listing.url, missing, out)
                for outcome in progress.track(outcomes, total=len(missing), description="fetching"):
                    counts[outcome.kind] += 1
                    if outcome.message:
                        console.print(
                            outcome.message,
                            style="red" if outcome.kind in ("failed", "stopped") else None,
                            markup=False,
                        )
    except (archive.ArchiveError, ValueError, OSError) as error:
        raise _fail(str(error), code=2) from error
    n_there = len(listing.captures) - len(missing) - len(wrong)
    n_open = len(missing) - counts["kept"] - counts["skipped"]
    console.print(f"{out}: {counts['kept']:,} captures fetched, {n_there:,} were there, {n_open:,} are still missing")
    raise typer.Exit(int(bool(wrong or n_open)))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A page that you saved: text or HTML.")],
    *,
    url: Annotated[str, typer.Option(help="The address it was saved from.")],
    captured_at: Annotated[
        datetime,
        typer.Option(
            metavar="TIME",
            help="When it was saved: 2018-01-03T08:59:00Z, 20180103085900, 2018-01-03; without a zone, in UTC.",
            formats=["%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%d"],
        ),
    ],
    out: Into = Path("data/raw"),
    source: Annotated[str, typer.Option(help="Who published it, or who saved it.")] = "",
    licence: Annotated[str, typer.Option(help="On what terms it may be used.")] = "",
) -> None:
    """Add a saved page to the raw pages: checked, copied under a name with its time, noted with its hash.

    Example: factdata add page.html --url https://www.ice.gov/factsheets --captured-at 2018-01-03T08:59:00Z
    """
    if file.resolve().is_relative_to(out.resolve()):
        raise _fail(
            f"{file}: lies in {out} itself, where its copy would be a second capture; move it out first", code=2
        )
    try:
        name, is_new = keep_page(out, load_page(file, url, captured_at, source, licence))
    except (ValueError, OSError) as error:
        raise _fail(str(error), code=2) from error
    console.print(f"{out / name}: " + ("added" if is_new else "is there already; nothing was changed"))


@contextmanager
def _reading(out: Path | None = None) -> Iterator[Callable[[str], None]]:
    """Show which document is read, and say in a line what ends the reading, or the writing of what was read."""
    with _writing(out), console.status("reading") as status:
        number = count(1)
        # Text, and no markup: a file may be called `[red].txt`.
        yield lambda path: status.update(Text(f"reading: {next(number):,} documents, {path}"))


@contextmanager
def _writing(out: Path | None) -> Iterator[None]:
    """Say in a line what ends a command: a file that is not there, a full disk, another run in the same folder."""
    try:
        yield
    except typer.Exit:  # a RuntimeError too, and all has been said
        raise
    except (OSError, RuntimeError) as error:
        after = f" ({out} is as it was)" if out and out.exists() else ""
        raise _fail(f"{error}{after}", code=2) from error


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    """Give a client of the cluster at an address."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise _fail(f"{error}; install what --dask needs: pip install 'factdata[dask]'", code=2) from error
    with Client(address) as client:
        yield client


def _fail(message: str, code: int) -> typer.Exit:
    console.print(message, style="red", markup=False)
    return typer.Exit(code)


def _list_problems(problems: pd.DataFrame) -> list[str]:
    return [f"{problem.severity}: {problem.path}: {problem.message}" for problem in problems.itertuples()]


def _tell_problems(problems: list[str]) -> int:
    """Print what could not be read; 1 where something is missing from the tables for it."""
    for problem in problems:
        console.print(problem, markup=False)
    return int(any(problem.startswith("error") for problem in problems))
