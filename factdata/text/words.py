"""Words of fact sheets, counted the same way in every analysis."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

# Letters only: a number says nothing of what a sheet is about; joined by hyphens or apostrophes as in O’odham.
TOKEN_PATTERN = r"(?u)\b[^\W\d_](?:[^\W\d_]|(?<=[^\W\d_])['’-](?=[^\W\d_]))+"
STOP_WORDS = sorted(ENGLISH_STOP_WORDS)
# Articles, pronouns, prepositions, conjunctions and auxiliaries of the other languages that U.S. agencies publish in.
_OTHER_STOP_WORDS = {
    "de": """aber als am an auch auf aus bei bin bis bist da damit dann das dass daß dem den der des die dies
        diese dieser doch dort du durch ein eine einem einen einer eines er es für haben hat hatte ich ihr im
        in ist ja kann kein keine können man mit muss nach nicht noch nur ob oder ohne sehr sein seine sich
        sie sind so über um und uns unter vom von vor war waren was weil wenn werden wie wir wird wurde wurden
        zu zum zur""",
    "es": """al algo ante antes como con cual cuando de del desde donde durante el ella ellos en entre era es
        esa ese eso esta este esto están está estas estos fue fueron ha han hasta hay la las le les lo los más
        me mi muy ni no nos o otra otro otros para pero por porque puede pueden que quien se sea según ser si
        sin sobre son su sus también tiene tienen todo todos tras tu un una uno unos usted ustedes y ya""",
    "fr": """à au aux avec c'est ce ces cet cette comme dans de des dont du elle elles en entre est et être
        eu il ils je l'on la le les leur leurs lui mais même ne nos notre nous on ont ou où par pas plus pour
        qu'il que qui s'est sa sans se sera ses si son sont sous sur tous tout très un une vos votre vous y
        été était""",
    "it": """a ad agli ai al alla alle anche che chi ci come con cui da dal dalla dalle dei del della delle
        di dove e ed è era essere gli ha hanno i il in io la le lo loro ma nel nella nelle no noi non o per
        perché più può quando quella quello questa questo se si sia sono su sua sue sui sul sulla suo tra un
        una uno voi""",
    "pt": """à ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre era essa
        esse esta está este foi foram há isso já lhe mais mas me mesmo muito na não nas nem no nos nós o os ou
        para pela pelas pelo pelos por porque quando que quem são se seja sem ser seu seus sobre sua suas
        também tem têm um uma você""",
}
_STOPS = {"en": ENGLISH_STOP_WORDS} | {name: frozenset(words.split()) for name, words in _OTHER_STOP_WORDS.items()}
_TOKEN = re.compile(TOKEN_PATTERN)
_GUESSED_FROM = 500  # sheets


@dataclass(frozen=True, eq=False)
class Words:
    """The running words of texts, as numbers: ``term`` into ``vocabulary``, and the ``text`` that each stands in."""

    vocabulary: np.ndarray
    term: np.ndarray
    text: np.ndarray
    n_texts: int

    def counts(self) -> csr_matrix:
        """Return a row per text, a column per word."""
        shape = (self.n_texts, len(self.vocabulary))
        counts = csr_matrix((np.ones(len(self.term), dtype="float32"), (self.text, self.term)), shape=shape)
        counts.sum_duplicates()
        return counts

    def of(self, texts: np.ndarray) -> "Words":
        """Return the words of some of the texts, which are numbered anew in the order given (ascending)."""
        number = np.full(self.n_texts, -1, dtype="int32")
        number[texts] = np.arange(len(texts))
        kept = number[self.text] >= 0
        return Words(self.vocabulary, self.term[kept], number[self.text[kept]], len(texts))


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, stop words and all."""
    return _TOKEN.findall(text.lower())


def find_stop_words(texts: Sequence[str], languages: Iterable[str] = ()) -> frozenset[str]:
    """Return the stop words of the languages (`es`, `es-MX`); where none is known, of the one that the texts look like.

    A language that has no list here has no stop words.
    """
    known = {language[:2].lower() for language in languages}
    if not known:
        used = Counter(word for text in texts[:: len(texts) // _GUESSED_FROM + 1] for word in split_words(text))
        known = {max(_STOPS, key=lambda language: sum(used[word] for word in _STOPS[language]))}
    return frozenset[str]().union(*(_STOPS.get(language, ()) for language in sorted(known)))


def read_words(texts: Iterable[str], stop_words: frozenset[str], min_texts: int = 1, most: int | None = None) -> Words:
    """Read the words that stand in ``min_texts`` texts or more, and of these ``most`` at most, the commonest."""
    numbers: dict[str, int] = {}
    term, lengths = array("i"), array("i")
    for text in texts:
        found = [word for word in split_words(text) if word not in stop_words]
        term.extend([numbers.setdefault(word, len(numbers)) for word in found])
        lengths.append(len(found))
    names = np.array(list(numbers), dtype=object)
    terms = np.frombuffer(term, dtype="int32")
    text_of = np.repeat(np.arange(len(lengths), dtype="int32"), lengths)
    pairs = np.unique(text_of.astype("int64") * max(len(names), 1) + terms)
    n_texts = np.bincount(pairs % max(len(names), 1), minlength=len(names))
    ranked = np.lexsort((names.astype(str), -n_texts))
    kept = np.sort(names[[index for index in ranked[:most] if n_texts[index] >= min_texts]])
    if not len(kept):  # a vocabulary of one word that no text has spares all that follows the case of none
        kept = np.array([""], dtype=object)
    return _renumber(names, kept, terms, text_of, len(lengths))


def read_known_words(texts: Iterable[str], vocabulary: np.ndarray) -> Words:
    """Read the words of a vocabulary, and no others."""
    numbers = {word: index for index, word in enumerate(vocabulary)}
    found = [[numbers[word] for word in split_words(text) if word in numbers] for text in texts]
    lengths = [len(terms) for terms in found]
    term = np.fromiter((number for terms in found for number in terms), dtype="int32", count=sum(lengths))
    return Words(vocabulary, term, np.repeat(np.arange(len(found), dtype="int32"), lengths), len(found))


def _renumber(names: np.ndarray, kept: np.ndarray, term: np.ndarray, text: np.ndarray, n_texts: int) -> Words:
    place = {word: index for index, word in enumerate(kept)}
    number = np.array([place.get(name, -1) for name in names], dtype="int32")[term] if len(names) else term
    known = number >= 0
    return Words(kept, number[known], text[known], n_texts)
