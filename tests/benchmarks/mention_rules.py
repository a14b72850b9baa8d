"""What each rule of the mentions is worth: ``python -m tests.benchmarks mention_rules --data FOLDER``.

Every pattern of the package is replaced by one that never matches, and every row of a table of rules (those of
`ellipsis.RULES`, `names_with_numbers.FORMS` and `CONTEXTS`, `citations.FORMS`) is left out, one by one; then all sets
of `mention_sets` are read again. A column is what the set loses, in points (hundredths); the last names what the rule
is for. A rule that costs nothing on any set is not needed by any.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import factdata.mentions
from tests.benchmarks.mention_sets import Scores, all_scores

NEVER = re.compile(r"(?!)")
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


def rules() -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each pattern and row, and what leaves it out for as long as a `with` lasts."""
    for found in pkgutil.iter_modules(factdata.mentions.__path__):
        module = importlib.import_module(f"factdata.mentions.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{found.name}.{name}", _without(module, name, NEVER)
            elif isinstance(value, tuple) and value and hasattr(value[0], "_fields") and "name" in value[0]._fields:
                for row in value:
                    rest = tuple(other for other in value if other is not row)
                    yield f"{found.name}: {row.name}", _without(module, name, rest)


def _without(module: object, name: str, value: object) -> Callable[[], object]:
    @contextmanager
    def replaced() -> Iterator[None]:
        kept = getattr(module, name)
        setattr(module, name, value)
        try:
            yield
        finally:
            setattr(module, name, kept)

    return replaced
