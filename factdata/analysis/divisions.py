"""Divisions: how much each publishes, and which words set it apart."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from scipy.stats import hypergeom

from factdata.analysis.inputs import read_texts
from factdata.analysis.phrases import find_phrases, is_name, stems_of
from factdata.analysis.repeated import drop_repeated
from factdata.text.words import find_languages, find_own_names, find_stop_words, read_words

DIGITS = 4  # decimal places of all results; processors agree on more
Z_95 = 1.959964  # the normal quantile of a two-sided interval of 95 %

MIN_SHEETS = 2  # that use a phrase; fewer, and it may be a chance sequence of words

TERM_COLUMNS = ["division", "term", "n", "n_sheets", "log_odds", "low", "high", "z", "is_shown"]


@dataclass(frozen=True, eq=False)
class Profile:
    """What sets divisions apart.

    Attributes
    ----------
    divisions : pandas.DataFrame
        A row per division, most sheets first: ``division`` (missing if none), ``n_sheets``, ``n_words`` and
        ``median_words`` of the sheets' texts, ``share`` of all sheets. On a listing the texts are teasers: their length
        says nothing about the length of the sheets.
    terms : pandas.DataFrame
        A row per division and word: ``n`` (uses in the division), ``n_sheets`` (its sheets that use it), ``log_odds``
        of the word in the division against all others, ``low`` and ``high`` of its 95% interval, ``z``,
        ``is_shown`` (the interval excludes zero and, if the division uses the word more, more of its sheets use it than
        chance explains: a word that one sheet repeats belongs to that sheet). Sorted by division, then by ``z``,
        highest first. Some words are shown by chance: one in twenty, if no word differed.
    """

    divisions: pd.DataFrame
    terms: pd.DataFrame


def profile_divisions(data: pd.DataFrame, by: str = "division", text: str = "text") -> Profile:
    """Compare divisions, or the groups of any other column, by their sheets and their words.

    The forms of a word count as one. Phrases of two or more words count too if at least two sheets use them. The names
    of the organisation that wrote the texts do not count; a sentence that three sheets share counts once.

    The words are weighed by log-odds ratios with an informative Dirichlet prior: the word counts of all sheets
    together. This shrinks rare words towards zero, and a word that is frequent everywhere sets no division apart [1]_.

    Parameters
    ----------
    data : pandas.DataFrame
        With both columns. A missing text counts as empty.
    by : str
        The column to group by; the result names it ``division``.
    text : str
        The column of texts.

    Returns
    -------
    Profile
        ``terms`` is empty if fewer than two divisions have words. An interval that includes zero means that these
        sheets show no difference, not that there is none.

    Raises
    ------
    TypeError, ValueError
        ``data`` is not a frame, lacks a column, or has texts that are not strings.

    References
    ----------
    .. [1] Monroe, Colaresi and Quinn (2008), Fightin' Words, Political Analysis 16(4).

    Examples
    --------
    >>> import factdata as fd
    >>> fd.profile_divisions(fd.load().sheets).divisions.n_sheets.to_list()
    [26, 11, 6]
    """
    sheets = read_texts(data, "profile_divisions", text, [by])
    sheets["division"] = sheets[by].astype("str")
    n_words = sheets.text.str.count(r"\S+")
    divisions = n_words.groupby(sheets.division, dropna=False).agg(["size", "sum", "median"]).reset_index()
    divisions.columns = pd.Index(["division", "n_sheets", "n_words", "median_words"])
    divisions = divisions.astype({"n_sheets": "int64", "n_words": "int64", "median_words": "float64"})
    divisions["share"] = (divisions.n_sheets / max(len(sheets), 1)).round(DIGITS)
    divisions = divisions.sort_values(["n_sheets", "division"], ascending=[False, True], ignore_index=True)
    return Profile(divisions, _weigh_terms(sheets.dropna(subset="division")))


def _weigh_terms(sheets: pd.DataFrame) -> pd.DataFrame:
    counts, terms = _count_terms(sheets)
    names, of_sheet, sizes = np.unique(sheets.division.to_numpy(object), return_inverse=True, return_counts=True)
    if len(names) < 2 or len(terms) < 2:
        return pd.DataFrame(columns=TERM_COLUMNS)
    member = csr_matrix((np.ones(len(sheets)), (of_sheet, np.arange(len(sheets)))))
    uses, users = (member @ counts).toarray(), (member @ (counts > 0)).toarray()
    # Equations 16 and 20 of Monroe et al.: the difference of two smoothed log odds, and its variance.
    prior = uses.sum(axis=0)
    a, b = uses + prior, 2 * prior - uses
    log_odds = np.log(a / (a.sum(axis=1, keepdims=True) - a)) - np.log(b / (b.sum(axis=1, keepdims=True) - b))
    error = np.sqrt(1 / a + 1 / b)
    least = np.array([_least_sheets(size, len(sheets)) for size in sizes.tolist()])
    row, term = np.nonzero(uses)
    values = {
        "division": names[row],
        "term": terms[term],
        "n": uses[row, term].astype("int64"),
        "n_sheets": users[row, term].astype("int64"),
        "log_odds": log_odds[row, term],
        "low": (log_odds - Z_95 * error)[row, term],
        "high": (log_odds + Z_95 * error)[row, term],
        "z": (log_odds / error)[row, term],
    }
    frame = pd.DataFrame(values).astype({"division": "str", "term": "str"}).round(DIGITS)
    frame["is_shown"] = (frame.high < 0) | ((frame.low > 0) & (frame.n_sheets >= least[row]))
    return frame.sort_values(["division", "z", "term"], ascending=[True, False, True], ignore_index=True)


def _count_terms(sheets: pd.DataFrame) -> tuple[csr_matrix, np.ndarray]:
    """Count words and phrases: a row per sheet, a column per term, named by its most frequent form."""
    texts = sheets.sort_values("text", kind="stable").text  # the same sheet keeps a shared sentence in any row order
    own_names = find_own_names(texts.to_list())
    kept = drop_repeated(texts.str.replace(own_names, "\n", regex=True) if own_names else texts)
    texts = pd.Series(kept, index=texts.index, dtype="str").loc[sheets.index]
    languages = find_languages(texts.to_list())
    words = read_words(texts, languages).by_stem()
    phrases, names = _count_phrases(texts.to_list(), languages)
    return hstack([words.counts(), phrases]).tocsr(), np.concatenate([words.vocabulary, names])


def _count_phrases(texts: Sequence[str], languages: Sequence[str]) -> tuple[csr_matrix, np.ndarray]:
    """Count the phrases of two or more words that at least two texts use, in the same form."""
    stop_words, numbers = find_stop_words(languages), dict[tuple[str, ...], int]()
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    rows, columns = [], []
    for row, text in enumerate(texts):
        for phrase in find_phrases(text, stop_words):
            stems = stems_of(phrase, languages)
            if len(stems) > 1:
                columns.append(numbers.setdefault(stems, len(numbers)))
                rows.append(row)
                forms[columns[-1]][phrase if is_name(phrase) else phrase.lower()] += 1
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(texts), len(numbers)))
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=len(numbers)) >= MIN_SHEETS)
    names = [min(forms[number], key=lambda form: (-forms[number][form], form)) for number in kept.tolist()]
    return counts[:, kept], np.array(names, dtype=object)


def _least_sheets(n_sheets: int, n_all: int) -> int:
    """Return how many of a division's sheets must use a word that no other division uses (Fisher's exact test, 5%).

    One more than its sheets if even all of them would not be enough.
    """
    used = np.arange(1, n_sheets + 1)
    shown = hypergeom.pmf(used, n_all, n_sheets, used) < 0.05
    return int(used[shown][0]) if shown.any() else n_sheets + 1
