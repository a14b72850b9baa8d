"""What each rule of the mentions is worth: ``python -m tests.benchmarks mention_rules --data FOLDER``.

Every pattern of the package is replaced by one that never matches, and every row of a table of rules (those of
`ellipsis.RULES`, `names_with_numbers.FORMS` and `CODES`, `citations.FORMS`) is left out, one by one; then all sets
of `mention_sets` are read again. A column is what the set loses, in points (hundredths); the last names what the rule
is for. A rule that costs nothing on any set is not needed by any.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import factdata.mentions
from tests.benchmarks.mention_sets import Scores, all_scores

NEVER = re.compile(r"(?!)")
MODULES = [
    importlib.import_module(f"factdata.mentions.{found.name}")
    for found in pkgutil.iter_modules(factdata.mentions.__path__)
]
#: Columns: a heading, and the measures whose sum of losses it shows.
COLUMNS = {
    "dates": [("gold", "dates")], "quant.": [("gold", "quantities")], "laws": [("gold", "citations")],
    "NewsQ": [("NewsQuant", "")], "Wiki": [("WikiWars", "")], "Recog.": [("Recognizers", "")],
    "cit.": [("citations", "all")],
}  # fmt: skip
HEAD = f"{'rule':<44}" + "".join(f"{name:>8}" for name in COLUMNS)


def run(data: Path | None) -> Iterator[str]:
    full = all_scores(data)
    for name, leave_out in rules():
        with leave_out():
            less = all_scores(data)
        yield f"{name:<44}" + "".join(f"{_loss(full, less, keys):>8.2f}" for keys in COLUMNS.values())


def _loss(full: Scores, less: Scores, keys: list[tuple[str, str]]) -> float:
    chosen = [key for key in full if any(key[0] == name and key[1].startswith(measure) for name, measure in keys)]
    return 100 * sum(full[key] - less[key] for key in chosen)


def rules() -> Iterator[tuple[str, Callable[[], AbstractContextManager[None]]]]:
    """Yield the name of each pattern and row, and what leaves it out for as long as a `with` lasts."""
    seen: set[int] = set()
    for module in MODULES:
        short = module.__name__.rpartition(".")[2]
        for name, value in vars(module).copy().items():
            if id(value) in seen:  # imported from a module before
                continue
            if isinstance(value, re.Pattern):
                seen.add(id(value))
                yield f"{short}.{name}", partial(_replaced, value, NEVER)
            elif isinstance(value, tuple) and value and "name" in getattr(value[0], "_fields", ()):
                seen.add(id(value))
                for row in value:
                    yield f"{short}: {row.name}", partial(_replaced, value, tuple(x for x in value if x is not row))


@contextmanager
def _replaced(value: object, other: object) -> Iterator[None]:
    """Put another object in the place of one, wherever a module names it."""
    places = [(module, name) for module in MODULES for name, here in vars(module).items() if here is value]
    for module, name in places:
        setattr(module, name, other)
    try:
        yield
    finally:
        for module, name in places:
            setattr(module, name, value)
