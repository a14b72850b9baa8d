"""Substitutions: wording that many sheets replaced by the same other wording."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import pandas as pd

from factdata.analysis.inputs import expect_columns, expect_corpus
from factdata.tables.arrow import make_frame, rows_of
from factdata.text.similarity import normalise, read_replacements, words_of
from factdata.text.words import find_stop_words, stem_words

if TYPE_CHECKING:
    from factdata.corpus import Corpus

MAX_WORDS = 5  # of either side; what is longer is a sentence written anew
MIN_SHEETS = 2  # that replace the same wording; what one sheet does is an edit of it

_DTYPES = {
    "before": "str",
    "after": "str",
    "n_replaced": "int64",
    "n_sheets": "int64",
    "n_pages": "int64",
    "n_possible": "Int64",
    "share": "float64",
    "example": "str",
}
Stems = tuple[str, ...]
_STOP_WORDS = find_stop_words(["en"])


def find_substitutions(changes: pd.DataFrame, corpus: "Corpus | None" = None) -> pd.DataFrame:
    """Find wording that two sheets or more replaced by the same other wording: `alien` by `noncitizen`.

    Parameters
    ----------
    changes : pandas.DataFrame
        Of a `compare`, or some of its rows.
    corpus : Corpus, optional
        That was compared. With it, uses of the wording that were kept are counted too.

    Returns
    -------
    pandas.DataFrame
        A row per wording and what took its place, those of most sheets first: ``before``, ``after`` (of one to five
        words, in their most frequent forms; forms of one word are one), ``n_replaced`` (uses), ``n_sheets``,
        ``n_pages``, ``n_possible`` (uses in the earlier texts of all sheets that have a later one; missing without a
        corpus), ``share`` of these that were replaced, ``example`` (the passage of one). Numbers are no wording.

    Raises
    ------
    TypeError, ValueError
        No frame, or none of a `compare`.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.find_substitutions(fd.compare(fd.example_history())).empty
    True
    """
    expect_columns(changes, ("url", "sheet_key", "earlier_sheet", "is_reworded", "what"), "find_substitutions")
    uses = pd.DataFrame(
        [
            (_stem(before), _stem(after), f"{before} -> {after}", f"{url} {key}", url, line)
            for url, key, what in rows_of(changes[changes.is_reworded], "url", "sheet_key", "what")
            for line in what.splitlines()
            for before, after in _replaced(line)
        ],
        columns=["was", "became", "form", "sheet", "page", "example"],
    )
    found = [group for _, group in uses.groupby(["was", "became"]) if group.sheet.nunique() >= MIN_SHEETS]
    possible = _count_possible(changes, corpus, {group.was.iloc[0] for group in found}) if corpus is not None else {}
    rows = []
    for group in found:
        most = possible.get(group.was.iloc[0])
        share = round(len(group) / most, 4) if most else None
        counts = (len(group), group.sheet.nunique(), group.page.nunique(), most)
        rows.append((*group.form.mode().iloc[0].split(" -> "), *counts, share, group.example.iloc[0]))
    return make_frame(sorted(rows, key=lambda row: (-row[3], -row[2], row[:2])), _DTYPES)


def _replaced(line: str) -> Iterator[tuple[str, str]]:
    """Yield wording and what took its place in a line of a word diff; neither numbers nor stop words alone."""
    for sides in read_replacements(line):
        before, after = (" ".join(word for word in side if word[0].isalnum()).lower() for side in sides)
        if not before or not after or max(before.count(" "), after.count(" ")) >= MAX_WORDS:
            continue
        has_digit = any(map(str.isdigit, before + after))
        is_small = _STOP_WORDS.issuperset((before + " " + after).split())
        if not has_digit and not is_small and _stem(before) != _stem(after):
            yield before, after


def _stem(wording: str) -> Stems:
    return tuple(stem_words(wording.split(), ["en"]))


def _count_possible(changes: pd.DataFrame, corpus: "Corpus", wordings: Collection[Stems]) -> Counter[Stems]:
    """Count the uses of each wording in the earlier texts of sheets that have a later one."""
    expect_corpus(corpus, "find_substitutions")
    lengths = sorted({len(stems) for stems in wordings})
    texts = dict(rows_of(corpus.sheets, "sheet_id", "text"))
    counts = Counter[Stems]()
    for sheet in changes.earlier_sheet[changes.later_sheet.notna()].dropna():
        stems = stem_words([word.lower() for word in words_of(normalise(texts[sheet])) if word[0].isalnum()], ["en"])
        for length in lengths:
            runs = zip(*(stems[start:] for start in range(length)), strict=False)
            counts.update(run for run in runs if run in wordings)
    return counts
