"""Error pages saved as pages, and pages that only look like some; what a page calls itself."""

import pytest

import factdata as fd
from factdata.page.html import read_html
from factdata.page.page import read_page

PROSE = "<p>The office inspects each bridge of the region twice a year, and it publishes what it has found there.</p>"
NAV = "<nav><a href=/>Home</a> <a href=/search>Search</a></nav>"


def read(html, url=None):
    layout = read_html(html, url)
    return read_page(layout.text, layout.blocks, layout.stated)


@pytest.mark.parametrize(
    "html",
    [
        f"<title>404 Page Not Found | Agency</title>{NAV}<footer>Privacy</footer>",
        f"<title>Agency</title>{NAV}<h1>Page not found</h1><p>Try the search.</p>",
        f"<title>Agency</title>{NAV}<h1>Oops!</h1><p>The page you asked for could not be found.</p>",
        "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this server.</p>",
        "<title>Just a moment...</title><noscript><p>Enable JavaScript and cookies to continue</p></noscript>",
        "<title>ERROR: The request could not be satisfied</title><h1>403 ERROR</h1><p>Request blocked.</p>",
        "<title>HTTP Status 503 – Service Unavailable</title><p>Come back later.</p>",
        f"<title>Agency :: Request Access</title><h1>Request Access</h1>{PROSE * 5}<p>We limit automated access.</p>",
        f"<title>Agency</title><p>We are sorry, but the document that you wanted has been moved.</p>{NAV}",
        "<title>Página no encontrada | Agencia</title><p>Use el buscador.</p>",
    ],
)
def test_an_error_page_is_none_of_the_pages(html):
    page = read(html)
    assert (page.is_error, page.kind, page.sheets, page.stamps) == (True, "other", [], [])
    assert {block.role for block in page.blocks} <= {"chrome", "footer"}


@pytest.mark.parametrize(
    "html",
    [
        f"<title>Page Not Found | Agency</title><h1>Page Not Found</h1>{PROSE * 30}",
        f"<title>Error pages | Agency</title><h1>Error pages</h1><p>404 says that a page was not found.</p>{PROSE * 6}",
        f"<title>Bridges | Agency</title><h1>Bridges</h1>{PROSE}",
        f"<title>Bridges | Agency</title><h1>Bridges</h1><p>The bureau has been moved to Granby.</p>{PROSE}",
        f"<title>500 Bridges | Agency</title><h1>500 Bridges</h1>{PROSE}",
        f"<title>Access | Agency</title><h1>Access</h1><p>Access to the files is by request.</p>{PROSE}",
        "<title>Agency</title><p>Closed on Friday.</p>",
    ],
)
def test_a_page_on_errors_or_a_short_one_is_no_error_page(html):
    assert not read(html).is_error


def test_an_error_page_takes_no_part_in_changes(tmp_path):
    good = f"<link rel=canonical href=https://www.agency.gov/bridges><h1>Bridges</h1>{PROSE}"
    error = "<link rel=canonical href=https://www.agency.gov/bridges><title>404 Not Found</title><p>Not here.</p>"
    for day, html in ((1, good), (2, error), (3, good)):
        (tmp_path / f"page_2021030{day}000000.html").write_text(html)
    corpus = fd.read(tmp_path)
    assert corpus.problems.code.to_list() == ["error_page"]
    assert corpus.captures.kind.to_list() == ["sheet", "other", "sheet"]
    changes = fd.compare(corpus)
    assert changes.change.to_list() == ["unchanged"]
    assert (changes.earlier_id[0], changes.later_id[0]) == (
        corpus.captures.capture_id[0],
        corpus.captures.capture_id[2],
    )


@pytest.mark.parametrize(
    ("html", "url", "genre"),
    [
        (f"<h1>Fact Sheet: Bridges</h1>{PROSE}", None, "fact sheet"),
        (f"<h1>Bridge Tolls Fact Sheet</h1>{PROSE}", None, "fact sheet"),
        (f"<p>News Release</p><h1>Agency Publishes Its Report</h1>{PROSE}", None, "news release"),
        (f"<p>For Immediate Release</p><h1>Remarks by the Secretary</h1>{PROSE}", None, "speech"),
        (f"<div class=breadcrumb>Home » News » Testimony</div><h1>Before the Committee</h1>{PROSE}", None, "testimony"),
        (f"<h1>Bridges</h1>{PROSE}", "https://www.agency.gov/news/press-releases/2018/bridges", "news release"),
        (f"<title>Annual Report 2019 | Agency</title>{PROSE * 3}", None, "report"),
        (f'<script type="application/ld+json">{{"@type": "FAQPage"}}</script><h1>Tolls</h1>{PROSE}', None, "FAQ"),
        (f"<h1>Form I-9</h1>{PROSE}", None, "form"),
        (
            f"<nav><ul><li>Reports<li>Forms</ul></nav><h1>Bridges of Form and Shape</h1>{PROSE}",
            "https://www.agency.gov/bridges",
            None,
        ),
    ],
)
def test_the_genre_is_what_the_page_calls_itself(html, url, genre):
    assert read(html, url).genre == genre


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Bridges | Agency</title>", "Bridges"),
        ("<title>Agency - Bridges</title><meta property=og:site_name content=Agency>", "Bridges"),
        ("<title>Bridges</title>", "Bridges"),
        ("<title>Bridges | Roads | Agency</title>", "Bridges | Roads"),
        ("<title> </title>", None),
    ],
)
def test_a_page_that_shows_no_title_has_that_of_the_document_without_its_site(head, title):
    assert read(f"{head}<body>{PROSE * 3}").title == title
