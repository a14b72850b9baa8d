"""What matters first among changes, each with its reasons."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from factdata.analysis.inputs import expect_columns
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
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
# Tried in this order, each on what those before leave: `8 U.S.C. 1357` is no number, and neither is `May 3, 2019`.
_PATTERNS = {
    "law": re.compile(
        r"\d+\s*(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?|Fed\.\s?Reg\.|FR)\s*(?:§+\s*)?[\w.()-]+"
        r"|(?:Public Law|Pub\.\s?L\.)\s*(?:No\.\s*)?[\d-]+|(?:§+|[Ss]ections?|Title)\s*\d[\w.()-]*"
    ),
    "date": re.compile(
        rf"\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|\b(?:\d{{1,2}}\s+)?{_MONTH}\s+\d{{4}}\b|\b\d{{1,4}}[/-]\d{{1,2}}[/-]\d{{1,4}}\b"
        r"|\b(?:FY|[Ff]iscal [Yy]ears?)\s?'?\d{2,4}\b|\b(?:19|20)\d\d\b"
    ),
    "number": re.compile(
        r"[$€£]?\d[\d,.]*\d%?|[$€£]?\d%?|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|"
        r"thousand|million|billion|trillion|half|double)\b"
    ),
    "rule": re.compile(
        r"\b(?:not|no|never|none|must|shall|may|should|cannot|only|except|unless|without|required?|prohibit(?:s|ed)?|"
        r"allow(?:s|ed)?|eligible|ineligible|mandatory|voluntary|suspend(?:s|ed)?|terminat(?:e|es|ed))\b",
        re.IGNORECASE,
    ),
}
# What `compare` says beside the word diff: `unit: Budget -> Finance`.
_MOVED = re.compile(r"(title|division|unit|stamp): ((?!.*(?:\[-|\{\+)).* -> .*)")
_LINES = {"title": "title", "division": "heading", "unit": "heading", "stamp": "stamp"}
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
    differs = 1 - changed.similarity.fillna(1).to_numpy()
    score = [sum(WEIGHTS[name] for name in reasons) for reasons in found]
    texts = ["; ".join(f"{name}: {words}" if words else name for name, words in reasons.items()) for reasons in found]
    ranked = changed.assign(score=(score + differs).round(2), reasons=pd.array(texts, dtype="str"))
    ranked["minus"] = -ranked.score
    ranked = ranked.sort_values(["minus", "url", "captured_at", "sheet_key"], ignore_index=True).drop(columns="minus")
    ranked.insert(0, "rank", range(1, len(ranked) + 1))
    return ranked


def _find_reasons(change: str, is_reworded: bool, what: str | None) -> Mapping[str, str]:
    """Return the reasons, and what each names, those of most weight first."""
    if change in ("added", "removed"):
        return {change: ""}
    reasons, passages = dict[str, str](), list[str]()
    for line in (what or "").splitlines():
        moved = _MOVED.fullmatch(line)
        if moved:
            reasons[_LINES[moved[1]]] = moved[2]
        else:
            passages.append(line)
    if is_reworded:
        reasons |= _compare_passages(passages)
    return dict(sorted(reasons.items(), key=lambda reason: -WEIGHTS[reason[0]]))


def _compare_passages(lines: Sequence[str]) -> dict[str, str]:
    """Return what differs between the two sides of a word diff, by kind."""
    before, after = ("\n".join(side) for side in zip(*map(read_sides, lines), strict=True))
    items = [[*_items(side)] for side in (before, after)]
    forms = {(kind, key): form for kind, key, form in items[1] + items[0]}
    counts = [Counter((kind, key) for kind, key, _ in side) for side in items]
    gone, new = counts[0] - counts[1], counts[1] - counts[0]
    reasons = {}
    for name in (*_PATTERNS, "meaning"):
        was, became = ([forms[item] for item in side if item[0] == name][:MAX_WORDS] for side in (gone, new))
        if was or became:
            reasons[name] = f"{', '.join(was) or 'none'} -> {', '.join(became) or 'none'}"
    return reasons or {"wording": ""}


def _items(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a text states, and its other words: the kind, what is compared, and how it is written."""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield name, " ".join(match[0].lower().split()), match[0]
        text = pattern.sub(" ", text)
    words = [word for word in split_words(text) if word not in _STOP_WORDS]
    yield from (("meaning", stem, word) for stem, word in zip(stem_words(words, ["en"]), words, strict=True))
