"""Facts: the dates, quantities and laws of a sheet, and which of them differ between two versions of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .corpus import Corpus

# What is said of each fact, by what it is a fact about: `1,700` of convictions for homicide may become `1,900` of them.
Facts = Mapping[tuple[str, str], Counter[str]]


def read_facts(corpus: "Corpus") -> dict[str, dict[tuple[str, str], Counter[str]]]:
    """Return the facts of each sheet."""
    facts: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for date in corpus.dates.dropna(subset="sheet_id").itertuples():
        facts[date.sheet_id]["date", ""][date.surface] += 1
    quantities = corpus.quantities.dropna(subset="sheet_id")
    for quantity in quantities.assign(counted=quantities.counted.fillna("")).itertuples():
        facts[quantity.sheet_id][quantity.unit, quantity.counted][quantity.surface] += 1
    for citation in corpus.citations.dropna(subset="sheet_id").itertuples():
        facts[citation.sheet_id]["law", ""][citation.normalised] += 1
    return facts


def compare_facts(old: Facts, new: Facts) -> str | None:
    """Say which facts differ: ``1,700 -> 1,900 convictions``; ``-> FY 2019`` where one came alone."""
    said = []
    for about in dict.fromkeys([*old, *new]):
        before, after = old.get(about, Counter()), new.get(about, Counter())
        went, came = list((before - after).elements()), list((after - before).elements())
        for number in range(max(len(went), len(came))):
            pair = f"{went[number] if number < len(went) else ''} -> {came[number] if number < len(came) else ''}"
            said.append(f"{pair.strip()} {about[1]}".strip())
    return "; ".join(said) or None
