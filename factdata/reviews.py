"""Review dates over time: what each page said of itself, and when."""

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from .corpus import Corpus


def review_timeline(corpus: "Corpus") -> pd.DataFrame:
    """Return every stamp with the capture that it was read in.

    Returns
    -------
    pandas.DataFrame
        A row per stamp and capture, in order of address and capture time: ``url``, ``capture_id``, ``captured_at``,
        ``sheet_id`` (missing: the page's own stamp), ``role``, ``date``, ``precision``, and ``age_days``: whole days
        from the stamp to the capture, missing where the capture time is not known. A stamp says what the page
        claims; it does not say that the text was changed on that day, nor that nothing was changed since.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.review_timeline(fd.load()).date.dt.date.to_list()
    [datetime.date(2018, 1, 3)]
    """
    captures = corpus.captures.drop_duplicates("capture_id")[["capture_id", "url", "captured_at"]]
    timeline = corpus.reviews.merge(captures, on="capture_id")
    age = timeline.captured_at.dt.tz_localize(None).dt.normalize() - timeline.date
    timeline["age_days"] = age.dt.days.astype("Int64")
    timeline = timeline.sort_values(["url", "captured_at", "capture_id", "start"], ignore_index=True)
    columns = ["url", "capture_id", "captured_at", "sheet_id", "role", "date", "precision", "age_days"]
    return timeline[columns]
