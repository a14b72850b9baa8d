"""Similarity: when two texts say the same, how alike they are, and what differs word by word."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein, Opcode
from rapidfuzz.process import cdist

CONTEXT = 4  # words shown before and after what changed
MIN_SHARED = 1 / 3  # of two paragraphs' words; with fewer, one was removed and the other added
# The most that is compared, so that no page takes for ever: pairs of texts (1,000 with 1,000) and of words (45,000 with
# 45,000, which takes a second; the longest page seen has 17,000).
MAX_TEXTS = 10**6
MAX_WORDS = 2 * 10**9

# Typography that editors and extractors change without changing a word.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "..."}
)
_DASHES = re.compile("--+")
_WORD = re.compile(r"\w+(?:[.,'/-]\w+)*|[^\w\s]")
_SPACED = re.compile(_WORD.pattern.replace("|", r"\s*|") + r"\s*")

# UTF-8 that was read as Latin-1 or Windows-1252: `EspaÃ±ol`, `harmâ€™s`. Only the letters and marks that begin no
# such pair in any text that was read rightly: `CAFÉ”` would be another.
_WINDOWS = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
# A lone `Â` is left of a no-break space.
_MISREAD = re.compile("[ÂÃ]{0}|â[€\x80]{0}|Â+(?!\\S)".replace("{0}", f"[\x80-\xbf{''.join(_WINDOWS)}]"))

# What a server writes anew each time, and no editor: addresses, counters of views, tokens, and tags left in a text.
_VOLATILE = re.compile(
    r"""\b(?:https?://|www\.)\S+
    |\b(?:page\s)?(?:view|hit|visit|visitor|download|read)s?(?:\s(?:counter|count|number))?\s*[:=\#]\s*[\d,.]+[KkMm]?\b
    |\b[\d,.]+[KkMm]?\s(?:page\s)?(?:views?|hits)\b
    |\b(?:viewed|visited|read|downloaded|accessed)\s[\d,]+\stimes?\b
    |\b[\d,]+\speople\s(?:have\s)?(?:viewed|visited|read)\b
    |\byou\sare\svisitor\s(?:number\s|no\.?\s|\#\s?)?[\d,]+
    |\b(?:session|request|csrf|nonce|token|trace|ray|transaction|correlation)(?:\s(?:id|token|no\.?|number))?
        \s*[:=\#]\s*[\w./+=-]+
    |\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b
    |\b(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[\w-]{20,}\b
    |</?[a-z][^<>]{0,200}>""",
    re.IGNORECASE | re.VERBOSE,
)
# `Page generated on 05/03/2019 at 10:22 AM`, `Rendered in 0.23 seconds`, `Current time: 10:22`.
_RENDERED = re.compile(
    r"\W*(?:(?:this|the)\s)?(?:page|document|site|content|file)?\s?(?:was\s)?(?:last\s)?"
    r"(?:generated|rendered|loaded|served|retrieved|cached|printed|(?:current|server|local)\s(?:date|time)|today\sis|it\sis\snow)\b"
    r"[^\n]{0,40}(?:\d:\d\d|\d\s?(?:ms|s|secs?|seconds|milliseconds)\b)[^\n]{0,30}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n+")
_SIDES = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")


def drop_volatile(text: str) -> str:
    """Leave out of a normalised paragraph what changes though nobody edits: counters, tokens, addresses, times."""
    return "" if _RENDERED.fullmatch(text) else " ".join(_VOLATILE.sub(" ", text).split())


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text; one ends at a mark that a blank and a capital follow, or with its line."""
    return _SENTENCE_END.split(text)


def cut_sentences(text: str) -> list[int]:
    """Return where the sentences of a text start."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


def normalise(text: str) -> str:
    """Return a text without differences of white space and typography: quotes, dashes, ligatures, no-break spaces.

    Letters that an archive has read in the wrong encoding are put right: they are the archive's, and not the page's.
    """
    # What has no width goes first, or what it parts would meet only the next time. A soft hyphen can be half of a
    # letter that was misread: `Ã` and it are `í`.
    text = _MISREAD.sub(_read_rightly, text.replace("\u200b", "").replace("\ufeff", ""))
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).translate(_PLAIN)
    return " ".join(_DASHES.sub("-", text).split())


def _read_rightly(misread: re.Match[str]) -> str:
    found = misread[0]
    return " " if found.strip("Â") == "" else bytes(_WINDOWS.get(char, ord(char)) for char in found).decode()


def words_of(text: str) -> list[str]:
    """Return a text's words, with punctuation marks as words of their own; `1,900` and `287-g` are one each."""
    return _WORD.findall(text)


def likeness(earlier: Sequence[str], later: Sequence[str]) -> float | None:
    """Share of the words of both that stand in the same order in both: 1 the same words, 0 none in common.

    ``None`` where they are too many to tell.
    """
    first = _n_shared(earlier, later)
    last = _n_shared(earlier[first:][::-1], later[first:][::-1])
    if (len(earlier) - first - last) * (len(later) - first - last) > MAX_WORDS:
        return None
    return float(Indel.normalized_similarity(earlier, later))


def _n_shared(earlier: Sequence[str], later: Sequence[str]) -> int:
    """Count the words that both begin with."""
    pairs = enumerate(zip(earlier, later, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(earlier), len(later)))


def similarity_matrix(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> np.ndarray | None:
    """Return the likeness of each text with each, given by their words; ``None`` where they are too many to tell."""
    n_words = sum(map(len, left)) * sum(map(len, right))
    if not 0 < len(left) * len(right) <= MAX_TEXTS or n_words > MAX_WORDS:
        return None
    return cdist(left, right, scorer=Indel.normalized_similarity)


def word_diff(earlier: Sequence[str], later: Sequence[str]) -> str:
    """Return what differs between two texts, given by their paragraphs: a line for each paragraph that differs.

    Words are marked as ``[-removed-]`` and ``{+added+}``, in a context of a few words; ``…`` stands for more that stays
    the same. A paragraph that was only cut in two is no difference.
    """
    lines: list[str] = []
    for op in _merge(list(Levenshtein.opcodes(earlier, later))):
        if op.tag != "equal":
            lines += _diff_passage(earlier[op.src_start : op.src_end], later[op.dest_start : op.dest_end])
    return "\n".join(lines)


def read_sides(line: str) -> tuple[str, str]:
    """Return what a line of a `word_diff` was, and what it became."""
    return _SIDES.sub(lambda mark: _part(mark, 1), line), _SIDES.sub(lambda mark: _part(mark, 2), line)


def _part(mark: re.Match[str], side: int) -> str:
    """Return what a mark holds of one side, parted from its neighbours as words are."""
    text, line = mark[side] or "", mark.string
    before = " " if text[:1].isalnum() and line[max(mark.start() - 1, 0) : mark.start()].isalnum() else ""
    return before + text + (" " if text[-1:].isalnum() and line[mark.end() : mark.end() + 1].isalnum() else "")


def read_replacements(line: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield words and those that took their place in a line of a `word_diff`, as few at a time as can be."""
    before, after = map(words_of, read_sides(line))
    for is_equal, group in groupby(Levenshtein.opcodes(before, after), key=lambda opcode: opcode.tag == "equal"):
        opcodes = list(group)
        if not is_equal:
            first, last = opcodes[0], opcodes[-1]
            yield before[first.src_start : last.src_end], after[first.dest_start : last.dest_end]


def _diff_passage(earlier: Sequence[str], later: Sequence[str]) -> Iterator[str]:
    """Yield a line for each paragraph that was removed, added or edited."""
    if " ".join(earlier) == " ".join(later):
        return
    first = second = 0
    for one, other in [*_pair_paragraphs(earlier, later), (len(earlier), len(later))]:
        yield from (f"[-{paragraph}-]" for paragraph in earlier[first:one])
        yield from (f"{{+{paragraph}+}}" for paragraph in later[second:other])
        if one < len(earlier) and earlier[one] != later[other]:
            yield _diff_paragraph(earlier[one], later[other])
        first, second = one + 1, other + 1


def _pair_paragraphs(earlier: Sequence[str], later: Sequence[str]) -> list[tuple[int, int]]:
    """Pair paragraphs, in order, so that the sum of the squares of their likenesses is largest.

    Squares, since one pair that is alike tells more than two that are half so.
    """
    alike = similarity_matrix(*([words_of(paragraph) for paragraph in side] for side in (earlier, later)))
    if alike is None:
        return []
    alike = np.where(alike >= MIN_SHARED, alike**2, 0)
    best = np.zeros((len(earlier) + 1, len(later) + 1))
    for row, values in enumerate(alike):
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(best[row, 1:], best[row, :-1] + values))
    pairs = []
    row, column = alike.shape
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _diff_paragraph(earlier: str, later: str) -> str:
    # A word keeps the blank after it, so that what is shown reads as the text does.
    before, after = _SPACED.findall(earlier), _SPACED.findall(later)
    opcodes = _merge(list(Levenshtein.opcodes([word.strip() for word in before], [word.strip() for word in after])))
    line = ""
    for number, op in enumerate(opcodes):
        removed, added = before[op.src_start : op.src_end], after[op.dest_start : op.dest_end]
        if op.tag == "equal":
            left = CONTEXT if number > 0 else 0
            right = CONTEXT if number < len(opcodes) - 1 else 0
            if len(added) > left + right + 1:
                while right and not added[-right][0].isalnum():  # `… . These activities are`
                    right -= 1
                added = [*added[:left], "… ", *added[len(added) - right :]]
            line += "".join(added)
            continue
        line += f"[-{''.join(removed).strip()}-]" if removed else ""
        line += f"{{+{''.join(added).strip()}+}}" if added else ""
        last = (added or removed)[-1]
        line += last[len(last.rstrip()) :]
    return line.strip()


def _merge(opcodes: Sequence[Opcode]) -> list[Opcode]:
    """Put changes together that only a few words part: by chance, `the` stands in any two sentences."""
    merged: list[Opcode] = []
    for opcode, following in zip_longest(opcodes, opcodes[1:]):
        last = merged[-1] if merged and merged[-1].tag != "equal" else None
        is_little = last and following and 2 * _size(opcode) < min(_size(last), _size(following))
        if last and (opcode.tag != "equal" or is_little):
            merged[-1] = Opcode("replace", last.src_start, opcode.src_end, last.dest_start, opcode.dest_end)
        else:
            merged.append(opcode)
    return merged


def _size(opcode: Opcode) -> int:
    return max(opcode.src_end - opcode.src_start, opcode.dest_end - opcode.dest_start)
