"""Histories of one number: the same thing counted, over captures and across sheets."""

from bisect import bisect_right
from collections import defaultdict
from math import inf

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
        ``n_pages``, ``changed`` (the previous capture of this page stated the series, but not this value; never where
        the time of capture is unknown),
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
    kept = ([word for word in split_words(counted) if word not in _STOP_WORDS] for counted in stated.counted)
    words = [" ".join(stem_words(counted, ["en"])) for counted in kept]
    stated = stated.assign(
        page=stated.capture_id.map(name_pages(corpus)),
        words=pd.array(words, dtype="str"),
        series=[f"{stems} {unit}" for stems, unit in zip(words, stated.unit, strict=True)],
        period=pd.array(_find_periods(corpus, stated), dtype="str"),
    )
    stated = stated[stated.groupby("series").capture_id.transform("size") > 1]
    order = ["series", "captured_at", "capture_id", "start"]
    stated = stated.sort_values(order, na_position="first", ignore_index=True)
    stated["changed"] = _find_changed(stated)
    stated["contradicts"] = _find_contradictions(stated)
    names = stated.groupby("series").counted.agg(lambda counted: counted.mode().iloc[0])
    stated["series"] = stated.series.map(names).astype("str") + " (" + stated.unit.astype("str") + ")"
    return stated[_COLUMNS]


def _find_periods(corpus: Corpus, stated: pd.DataFrame) -> list[str | None]:
    """Return the date that each statement's sentence names, the nearest where it names several."""
    sentences: dict[str, list[int]] = defaultdict(list)
    for capture_id, start, text in rows_of(
        corpus.blocks[corpus.blocks.capture_id.isin(stated.capture_id)], "capture_id", "start", "text"
    ):
        sentences[capture_id] += [start + place for place in cut_sentences(text)]
    dates: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for capture_id, start, first, last in rows_of(
        corpus.dates.dropna(subset=["from_date", "to_date"]), "capture_id", "start", "from_date", "to_date"
    ):
        sentence = bisect_right(sentences[capture_id], start)
        dates[capture_id, sentence].append((start, f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"))
    periods = []
    for capture_id, start in rows_of(stated, "capture_id", "start"):
        near = dates.get((capture_id, bisect_right(sentences[capture_id], start)), [])
        periods.append(min(near, key=lambda date: (abs(date[0] - start), date))[1] if near else None)
    return periods


def _find_changed(stated: pd.DataFrame) -> list[bool]:
    """Whether, for each statement, the previous capture of its page has the series but not this value."""
    before: dict[tuple[str, str], set[object]] = {}
    changed: list[bool] = []
    for (series, page, _), capture in stated.groupby(["series", "page", "capture_id"], sort=False):
        values = list(zip(capture.comparator, capture.value, capture.value_to.fillna(0), strict=True))
        is_dated = capture.captured_at.notna().all()
        known = before.get((series, page), set(values)) if is_dated else set(values)
        changed += [value not in known for value in values]
        if is_dated:
            before[series, page] = set(values)
    return changed


def _find_contradictions(stated: pd.DataFrame) -> pd.Series:
    """Whether another sheet's latest statement on the same thing and period excludes this one, if that is a latest."""
    latest = stated.sort_values(["captured_at", "capture_id"], na_position="first").groupby("page").capture_id.last()
    is_latest = stated.capture_id == stated.page.map(latest)
    current = stated[is_latest & stated.period.notna() & (stated.words.str.count(" ") >= SPECIFIC - 1)]
    high = current.value_to.fillna(current.value)
    slack = ROUGHLY * current.value.abs().where(current.comparator == "~", 0)
    current = current.assign(
        place=current.sheet_id.fillna(current.page),
        low=(current.value - slack).where(~current.comparator.isin(["<", "<="]), -inf),
        high=(high + slack).where(~current.comparator.isin([">", ">="]), inf),
    )
    bounds = current.groupby(["series", "period", "place"]).agg(least=("low", "max"), most=("high", "min"))
    pairs = current.reset_index().merge(bounds.reset_index(), on=["series", "period"], suffixes=("", "_other"))
    excludes = (pairs.place != pairs.place_other) & ((pairs.low > pairs.most) | (pairs.high < pairs.least))
    return stated.index.to_series().isin(pairs["index"][excludes])
