"""Changes: what became of each sheet from one capture of a page to the next."""

import textwrap
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from .facts import Facts, compare_facts, read_facts
from .history import Moment, histories
from .pairing import pair
from .tables import TIME, make_frame
from .versions import Version, read_versions
from .wording import likeness, normalise, word_diff, words_of

if TYPE_CHECKING:
    from .corpus import Corpus

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
MAX_SHOWN = 200  # characters of a sheet that came or went; its whole text is in sheets


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
        - ``sheet_key``: one sheet's name over the whole history: the ``sheet_id`` of its first version;
        - ``earlier_sheet``, ``later_sheet``: its ``sheet_id`` in either; missing where it is not there;
        - ``change``: the first that holds of added, removed, reworded, retitled, moved, restamped, unchanged;
          ``is_reworded``, ``is_retitled``, ``is_moved`` and ``is_restamped`` tell combinations. Moved is to another
          division or unit, never to another place; restamped is of the sheet's own stamp, not of its page's.
          Differences of white space, typography and chrome change nothing;
        - ``similarity``: share of the words that both texts have in the same order, 0 to 1; missing for sheets that
          came or went;
        - ``what``: what differs, word by word: ``[-went-]{+came+}``;
        - ``facts``: which dates, quantities and laws differ: ``FY 2018 -> FY 2019``;
        - ``captured_at``: of the later capture. The change was made between the two.

        A sheet is followed by its address, else by its title and text: one that was rewritten and retitled in one step
        can look like one that went and another that came.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.compare(fd.load()).empty
    True
    """
    versions = read_versions(corpus)
    facts = read_facts(corpus)
    rows = [row for history in histories(corpus) for row in _follow(history, versions, facts)]
    return make_frame(rows, _DTYPES)


def sheet_keys(corpus: "Corpus") -> dict[str, str]:
    """Return each sheet's name over its history by its ``sheet_id``; the id itself where it has no history."""
    keys = dict(zip(corpus.sheets.sheet_id, corpus.sheets.sheet_id, strict=True))
    changes = compare(corpus)
    for column in ("earlier_sheet", "later_sheet"):
        there = changes.dropna(subset=column)
        keys.update(zip(there[column], there.sheet_key, strict=True))
    return keys


def _follow(
    history: Sequence[Moment], versions: Mapping[str, list[Version]], facts: Mapping[str, Facts]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of one history, its sheets named after their first versions."""
    keys = {version.sheet_id: version.sheet_id for version in versions.get(history[0].content_id, [])}
    gone: dict[Hashable, str] = {}
    for earlier, later in pairwise(history):
        before, after = versions.get(earlier.content_id, []), versions.get(later.content_id, [])
        next_keys = {}
        for first, second in pair(before, after):
            old = None if first is None else before[first]
            new = None if second is None else after[second]
            if old is not None:
                key = keys[old.sheet_id]
            elif new is not None:  # a sheet that comes back as it went is the one that it was
                key = gone.pop(new.identity, new.sheet_id)
            if new is not None:
                next_keys[new.sheet_id] = key
            elif old is not None:
                gone[old.identity] = key
            ids = (old.sheet_id if old else None, new.sheet_id if new else None)
            yield (
                later.url,
                earlier.capture_id,
                later.capture_id,
                key,
                *ids,
                *_describe(old, new, facts),
                later.captured_at,
            )
        keys = next_keys


def _describe(old: Version | None, new: Version | None, facts: Mapping[str, Facts]) -> tuple[Any, ...]:
    """Return the change, its flags, the similarity, what differs, and which facts do."""
    if old is None:
        return "added", *[False] * len(FLAGS), None, f"{{+{_shorten(new)}+}}", None
    if new is None:
        return "removed", *[False] * len(FLAGS), None, f"[-{_shorten(old)}-]", None
    said: dict[str, str | None] = {
        "reworded": word_diff(old.plain, new.plain) if old.plain != new.plain else None,
        # A listing may show no titles: what is not shown has not changed.
        "retitled": _say_change("title", old.plain_title, new.plain_title) if old.title and new.title else None,
        "moved": "; ".join(filter(None, (_say_change(name, *_both(old, new, name)) for name in ("division", "unit")))),
        "restamped": _say_change("stamp", _say_stamps(old), _say_stamps(new)),
    }
    change = next((name for name, what in said.items() if what), "unchanged")
    what = "; ".join(filter(None, said.values())) or None
    if what is None and (old.text, old.title) != (new.text, new.title):
        what = "white space or typography alone"
    similarity = 1.0 if old.plain == new.plain else likeness(words_of(old.plain), words_of(new.plain))
    changed = compare_facts(facts.get(old.sheet_id, {}), facts.get(new.sheet_id, {})) if said["reworded"] else None
    return change, *(bool(what) for what in said.values()), similarity, what, changed


def _shorten(version: Version | None) -> str:
    return textwrap.shorten(version.plain or version.plain_title, MAX_SHOWN, placeholder=" …") if version else ""


def _both(old: Version, new: Version, name: str) -> tuple[str, str]:
    return normalise(getattr(old, name) or ""), normalise(getattr(new, name) or "")


def _say_change(name: str, old: str, new: str) -> str | None:
    return None if old == new else f"{name}: {old or '(none)'} -> {new or '(none)'}"


def _say_stamps(version: Version) -> str:
    return ", ".join(f"{role} {day:%Y-%m-%d}" for role, day in sorted(version.stamps))
