"""Wording: when two texts say the same, how alike they are, and what differs word by word."""

import re
import unicodedata
from collections.abc import Hashable, Sequence
from typing import Any

from rapidfuzz.distance import Indel, Levenshtein

CONTEXT = 4  # words shown before and after what changed

# Typography that editors and extractors change without changing a word.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "\u00ad": ""}
)
_WORD = re.compile(r"\w+(?:[.,'/-]\w+)*|[^\w\s]")
_SPACED = re.compile(_WORD.pattern.replace("|", r"\s*|") + r"\s*")


def normalise(text: str) -> str:
    """Return a text without differences of white space and typography: quotes, dashes, ligatures, no-break spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def words_of(text: str) -> list[str]:
    """Return a text's words, with punctuation marks as words of their own; `1,900` and `287-g` are one each."""
    return _WORD.findall(text)


def likeness(earlier: Sequence[Hashable], later: Sequence[Hashable]) -> float:
    """Share of the words of both that stand in the same order in both: 1 the same words, 0 none in common."""
    return float(Indel.normalized_similarity(earlier, later))


def word_diff(earlier: str, later: str) -> str:
    """Return what differs, in its context: words that went as ``[-went-]``, words that came as ``{+came+}``.

    What stays the same is shown for a few words on either side, and left out as ``…`` beyond.
    """
    # A word keeps the blank after it, so that what is shown reads as the text does.
    before, after = _SPACED.findall(earlier), _SPACED.findall(later)
    opcodes: list[Any] = list(Levenshtein.opcodes([word.strip() for word in before], [word.strip() for word in after]))
    said = ""
    for number, (tag, start, end, other_start, other_end) in enumerate(opcodes):
        went, came = before[start:end], after[other_start:other_end]
        if tag == "equal":
            left = CONTEXT if number > 0 else 0
            right = CONTEXT if number < len(opcodes) - 1 else 0
            is_long = len(came) > left + right + 1
            said += "".join([*came[:left], "… ", *came[len(came) - right :]] if is_long else came)
            continue
        if went:
            said += f"[-{''.join(went).strip()}-]" + ("" if came else _space_after(went))
        if came:
            said += f"{{+{''.join(came).strip()}+}}" + _space_after(came)
    return said.strip()


def _space_after(words: Sequence[str]) -> str:
    return words[-1][len(words[-1].rstrip()) :]
