"""Changes: what happened to each sheet between one capture of a page and the next."""

import textwrap
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from factdata.analysis.changes.facts import compare_facts, read_facts
from factdata.analysis.changes.history import histories
from factdata.analysis.changes.pairing import follow
from factdata.analysis.changes.snapshots import Snapshot, read_page_texts, read_snapshots
from factdata.analysis.inputs import expect_corpus
from factdata.tables.arrow import make_frame
from factdata.tables.schema import TIME
from factdata.text.similarity import likeness, word_diff, words_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

CHANGES = ("added", "removed", "reworded", "retitled", "moved", "restamped", "unchanged")
FLAGS = ("is_reworded", "is_retitled", "is_moved", "is_restamped")  # of the changes in the middle

_DTYPES = {
    "url": "str",
    "earlier_id": "str",
    "later_id": "str",
    "sheet_key": "str",
    "earlier_sheet": "str",
    "later_sheet": "str",
    "change": pd.CategoricalDtype(list(CHANGES)),
    **dict.fromkeys(FLAGS, "bool"),
    "similarity": "float64",
    "what": "str",
    "facts": "str",
    "captured_at": TIME,
}
NO_WORD = "white space, typography, counters or chrome alone"
MAX_SHOWN = 200  # characters of a sheet that was added or removed; its whole text is in sheets


class _Difference(NamedTuple):
    change: str
    what: str | None = None
    flags: tuple[bool, ...] = (False,) * len(FLAGS)
    similarity: float | None = None


def compare(corpus: "Corpus") -> pd.DataFrame:
    """Compare consecutive captures of each address, sheet by sheet.

    Captures without an address or a capture time have no place in a history and are left out.

    Parameters
    ----------
    corpus : Corpus
        With several captures of an address; with one, the result has no rows.

    Returns
    -------
    pandas.DataFrame
        A row per sheet and pair of consecutive captures, in order of address and time, then of the later page:

        - ``url``, ``earlier_id``, ``later_id``: the address, and the two captures;
        - ``sheet_key``: one sheet's name over the whole history: the ``sheet_id`` of its first snapshot;
        - ``earlier_sheet``, ``later_sheet``: its ``sheet_id`` in either; missing where it is not there;
        - ``change``: the first that holds of added, removed, reworded, retitled, moved, restamped, unchanged;
          ``is_reworded``, ``is_retitled``, ``is_moved`` and ``is_restamped`` show combinations. Moved is to another
          division or unit, never to another place; restamped is of the sheet's own stamp, not of its page's.
          Differences of white space, typography, counters and chrome change nothing; ``what`` mentions them;
        - ``similarity``: share of the words that both texts have in the same order, 0 to 1; missing for sheets that
          were added or removed, and where two texts of 45,000 words and more have little in common;
        - ``what``: what differs, word by word, a line for each paragraph: ``[-removed-]{+added+}``. Paragraphs that
          moved are removed at one place and added at the other;
        - ``facts``: which dates, quantities and laws differ: ``FY 2018 -> FY 2019``;
        - ``captured_at``: of the later capture. The change was made between the two.

        A sheet is followed by its address, else by its title and text: one that was rewritten and retitled in one step
        can look like one that was removed and another that was added.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.compare(fd.load()).empty
    True
    """
    expect_corpus(corpus, "compare")
    snapshots = read_snapshots(corpus, read_page_texts(corpus))
    steps = [step for history in histories(corpus) for step in follow(history, snapshots)]
    differences = [_describe(step.old, step.new) for step in steps]
    reworded = [step for step, found in zip(steps, differences, strict=True) if found.flags[0]]
    facts = read_facts(corpus, {sheet.sheet_id for step in reworded for sheet in (step.old, step.new) if sheet})
    rows = []
    for (earlier, later, key, old, new), found in zip(steps, differences, strict=True):
        was, now = (sheet.sheet_id if sheet else None for sheet in (old, new))
        changed = compare_facts(facts[was], facts[now]) if was and now and found.flags[0] else None
        ids = (later.url, earlier.capture_id, later.capture_id, key, was, now)
        rows.append((*ids, found.change, *found.flags, found.similarity, found.what, changed, later.captured_at))
    return make_frame(rows, _DTYPES)


def _describe(old: Snapshot | None, new: Snapshot | None) -> _Difference:
    if old is None or new is None:
        sheet = old or new
        text = textwrap.shorten(sheet.text or sheet.title, MAX_SHOWN, placeholder=" …") if sheet else ""
        return _Difference("added", f"{{+{text}+}}") if old is None else _Difference("removed", f"[-{text}-]")
    if (old.stated, old.stamps) == (new.stated, new.stamps):
        return _Difference("unchanged", similarity=1.0)
    is_reworded = old.text != new.text
    headings = map(_describe_change, ("division", "unit"), old.headings, new.headings)
    stamps = (", ".join(f"{role} {day:%Y-%m-%d}" for role, day in sorted(sheet.stamps)) for sheet in (old, new))
    details = [
        word_diff(old.paragraphs, new.paragraphs) if is_reworded else "",
        # A listing may show no titles: what is not shown has not changed.
        _describe_change("title", old.title, new.title) if old.title and new.title else "",
        "\n".join(filter(None, headings)),
        _describe_change("stamp", *stamps),
    ]
    change = next((name for name, what in zip(CHANGES[2:], details, strict=False) if what), "unchanged")
    what = "\n".join(filter(None, details)) or (NO_WORD if old.stated != new.stated else None)
    similarity = likeness(words_of(old.text), words_of(new.text)) if is_reworded else 1.0
    return _Difference(change, what, tuple(map(bool, details)), similarity)


def _describe_change(name: str, old: str, new: str) -> str:
    return "" if old == new else f"{name}: {old or '(none)'} -> {new or '(none)'}"
