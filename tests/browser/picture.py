"""Make the picture of the report that README shows: ``python -m tests.browser.picture``."""

from playwright.sync_api import sync_playwright

from tests.browser.conftest import OPTIONS, find_chromium
from tests.conftest import ROOT

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
    page = browser.new_page(viewport={"width": 1000, "height": 1180}, color_scheme="light")
    page.goto((ROOT / "reports" / "index.html").as_uri())
    page.screenshot(path=ROOT / "docs" / "report.png")
    browser.close()
