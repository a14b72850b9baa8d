"""Check the arguments of analyses, so that a wrong call raises a one-line error that says what is expected."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from numbers import Integral
from typing import Any

import pandas as pd

from factdata.corpus import Corpus

IDENTITY = ("capture_id", "sheet_id")
ROW = "row"  # identifies a row of a frame without IDENTITY: its index
MAX_NAMES = 8  # columns that a message lists


def read_texts(data: Any, function: str, text: str = "text", columns: Sequence[str] = ()) -> pd.DataFrame:
    """Return data as a frame with a ``text`` column (empty if missing) and the columns that identify a row."""
    if isinstance(data, pd.Series):
        frame = data.rename(text).to_frame()
    elif isinstance(data, pd.DataFrame):
        frame = data
    elif isinstance(data, Sequence) and not isinstance(data, str | bytes):
        frame = pd.DataFrame({text: pd.Series(list(data), dtype="object")})
    else:
        hint = "; give it corpus.sheets" if isinstance(data, Corpus) else ""
        raise TypeError(f"{function} expects a frame, a Series or a list of texts; got {_name_type(data)}{hint}")
    expect_columns(frame, (text, *columns), function)
    texts = frame[text]
    wrong = [value for value in texts.dropna() if not isinstance(value, str)][:1]
    if wrong:
        raise TypeError(f"{function}: '{text}' holds {wrong[0]!r} ({_name_type(wrong[0])}); expected texts")
    texts = texts.astype("str").fillna("")
    if set(IDENTITY) <= set(frame):
        return frame.assign(text=texts).reset_index(drop=True)
    return frame.assign(text=texts, **{ROW: frame.index}).reset_index(drop=True)


def identity_of(sheets: pd.DataFrame) -> list[str]:
    """Return the columns that identify a row of what `read_texts` returns."""
    return list(IDENTITY) if set(IDENTITY) <= set(sheets) else [ROW]


def expect_columns(frame: Any, names: Iterable[str], function: str) -> None:
    """Raise if a frame lacks a column, and suggest the nearest name."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"{function} expects a frame; got {_name_type(frame)}")
    there = [str(name) for name in frame.columns]
    for name in names:
        if there.count(str(name)) > 1:
            raise ValueError(f"{function}: column '{name}' stands {there.count(str(name))} times; expected once")
        if name not in frame.columns:
            near = get_close_matches(str(name), there, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"there are: {', '.join(there[:MAX_NAMES]) or 'none'}"
            raise ValueError(f"{function}: no column '{name}'; {hint}")


def expect_corpus(corpus: Any, function: str) -> None:
    """Raise if the argument is not a corpus."""
    if not isinstance(corpus, Corpus):
        raise TypeError(f"{function} expects a corpus, as fd.read and fd.load return; got {_name_type(corpus)}")


def expect_number(value: Any, name: str, least: int) -> None:
    """Raise where something else than a whole number is given, or one that is too small."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} is {value!r} ({_name_type(value)}); expected a whole number, {least} or more")
    if value < least:
        raise ValueError(f"{name} is {value}; expected {least} or more")


def _name_type(value: Any) -> str:
    return "None" if value is None else type(value).__name__
