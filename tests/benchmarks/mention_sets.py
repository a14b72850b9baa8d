"""Mentions held against every labelled set, in one table: ``python -m tests.benchmarks mention_sets --data FOLDER``.

The gold lies in ``tests/gold``. The other sets lie in the folder, as ``quantities/newsquant.json``,
``quantities/wikiwars/*.tml``, ``quantities/recognizers.json`` and ``citations/*.csv``; a set that is not there is left
out. Nothing here calls another parser.

- NewsQuant: F of a sentence's quantities, by value, by value and unit, by value and bound. A count's unit is its noun.
- WikiWars: expressions of type DATE that state a year. Found: of these; precision: of the mentions with an interval
  that lie in any expression; value: of the found. A range of ours may bear one end of the expression's interval.
- Recognizers: cases whose every result is found with its value, without what only a reference time solves.
- Citations: expected ids found and no other, over the promised sources.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from factdata.mentions import Citation, DateMention, Quantity, find_mentions
from tests.gold.agreement import ATTRIBUTES
from tests.gold.score import score

HEAD = f"{'set':<14}{'measure':<28}{'score':>7}"

Scores = dict[tuple[str, str], float]


def run(data: Path | None) -> Iterator[str]:
    for (name, measure), value in all_scores(data).items():
        yield f"{name:<14}{measure:<28}{value:>7.3f}"


def all_scores(data: Path | None) -> Scores:
    """Return the score of every measure of every set."""
    scores = {("gold", measure): value for measure, value in _gold()}
    sets: dict[str, Callable[[Path], Iterator[tuple[str, float]]]] = {
        "NewsQuant": _newsquant, "WikiWars": _wikiwars, "Recognizers": _recognizers, "citations": _citations,
    }  # fmt: skip
    for name, measure_set in sets.items():
        for measure, value in measure_set(data) if data else ():
            scores[name, measure] = value
    return scores


def _gold() -> Iterator[tuple[str, float]]:
    for kind, attributes in ATTRIBUTES.items():
        result = score(kind)
        yield f"{kind} F", result.f
        for heading in attributes:
            yield f"{kind} {heading}", result.share(heading)


@cache
def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


# NewsQuant --------------------------------------------------------------------------------------------------------

#: Its units by our names, where the names differ in more than spelling and plurals.
_UNITS = {
    "percent": "percentage", "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "japanese yen",
    "CAD": "canadian dollar", "AUD": "australian dollar", "HKD": "hong kong dollar", "CNY": "chinese yuan",
    "MYR": "malaysian ringgit", "INR": "indian rupee", "ILS": "shekel", "DKK": "danish krone", "HRK": "croatian kuna",
    "ZAR": "south african rand", "NZD": "new zealand dollar", "SGD": "singapore dollar", "CHF": "swiss franc",
    "pound": "pound-mass", "degree Fahrenheit": "fahrenheit", "degree Celsius": "celsius",
    "pound-foot": "pound foot", "foot-pound": "foot pound-force",
}  # fmt: skip


def _newsquant(data: Path) -> Iterator[tuple[str, float]]:
    n_gold = n_found = by_value = by_unit = by_bound = 0
    for sentence in _load(data / "quantities" / "newsquant.json"):
        found = find_mentions(sentence["text"]).quantities
        n_gold, n_found = n_gold + len(sentence["quantities"]), n_found + len(found)
        for label, quantity in _pairs(sentence, found):
            by_value += 1
            by_unit += _same_unit(label, quantity)
            by_bound += label["change"] == bound(quantity)
    for measure, n in (("value", by_value), ("value and unit", by_unit), ("value and bound", by_bound)):
        if n_gold:
            yield f"{measure} F", 2 * n / (n_gold + n_found)


def _pairs(sentence: dict[str, Any], found: list[Quantity]) -> Iterator[tuple[dict[str, Any], Quantity]]:
    """Yield a sentence's labels with the quantity of the same value; of several, the one of the same unit and bound."""
    left = list(found)
    for label in sentence["quantities"]:
        alike = [quantity for quantity in left if same_value(label, quantity)]
        if alike:
            best = max(alike, key=lambda q: (_same_unit(label, q), label["change"] == bound(q)))
            left.remove(best)
            yield label, best


