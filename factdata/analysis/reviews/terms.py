"""Terms that date a text: names of what did not exist, or had no such name, before a day."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from factdata.analysis.reviews.tense import find_sentence
from factdata.sources.shipped import shipped

COLUMNS = ("term", "is_case_sensitive", "context", "first_day", "event", "source")


class Term(NamedTuple):
    """A term with the day before which no text can have it; `context` is a pattern that its sentence must have."""

    pattern: str
    context: re.Pattern[str]
    first_day: date


class Terms:
    """The terms that come with the package, and those of a file with the same columns.

    Raises
    ------
    ValueError
        The file lacks a column, or a row of it has no day (`2020-02-11`) or a context that is no regular expression.
    """

    def __init__(self, file: Path | str | None = None) -> None:
        files = [shipped("terms.csv"), *([Path(file)] if file is not None else [])]
        terms = [term for path in files for term in _read(path)]
        # The longest first: `Coronavirus Aid, Relief, and Economic Security Act` begins with another term.
        self._terms = sorted(terms, key=lambda term: -len(term.pattern))
        self._pattern = re.compile("|".join(f"({term.pattern})" for term in self._terms))

    def find(self, text: str) -> Iterator[tuple[date, int, int]]:
        """Yield the first day, the start and the end of each term in a text."""
        for match in self._pattern.finditer(text):
            term = self._terms[(match.lastindex or 1) - 1]
            if term.context.search(text, *find_sentence(text, *match.span())):
                yield term.first_day, *match.span()


def _read(file: Path) -> Iterator[Term]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := set(COLUMNS).difference(rows.fieldnames or ()):
            missing_columns = ", ".join(name for name in COLUMNS if name in missing)
            raise ValueError(f"{file}: columns that date a text are {', '.join(COLUMNS)}; missing: {missing_columns}")
        for row in rows:
            # A whole term, however its words are spaced and its apostrophes written.
            words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in row["term"].split())
            case = "" if row["is_case_sensitive"] == "yes" else "i"
            try:
                context = re.compile(row["context"], re.IGNORECASE)
                yield Term(rf"(?<![\w-])(?{case}:{words})(?![\w-])", context, date.fromisoformat(row["first_day"]))
            except (ValueError, re.error) as error:
                raise ValueError(f"{file}, line {rows.line_num}: {error}") from error
