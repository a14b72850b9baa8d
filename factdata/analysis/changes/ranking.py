"""What matters first among changes, each with its reasons."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from factdata.analysis.inputs import expect_columns
from factdata.mentions import find_mentions
from factdata.tables.arrow import rows_of
from factdata.text.similarity import read_sides
from factdata.text.words import find_stop_words, split_words, stem_words

# A removed sheet takes more with it than any edit. Edits of numbers, laws and rules change what holds; a stamp alone
# changes nothing.
WEIGHTS = {
    "removed": 9.0,
    "added": 6.0,
    "rule": 5.0,
    "law": 5.0,
    "number": 5.0,
    "date": 3.0,
    "title": 3.0,
    "heading": 3.0,
    "meaning": 2.0,
    "wording": 0.5,
    "stamp": 0.5,
}
MAX_WORDS = 5  # of what differs that a reason names
_RULES = frozenset(
    """not no never none must shall may should cannot only except unless without require required prohibit prohibits
    prohibited allow allows allowed eligible ineligible mandatory voluntary suspend suspends suspended terminate
    terminates terminated""".split()
)
_NUMBER = re.compile(r"[$€£]?\d[\w.,/-]*%?")  # what is no quantity: of a telephone, of a room
# What `compare` says beside the word diff: `unit: Budget -> Finance`.
_MOVED = re.compile(r"(title|division|unit|stamp): ((?!.*(?:\[-|\{\+)).* -> .*)")
_STOP_WORDS = find_stop_words(["en"])


def rank_changes(changes: pd.DataFrame) -> pd.DataFrame:
    """Rank changes by what they change for a reader.

    Parameters
    ----------
    changes : pandas.DataFrame
        Of a `compare`, or some of its rows. Rows without a change are left out.

    Returns
    -------
    pandas.DataFrame
        The rows, what matters most first, with ``rank`` from 1, ``score`` (the weights of its reasons, and the share of
        the words that differ) and ``reasons``: `removed`, `added`, `rule` (what must, may or must not be), `law`,
        `number`, `date`, `title`, `heading`, `meaning` (other words), `wording` (the same words in another form or
        order), `stamp`; each with what it was and became. View counters, tokens, times of rendering, addresses and
        markup are no change in a `compare`, and so have no rank. A score orders the changes of one comparison; it
        measures nothing.

    Raises
    ------
    TypeError, ValueError
        No frame, or none of a `compare`.

    Examples
    --------
    >>> import factdata as fd
    >>> ranked = fd.rank_changes(fd.compare(fd.example_history()))
    >>> ranked.reasons[0]
    'number: none -> 100,000; date: none -> FY 2021; meaning: none -> moved, people'
    """
    expect_columns(
        changes, ("url", "captured_at", "sheet_key", "change", "is_reworded", "similarity", "what"), "rank_changes"
    )
    changed = changes[changes.change != "unchanged"]
    found = [_find_reasons(*row) for row in rows_of(changed, "change", "is_reworded", "what")]
    score = pd.Series([sum(WEIGHTS[name] for name in reasons) for reasons in found], changed.index, dtype=float)
    texts = ["; ".join(f"{name}: {words}" if words else name for name, words in reasons.items()) for reasons in found]
    ranked = changed.assign(
        score=(score + 1 - changed.similarity.fillna(1)).round(2), reasons=pd.array(texts, dtype="str")
    )
    order = {"score": False, "url": True, "captured_at": True, "sheet_key": True}
    ranked = ranked.sort_values(list(order), ascending=list(order.values()), ignore_index=True)
    ranked.insert(0, "rank", range(1, len(ranked) + 1))
    return ranked


def _find_reasons(change: str, is_reworded: bool, what: str | None) -> dict[str, str]:
    """Return the reasons, and what each names, those of most weight first."""
    if change in ("added", "removed"):
        return {change: ""}
    reasons, passages = dict[str, str](), list[str]()
    for line in (what or "").splitlines():
        if moved := _MOVED.fullmatch(line):
            reasons["heading" if moved[1] in ("division", "unit") else moved[1]] = moved[2]
        else:
            passages.append(line)
    if is_reworded:
        reasons |= _compare_passages(passages)
    return dict(sorted(reasons.items(), key=lambda reason: -WEIGHTS[reason[0]]))


def _compare_passages(lines: Sequence[str]) -> dict[str, str]:
    """Return what differs between the two sides of a word diff, by kind."""
    sides = [[item for line in lines for item in _items(read_sides(line)[side])] for side in (0, 1)]
    forms = {(kind, key): form for kind, key, form in sides[1] + sides[0]}
    before, after = (Counter((kind, key) for kind, key, _ in side) for side in sides)
    reasons = dict[str, str]()
    for name in WEIGHTS:
        was, became = ([forms[item] for item in side if item[0] == name] for side in (before - after, after - before))
        if was or became:
            reasons[name] = f"{', '.join(was[:MAX_WORDS]) or 'none'} -> {', '.join(became[:MAX_WORDS]) or 'none'}"
    return reasons or {"wording": ""}


def _items(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a text states, and its other words: the kind, what is compared, and how it is written."""
    mentions, rest = find_mentions(text), text
    for kind, found in (("law", mentions.citations), ("date", mentions.dates), ("number", mentions.quantities)):
        for start, end, *_ in found:
            yield kind, " ".join(text[start:end].lower().split()), text[start:end]
            rest = rest[:start] + " " * (end - start) + rest[end:]
    yield from (("number", number[0], number[0]) for number in _NUMBER.finditer(rest))
    words = split_words(rest)
    yield from (("rule", word, word) for word in words if word in _RULES)
    words = [word for word in words if word not in _STOP_WORDS | _RULES]
    yield from (("meaning", stem, word) for stem, word in zip(stem_words(words, ["en"]), words, strict=True))
