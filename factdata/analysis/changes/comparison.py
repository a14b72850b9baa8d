"""Changes: what happened to each sheet between one capture of a page and the next."""

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from factdata.analysis.changes.history import histories
from factdata.analysis.changes.mention_changes import Facts, compare_facts, read_facts
from factdata.analysis.changes.pairing import Step, follow
from factdata.analysis.changes.snapshots import Snapshot, read_snapshots
from factdata.analysis.inputs import expect_corpus
from factdata.tables.arrow import make_frame
from factdata.tables.schema import TIME
from factdata.text.similarity import likeness, word_diff, words_of

if TYPE_CHECKING:
    from factdata.corpus import Corpus

CHANGES = ("added", "removed", "reworded", "retitled", "moved", "restamped", "unchanged")
FLAGS = ("is_reworded", "is_retitled", "is_moved", "is_restamped")

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
    snapshots = read_snapshots(corpus)
    steps = [step for history in histories(corpus) for step in follow(history, snapshots)]
    facts = read_facts(corpus, {snapshot.sheet_id for step in steps for snapshot in _reworded(step)})
    rows = [
        (
            step.later.url,
            step.earlier.capture_id,
            step.later.capture_id,
            step.key,
            step.old.sheet_id if step.old else None,
            step.new.sheet_id if step.new else None,
            *_describe(step.old, step.new, facts),
            step.later.captured_at,
        )
        for step in steps
    ]
    return make_frame(rows, _DTYPES)


def _reworded(step: Step) -> tuple[Snapshot, ...]:
    return (step.old, step.new) if step.old and step.new and not step.old.same_text(step.new) else ()


def _describe(old: Snapshot | None, new: Snapshot | None, facts: Mapping[str, Facts]) -> tuple[Any, ...]:
    """Return the change, its flags, the similarity, what differs, and which facts do."""
    if old is None:
        return "added", *[False] * len(FLAGS), None, f"{{+{_shorten(new)}+}}", None
    if new is None:
        return "removed", *[False] * len(FLAGS), None, f"[-{_shorten(old)}-]", None
    if (old.stated, old.stamps) == (new.stated, new.stamps):
        return "unchanged", *[False] * len(FLAGS), 1.0, None, None
    similarity: float | None = 1.0
    changed = None
    details: dict[str, str | None] = dict.fromkeys(CHANGES[2:-1])
    if not old.same_text(new):
        similarity = likeness(words_of(old.plain), words_of(new.plain))
        details["reworded"] = word_diff(old.paragraphs, new.paragraphs)
        changed = compare_facts(facts[old.sheet_id], facts[new.sheet_id])
    if old.plain_title and new.plain_title:  # a listing may show no titles: what is not shown has not changed
        details["retitled"] = _describe_change("title", old.plain_title, new.plain_title)
    headings = map(_describe_change, ("division", "unit"), old.headings, new.headings)
    details["moved"] = "\n".join(filter(None, headings))
    details["restamped"] = _describe_change("stamp", _list_stamps(old), _list_stamps(new))
    change = next((name for name, what in details.items() if what), "unchanged")
    what = "\n".join(filter(None, details.values())) or (NO_WORD if old.stated != new.stated else None)
    return change, *(bool(what) for what in details.values()), similarity, what, changed


def _shorten(snapshot: Snapshot | None) -> str:
    return textwrap.shorten(snapshot.plain or snapshot.plain_title, MAX_SHOWN, placeholder=" …") if snapshot else ""


def _describe_change(name: str, old: str, new: str) -> str | None:
    return None if old == new else f"{name}: {old or '(none)'} -> {new or '(none)'}"


def _list_stamps(snapshot: Snapshot) -> str:
    return ", ".join(f"{role} {day:%Y-%m-%d}" for role, day in sorted(snapshot.stamps))