def same_value(label: dict[str, Any], quantity: Quantity) -> bool:
    """Whether a label's value, of which a range is written `5.0-7.0`, is the quantity's."""
    ends = [float(end) for end in re.findall(r"(?:^-|(?<=-)-)?[\d.]+(?:[eE][+-]?\d+)?", label["value"])]
    unit = label["normalized_unit"]
    cents = 0.01 if re.search(r"\b(?:cents?|sen)\b", unit) and quantity.unit[:3] in ("USD", "EUR", "MYR") else 1.0
    ours = [quantity.value] if quantity.value_to is None else [quantity.value, quantity.value_to]
    return len(ends) == len(ours) and all(
        abs(theirs * cents - x) <= 1e-5 * max(abs(x), 1e-3) for theirs, x in zip(ends, ours, strict=True)
    )


def bound(quantity: Quantity) -> str:
    """Return NewsQuant's one mark for a bound or a direction: `=`, `~`, `<`, `>`, `up`, `down`."""
    change = quantity.change
    return change or quantity.comparator[0]


def _words(phrase: str) -> set[str]:
    return {_singular(word) for word in re.findall(r"[\w.]+", phrase.lower()) if word != "of"}


def _singular(word: str) -> str:
    irregular = {"feet": "foot", "inches": "inch", "men": "man", "women": "woman", "children": "child"}
    return irregular.get(word) or (word[:-3] + "y" if word.endswith("ies") else word.rstrip("s"))


def _same_unit(label: dict[str, Any], quantity: Quantity) -> bool:
    theirs = label["normalized_unit"].lower().replace("metric ton", "ton")
    if quantity.unit in ("count", "ratio"):
        counted = _words(quantity.counted or "")
        if theirs in ("-", "count") or not counted:
            return theirs in ("-", "count") and (not counted or theirs == "count")
        head = _words(label["unit"].split(" of ")[0]) or _words(theirs)
        return bool(head & counted) or _words(theirs) <= counted
    base, _, per = quantity.unit.partition(" per ")
    ours = (_UNITS.get(base, base) + (f" per {per}" if per else "")).lower()
    theirs = theirs.removesuffix(" of age")
    if "percent" not in theirs:
        theirs = theirs.replace("cent", "dollar").replace("sen", "malaysian ringgit")
    return _words(ours) == _words(theirs)


# WikiWars ---------------------------------------------------------------------------------------------------------

_TIMEX = re.compile(r"<TIMEX3 ([^>]*)>|</TIMEX3>|<[^>]+>")
_STATES_YEAR = re.compile(r"\b[12]\d{3}s?\b|\b\d{1,4} (?:BC|AD|B\.C\.)")


def _wikiwars(data: Path) -> Iterator[tuple[str, float]]:
    n = found = n_ours = n_inside = value_right = 0
    for path in sorted((data / "quantities" / "wikiwars").glob("*.tml")):
        text, expressions = _expressions(path)
        ours = _dates(text)
        explicit = [x for x in expressions if x[2]["type"] == "DATE" and _STATES_YEAR.search(text[x[0] : x[1]])]
        n += len(explicit)
        for start, end, attributes in explicit:
            over = [d for d in ours if d.start < end and d.end > start]
            found += bool(over)
            value_right += any(_same_interval(attributes["value"], d) for d in over)
        dated = [d for d in ours if d.from_date]
        n_ours += len(dated)
        n_inside += sum(any(d.start < end and d.end > start for start, end, _ in expressions) for d in dated)
    if n:
        yield from (("found", found / n), ("precision", n_inside / n_ours), ("value of the found", value_right / found))


@cache
def _expressions(path: Path) -> tuple[str, list[tuple[int, int, dict[str, str]]]]:
    """Return a document's text without its marks, and where its expressions stand in it."""
    document = path.read_text(encoding="utf-8").partition("<TEXT>")[2].partition("</TEXT>")[0]
    text, expressions, stack, at = "", [], [], 0
    for mark in _TIMEX.finditer(document):
        text += document[at : mark.start()]
        at = mark.end()
        if mark[1] is not None:
            stack.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', mark[1]))))
        elif mark[0] == "</TIMEX3>":
            start, attributes = stack.pop()
            expressions.append((start, len(text), attributes))
    return text + document[at:], expressions


def _dates(text: str) -> list[DateMention]:
    found, at = [], 0
    for block in re.split(r"(\n+)", text):
        found += [d._replace(start=d.start + at, end=d.end + at) for d in find_mentions(block).dates]
        at += len(block)
    return found


