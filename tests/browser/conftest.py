"""Chromium, as the tests of pages and notebooks start it. Without one these tests fail: `make test` leaves them out."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# --no-sandbox: continuous integration is root, for whom Chromium has no sandbox.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def find_chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, f"no Chromium: none of {', '.join(NAMES)} is on the path; install one, or set CHROMIUM to its file"
    return found


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=OPTIONS)
        yield browser
        browser.close()
