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
    facts: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    laws = corpus.citations.assign(unit="law", counted="", surface=corpus.citations.normalised)
    for stated in (corpus.dates.assign(unit="date", counted=""), corpus.quantities, laws):
        own = stated[stated.sheet_id.isin(sheet_ids)]
        for sheet_id, unit, counted, surface in rows_of(own, "sheet_id", "unit", "counted", "surface"):
            facts[sheet_id][unit, counted or ""][surface] += 1
    return facts


def compare_facts(earlier: Facts, later: Facts) -> str | None:
    """List the facts that differ: ``1,700 -> 1,900 convictions``; ``-> FY 2019`` is new, and ``FY 2018 ->`` is gone."""
    differences = []
    for about in dict.fromkeys([*earlier, *later]):
        before, after = earlier.get(about, Counter()), later.get(about, Counter())
        for gone, new in zip_longest((before - after).elements(), (after - before).elements()):
            words = (gone, "->", new, about[1]) if new else (gone, about[1], "->")
            differences.append(" ".join(filter(None, words)))
    return "; ".join(differences) or None
