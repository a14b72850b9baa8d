"""HTML: what a browser shows, in reading order; what is content, what is chrome; links, tables, lists, accordions."""

import pytest

from factdata.page.html import read_html
from factdata.page.page import read_page

PROSE = "The program lets an agency and its partners work side by side to find those who prey on others."


def read(html, url=None):
    """Return the page's blocks as (role, level, text), without chrome."""
    layout = read_html(html, url)
    page = read_page(layout.text, layout.blocks)
    return [
        (block.role, block.level, layout.text[block.start : block.end])
        for block in page.blocks
        if block.role not in ("chrome", "footer")
    ]


def chrome(html):
    layout = read_html(html)
    page = read_page(layout.text, layout.blocks)
    return [layout.text[block.start : block.end] for block in page.blocks if block.role in ("chrome", "footer")]


def content(body):
    return [block for block in read(f"<main><h1>Title</h1>{body}</main>") if block[0] != "title"]


def hrefs(html, url=None):
    return [block.href for block in read_html(html, url).blocks if block.href]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>one\n   two&nbsp; three</p>", "one two three"),
        ("<p>pre<b>fix</b>ed <i>words</i>, and <span>more</span></p>", "prefixed words, and more"),
        ("<p>500 12th St SW<br>Washington, DC</p>", "500 12th St SW\nWashington, DC"),
        ("<p>seen<script>unseen()</script><style>p{}</style><noscript>unseen</noscript></p>", "seen"),
        ("<div>seen<template><p>unseen</p></template><div hidden>unseen</div></div>", "seen"),
        ("<div>seen<div style='color: red; display: none'>unseen</div><!-- unseen --></div>", "seen"),
        ("<p>5 &lt; 6 &amp; 7 &copy; Ñandú</p>", "5 < 6 & 7 © Ñandú"),
    ],
)
def test_text_is_joined_as_a_browser_shows_it(markup, shown):
    assert content(markup) == [("paragraph", None, shown)]


def test_headings_keep_their_level_and_lists_their_depth():
    body = "<h2>Who</h2><ul><li>Schools<ul><li>Colleges</li></ul></li><li><p>Partners</p><p>And theirs.</p></li></ul>"
    body += "<h3>How</h3><ol><li>By mail</li></ol><div role=heading aria-level=3>Where</div>"
    assert content(body) == [
        ("heading", 2, "Who"),
        ("bullet", 1, "Schools"),
        ("bullet", 2, "Colleges"),
        ("bullet", 1, "Partners"),
        ("paragraph", None, "And theirs."),
        ("heading", 3, "How"),
        ("bullet", 1, "By mail"),
        ("heading", 3, "Where"),
    ]


def test_a_table_of_data_is_a_block_a_row_with_its_cells_apart():
    body = "<table><caption>Funds</caption><tr><th>Year<th>Sum</tr><tr><td>2004<td><b>$5</b> billion</tr></table>"
    assert content(body) == [
        ("paragraph", None, "Funds"),
        ("table", None, "Year | Sum"),
        ("table", None, "2004 | $5 billion"),
    ]
    assert content("<table><tr><td>a<td><td>c</tr></table>") == [("table", None, "a |  | c")]


def test_a_table_that_lays_out_a_page_is_read_as_what_it_holds():
    body = f"<table><tr><td><h2>Mission</h2><p>{PROSE}</p></td><td><ul><li>one</li></ul></td></tr></table>"
    assert content(body) == [("heading", 2, "Mission"), ("paragraph", None, PROSE), ("bullet", 1, "one")]


def test_accordions_are_headings_over_their_text_also_where_it_is_folded_away():
    button = "<button aria-expanded=false aria-controls=a1>Who?</button><div id=a1 hidden><p>All.</p></div>"
    old = "<h3><button aria-controls=a2>When?</button></h3><div id=a2 hidden>Now.</div>"
    details = "<details><summary>Where?</summary>Here.</details>"
    assert [block[0::2] for block in content(button + old + details)] == [
        ("heading", "Who?"),
        ("paragraph", "All."),
        ("heading", "When?"),
        ("paragraph", "Now."),
        ("heading", "Where?"),
        ("paragraph", "Here."),
    ]


def test_a_bold_line_of_its_own_is_a_heading_below_the_one_above():
    body = f"<h2>Mission</h2><p><b>Partners</b></p><p>{PROSE}</p><p><b>Note:</b> {PROSE}</p><p><b>{PROSE}</b></p>"
    assert [block[:2] for block in content(body)] == [
        ("heading", 2),
        ("heading", 3),
        ("paragraph", None),
        ("paragraph", None),
        ("paragraph", None),
    ]


