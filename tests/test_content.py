"""Main content: what is content by where the running text stands, whatever the markup calls it."""

import pytest

from factdata.page.html import read_html
from factdata.page.page import read_page

PROSE = [
    "The program lets an agency and its partners work side by side to find those who prey on others in the region.",
    "It pays for the equipment of local partners, for their vehicles, and for the training of all of their officers.",
    "Each office reports twice a year on what it has done, and the bureau publishes the reports of all offices.",
]
TEXT = "".join(f"<p>{line}</p>" for line in PROSE)
MENU = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("News", "Offices", "Careers", "Contact", "Forms"))
PAGE = "<title>Patrol | Agency</title><nav><ul>{menu}</ul></nav>{content}<footer>Privacy</footer>"


def content(body):
    """Return the text of the blocks that are content."""
    layout = read_html(PAGE.format(menu=MENU, content=body))
    page = read_page(layout.text, layout.blocks)
    return [layout.text[b.start : b.end] for b in page.blocks if b.role not in ("chrome", "footer", "stamp")]


@pytest.mark.parametrize(
    "wrapper",
    [
        "<div class='page with-nav sidebar'>{}</div>",
        "<div id=site-menu><div class=not-footer><div class='footer'>{}</div></div></div>",
        "<form action=/page.aspx>{}</form>",
        "<div hidden id=S1>{}</div><script>show('S1')</script>",
        "<div style='display: none'>{}</div>",
        "<noscript><div>{}</div></noscript>",
        "<main><p>Loading</p></main><div>{}</div>",
        "<article><header><h2>Patrol</h2></header>{}</article>",
    ],
)
def test_most_of_the_text_is_content_whatever_stands_round_it(wrapper):
    assert content(wrapper.format(f"<h1>Patrol</h1>{TEXT}"))[-3:] == PROSE


@pytest.mark.parametrize(
    "aside",
    [
        "<div class=sidebar><p>Write to the office.</p></div>",
        "<form><h3>Sign up</h3><p>Your address</p><input></form>",
        "<div id=comments><p>I like it.</p></div>",
        "<div class=cookie-consent><p>We set cookies.</p></div>",
        "<div hidden><p>More offices</p></div>",
        "<noscript><p>Switch scripts on.</p></noscript>",
        "<header><p>Agency</p></header>",
    ],
)
def test_a_box_with_little_of_the_text_is_what_it_is_called(aside):
    assert content(f"{aside}<h1>Patrol</h1>{TEXT}") == ["Patrol", *PROSE]


def test_a_nav_element_is_chrome_however_long():
    assert content(f"<h1>Patrol</h1><p>{PROSE[0]}</p><nav>{TEXT}</nav>") == ["Patrol", PROSE[0]]


def test_the_heading_of_an_item_is_no_banner():
    items = "".join(
        f"<article><header><h3>Sector {n}</h3></header><p>{line}</p></article>" for n, line in enumerate(PROSE)
    )
    assert [line for line in content(f"<h1>Sectors</h1>{items}") if line.startswith("Sector ")] == [
        "Sector 0", "Sector 1", "Sector 2",
    ]  # fmt: skip


def test_text_above_a_late_title_is_content():
    assert content(f"<div><h2>Patrol</h2>{TEXT}</div><h1>0 Comments</h1><p>Write one.</p>")[1:4] == PROSE
    assert content(f"<p>Agency</p><h1>Patrol</h1>{TEXT}") == ["Patrol", *PROSE]


def test_links_after_the_text_are_chrome_where_text_prevails():
    related = f"<h2>Related</h2><ul>{MENU}</ul>"
    assert content(f"<h1>Patrol</h1>{TEXT}{related}") == ["Patrol", *PROSE]
    assert content(f"<h1>Patrol</h1>{TEXT}<h2>Offices</h2><ul><li>North<li>South</ul>")[-3:] == [
        "Offices",
        "North",
        "South",
    ]
    assert (
        "Careers"
        in content(f"<h1>Patrol</h1><p>{PROSE[0]}</p>" + related.replace("</a>", " of the whole agency</a>") * 3)[-3]
    )


def test_the_last_items_of_a_listing_are_no_tail():
    items = "".join(f"<p><a href=/{n}>Sector {n}</a></p><p>{line}</p>" for n, line in enumerate(PROSE))
    last = "<p><a href=/budget>Budget 2006</a></p><p><a href=/budget-2>Budget 2007</a></p>"
    assert content(f"<h1>Fact Sheets</h1>{items}{last}")[-2:] == ["Budget 2006", "Budget 2007"]


def test_what_is_left_of_menus_is_no_content_where_scripts_write_the_page():
    menus = "".join(f"<nav><ul>{MENU}</ul></nav>" for _ in range(20))
    assert content(f"{menus}<p>Support</p><p>Sign In</p>") == []
    assert content("<p>Closed on Friday</p>") == ["Closed on Friday"]