def _same_interval(value: str, mention: DateMention) -> bool:
    if mention.from_date is None or mention.to_date is None:
        return False
    match = re.match(r"(\d{3,4})(?:-(\d\d))?(?:-(\d\d))?", value)
    if match is None:
        return False
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    first = date(int(year.ljust(4, "0")), month or 1, day or 1)
    if len(year) == 3:
        last = date(first.year + 9, 12, 31)
    elif not month:
        last = date(first.year, 12, 31)
    else:
        last = first if day else (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if mention.kind == "range":
        return first == mention.from_date or last == mention.to_date
    return (first, last) == (mention.from_date, mention.to_date)


# Recognizers ------------------------------------------------------------------------------------------------------


def _recognizers(data: Path) -> Iterator[tuple[str, float]]:
    by_model: dict[str, list[bool]] = {}
    for case in _load(data / "quantities" / "recognizers.json"):
        if right := _case_is_right(case):
            by_model.setdefault(case["model"], []).append(right == "right")
    for model, results in sorted(by_model.items()):
        yield f"{model} ({len(results)})", sum(results) / len(results)


def _case_is_right(case: dict[str, Any]) -> str | None:
    """Return `right` or `wrong`, or None for a case that needs a reference time or has nothing to find."""
    found, states = find_mentions(case["input"]), []
    for result in case["results"]:
        resolution = result.get("Resolution") or {}
        if "values" in resolution:
            timex = resolution["values"][0]
            ends = [timex.get("start") or timex.get("value"), timex.get("end")]
            if timex["type"] not in ("date", "daterange") or timex["timex"].startswith(("XXXX", "(XXXX", "T")):
                return None
            if not _STATES_YEAR.search(result["Text"]) and not re.search(r"\d/\d", result["Text"]):
                return None
            states.append(any(d.from_date and d.from_date.isoformat() == ends[0] for d in found.dates))
        elif numbers := re.findall(r"-?[\d.]*\d(?:E\+?-?\d+)?", str(resolution.get("value") or "")):
            values = [float(number) for number in numbers]
            states.append(
                any(
                    q.start < result["Start"] + len(result["Text"]) and q.end > result["Start"]
                    and abs(q.value - values[0]) <= 1e-3 * abs(values[0])
                    for q in found.quantities
                )
            )  # fmt: skip
    return None if not states else "right" if all(states) else "wrong"


# Citations --------------------------------------------------------------------------------------------------------

_PROMISED = frozenset(("usc", "cfr", "us-law", "fedreg"))


def _citations(data: Path) -> Iterator[tuple[str, float]]:
    right: dict[str, list[bool]] = {}
    for path in sorted((data / "citations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                expected = set(row["ids"].removesuffix("/et-seq").split(";"))
                source = next(iter(expected)).partition("/")[0]
                if source in _PROMISED:
                    ours = {citation_id(c) for c in find_mentions(row["text"]).citations}
                    # a text may cite more than its expected ids: those of another form
                    others = {i for i in ours if i.partition("/")[0] == source} - expected
                    right.setdefault(source, []).append(expected <= ours and not others)
    for source, results in right.items():
        yield f"{source} ({len(results)})", sum(results) / len(results)
    if right:
        yield "all promised sources", sum(map(sum, right.values())) / sum(map(len, right.values()))


def citation_id(citation: Citation) -> str:
    """Write a citation as the sets do: `8 U.S.C. 1357(g)` is `usc/8/1357/g`."""
    name = citation.normalised
    if match := re.fullmatch(r"(\d+) U\.S\.C\.( App\.)? (\S+?)((?:\(\w+\))*)", name):
        parts = re.findall(r"\((\w+)\)", match[4])
        return "/".join(["usc", match[1] + ("-app" if match[2] else ""), match[3], *parts])
    if match := re.fullmatch(r"(\d+) C\.F\.R\. (?:Part )?(\S+)", name):
        section, subsections = re.fullmatch(r"(.*?)((?:\(\w+\))*)", match[2]).groups()  # type: ignore[union-attr]
        return "/".join(["cfr", match[1], section, *re.findall(r"\((\w+)\)", subsections)])
    if match := re.fullmatch(r"(Pub|Priv)\. L\. (\d+)-(\d+)", name):
        return f"us-law/{'public' if match[1] == 'Pub' else 'private'}/{match[2]}/{match[3]}"
    if match := re.fullmatch(r"(\d+) Fed\. Reg\. (\d+)", name):
        return f"fedreg/{match[1]}/{match[2]}"
    return name