@pytest.mark.parametrize(
    "round_it",
    [
        "<header><p>Agency</p></header><nav>Home</nav><main>{}</main><footer>Privacy</footer>",
        "<div role=banner><p>Agency</p></div><div role=navigation>Home</div><div role=main>{}</div>"
        "<div role=contentinfo>Privacy</div>",
        "<p>Agency</p><div>Home</div><main>{}</main><p>Privacy</p>",
        "<p>Agency</p><div id=leftnav>Home</div>{}<div class='region footer'>Privacy</div>",
        "<form><p>Agency</p><ul class='main menu'><li>Home</ul>{}<div id=footer>Privacy</div></form>",
    ],
)
def test_what_stands_round_the_content_is_chrome_and_stays_in_the_text(round_it):
    html = "<title>Detention | Agency</title>" + round_it.format(f"<h1>Detention</h1><p>{PROSE}</p>")
    assert read(html) == [("title", 1, "Detention"), ("paragraph", None, PROSE)]
    around = "\n".join(chrome(html))
    assert all(word in around for word in ("Agency", "Home", "Privacy"))


def test_what_is_no_content_within_the_content_is_chrome():
    body = f"<ul class='share-icons'><li>Email</ul><p>{PROSE}</p><nav>Related</nav><div class=breadcrumb>Home</div>"
    body += "<button>Print</button><aside>More</aside><form><input><label>State:</label></form>"
    assert content(body) == [("paragraph", None, PROSE)]
    assert chrome(f"<main><h1>Title</h1>{body}</main>") == ["Email", "Related", "Home", "Print", "More", "State:"]


def test_a_class_that_only_begins_like_chrome_is_content():
    for name in ("navy-seals", "shared-services", "menus", "footers-of-beams", "layout-with-sidebars"):
        assert content(f"<div class='{name}'><p>{PROSE}</p></div>") == [("paragraph", None, PROSE)]


def test_the_title_is_the_heading_that_the_document_names():
    banner = "<div><h1>Agency</h1></div>"
    assert read(f"<title>Detention | Agency</title>{banner}<h1>Detention</h1><p>{PROSE}</p>")[0][2] == "Detention"
    old = f"<title>Agency: Detention</title><p>Home</p><p><b>Detention</b></p><p>{PROSE}</p>"
    assert read(old)[0] == ("title", 1, "Detention")
    hidden = f"<main><h1 class=visually-hidden>Detention</h1><p>{PROSE}</p></main>"
    assert read(hidden)[0] == ("title", 1, "Detention")
    assert read(f"<main><h2>Detention<br>Reform</h2><p>{PROSE}</p></main>")[0] == ("title", 1, "Detention Reform")


def test_an_empty_main_element_does_not_hide_the_page():
    assert read(f"<main></main><h1>Detention</h1><p>{PROSE}</p>")[1] == ("paragraph", None, PROSE)


@pytest.mark.parametrize(
    ("head", "url", "href", "address"),
    [
        ("", "https://www.agency.gov/sheets/all", "cornerstone", "https://www.agency.gov/sheets/cornerstone"),
        ("", "https://www.agency.gov/sheets/all", "/cornerstone?a=1#b", "https://www.agency.gov/cornerstone?a=1#b"),
        ("", "https://www.agency.gov/sheets/all", "//other.gov/x", "https://other.gov/x"),
        ("<base href='/old/'>", "https://www.agency.gov/sheets/all", "x", "https://www.agency.gov/old/x"),
        ("<base href='https://archive.gov/'>", None, "x", "https://archive.gov/x"),
        ("<link rel=canonical href='//www.agency.gov/all'>", None, "x", "https://www.agency.gov/x"),
        ("", None, "/x", "/x"),
    ],
)  # fmt: skip
def test_a_link_is_resolved_against_what_the_page_and_its_address_say(head, url, href, address):
    assert hrefs(f"{head}<main><p><a href='{href}'>Cornerstone</a></p></main>", url) == [address]


@pytest.mark.parametrize("href", ["javascript:void(0)", "mailto:a@b.gov", "tel:1", "#top", "", "http://[", "data:,x"])
def test_what_is_no_address_never_becomes_one(href):
    assert hrefs(f"<main><p><a href='{href}'>Cornerstone</a></p></main>", "https://www.agency.gov/") == []


def test_a_block_has_an_address_only_where_all_of_it_is_one_link():
    html = "<main><p><a href=/a>All</a> of <a href=/a>it</a></p><p><a href=/a>All</a> <a href=/a>too</a></p></main>"
    assert hrefs(html, "https://www.agency.gov/") == ["https://www.agency.gov/a"]


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang=en><main><article lang=es-US><p>Hola</p></article></main>", "es"),
        ("<html lang=EN-us><p>Hello</p>", "en"),
        ("<p>Hello</p>", None),
    ],
)
def test_the_language_is_that_of_the_content(html, language):
    assert read_html(html).language == language


@pytest.mark.parametrize(
    "tag", ["div", "section", "x-card", "b", "optgroup", "blockquote", "table><tr><td", "a", "ul><li"]
)
@pytest.mark.parametrize("place", ["{}", "<main>{}</main>", "{}<main><p>y</p></main>", "<h2>{}</h2>"])
def test_a_page_is_read_however_deep_it_is(tag, place):
    deep = f"<{tag}>" * 3_000
    assert "word" in read_html(f"<p>first</p>{place.format(deep + 'word')}").text
    assert "word" in read_html(place.format(deep + "<main><p>word</p></main>")).text
