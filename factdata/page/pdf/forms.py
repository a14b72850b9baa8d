"""What the fields of a PDF's form show, as pieces of its pages. No script of it is run, and no button is text."""

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as c

from factdata.page.pdf.pieces import Piece, turn

MAX_FIELDS = 2_000  # of a page
MAX_VALUE = 20_000  # bytes of a value, in UTF-16
LINE_HEIGHT = 14  # points at most: a field may be higher than its letters
_WITH_TEXT = (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)


def read_fields(page: pdfium.PdfPage, drawn: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the values of fields that are not drawn as text of the page as well."""
    form, box = page.formenv, c.FS_RECTF()
    if form is None:
        return
    value = ctypes.create_string_buffer(MAX_VALUE)
    units = ctypes.cast(value, ctypes.POINTER(c.FPDF_WCHAR))
    for index in range(min(c.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        field = c.FPDFPage_GetAnnot(page, index)
        is_shown = not c.FPDFAnnot_GetFlags(field) & c.FPDF_ANNOT_FLAG_HIDDEN
        if is_shown and c.FPDFAnnot_GetFormFieldType(form, field) in _WITH_TEXT and c.FPDFAnnot_GetRect(field, box):
            n_bytes = c.FPDFAnnot_GetFormFieldValue(form, field, units, MAX_VALUE)
            text = value.raw[: n_bytes - 2].decode("utf-16-le", "replace") if 2 < n_bytes <= MAX_VALUE else ""
            left, top, right, bottom = turn(box.left, -box.top, box.right, -box.bottom, page.get_rotation())
            is_drawn = any(left <= piece.left < right and top < piece.bottom and piece.top < bottom for piece in drawn)
            if text.strip() and not is_drawn:
                yield Piece(" ".join(text.split()), left, top, right, bottom, min(bottom - top, LINE_HEIGHT))
        c.FPDFPage_CloseAnnot(field)
