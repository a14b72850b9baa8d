"""From a document's bytes to its text."""

import codecs
import re
from typing import NamedTuple

import webencodings
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
# `<meta charset="windows-1252">` and `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# What undeclared pages are in, if not Windows-1252. To try every encoding that Python knows takes six times as long.
_CANDIDATES = [
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8-r"),
    *("cp932", "euc_jp", "cp949", "gb18030", "big5hkscs"),
]
_HEAD = 2**12  # bytes in which a page has to say it; the standard asks for the first 1,024
# Declared so, a page is in another encoding: UTF-16 could not declare itself, the others show nothing of the text.
_NO_ENCODINGS = {"utf-16le", "utf-16be", "replacement", "x-user-defined"}


class Decoded(NamedTuple):
    """A document's text, the name of its encoding, and what is doubtful about it."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    r"""Decode a document; line ends become ``\n``, the byte-order mark goes, and what is no text is ``None``.

    A byte-order mark goes before what is declared, and so does UTF-8 where all of the bytes are: no other encoding
    looks like it by chance, while declarations are often wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if _is_binary(data):
        return None
    try:
        return Decoded(_unix(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        pass
    known = _known(declared)
    if known and known != "utf-8":
        return _decoded(data, known)
    if known or _is_broken_utf8(data):
        return _decoded(data, "utf-8")
    encoding = _guess(data[:_SAMPLE])
    decoded = _decoded(data, encoding)
    doubt = f"its encoding is not declared and not UTF-8; read as {encoding}, the likeliest"
    return Decoded(decoded.text, encoding, decoded.doubt or doubt)


def declared_in_html(data: bytes) -> str | None:
    """Return the encoding that a page's head declares."""
    found = _META_CHARSET.search(data, 0, _HEAD)
    return found[1].decode("ascii") if found else None


def _known(declared: str | None) -> str | None:
    """Return Python's name for a declared encoding as browsers read it: `latin1` is `cp1252`; ``None``: no page's."""
    found = webencodings.lookup(declared or "")
    return None if found is None or found.name in _NO_ENCODINGS else str(found.codec_info.name)


def _guess(sample: bytes) -> str:
    """Windows-1252 where that makes sense, as browsers read an undeclared page; else what the letters look like.

    Asked openly, charset-normalizer takes `apertura: ¿Cómo llamar? Señor Muñoz` for Korean (johab).
    """
    guess = from_bytes(sample, cp_isolation=["cp1252"]).best() or from_bytes(sample, cp_isolation=_CANDIDATES).best()
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
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
