"""Tables for spreadsheet programs, which take some texts for formulas."""

import pandas as pd

# What a formula begins with in Excel and LibreOffice, white space apart; the last four where letters are full-width.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def for_spreadsheets(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before each text that a spreadsheet would take for a formula.

    A page may state anything, such as ``=HYPERLINK("http://…")``. The tables that `Corpus.save` writes hold what the
    page states; those that people open hold this. Numbers and days are left as they are; carriage returns become line
    feeds.

    Examples
    --------
    >>> import factdata as fd, pandas as pd
    >>> fd.for_spreadsheets(pd.DataFrame({"text": ["-> FY 2019", "since 2011"], "n": [-1, 2]})).values.tolist()
    [["'-> FY 2019", -1], ['since 2011', 2]]
    """
    safe = frame.copy()
    for column in frame.select_dtypes(["object", "str", "category"]):
        # CSV is written with a bare `\r` unquoted, which spreadsheets read as the end of a row: `\r=1` begins one.
        texts = frame[column].astype("str").str.replace("\r", "\n", regex=False)
        bare = texts.str.strip()
        is_formula = bare.str.startswith(FORMULA, na=False) & (bare.str.len() > 1)  # `=` alone is a comparator
        texts = texts.where(~is_formula, "'" + texts)
        if not texts.equals(frame[column].astype("str")):
            safe[column] = texts
    return safe
