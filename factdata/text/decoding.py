"""Decode the bytes of a document."""

import codecs
import re
from typing import NamedTuple

import webencodings
from charset_normalizer import from_bytes

# UTF-32 first: the byte-order mark of UTF-32 LE starts with that of UTF-16 LE.
_MARKS = [
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# Control characters that text does not contain; a PNG saved as .txt has some in its first line.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_SAMPLE = 2**16
# `<meta charset="windows-1252">` and `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">`
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s{0,3}=\s{0,3}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Encodings tried for undeclared pages after Windows-1252. Trying all that Python supports takes six times as long.
_CANDIDATES = [
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8-r"),
    *("cp932", "euc_jp", "cp949", "gb18030", "big5hkscs"),
]
_HEAD = 2**12  # bytes searched for a declaration; the standard requires it within the first 1,024
# Ignored if declared: a page in UTF-16 could not declare itself in ASCII, and the others yield no readable text.
_NO_ENCODINGS = {"utf-16le", "utf-16be", "replacement", "x-user-defined"}


class Decoded(NamedTuple):
    """The text of a document, the name of its encoding, and a description of any doubt."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    r"""Decode a document, convert line ends to ``\n`` and drop the byte-order mark; ``None`` for binary data.

    A byte-order mark takes precedence over the declared encoding, and so does valid UTF-8: other encodings do not look
    like UTF-8 by chance, while declarations are often wrong.
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
    """Return the encoding declared in the head of a page."""
    found = _META_CHARSET.search(data, 0, _HEAD)
    return found[1].decode("ascii") if found else None


def _known(declared: str | None) -> str | None:
    """Return Python's name for a declared encoding as browsers read it (`latin1` is `cp1252`); ``None`` if unusable."""
    found = webencodings.lookup(declared or "")
    return None if found is None or found.name in _NO_ENCODINGS else str(found.codec_info.name)


def _guess(sample: bytes) -> str:
    """Return Windows-1252 if plausible, as browsers assume for undeclared pages, else the likeliest candidate.

    Without candidates, charset-normalizer takes `apertura: ¿Cómo llamar? Señor Muñoz` for Korean (johab).
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
    """Whether most non-ASCII characters are valid UTF-8, as in a file cut off inside a character."""
    text = data.decode("utf-8", errors="replace")
    n_broken = text.count("\ufffd")
    n_whole = sum(1 for character in text if character > "\x7f") - n_broken
    return n_whole > n_broken


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
