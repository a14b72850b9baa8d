"""PDFs are read as any other page: in the order in which people read them, with headings, tables, stamps and dates."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import weasyprint

import factdata as fd
from factdata.page.blocks import Layout
from factdata.page.page import read_page
from factdata.page.pdf import read_pdf
from factdata.report.annotate import mark_sheets
from tests.archives import write_archive
from tests.fuzz import check
from tests.pdfs import make, make_encrypted, make_nested, make_scan, paragraphs, sentences

HEADS = (
    "@page { @top-left { content: 'Bureau of Bridges' } @top-right { content: 'Fact Sheet' }"
    " @bottom-center { content: 'Page ' counter(page) ' of ' counter(pages) } }"
)


def read(data: bytes) -> Layout:
    layout = read_pdf(data)
    check(layout, read_page(layout.text, layout.blocks))
    return layout


def texts(layout: Layout, *roles: str) -> list[str]:
    return [layout.text[b.start : b.end] for b in layout.blocks if not roles or b.role in roles]


def order(layout: Layout) -> list[str]:
    """Return the numbers of the paragraphs in the order in which they begin and end."""
    return re.findall(r"\b(?:Part|end)\d+", layout.text)


def expected(*seeds: int) -> list[str]:
    return [name for seed in seeds for name in (f"Part{seed}", f"end{seed}")]


@pytest.mark.parametrize("n_columns", [2, 3])
@pytest.mark.parametrize("style", ["text-align: justify; hyphens: auto", "column-gap: 2em", "line-height: 1.5"])
def test_columns_are_read_one_after_the_other(n_columns, style):
    seeds = range(1, 13)
    body = f"<h1>Bridges at a glance</h1><div class=columns>{paragraphs(*seeds)}</div>{paragraphs(90)}"
    layout = read(make(body, f".columns {{ columns: {n_columns}; {style} }} {HEADS}"))
    assert order(layout) == expected(*seeds, 90)
    assert not texts(layout, "table")
    words = " ".join(texts(layout, "paragraph", "bullet")).split()
    assert words == " ".join(sentences(seed, 60 + 7 * (seed % 5)) for seed in (*seeds, 90)).split()


def test_a_heading_over_both_columns_parts_them():
    body = "".join(
        f"<h2>Part of {seed}</h2><div class=columns>{paragraphs(seed, seed + 1, seed + 2)}</div>"
        for seed in (1, 11, 21)
    )
    layout = read(make(f"<h1>Bridges</h1>{body}", ".columns { columns: 2 }"))
    assert order(layout) == expected(1, 2, 3, 11, 12, 13, 21, 22, 23)
    assert texts(layout, "heading") == ["Bridges", "Part of 1", "Part of 11", "Part of 21"]


def test_running_heads_and_page_numbers_are_no_text():
    layout = read(make(f"<h1>Bridges</h1>{paragraphs(*range(30))}", HEADS))
    n_pages = layout.blocks[-1].page
    assert n_pages > 1
    assert texts(layout, "chrome") == ["Bureau of Bridges", "Fact Sheet"] * n_pages
    assert texts(layout, "footer") == [f"Page {number} of {n_pages}" for number in range(1, n_pages + 1)]
    assert [block.page for block in layout.blocks if block.role == "footer"] == [*range(1, n_pages + 1)]


def test_footnotes_stand_after_the_text_of_both_columns():
    note = "<span class=note>The count is of public bridges alone.</span>"
    body = paragraphs(1, 2).replace("end1.", f"end1.{note}", 1)
    layout = read(make(f"<h1>Bridges</h1><div class=columns>{body}{paragraphs(*range(3, 12))}</div>",
                       ".columns { columns: 2 } .note { float: footnote; font-size: 8pt }"))  # fmt: skip
    (*_, last) = [layout.text[b.start : b.end] for b in layout.blocks if b.page == 1]
    assert last.endswith("The count is of public bridges alone.")
    assert order(layout) == expected(*range(1, 12))


def test_tables_are_rows_with_their_cells_apart():
    rows = [
        ("County", "Bridges", "Closed"),
        ("North", "120", "3"),
        ("South Valley", "1,204", "17"),
        ("East", "99", "0"),
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    style = "td { padding: 2pt 9pt } td + td { text-align: right }"
    layout = read(make(f"<h1>Bridges</h1>{paragraphs(1)}<table>{table}</table>{paragraphs(2)}", style))
    assert texts(layout, "table") == [" | ".join(row) for row in rows]
    assert order(layout) == expected(1, 2)


def test_a_label_stands_beside_its_text():
    pairs = [("Safety", sentences(1, 40)), ("Funds and local boards", sentences(2, 22)), ("Signs", sentences(3, 30))]
    rows = "".join(f"<tr><td>{label}<td>{text}" for label, text in pairs)
    layout = read(
        make(f"<h1>Principles</h1><table>{rows}</table>", "td { padding: 6pt; width: 60pt } td + td { width: 300pt }")
    )
    assert texts(layout, "table") == [f"{label} | {text}" for label, text in pairs]


def test_cells_of_running_text_are_read_row_by_row():
    rows = "".join(f"<tr><td>{sentences(2 * n, 25 + 13 * (n % 3))}<td>{sentences(2 * n + 1, 50)}" for n in range(1, 6))
    layout = read(make(f"<h1>Myths and facts</h1><table>{rows}</table>", "td { padding: 5pt; vertical-align: top }"))
    assert order(layout) == expected(*range(2, 12))
    assert len(texts(layout, "table")) == 5


def test_headings_have_the_level_of_their_size_and_bullets_are_told():
    body = f"<h1>Bridges</h1><h2>What is done</h2>{paragraphs(1)}<h3>How often</h3>{paragraphs(2)}" \
           f"<ul><li>{sentences(3, 30)}<li>{sentences(4, 5)}</ul><p><b>By whom</b></p>{paragraphs(5)}"  # fmt: skip
    layout = read(make(body, "h2 { font-size: 16pt } h3 { font-size: 13pt }"))
    levels = {layout.text[b.start : b.end]: b.level for b in layout.blocks if b.role == "heading"}
    assert levels == {"Bridges": 1, "What is done": 2, "How often": 3, "By whom": 4}
    assert texts(layout, "bullet") == [f"• {sentences(3, 30)}", f"• {sentences(4, 5)}"]


def test_a_word_broken_at_the_end_of_a_line_is_one_word_and_a_compound_keeps_its_hyphen():
    lines = [
        "An inspec-",
        "tor reads the long-",
        "term plan; a long wait is rare, and so is a self-",
        "made sign of 2010-",
        "2012.",
    ]
    layout = read(make(f"<h1>Signs</h1><p>{'<br>'.join(lines)}</p>"))
    assert (
        "An inspector reads the long-term plan; a long wait is rare, and so is a self-made sign of 2010-2012."
        in " ".join(texts(layout))
    )


def test_the_title_is_the_largest_heading_or_what_the_document_calls_itself(tmp_path):
    pages = {
        "a.pdf": make(f"<h1>Bridges at a glance</h1>{paragraphs(1)}", title="Microsoft Word - bridges.doc"),
        "b.pdf": make(f"{paragraphs(1, 2)}", title="Bridges of the North"),
        "c.pdf": make(f"{paragraphs(1, 2)}", title="bridges-final.docx"),
        "d.pdf": make(f"<h1>Bureau</h1><p>SUBJECT: Closing of old bridges</p>{paragraphs(1)}"),
    }
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    titles = dict(zip((captures := fd.read(tmp_path).captures).path, captures.title, strict=True))
    assert titles["a.pdf"] == "Bridges at a glance"
    assert titles["b.pdf"] == "Bridges of the North"
    assert isinstance(titles["c.pdf"], float)
    assert titles["d.pdf"] == "Closing of old bridges"


def test_a_pdf_ends_in_the_same_tables_as_a_page(tmp_path):
    fact = "The bureau inspects more than 1,200 bridges under 23 U.S.C. 144 since January 2010."
    body = f"<h1>Bridge Safety Act</h1><p>Updated: March 3, 2014</p><p>{fact} {sentences(1)}</p>"
    data = make(body, HEADS)
    (tmp_path / "plain_20150102030405.pdf").write_bytes(data)
    (tmp_path / "packed.pdf.gz").write_bytes(gzip.compress(data))
    write_archive(tmp_path / "web.warc.gz", [
        (200, "https://www.agency.gov/bridges.pdf", datetime(2015, 1, 2, tzinfo=UTC), "application/pdf", data)
    ])  # fmt: skip
    corpus = fd.read(tmp_path)
    assert corpus.problems.empty
    assert corpus.captures.media_type.unique().tolist() == ["application/pdf"]
    assert corpus.captures.encoding.isna().all() and corpus.captures.sha256.nunique() == 1
    assert corpus.captures.kind.tolist() == ["sheet"] * 3
    assert corpus.reviews.role.tolist() == ["updated"] * 3
    assert corpus.quantities.surface.tolist().count("1,200") == 3
    assert corpus.citations.normalised.tolist() == ["23 U.S.C. 144"] * 3
    assert corpus.dates.surface.tolist() == ["January 2010"] * 3
    assert set(corpus.blocks.page.dropna()) == {1}
    assert fd.read(tmp_path, workers=2).blocks.equals(corpus.blocks)


def test_two_pdfs_are_compared_as_pages_are(tmp_path):
    for name, n in {"bridges_20150101000000.pdf": "1,200", "bridges_20160101000000.pdf": "1,350"}.items():
        body = f"<h1>Bridges</h1><p>The bureau inspects {n} bridges. {sentences(1)}</p>{paragraphs(2)}"
        (tmp_path / name).write_bytes(make(body, HEADS))
    changes = fd.compare(fd.read_pair(*sorted(tmp_path.iterdir())))
    assert {"1,200", "1,350"} <= {word for row in changes.astype(str).to_numpy().ravel() for word in row.split()}


def test_what_cannot_be_read_is_a_problem_and_takes_nothing_with_it(tmp_path):
    good = make(f"<h1>Bridges</h1>{paragraphs(1)}")
    (tmp_path / "a-scan.pdf").write_bytes(make_scan())
    (tmp_path / "b-cut.pdf").write_bytes(good[:200])
    (tmp_path / "c-empty.pdf").write_bytes(b"")
    (tmp_path / "d-page.pdf").write_bytes(b"<html><h1>Not found</h1></html>")
    (tmp_path / "d-secret.pdf").write_bytes(make_encrypted())
    (tmp_path / "e-good.pdf").write_bytes(good)
    corpus = fd.read(tmp_path)
    codes = dict(zip(corpus.problems.path, corpus.problems.code, strict=True))
    assert codes == {
        "a-scan.pdf": "no_text",
        "b-cut.pdf": "unreadable",
        "c-empty.pdf": "unreadable",
        "d-page.pdf": "unreadable",
        "d-secret.pdf": "unreadable",
    }
    assert "password" in corpus.problems.message[corpus.problems.path == "d-secret.pdf"].item()
    assert corpus.captures.path.tolist() == ["a-scan.pdf", "e-good.pdf"]
    assert corpus.sheets.title.tolist() == ["Bridges"]


def test_what_the_fields_of_a_form_show_is_text():
    fields = "<input name=a value='Long River Bridge'><button>Go</button>"
    body = f"<h1>Request</h1><form action=x><p>Name: {fields}</p></form>"
    shown = texts(read(make(f"{body}{paragraphs(1)}", forms=True)))
    assert any("Long River Bridge" in text for text in shown)


def test_the_dates_of_the_document_are_those_that_it_carries_outside_its_text(tmp_path):
    stated = {"created": "2012-05-01T10:20:30Z", "modified": "2013-06-02"}
    html = "".join(f"<meta name=dcterms.{name} content={value}>" for name, value in stated.items()) + paragraphs(1)
    (tmp_path / "a.pdf").write_bytes(weasyprint.HTML(string=html).write_pdf())
    dates = fd.read(tmp_path).metadata_dates
    assert dates.source.unique().tolist() == ["document_info"]
    found = dict(zip(dates.role, dates.date.dt.strftime("%Y-%m-%d"), strict=True))
    assert found == {"created": "2012-05-01", "updated": "2013-06-02"}


def test_threads_read_pdfs_one_at_a_time():
    pages = [make(f"<h1>Bridges</h1>{paragraphs(seed, seed + 1)}") for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(lambda page: read_pdf(page).text, pages * 5)] == [read_pdf(page).text for page in pages] * 5


def test_a_page_of_countless_words_is_read_in_the_order_in_which_it_stands():
    cells = "".join(f"<span>w{number}</span>" for number in range(2_000))
    style = "@page { size: 2000pt 2000pt } span { position: static; display: inline-block; width: 45pt }"
    assert " ".join(texts(read(make(cells, style)))).replace(" | ", " ").split() == [f"w{n}" for n in range(2_000)]


def test_a_page_that_unfolds_without_end_is_refused(tmp_path):
    assert "Bridges" in read(make_nested(depth=3, width=3)).text
    (tmp_path / "a.pdf").write_bytes(make_nested(depth=9, width=20))
    assert fd.read(tmp_path).problems.code.tolist() == ["beyond_limits"]


def test_the_report_names_the_page_of_a_mention(tmp_path):
    body = (
        "<h1>Bridges</h1><p>The bureau keeps 1,200 bridges in good repair and looks at each of them every year.</p>"
        "<p style='break-before: page'>It has closed 14 bridges since 2019, all of them older than the bureau.</p>"
    )
    (tmp_path / "bridges.pdf").write_bytes(make(body))
    entries = mark_sheets(fd.read(tmp_path / "bridges.pdf"), {}, {})
    meanings = {mention.surface: mention.meaning for entry in entries for mention in entry.mentions}
    assert meanings["1,200"].endswith(", page 1") and meanings["14"].endswith(", page 2")
