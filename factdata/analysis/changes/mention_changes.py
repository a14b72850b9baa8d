"""Facts: the dates, quantities and laws of a sheet, and which of them differ between two versions of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING

from factdata.tables.arrow import rows_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# The statements about each subject: of convictions for homicide, `1,700` may become `1,900`.
Facts = Mapping[tuple[str, str], Counter[str]]


def read_facts(corpus: "Corpus", sheet_ids: Collection[str]) -> Mapping[str, Facts]:
    """Return the facts of some sheets."""
    facts: dict[str, dict[tuple[str, str], Counter[str]]] = {sheet_id: defaultdict(Counter) for sheet_id in sheet_ids}
    found = [
        *((sheet_id, ("date", ""), surface) for sheet_id, surface in rows_of(corpus.dates, "sheet_id", "surface")),
        *(
            (sheet_id, (unit, counted or ""), surface)
            for sheet_id, unit, counted, surface in rows_of(corpus.quantities, "sheet_id", "unit", "counted", "surface")
        ),
        *((sheet_id, ("law", ""), law) for sheet_id, law in rows_of(corpus.citations, "sheet_id", "normalised")),
    ]
    for sheet_id, about, surface in found:
        if sheet_id in facts:
            facts[sheet_id][about][surface] += 1
    return facts


def compare_facts(earlier: Facts, later: Facts) -> str | None:
    """List the facts that differ: ``1,700 -> 1,900 convictions``; ``-> FY 2019`` is new, and ``FY 2018 ->`` is gone."""
    differences = []
    for about in dict.fromkeys([*earlier, *later]):
        before, after = earlier.get(about, Counter()), later.get(about, Counter())
        gone, new = (list(counts.elements()) for counts in (before - after, after - before))
        for first, second in zip_longest(gone, new):
            words = (first, "->", second, about[1]) if second else (first, about[1], "->")
            differences.append(" ".join(filter(None, words)))
    return "; ".join(differences) or None
