"""Join mentions with their division and with the stamp of their page."""

import pandas as pd

from factdata.analysis.inputs import expect_columns, expect_corpus
from factdata.analysis.repeated import count_repeats
from factdata.corpus import Corpus


def add_context(mentions: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Join mentions with the headings of their sheet and with their page's stamp.

    Parameters
    ----------
    mentions : pandas.DataFrame
        ``dates``, ``quantities`` or ``citations`` of the corpus, or some of their rows.
    corpus : Corpus
        The corpus that the mentions come from.

    Returns
    -------
    pandas.DataFrame
        The same rows in the same order, with ``division`` and ``sheet_unit``, the headings of the sheet (missing
        outside sheets; ``unit`` is the unit of a quantity), ``url`` of the page, ``stamp_date``: the latest date of
        the page's stamps (missing if it has none), ``n_pages``: pages with the mention in the same passage, and
        ``is_repeat``: true if there are three or more and an earlier row has the mention. Leave repeats out of counts.

    Examples
    --------
    >>> import factdata as fd
    >>> corpus = fd.load()
    >>> fd.add_context(corpus.citations, corpus)[["division", "normalised"]].values.tolist()
    [['Homeland Security Investigations', '19 U.S.C. 1401']]
    """
    expect_corpus(corpus, "add_context")
    expect_columns(mentions, ("capture_id", "sheet_id", "start"), "add_context")
    stamps = corpus.reviews.groupby("capture_id").date.max().rename("stamp_date").reset_index()
    pages = corpus.captures.drop_duplicates("capture_id")[["capture_id", "url"]]
    sheets = corpus.sheets[["sheet_id", "division", "unit"]].rename(columns={"unit": "sheet_unit"})
    mentions = mentions.reset_index(drop=True)
    mentions = mentions.join(count_repeats(mentions, corpus))
    joined = mentions.merge(sheets, on="sheet_id", how="left").merge(pages, on="capture_id", how="left")
    return joined.merge(stamps, on="capture_id", how="left")
