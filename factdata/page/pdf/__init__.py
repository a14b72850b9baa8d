"""PDF to blocks: PDFium gives characters and boxes, from which columns, tables and headings are found."""

from factdata.page.pdf.reader import read_pdf

__all__ = ["read_pdf"]
