"""Every date that a page carries, whatever it says: captures, stamps, metadata, and the dates in its text."""

from typing import TYPE_CHECKING

import pandas as pd

from factdata.analysis.reviews import review_timeline

if TYPE_CHECKING:
    from factdata.corpus import Corpus

COLUMNS = ["page", "kind", "date", "words", "capture_id", "sheet_id", "start", "end", "is_late"]


def page_events(corpus: "Corpus") -> pd.DataFrame:
    """Return the dates of each page for one axis of time.

    Parameters
    ----------
    corpus : Corpus
        Of one capture or many.

    Returns
    -------
    pandas.DataFrame
        A row per date: ``page`` (its address, or its path where none is known), ``kind`` (captured, stamp, metadata,
        text), ``date`` (for a date in the text, the first day of what it names), ``words``, where it stands
        (``capture_id``, ``sheet_id``, ``start``, ``end``; missing for captures and metadata), and ``is_late``: the text
        of this page mentions a past date that is later than its stamp. The dates of the text include plans.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.page_events(fd.load()).kind.value_counts().to_dict()
    {'text': 15, 'stamp': 1}
    """
    captures = corpus.captures.drop_duplicates("capture_id")
    metadata = corpus.tables.get("metadata_dates", pd.DataFrame(columns=["capture_id", "date", "name"]))
    parts = {
        "captured": captures.assign(date=captures.captured_at.dt.tz_localize(None), words="captured"),
        "stamp": corpus.reviews.rename(columns={"surface": "words"}),
        "metadata": metadata.rename(columns={"name": "words"}),
        "text": corpus.dates.rename(columns={"surface": "words", "from_date": "date"}),
    }
    pages = captures.set_index("capture_id").pipe(lambda known: known.url.fillna(known.path))
    timeline = review_timeline(corpus)
    late = set(timeline.capture_id[timeline.text_younger_than_stamp])
    events = [part.dropna(subset="date").assign(kind=kind) for kind, part in parts.items()]
    frame = pd.concat([part.reindex(columns=COLUMNS[1:-1]) for part in events if len(part)] or [pd.DataFrame()])
    frame = frame.reindex(columns=COLUMNS[1:-1])
    frame["page"] = frame.capture_id.map(pages).astype("str")
    frame["is_late"] = frame.capture_id.isin(late)
    return frame.sort_values(["page", "date", "kind", "start"], ignore_index=True, kind="stable")[COLUMNS]
