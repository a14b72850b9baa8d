"""Review dates over time: what each page said of itself, and what its text gives away."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from factdata.analysis.changes.history import histories, name_pages, read_moments
from factdata.analysis.changes.pairing import follow
from factdata.analysis.changes.snapshots import PageText, read_page_texts, read_snapshots
from factdata.analysis.inputs import expect_corpus
from factdata.analysis.reviews.evidence import COLUMNS as EVIDENCE
from factdata.analysis.reviews.evidence import find_evidence
from factdata.analysis.reviews.terms import Terms
from factdata.tables.arrow import make_frame
from factdata.tables.schema import DAY, TIME
from factdata.text.calendar import last_day

if TYPE_CHECKING:
    from factdata.corpus import Corpus

# A stamp that says what was done last to the text answers for it; one that says when it was first shown only where no
# other does.
_ANSWERS = ("updated", "reviewed", "reviewed_or_updated")
# Two pages may well be reviewed on one day; from this many on, one hand stamped them all.
BULK = 3

_REASONS = {
    "text_younger_than_stamp": "the text speaks of {0.evidence}, from {0.evidence_date.day} {0.evidence_date:%B %Y} on",
    "restamped_without_change": "the stamp moved from {0.before.day} {0.before:%B %Y}, and no word of the text did",
    "changed_without_restamp": "the text differs from the capture before, and the stamp does not",
    "stamp_went_back": "the stamp was {0.before.day} {0.before:%B %Y} in the capture before",
    "bulk_stamp": "{0.n_pages_with_stamp:,} pages bear this stamp",
    "stamp_after_capture": "the page was captured on {0.captured_at.day} {0.captured_at:%B %Y}, before its stamp",
}
FLAGS = tuple(_REASONS)
_HISTORY = {"capture_id": "str", "scope": "str", "subject": "str", "previous_id": "str", "is_changed": "bool"}
_STAMP = ["url", "capture_id", "captured_at", "sheet_id", "role", "date", "precision", "age_days"]


def review_timeline(corpus: "Corpus", terms: Path | str | None = None) -> pd.DataFrame:
    """Return every stamp with the capture that it was read in, and with the evidence of the page's own text.

    Parameters
    ----------
    corpus : Corpus
        Of one capture or many.
    terms : path, optional
        A CSV file of terms that date a text, with the columns of ``data/terms.csv``, used beside that.

    Returns
    -------
    pandas.DataFrame
        A row per stamp and capture, in order of address and capture time:

        - ``url``, ``capture_id``, ``captured_at``, ``sheet_id`` (missing: the page's own stamp), ``role``, ``date``,
          ``precision``;
        - ``age_days``: whole days from the stamp to the capture; missing where the capture time is not known;
        - ``evidence_date``: first day of the latest date that the text speaks of as past, or of the latest term in it
          that did not exist before. The text cannot be older than that; how much younger it is, the date does not say.
          The stamp of a sheet on a listing has the evidence of that sheet, any other that of the page. ``evidence`` are
          the words, ``evidence_kind`` is ``date`` or ``term``, ``evidence_text`` is the sentence and ``evidence_sheet``
          the sheet that has it. Sentences of what lies ahead are left out, and those that leave it open: missing does
          not say that the text is old;
        - ``days_since_text_changed``: whole days from the capture in which this text was first seen to this one;
          missing for the text that a history begins with. It was changed then or earlier, after the capture before;
        - ``n_pages_with_stamp``: how many addresses bear a stamp of this role and date in any capture;
        - flags: ``text_younger_than_stamp`` (the evidence lies after this stamp, and it is the latest of those that say
          when the text was updated or reviewed, or else published), ``restamped_without_change`` and
          ``changed_without_restamp`` (against the capture before), ``stamp_went_back``, ``bulk_stamp`` (three pages or
          more bear it), ``stamp_after_capture``; and ``reasons``, each flag's in words;
        - ``path``: the file that it was read from, which names a page whose address is not known.

        A stamp says what the page claims; it does not say that the text was changed on that day.

    Examples
    --------
    >>> import factdata as fd
    >>> row = fd.review_timeline(fd.load()).iloc[0]
    >>> f"{row.date:%Y-%m-%d}", row.evidence, f"{row.evidence_date:%Y-%m-%d}"
    ('2018-01-03', 'coronavirus', '2020-01-09')
    """
    expect_corpus(corpus, "review_timeline")
    stamps = corpus.reviews.rename(columns={"capture_id": "content_id"})
    timeline = stamps.merge(read_moments(corpus), on="content_id")
    timeline = timeline.sort_values(["url", "captured_at", "capture_id", "start"], ignore_index=True)
    # Where the page is one sheet, the sheet's stamp is the page's.
    listings = corpus.captures.capture_id[corpus.captures.kind == "listing"]
    timeline["scope"] = timeline.sheet_id.where(timeline.content_id.isin(listings)).fillna("")
    texts = _text_history(corpus, with_sheets=timeline.scope.ne("").any())
    timeline = timeline.merge(texts, on=["capture_id", "scope"], how="left")
    timeline = timeline.merge(find_evidence(corpus, Terms(terms)), on=["content_id", "scope"], how="left")
    timeline["subject"] = timeline.subject.fillna(timeline.scope)
    timeline["age_days"] = _days(timeline.captured_at, timeline.date)
    timeline["days_since_text_changed"] = _days(timeline.captured_at, timeline.changed_at)
    timeline["path"] = timeline.capture_id.map(
        corpus.captures.drop_duplicates("capture_id").set_index("capture_id").path
    )
    page = timeline.capture_id.map(name_pages(corpus))
    timeline["n_pages_with_stamp"] = page.groupby([timeline.role, timeline.date], observed=True).transform("nunique")
    # A page may bear a stamp twice, at its head and at its foot: the later of the two is the one that is followed.
    stamped = timeline.groupby(["capture_id", "subject", "role"], observed=True).date.max().rename("before")
    stamped = stamped.reset_index().rename(columns={"capture_id": "previous_id"})
    timeline = timeline.merge(stamped, on=["previous_id", "subject", "role"], how="left")
    # A stamp may mean the last day of its month or year. The latest that says what was done last answers for its page.
    last = [last_day(*row) for row in zip(timeline.date.dt.date, timeline.precision, strict=True)]
    timeline = timeline.assign(last=pd.Series(last, dtype=DAY), answers=timeline.role.isin(_ANSWERS))
    ranked = timeline.sort_values(["answers", "last"], kind="stable")
    is_latest = timeline.index.isin(ranked.groupby(["capture_id", "subject"]).tail(1).index)
    is_changed = timeline.is_changed.eq(True)
    timeline = timeline.assign(
        text_younger_than_stamp=is_latest & (timeline.evidence_date > timeline["last"]),
        restamped_without_change=~is_changed & (timeline.date > timeline.before),
        changed_without_restamp=is_changed & (timeline.date == timeline.before),
        stamp_went_back=timeline.date < timeline.before,
        bulk_stamp=timeline.n_pages_with_stamp >= BULK,
        stamp_after_capture=timeline.age_days.lt(0).fillna(False).astype(bool),
    )
    reasons = [
        "; ".join(reason.format(row) for flag, reason in _REASONS.items() if getattr(row, flag)) or None
        for row in timeline.itertuples()
    ]
    timeline["reasons"] = pd.Series(reasons, dtype="str")
    return timeline[[*_STAMP, *EVIDENCE, "days_since_text_changed", "n_pages_with_stamp", *FLAGS, "reasons", "path"]]


def _text_history(corpus: "Corpus", with_sheets: bool) -> pd.DataFrame:
    """By capture and scope (empty for the page, or a sheet): whether the text differs from the capture before."""
    pages = read_page_texts(corpus)
    snapshots = read_snapshots(corpus, pages) if with_sheets else {}
    rows: list[tuple[str, str, str, str | None, bool, pd.Timestamp]] = []
    for history in histories(corpus):
        steps = follow(history, snapshots)
        keys = {sheet.sheet_id: step.key for step in steps for sheet in (step.old, step.new) if sheet}
        texts: dict[str, str] = {}
        changed_at: dict[str, pd.Timestamp] = {}
        previous: str | None = None
        for moment in history:
            own = [(sheet.sheet_id, sheet.text) for sheet in snapshots.get(moment.content_id, [])]
            now = {"": "", **{keys.get(sheet_id, sheet_id): text for sheet_id, text in own}}
            now[""] = " ".join(pages.get(moment.content_id, PageText([], [])).texts)
            for scope in ("", *(sheet_id for sheet_id, _ in own)):
                subject = keys.get(scope, scope)
                is_changed = now[subject] != texts.get(subject, now[subject])
                if is_changed:
                    changed_at[subject] = moment.captured_at
                rows.append((moment.capture_id, scope, subject, previous, is_changed, changed_at.get(subject, pd.NaT)))
            texts, previous = now, moment.capture_id
    return make_frame(rows, {**_HISTORY, "changed_at": TIME})


def _days(later: pd.Series, earlier: pd.Series) -> pd.Series:
    """Whole days between, by the days of the calendar in UTC."""
    first, last = (time.dt.tz_localize(None).dt.normalize() for time in (earlier, later))
    return (last - first).dt.days.astype("Int64")
