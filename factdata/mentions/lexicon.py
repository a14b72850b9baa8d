"""Word classes around a number, from `words.toml`: one letter for each class.

Noun phrases are patterns over these letters. Classes without a list: L plural noun, K plural noun for an act or a
document (`charges`), which takes `for`, U capitalised word, B capitalised plural, P participle, G gerund, J possessive,
Y adverb, N any other word.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
ONES = {word: n for n, word in enumerate(TABLES["numbers"]["ones"].split(), start=1)}
TENS = {word: 10 * n for n, word in enumerate(TABLES["numbers"]["tens"].split(), start=2)}

#: A word belongs to the first class that lists it.
_CLASS_OF = {word: letter for letter, words in reversed(TABLES["classes"].items()) for word in words.split()}
_ACTS = tuple(TABLES["endings"]["K"].split())
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")


def _is_plural(word: str, lower: str) -> bool:
    """Whether a word looks like a plural noun: `DUIs`, `assaults`; not `DHS`, `process`."""
    if word[-1] == "s" and word[:-1].isupper() and word[-2].isalpha():
        return True
    return (
        len(word) > 2 and lower[-1] == "s" and not lower.endswith(_NO_PLURAL) and not (word.isupper() and len(word) < 6)
    )


@lru_cache(maxsize=1 << 15)
def letter(word: str) -> str:
    """Return the letter of a word's class."""
    lower = word.lower()
    listed = _CLASS_OF.get(lower)
    if listed and not (word == "US" or (word in ("may", "march", "august") and listed == "S")):
        return "B" if listed in "HA" and word[0].isupper() else listed
    if "-" in lower and (lower.partition("-")[0] in ONES or lower.partition("-")[0] in TENS):  # two-thirds of homes
        return "S"
    if lower.endswith(("'s", "’s", "s'", "s’")):
        return "J"
    if _is_plural(word, lower):
        return "B" if word[0].isupper() and not word[:-1].isupper() else "K" if lower.endswith(_ACTS) else "L"
    if word[0].isupper():
        return "U"
    if lower[-3:] == "ing" and len(lower) > 5:
        return "G"
    if lower[-2:] == "ed" and len(lower) > 4:
        return "P"
    return "Y" if lower[-2:] == "ly" else "N"
