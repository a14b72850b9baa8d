"""Words: split, stem and count them the same way in every analysis."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import Stemmer
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from factdata.text import TABLES

# Letters only, since numbers do not indicate a topic; hyphens and apostrophes may join letters (O’odham), but a
# possessive ending is left out (ICE’s).
TOKEN_PATTERN = r"(?u)\b[^\W\d_](?:[^\W\d_]|(?<=[^\W\d_])(?:-|['’](?!s\b))(?=[^\W\d_]))+"
# Stop words that are also nouns are kept as words: `in-bond system`, `fire and rescue`.
STOP_WORDS = sorted(ENGLISH_STOP_WORDS - {"bill", "fire", "interest", "mill", "system"})
MAX_LETTERS = 50  # longer strings are not words and would inflate the vocabulary
_STOPS = {"en": frozenset(STOP_WORDS)} | {
    language: frozenset(words.split()) for language, words in TABLES["stop_words"].items()
}
_TOKEN = re.compile(TOKEN_PATTERN)
_SAMPLE = 500  # texts used to guess the language

# The acronym after a name: `U.S. Immigration and Customs Enforcement (ICE)`.
_ACRONYM = re.compile(r"\(([A-Z]{2,8})\)")
_MAX_NAME = 120  # characters before the acronym that are searched for its name
MAX_OWN = 5  # names checked, those defined most often first
OWN_SHARE, OWN_TEXTS = 0.2, 3  # share and number of texts that must name an organisation for it to be their author


@dataclass(frozen=True, eq=False)
class Words:
    """The tokens of texts, as indices: ``term`` into ``vocabulary``, and the ``text`` that contains each token.

    ``stem`` maps each word of the vocabulary to its stem in ``stems``; the forms of one word share a stem.
    """

    vocabulary: np.ndarray
    stems: np.ndarray
    stem: np.ndarray
    term: np.ndarray
    text: np.ndarray
    n_texts: int

    def counts(self) -> csr_matrix:
        """Return the counts, one row per text and one column per word."""
        shape = (self.n_texts, len(self.vocabulary))
        counts = csr_matrix((np.ones(len(self.term), dtype="float32"), (self.text, self.term)), shape=shape)
        counts.sum_duplicates()
        return counts

    def of(self, texts: np.ndarray) -> "Words":
        """Return the words of a subset of the texts, given in ascending order and renumbered from 0."""
        number = np.full(self.n_texts, -1, dtype="int32")
        number[texts] = np.arange(len(texts))
        kept = number[self.text] >= 0
        return replace(self, term=self.term[kept], text=number[self.text[kept]], n_texts=len(texts))

    def by_stem(self) -> "Words":
        """Merge the forms of each word; the most frequent form represents them."""
        uses = np.bincount(self.term, minlength=len(self.vocabulary))
        ranked = np.lexsort((np.arange(len(uses)), -uses, self.stem))  # the vocabulary is in alphabetical order
        _, first = np.unique(self.stem[ranked], return_index=True)
        own = np.arange(len(self.stems))
        return replace(self, vocabulary=self.vocabulary[ranked[first]], stem=own, term=self.stem[self.term])


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, including stop words."""
    return _TOKEN.findall(text.lower())


