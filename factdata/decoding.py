"""From a document's bytes to its text."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

# Longest first: the mark of UTF-16 LE begins that of UTF-32 LE.
_MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# What no page holds: a PNG saved as .txt has such bytes in its first line.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_SAMPLE = 2**16


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document's text, the name of its encoding, and what is doubtful about it."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded | None:
    r"""Decode a document; line ends become ``\n``, the byte-order mark goes, and what is no text is ``None``."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if _is_binary(data):
        return None
    try:
        return Decoded(_unix(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        pass
    if _is_broken_utf8(data):
        return _decoded(data, "utf-8")
    encoding = _guess(data[:_SAMPLE])
    decoded = _decoded(data, encoding)
    doubt = f"its encoding is not declared and not UTF-8; read as {encoding}, the likeliest"
    return Decoded(decoded.text, encoding, decoded.doubt or doubt)


def _guess(sample: bytes) -> str:
    """Windows-1252 where that makes sense, as browsers read an undeclared page; else what the letters look like.

    Asked openly, charset-normalizer takes `apertura: ¿Cómo llamar? Señor Muñoz` for Korean (johab).
    """
    guess = from_bytes(sample, cp_isolation=["cp1252"]).best() or from_bytes(sample).best()
    return guess.encoding if guess else "cp1252"


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(_unix(data.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        text = _unix(data.decode(encoding, errors="replace"))
        doubt = f"byte {error.start} and perhaps more are not {encoding}; they were replaced by U+FFFD"
        return Decoded(text, encoding, doubt)


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    n_controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return n_controls > len(sample) / 100


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same, as in a file cut off inside a character."""
    text = data.decode("utf-8", errors="replace")
    n_broken = text.count("\ufffd")
    n_whole = sum(1 for character in text if character > "\x7f") - n_broken
    return n_whole > n_broken


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
