"""Similarity: normalise texts, measure how similar they are, and show the differences word by word."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein, Opcode
from rapidfuzz.process import cdist

CONTEXT = 4  # words shown before and after what changed
MIN_SHARED = 1 / 3  # of the words of two paragraphs; below this, one was removed and the other added
# Limits on pairs of texts (1,000 by 1,000) and pairs of words (45,000 by 45,000, about a second), to bound the running
# time; the longest page seen has 17,000 words.
MAX_TEXTS = 10**6
MAX_WORDS = 2 * 10**9

# Typographic variants that editors and extractors substitute without changing any words.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "…": "..."}
)
_DASHES = re.compile("--+")
_WORD = re.compile(r"\w+(?:[.,'/-]\w+)*|[^\w\s]")
_SPACED = re.compile(_WORD.pattern.replace("|", r"\s*|") + r"\s*")

# UTF-8 misread as Latin-1 or Windows-1252: `EspaÃ±ol`, `harmâ€™s`. Covers only lead characters that do not begin such
# a pair in correctly decoded text; `É` is excluded because of `CAFÉ”`.
_WINDOWS = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
# `Â` alone is the remnant of a no-break space.
_MISREAD = re.compile("[ÂÃ]{0}|â[€\x80]{0}|Â+(?!\\S)".replace("{0}", f"[\x80-\xbf{''.join(_WINDOWS)}]"))

# Text that the server regenerates for each request: addresses, view counters, tokens, and tags left in the text.
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
    """Remove from a normalised paragraph what changes without an edit: counters, tokens, addresses, times."""
    return "" if _RENDERED.fullmatch(text) else " ".join(_VOLATILE.sub(" ", text).split())


def split_sentences(text: str) -> list[str]:
    """Split a text into sentences, at line ends and at end marks followed by a blank and a capital."""
    return _SENTENCE_END.split(text)


def cut_sentences(text: str) -> list[int]:
    """Return where the sentences of a text start."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


def normalise(text: str) -> str:
    """Normalise the white space and typography of a text: quotes, dashes, ligatures, no-break spaces.

    Letters misread by an archive in the wrong encoding are repaired, as these errors are not on the page itself.
    """
    # Remove zero-width characters first, so that normalising twice changes nothing. Soft hyphens go later: one can be
    # half of a misread letter (`Ã` and a soft hyphen are `í`).
    text = _MISREAD.sub(_read_rightly, text.replace("\u200b", "").replace("\ufeff", ""))
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).translate(_PLAIN)
    return " ".join(_DASHES.sub("-", text).split())


def _read_rightly(misread: re.Match[str]) -> str:
    found = misread[0]
    return " " if found.strip("Â") == "" else bytes(_WINDOWS.get(char, ord(char)) for char in found).decode()


def words_of(text: str) -> list[str]:
    """Split a text into words and punctuation marks; `1,900` and `287-g` are one word each."""
    return _WORD.findall(text)


def likeness(earlier: Sequence[str], later: Sequence[str]) -> float | None:
    """Share of words that two texts have in common in the same order: 1 if identical, 0 if disjoint.

    ``None`` if the texts are too long to compare.
    """
    first = _n_shared(earlier, later)
    last = _n_shared(earlier[first:][::-1], later[first:][::-1])
    if (len(earlier) - first - last) * (len(later) - first - last) > MAX_WORDS:
        return None
    return float(Indel.normalized_similarity(earlier, later))


def _n_shared(earlier: Sequence[str], later: Sequence[str]) -> int:
    """Return the length of the common prefix, in words."""
    pairs = enumerate(zip(earlier, later, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(earlier), len(later)))


def similarity_matrix(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> np.ndarray | None:
    """Return the likeness of every pair of texts, given as words; ``None`` if they are too many to compare."""
    n_words = sum(map(len, left)) * sum(map(len, right))
    if not 0 < len(left) * len(right) <= MAX_TEXTS or n_words > MAX_WORDS:
        return None
    return cdist(left, right, scorer=Indel.normalized_similarity)


def word_diff(earlier: Sequence[str], later: Sequence[str]) -> str:
    """Return the differences between two texts, given as paragraphs, one line for each changed paragraph.

    Words are marked as ``[-removed-]`` and ``{+added+}``, with a few words of context; ``…`` stands for omitted
    unchanged words. Merely splitting a paragraph in two is not a difference.
    """
    lines: list[str] = []
    for op in _merge(list(Levenshtein.opcodes(earlier, later))):
        if op.tag != "equal":
            lines += _diff_passage(earlier[op.src_start : op.src_end], later[op.dest_start : op.dest_end])
    return "\n".join(lines)


def read_sides(line: str) -> tuple[str, str]:
    """Return the earlier and the later version of a line of a `word_diff`."""
    return _SIDES.sub(lambda mark: _part(mark, 1), line), _SIDES.sub(lambda mark: _part(mark, 2), line)


def _part(mark: re.Match[str], side: int) -> str:
    """Return one side of a marked change, with blanks where it would run into the neighbouring words."""
    text, line = mark[side] or "", mark.string
    before = " " if text[:1].isalnum() and line[max(mark.start() - 1, 0) : mark.start()].isalnum() else ""
    return before + text + (" " if text[-1:].isalnum() and line[mark.end() : mark.end() + 1].isalnum() else "")


def read_replacements(line: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the smallest groups of replaced words in a line of a `word_diff`, with their replacements."""
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
    # Words keep their trailing blank, so that the output has the spacing of the text.
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
    """Merge changes separated by only a few words, since any two sentences may share `the` by chance."""
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
