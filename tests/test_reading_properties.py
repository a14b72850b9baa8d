"""Reading, by property: whatever a document holds, nothing is raised, nothing is lost, and time stays in proportion."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factdata.page.captures import READERS
from factdata.page.page import read_page
from factdata.page.stamps import read_line
from factdata.text.decoding import decode
from tests.fuzz import SEEDS, TARGETS, check, read, read_seconds

LINES = st.sampled_from(
    [
        *("", "  ", "Fact Sheets", "Fact Sheet", "Detention", "Updated:", "Updated: 01/24/2025", "July 26, 2011"),
        *("- ", "-", "• one • two", "a | b", "a\tb", "It serves schools. Read More", "Search", "x" * 130 + "."),
        *("Who?", "\u2028", "2011"),
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    "a b br button dd div dl dt footer form h1 h2 h3 header hr li main nav p pre section span strong table td th time"
    " title tr ul svg select template script frameset body html".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " href=/x",
        " href='javascript:x'",
        " hidden",
        " id=c",
        " href=#c",
        " class=menu",
        " role=main",
        " role=heading",
    ]
)
MARKUP = st.one_of(
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
    st.sampled_from(["Skip to content", "Fact Sheets", "Updated:", "01/24/2025", "some words.", " ", "\n", "&nbsp;"]),
    st.text(max_size=8),
)  # fmt: skip


@pytest.mark.parametrize("media_type", READERS)
@given(st.binary(max_size=300))
@example(b"\xff\xfe\x00")
def test_any_bytes(media_type, data):
    read(data, media_type)


@pytest.mark.parametrize("media_type", READERS)
@given(st.text(max_size=300))
@example("\u200b")
@example("<p>\ud800".encode("utf-8", "replace").decode())
def test_any_text(media_type, text):
    read(text.encode(), media_type)


@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=30))
def test_any_lines(lines):
    text = "\n".join(lines)
    layout = READERS["text/plain"](text, None)
    assert layout.text == text
    check(layout, read_page(text, layout.blocks))


@given(st.lists(MARKUP, max_size=60))
def test_any_markup(parts):
    html = "".join(parts)
    layout = READERS["text/html"](html, "https://www.agency.gov/")
    check(layout, read_page(layout.text, layout.blocks))
    again = READERS["text/html"](html, "https://www.agency.gov/")
    assert again == layout
    assert all(block.href is None or block.href.startswith("http") for block in layout.blocks)


@given(st.text(max_size=150))
def test_any_line_that_is_read_as_a_stamp_holds_its_dates(line):
    found = read_line(line)
    for stamp in found.stamps if found else ():
        assert str(stamp.date.year)[2:] in line[stamp.start : stamp.end]


@pytest.mark.parametrize(
    ("media_type", "piece"),
    [
        ("text/plain", "Updated: "),
        ("text/plain", "01/02/2018 "),
        ("text/plain", "• "),
        ("text/plain", "a | b\n"),
        ("text/plain", "-\n"),
        ("text/plain", "Fact Sheets\n\n"),
        ("text/plain", "July 26, 2011\nTopic\nIt serves schools.\n\n"),
        ("text/plain", "Read More"),
        ("text/plain", " \n"),
        ("text/html", "<p>x"),
        ("text/html", "<br>"),
        ("text/html", "<td>x"),
        ("text/html", "<table><tr><td>x</table>"),
        ("text/html", "<li><a href=/x>Title</a>"),
        ("text/html", "<b>x</b><i>"),
        ("text/html", "<h2><a href=x>A</a></h2><p>It serves schools.</p>"),
        ("text/html", "<a b c d e f "),
        ("text/html", "<!--"),
        ("text/html", "<div class=menu>x</div>"),
        ("text/html", "<form><p></form>"),
        ("text/html", "<article lang=es></article>"),
        ("text/html", "&amp"),
    ],
)
def test_time_grows_with_the_size_and_no_faster(media_type, piece):
    def seconds(n):
        document = (piece * (n // len(piece) + 1))[:n].encode()
        times = []
        for _ in range(3):
            start = time.process_time()  # of this process alone: the machine has others
            read(document, media_type)
            times.append(time.process_time() - start)
        return min(times)

    # ten times as long in proportion, a hundred times if quadratic
    assert seconds(200_000) < 35 * seconds(20_000) + 0.1


def test_mentions_behind_a_first_string_take_time_in_proportion():
    once, ten = (read_seconds("INA ", "é$5~will", size) for size in (10_000, 100_000))
    assert ten < 30 * once + 0.05


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_seeds_of_fuzzing_and_what_it_found_are_read(file):
    TARGETS[file.parent.name](file.read_bytes())


def test_what_is_no_text_is_told_from_what_is():
    assert decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00") is None
