"""Limits on a PDF's decompressed size, checked by scanning its streams before reading, to save minutes and gigabytes.

No clock says when to give up: what is refused is refused on every machine.
"""

import re
import zlib
from math import prod

from factdata.sources.problems import NotReadError

MAX_UNFOLDED = 64 * 2**20  # bytes of all streams but pictures, which are never unfolded for their text
MAX_DRAWN = 2 * 2**30  # bytes that the pages draw if each draws the longest stream; PDFium reads some 50 MB a second
MAX_FORMS = 10_000  # times that a form may be drawn by forms that are drawn by forms
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400  # bytes before a stream, which say whether it is a form or a picture
_PASSED_OVER = re.compile(rb"/Image|/Length1|/FontFile|/ICC")


def check_unfolding(data: bytes, n_pages: int) -> None:
    """Raise where a PDF would unfold to far more than it is."""
    view = memoryview(data)
    sizes, forms = [0], [1]
    for found in _STREAM.finditer(data):
        before = data[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b"endobj")[2]
        if _PASSED_OVER.search(before):
            continue
        try:
            unfolded = zlib.decompressobj().decompress(view[found.end() :], MAX_UNFOLDED)
        except zlib.error:  # it is not compressed, or in another way
            continue
        sizes.append(len(unfolded))
        if b"/Form" in before:
            forms.append(1 + unfolded.count(b" Do"))
        if sum(sizes) >= MAX_UNFOLDED or prod(forms) > MAX_FORMS or max(sizes) * n_pages > MAX_DRAWN:
            raise NotReadError("beyond_limits", "it would unfold to far more than a document has to say")
