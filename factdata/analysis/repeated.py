"""Repeated passages: what many pages say in the same words, and what is no news of any of them."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from factdata.analysis.changes.history import name_pages
from factdata.analysis.changes.snapshots import NOT_TEXT
from factdata.analysis.inputs import expect_corpus
from factdata.corpus import Corpus
from factdata.tables.arrow import make_frame, rows_of
from factdata.text.similarity import normalise, split_sentences

MIN_WORDS = 8  # of a passage; shorter ones, as `For more information`, meet by chance
MIN_PAGES = 3  # that share a passage; two may be one page under two addresses

_DTYPES = {
    "passage": "str",
    "kind": pd.CategoricalDtype(["block", "sentence"]),
    "n_words": "int64",
    "n_pages": "int64",
    "capture_ids": "str",
}


def find_repeated(corpus: Corpus) -> pd.DataFrame:
    """Find passages that three pages or more share: whole blocks, and sentences inside them.

    Parameters
    ----------
    corpus : Corpus
        Captures of one address are one page, however often it was captured. Chrome, stamps and footers do not count.

    Returns
    -------
    pandas.DataFrame
        A row per passage of eight words or more, that of most pages first: ``passage`` (without differences of white
        space and typography), ``kind`` (block, sentence), ``n_words``, ``n_pages``, ``capture_ids`` (of each page the
        first capture that has it, by blanks). A sentence that stands on no more pages than its block has no row.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.find_repeated(fd.load()).empty
    True
    """
    expect_corpus(corpus, "find_repeated")
    pages = name_pages(corpus)
    blocks: dict[str, dict[str, str]] = defaultdict(dict)  # by passage and page, the first capture that has it
    for capture_id, role, text in rows_of(corpus.blocks, "capture_id", "role", "text"):
        if role not in NOT_TEXT and _is_long(text):
            blocks[normalise(text)].setdefault(pages[capture_id], capture_id)
    # Most sentences stand in one block; they are counted by their hashes before any is kept.
    counts = Counter[int]()
    for block, shared in blocks.items():
        counts.update(dict.fromkeys(map(hash, _sentences_inside(block)), len(shared)))
    sentences: dict[str, dict[str, str]] = defaultdict(dict)
    widest = Counter[str]()  # on how many pages the block stands that most of them share
    for block, shared in blocks.items():
        for sentence in _sentences_inside(block):
            if counts[hash(sentence)] >= MIN_PAGES:
                sentences[sentence] = shared | sentences[sentence]
                widest[sentence] = max(widest[sentence], len(shared))
    found = [("block", text, of) for text, of in blocks.items()]
    found += [("sentence", text, of) for text, of in sentences.items() if len(of) > widest[text]]
    rows = [
        (text, kind, len(text.split()), len(of), " ".join(sorted(of.values())))
        for kind, text, of in found
        if len(of) >= MIN_PAGES
    ]
    return make_frame(sorted(rows, key=lambda row: (-row[3], -row[2], row[0])), _DTYPES)


def _sentences_inside(text: str) -> set[str]:
    """Return the long sentences of a text that is more than one."""
    sentences = split_sentences(text) if _is_long(text) else []
    return set(filter(_is_long, sentences)) if len(sentences) > 1 else set()


def _is_long(passage: str) -> bool:
    return passage.count(" ") >= MIN_WORDS - 1


def drop_repeated(texts: Iterable[str]) -> list[str]:
    """Leave out the sentences that three texts or more share, but where a text first has them.

    A text that would be left with nothing stays whole: it is a copy of others, and about what they are.
    """
    texts = list(texts)
    uses, first = Counter[int](), dict[int, int]()  # by the hash of a sentence
    for number, text in enumerate(texts):
        marks = set(map(hash, _sentences_inside(text)))
        uses.update(marks)
        first |= dict.fromkeys(marks - first.keys(), number)
    repeated = {mark for mark, n_texts in uses.items() if n_texts >= MIN_PAGES}
    for number, text in enumerate(texts if repeated else ()):
        known = {mark for mark in map(hash, _sentences_inside(text)) if mark in repeated and first[mark] != number}
        left = [sentence for sentence in split_sentences(text) if hash(sentence) not in known] if known else []
        if any(sentence.strip() for sentence in left):
            texts[number] = "\n".join(left)
    return texts


def count_repeats(mentions: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return `n_pages` that have a mention in the same block, and `is_repeat`: three do, and an earlier row has it."""
    pages = name_pages(corpus)
    starts, marks = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for capture_id, start, text in rows_of(corpus.blocks, "capture_id", "start", "text"):
        starts[capture_id].append(start)
        marks[capture_id].append(hash(normalise(text)) if _is_long(text) else 0)
    bearers: dict[tuple[object, ...], set[str]] = defaultdict(set)
    keys: list[tuple[object, ...]] = []
    for capture_id, start in rows_of(mentions, "capture_id", "start"):
        block = bisect_right(starts[capture_id], start) - 1
        mark = marks[capture_id][block]
        keys.append((mark, start - starts[capture_id][block]) if mark else (capture_id, start))
        bearers[keys[-1]].add(pages[capture_id])
    n_pages = [len(bearers[key]) for key in keys]
    is_repeat = pd.Series(keys, index=mentions.index, dtype="object").duplicated() & (np.array(n_pages) >= MIN_PAGES)
    return pd.DataFrame({"n_pages": n_pages, "is_repeat": is_repeat}, index=mentions.index)
