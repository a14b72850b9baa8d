"""One call from pages to a report: read, save the tables, run the notebooks, write the pages."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from factdata.report.cache import Cache, digest_report, hash_files, is_as_made
from factdata.sources.files import Source
from factdata.sources.formats import SUFFIXES
from factdata.sources.shipped import find_notebooks

RECORD = "report"


class Report(NamedTuple):
    """A report that was made, or that was there.

    Attributes
    ----------
    page : pathlib.Path
        The page to open.
    is_new : bool
        Whether it was made by this call; otherwise nothing has changed since the last one.
    problems : list of str
        A line for each thing that could not be read as it should, beginning with its severity.
    """

    page: Path
    is_new: bool
    problems: list[str]


class ReportError(Exception):
    """No report could be made of these pages."""


class NoPageError(ReportError):
    """No page could be read."""


class NotebookError(ReportError):
    """A notebook failed; says which cell, and how. The last report was left as it was."""


def make_report(
    source: Source,
    out: Source = ".",
    *,
    only: Sequence[str] = (),
    pdf: bool = False,
    progress: Callable[[str], None] | None = None,
    log: Callable[[str], None] | None = None,
) -> Report:
    """Read pages, run the notebooks on them, and write the report; what has not changed since is not made again.

    Parameters
    ----------
    source : path
        A page, an archive, a pattern, or a folder of pages.
    out : path
        Project folder: tables go to ``data/processed`` in it, the report replaces ``reports``.
    only : sequence of str
        Notebooks to run, such as ``2-topics``; the others are in the report if their last run still holds. All by
        default.
    pdf : bool
        Make ``report.pdf`` as well (with the extra ``pdf``).
    progress : callable, optional
        Called with the path of each document when it was read.
    log : callable, optional
        Called with a line on each step.

    Returns
    -------
    Report

    Raises
    ------
    FileNotFoundError
        The source does not exist.
    FileExistsError
        ``reports`` or ``data/processed`` holds something else, which is not replaced.
    ModuleNotFoundError
        The extra ``pdf`` is missing.
    ValueError
        There is no such notebook.
    ReportError
        No page could be read (`NoPageError`) or a notebook failed (`NotebookError`). The last report stays.

    Examples
    --------
    >>> import factdata as fd
    >>> report = fd.make_report("data/raw", out="somewhere")  # doctest: +SKIP
    >>> report.page  # doctest: +SKIP
    PosixPath('somewhere/reports/index.html')
    """
    raw, root = Path(source), Path(out)
    log = log or (lambda line: None)
    notebooks = find_notebooks()
    names = [file.stem for file in notebooks]
    if unknown := [name for name in only if name not in names]:
        raise ValueError(f"no notebook {', '.join(unknown)}; there are {', '.join(names)}")
    if pdf and find_spec("weasyprint") is None:
        raise ModuleNotFoundError("the PDF needs WeasyPrint: pip install 'factdata[pdf]'")
    tables, folder, cache = root / "data" / "processed", root / "reports", Cache(root / ".factdata")
    index = folder / "index.html"
    key = digest_report(raw, notebooks, [*sorted(only), f"pdf={pdf}"])
    if (record := cache.find(RECORD, key)) and is_as_made(record["files"], root):
        return Report(index, False, record["problems"])

    # Heavy, and not needed where nothing has changed.
    from factdata.corpus import read  # noqa: PLC0415
    from factdata.report import runner, write  # noqa: PLC0415

    write.refuse_others(folder)
    corpus = read(raw, progress)
    problems = [f"{problem.severity}: {problem.path}: {problem.message}" for problem in corpus.problems.itertuples()]
    if corpus.captures.empty:
        reasons = "".join(f"\n{line}" for line in problems)
        raise NoPageError(f"{raw}: no page was read; expected {', '.join(SUFFIXES)}, also as .gz{reasons}")
    corpus.save(tables)
    log(f"{tables}: {len(corpus.captures):,} documents, {len(corpus.sheets):,} fact sheets")
    runs = runner.run_notebooks(notebooks, tables, cache, only, log)
    write.write_report(corpus, runs, folder, pdf=pdf)
    files = {
        (part / name).relative_to(root).as_posix(): made
        for part in (tables, folder)
        for name, made in hash_files(part).items()
    }
    cache.store(RECORD, key, files=files, problems=problems)
    return Report(index, True, problems)
