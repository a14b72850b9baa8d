"""PDFs made for tests with WeasyPrint and PDFium: the layouts that agencies use, in words of our own."""

import io
import random
import zlib

import pypdfium2 as pdfium
import pypdfium2.raw as c
import weasyprint

WORDS = (
    "the bureau inspects bridges in every county and publishes what its engineers found within ninety days of a visit "
    "older spans carry signs while repairs wait for funds that local boards request from state programs each spring"
).split()
STYLE = "@page { size: letter; margin: 2cm } body { font: 10pt sans-serif; margin: 0 } h1 { font-size: 20pt } "


def make(body: str, style: str = "", title: str = "", forms: bool = False) -> bytes:
    html = f"<html lang=en><title>{title}</title><style>{STYLE}{style}</style><body>{body}</body></html>"
    return weasyprint.HTML(string=html).write_pdf(pdf_forms=forms)


def sentences(seed: int, n_words: int = 60) -> str:
    """Return running text that no other seed has: what is in which order can be told."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(n_words)]
    return f"Part{seed} {' '.join(words)} end{seed}."


def paragraphs(*seeds: int, n_words: int = 60) -> str:
    return "".join(f"<p>{sentences(seed, n_words + 7 * (seed % 5))}</p>" for seed in seeds)


def make_encrypted() -> bytes:
    """Return a page whose password nobody knows."""
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%b) /U (%b) >> /ID [(a) (a)]" % (b"o" * 32, b"u" * 32)
    start, mark, end = make("<h1>Bridges</h1>").rpartition(b"/Type /XRef")
    assert mark
    return start + mark + lock + end


def make_scan() -> bytes:
    """Return a page with a drawing and no text."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(612, 792)
    drawn = c.FPDFPageObj_CreateNewRect(100, 100, 300, 200)
    c.FPDFPath_SetDrawMode(drawn, c.FPDF_FILLMODE_ALTERNATE, False)
    c.FPDFPage_InsertObject(page, drawn)
    c.FPDFPage_GenerateContent(page)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_nested(depth: int, width: int) -> bytes:
    """Return a page that draws a form which draws another, so many times, and so on down to a word."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>", font]
    for level in range(depth + 1):
        kind = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]"
        drawn = zlib.compress(b" /X Do" * width if level < depth else b"BT /F 12 Tf 72 700 Td (Bridges) Tj ET")
        if not level:
            kind, drawn = b"", zlib.compress(b" /X Do")
            page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
            objects.append(page + b" /Resources << /XObject << /X 6 0 R >> >> >>")
        resources = b"<< /Font << /F 3 0 R >> /XObject << /X %d 0 R >> >>" % (6 + level if level < depth else 5)
        head = b"<< %b /Resources %b /Filter /FlateDecode /Length %d >>" % (kind, resources, len(drawn))
        objects.append(head + b"\nstream\n" + drawn + b"\nendstream")
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (number, item) for number, item in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
