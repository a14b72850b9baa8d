"""Histories of one number: the same thing counted, over captures and across sheets."""

from bisect import bisect_right
from collections import defaultdict
from math import inf
from typing import Any

import pandas as pd

from factdata.analysis.changes.history import name_pages
from factdata.analysis.inputs import expect_corpus
from factdata.analysis.repeated import count_repeats
from factdata.corpus import Corpus
from factdata.tables.arrow import rows_of
from factdata.text.similarity import cut_sentences
from factdata.text.words import find_stop_words, split_words, stem_words

ROUGHLY = 0.1  # share by which a value that is stated roughly may be off
SPECIFIC = 2  # words that say what is counted; of fewer, as of `people`, two numbers need not be of one thing
_COLUMNS = (
    "series period url capture_id sheet_id captured_at comparator value value_to unit counted surface n_pages changed "
    "contradicts"
).split()
_STOP_WORDS = find_stop_words(["en"])


def follow_quantities(corpus: Corpus) -> pd.DataFrame:
    """Follow each number that is stated more than once: over the captures of a page, and across pages and sheets.

    Two quantities are of one thing where the unit and the words that say of what are the same, forms of one word taken
    for one. What many pages repeat in one passage stands once, with ``n_pages``.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    pandas.DataFrame
        A row per statement, by series and time: ``series`` (what is counted, and the unit), ``period`` (the date that
        the same sentence names, as ``2018-10-01/2019-09-30``; missing where it names none), ``url``, ``capture_id``,
        ``sheet_id``, ``captured_at``, ``comparator``, ``value``, ``value_to``, ``unit``, ``counted``, ``surface``,
        ``n_pages``, ``changed`` (the capture before of this page stated the series, and not this value),
        ``contradicts`` (another sheet states, for the same period, a value that cannot be true beside this one; only of
        what two words or more describe). It compares what was stated, and does not know who is right.

    Examples
    --------
    >>> import factdata as fd
    >>> numbers = fd.follow_quantities(fd.example_history())
    >>> numbers[numbers.changed].value.to_list()
    [1800.0, 1600.0]
    """
    expect_corpus(corpus, "follow_quantities")
    stated = corpus.quantities[corpus.quantities.counted.notna()].reset_index(drop=True)
    stated = stated.join(count_repeats(stated, corpus))
    stated = stated[~stated.is_repeat].merge(
        corpus.captures[["capture_id", "url", "captured_at"]].drop_duplicates("capture_id"), on="capture_id"
    )
    stated["page"] = stated.capture_id.map(name_pages(corpus))
    stated["place"] = stated.sheet_id.fillna(stated.page)
    words = [_read_words(counted) for counted in stated.counted]
    stated["series"] = [" ".join((*stems, unit)) for stems, unit in zip(words, stated.unit, strict=True)]
    stated["is_specific"] = [len(stems) >= SPECIFIC for stems in words]
    stated["period"] = pd.array(_find_periods(corpus, stated), dtype="str")
    stated = stated[stated.groupby("series").capture_id.transform("size") > 1]
    order = ["series", "captured_at", "capture_id", "start"]
    stated = stated.sort_values(order, na_position="first", ignore_index=True)
    stated["changed"] = _find_changed(stated)
    stated["contradicts"] = _find_contradictions(stated)
    names = stated.groupby("series").counted.agg(lambda counted: counted.mode().iloc[0])
    stated["series"] = stated.series.map(names) + " (" + stated.unit.astype("str") + ")"
    return stated[_COLUMNS]


def _read_words(counted: str) -> list[str]:
    return stem_words([word for word in split_words(counted) if word not in _STOP_WORDS], ["en"])


def _find_periods(corpus: Corpus, stated: pd.DataFrame) -> list[str | None]:
    """Return the date that each statement's sentence names, the nearest where it names several."""
    sentences: dict[str, list[int]] = {}
    dates: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for capture_id, blocks in corpus.blocks[corpus.blocks.capture_id.isin(stated.capture_id)].groupby("capture_id"):
        sentences[capture_id] = [
            start + place for start, text in rows_of(blocks, "start", "text") for place in cut_sentences(text)
        ]
    for capture_id, start, first, last in rows_of(corpus.dates, "capture_id", "start", "from_date", "to_date"):
        if capture_id in sentences and pd.notna(first):
            sentence = bisect_right(sentences[capture_id], start)
            dates[capture_id, sentence].append((start, f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"))
    periods = []
    for capture_id, start in rows_of(stated, "capture_id", "start"):
        near = dates.get((capture_id, bisect_right(sentences[capture_id], start)), [])
        periods.append(min(near, key=lambda date: (abs(date[0] - start), date))[1] if near else None)
    return periods


def _find_changed(stated: pd.DataFrame) -> list[bool]:
    """Return of each statement whether the capture before of its page has the series, but not this value."""
    before: dict[tuple[str, str], set[object]] = {}
    changed = []
    for _, capture in stated.groupby(["series", "page", "capture_id"], sort=False):
        values = list(zip(capture.comparator, capture.value, capture.value_to.fillna(0), strict=True))
        series, page = capture.series.iloc[0], capture.page.iloc[0]
        known = before.get((series, page))
        changed += [known is not None and value not in known for value in values]
        before[series, page] = set(values)
    return changed


def _find_contradictions(stated: pd.DataFrame) -> list[bool]:
    """Return of each statement whether another sheet's latest one on the same thing and period excludes it."""
    latest = {row.page: row.capture_id for row in stated.itertuples()}
    bounds = [_bound(row) for row in stated.itertuples()]
    # The highest lower bound and the lowest upper bound of each place, by series and period.
    claims: dict[tuple[str, str], dict[str, tuple[float, float]]] = defaultdict(dict)
    is_current = []
    for row, (low, high) in zip(stated.itertuples(), bounds, strict=True):
        current = row.is_specific and pd.notna(row.period) and latest[row.page] == row.capture_id
        is_current.append(bool(current))
        if current:
            known = claims[row.series, row.period].get(row.place, (-inf, inf))
            claims[row.series, row.period][row.place] = (max(known[0], low), min(known[1], high))
    return [
        current
        and any(
            low > other_high or high < other_low
            for place, (other_low, other_high) in claims[row.series, row.period].items()
            if place != row.place
        )
        for row, current, (low, high) in zip(stated.itertuples(), is_current, bounds, strict=True)
    ]


def _bound(row: Any) -> tuple[float, float]:
    """Return between which values the true number lies, if the statement is true."""
    high = row.value if pd.isna(row.value_to) else row.value_to
    if row.comparator in (">", ">="):
        return row.value, inf
    if row.comparator in ("<", "<="):
        return -inf, high
    slack = ROUGHLY * abs(row.value) if row.comparator == "~" else 0
    return row.value - slack, high + slack
