"""Which PDFs may unfold to much more than they are, by bounds on their bytes; these are read apart from the others."""

import re
import zlib
from math import prod

MAX_UNFOLDED = 16 * 2**20  # bytes of all streams; PDFium reads some 50 MB of drawing a second
MAX_DRAWN = 10_000  # times that a form may be drawn by forms that are drawn by forms
# Filters other than the usual ones, several of them, or where they are not said on the spot.
_UNUSUAL = re.compile(rb"/(?:LZW|RunLength|ASCII|A85|AHx|RL\b)|/F(?:ilter)?(?:\s+\d|\s*\[\s*/\w+\s*/)|/Fi?l?t?e?r?#")
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY_BYTES = 400  # before a stream that say whether it is a form


def may_unfold(data: bytes) -> bool:
    """Whether reading could take more than some seconds or some hundred megabytes."""
    if _UNUSUAL.search(data):
        return True
    n_bytes, view, forms = 0, memoryview(data), []
    for found in _STREAM.finditer(data):
        try:
            unfolded = zlib.decompressobj().decompress(view[found.end() :], MAX_UNFOLDED)
        except zlib.error:  # not compressed, or a picture
            continue
        n_bytes += len(unfolded)
        if n_bytes >= MAX_UNFOLDED:
            return True
        if b"/Form" in data[max(found.start() - _DICTIONARY_BYTES, 0) : found.start()]:
            forms.append(1 + unfolded.count(b" Do"))
    return prod(forms) > MAX_DRAWN