def find_languages(texts: Sequence[str], languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the codes of the given languages (`es` for `es-MX`), or of the likeliest language of the texts."""
    known = tuple(dict.fromkeys(language[:2].lower() for language in languages))
    if known:
        return known
    used = Counter(word for text in texts[:: len(texts) // _SAMPLE + 1] for word in split_words(text))
    return (max(_STOPS, key=lambda language: sum(used[word] for word in _STOPS[language])),)


def find_stop_words(languages: Iterable[str]) -> frozenset[str]:
    """Return the stop words of the languages, none for a language without a list."""
    return frozenset[str]().union(*(_STOPS.get(language, ()) for language in languages))


def stem_words(words: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Stem words by the rules of the first language: `smuggled` and `smuggling` share a stem."""
    stemmer = _stemmer(languages[0])
    stems: list[str] = stemmer.stemWords(words) if stemmer else list(words)
    return stems


@cache
def _stemmer(language: str) -> Any:
    """Return the stemmer of a language, ``None`` if there is none."""
    try:
        return Stemmer.Stemmer(language)
    except KeyError:
        return None


def read_words(texts: Iterable[str], languages: Sequence[str], min_texts: int = 1, most: int | None = None) -> Words:
    """Read the words whose stems occur in at least ``min_texts`` texts, limited to the ``most`` frequent stems."""
    names, term, text, n_texts = _index_words(texts, find_stop_words(languages))
    places: dict[str, int] = {}
    stem = np.array([places.setdefault(name, len(places)) for name in stem_words(names, languages)], dtype="int32")
    pairs = np.unique(text.astype("int64") * max(len(places), 1) + stem[term])
    users = np.bincount(pairs % max(len(places), 1), minlength=len(places))
    ranked = np.argsort(-users, kind="stable")[:most]  # ties in alphabetical order
    kept = np.sort(ranked[users[ranked] >= min_texts])
    if not len(kept):  # one word that occurs in no text spares later steps the case of an empty vocabulary
        none, no_word = np.zeros(0, dtype="int32"), np.array([""], dtype=object)
        return Words(no_word, no_word, np.zeros(1, dtype="int32"), none, none, n_texts)
    new_stem = np.full(len(places), -1, dtype="int32")
    new_stem[kept] = np.arange(len(kept))
    own = np.flatnonzero(new_stem[stem] >= 0)  # the words of those stems
    new_term = np.full(len(names), -1, dtype="int32")
    new_term[own] = np.arange(len(own))
    known = new_term[term] >= 0
    return Words(
        np.array(names, dtype=object)[own],
        np.array(list(places), dtype=object)[kept],
        new_stem[stem[own]],
        new_term[term[known]],
        text[known],
        n_texts,
    )


def _index_words(texts: Iterable[str], stop_words: frozenset[str]) -> tuple[list[str], np.ndarray, np.ndarray, int]:
    """Return the words in alphabetical order, the index and the text of each token, and the number of texts."""
    numbers: dict[str, int] = {}
    term, lengths = array("i"), array("i")
    for text in texts:
        found = [word for word in split_words(text) if word not in stop_words and len(word) <= MAX_LETTERS]
        term.extend([numbers.setdefault(word, len(numbers)) for word in found])
        lengths.append(len(found))
    names = sorted(numbers)
    place = np.empty(len(names), dtype="int32")
    place[[numbers[name] for name in names]] = np.arange(len(names), dtype="int32")
    return (
        names,
        place[np.frombuffer(term, dtype="int32")],
        np.repeat(np.arange(len(lengths), dtype="int32"), lengths),
        len(lengths),
    )


def read_known_words(texts: Iterable[str], stems: np.ndarray, languages: Sequence[str]) -> csr_matrix:
    """Count only words with known stems, with one row per text and one column per stem."""
    place = {stem: index for index, stem in enumerate(stems)}
    found = [[place[stem] for stem in stem_words(split_words(text), languages) if stem in place] for text in texts]
    lengths = [len(terms) for terms in found]
    term = np.fromiter((number for terms in found for number in terms), dtype="int32", count=sum(lengths))
    text = np.repeat(np.arange(len(found), dtype="int32"), lengths)
    return Words(stems, stems, np.arange(len(stems)), term, text, len(found)).counts()


def find_own_names(texts: Sequence[str]) -> str:
    """Return a pattern for the names of the organisation that wrote the texts; empty if none is found.

    A name qualifies if a text gives its acronym, `Immigration and Customs Enforcement (ICE)`, and at least a fifth of
    the texts contain it. Such a name usually denotes the author and does not distinguish the texts.
    """
    names: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for match in _ACRONYM.finditer(text):
            name = _match_letters(text[max(match.start() - _MAX_NAME, 0) : match.start()].split(), match[1])
            names[match[1], name] += bool(name)
    own = []
    for letters, name in sorted(names, key=lambda pair: (-names[pair], pair))[:MAX_OWN]:
        if not name:
            continue
        either = rf"\b(?:{re.escape(name)}\b(?:\s*\({letters}\))?|{letters}\b)(?:['’]s)?"
        n_texts = sum((letters in text or name in text) and re.search(either, text) is not None for text in texts)
        if n_texts >= max(OWN_TEXTS, OWN_SHARE * len(texts)):
            own.append(either)
    return "|".join(own)


def _match_letters(words: Sequence[str], letters: str) -> str:
    """Return the last words whose capitals spell an acronym (`Customs and Border Protection` for `CBP`), or ``""``."""
    wanted = list(letters)
    for place in range(len(words) - 1, -1, -1):
        if words[place][0] == wanted[-1]:
            wanted.pop()
            if not wanted:
                return " ".join(words[place:])
        elif words[place][0].isupper():
            break
    return ""
