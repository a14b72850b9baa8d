"""The report's pages in a browser: accessible in both schemes, whole on any screen, and asking for nothing outside."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import ROOT

REPORTS = ROOT / "reports"
PAGES = sorted(page.name for page in REPORTS.glob("*.html"))
N_SHEETS = 43


@pytest.fixture
def visit(browser):
    """Open a page of the report, and hold what it asks for and complains of."""
    contexts = []

    def visit(page: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        opened = context.new_page()
        opened.asked, opened.complaints = [], []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.on("console", lambda message: opened.complaints.append(message.text))
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.goto(f"{REPORTS.as_uri()}/{page}")
        return opened

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_asked_for_outside(visit, name, scheme, width):
    page = visit(name, width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert "No description has been provided" not in page.content()
    assert [address for address in page.asked if not address.startswith(f"{REPORTS.as_uri()}/")] == []
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_reaches_over_the_edge_and_every_picture_is_there(visit, name, width):
    page = visit(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.evaluate("[...document.images].map((image) => [image.complete && image.naturalWidth > 0, image.alt])")
    assert all(there and len(alt) > 40 for there, alt in shown)


def test_what_is_printed_from_a_dark_screen_is_black_on_white(visit):
    page = visit("index.html", color_scheme="dark")
    color = "getComputedStyle(document.querySelector('.caveat')).color"
    on_screen = page.evaluate(color)
    page.emulate_media(media="print", color_scheme="dark")
    in_print = page.evaluate(color)
    assert max(map(int, re.findall(r"\d+", in_print))) < 128 < min(map(int, re.findall(r"\d+", on_screen)))


def test_the_skip_link_comes_first_and_leads_to_the_content(visit):
    page = visit("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html#main")  # after the key was sent, not with it


def shown(page) -> int:
    return page.locator("article:visible").count()


def test_sheets_are_searched_and_filtered(visit):
    page = visit("sheets.html")
    assert shown(page) == N_SHEETS
    page.get_by_label("Division").select_option("Enforcement and Removal")
    assert shown(page) == 11
    assert "11 of 43 sheets" in page.get_by_role("status").inner_text()
    page.get_by_label("Search the sheets").fill("detention STANDARDS")
    assert shown(page) == 1
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function(f"document.querySelectorAll('article:not([hidden])').length === {N_SHEETS}")
    topic = page.get_by_label("Topic", exact=True)
    topic.select_option(index=1)
    assert 0 < shown(page) < N_SHEETS


def test_a_finding_leads_to_its_sheets_and_a_table_to_the_words(visit):
    page = visit("index.html")
    link = page.locator("a[href*='#sheets=']").first
    n = int(re.search(r"(\d+) fact sheets", link.inner_text())[1])
    link.click()
    page.wait_for_function(f"document.querySelectorAll('article:not([hidden])').length === {n}")
    assert "behind the finding" in page.get_by_role("status").inner_text()

    page = visit("3-review-dates.html")
    link = page.locator("td a[href^='sheets.html#']").last
    row = link.locator("xpath=ancestor::tr").inner_text()
    link.click()
    assert page.locator("mark:target").inner_text() in row


def test_a_topic_chosen_leaves_its_own_rows(visit):
    page = visit("2-topics.html")
    choice = page.get_by_label("Show topic")
    (topic,) = choice.select_option(index=2)
    rows = page.locator("[data-topic]:visible")
    assert rows.count() > 0
    assert set(rows.evaluate_all("rows => rows.map((row) => row.dataset.topic)")) == {topic}
    choice.select_option(index=0)
    assert len(set(rows.evaluate_all("rows => rows.map((row) => row.dataset.topic)"))) > 5


def test_without_scripts_every_sheet_can_be_read(visit):
    page = visit("sheets.html", java_script_enabled=False)
    assert shown(page) == N_SHEETS
    assert page.locator("form:visible").count() == 0
