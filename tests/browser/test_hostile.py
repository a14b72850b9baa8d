"""The report of hostile pages in a browser: none of their scripts runs, and nothing is asked for outside."""

import subprocess
import sys

import pytest

from tests.hostile import MARKUP, OUTSIDE, check_report, write_pages

N_PAGES = 40


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "raw").mkdir()
    write_pages(folder / "raw", N_PAGES)
    # In a process of its own: notebooks are run by asyncio, as the browser is.
    subprocess.run([sys.executable, "-m", "factdata", "report", folder / "raw", "--out", folder], check=True)
    return folder / "reports"


def visit_all(browser, reports):
    """Open each page and figure without the policy that would stop scripts, and return what was asked for and said."""
    context = browser.new_context(bypass_csp=True)
    asked, said, ran = [], [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("dialog", lambda dialog: said.append(dialog.message))
    for file in sorted([*reports.glob("*.html"), *reports.glob("figures/*.svg")]):
        page = context.new_page()
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        page.evaluate(
            "document.querySelectorAll('*').forEach((element) => {"
            " for (const name of ['mouseover', 'focus', 'toggle', 'error']) element.dispatchEvent(new Event(name)); })"
        )
        ran += [file.name] * page.evaluate("'ran' in window")
        page.close()
    context.close()
    return asked, said, ran


def test_no_script_of_a_page_runs_and_no_request_is_sent(browser, reports):
    check_report(reports)
    asked, said, ran = visit_all(browser, reports)
    assert len(asked) > 20
    assert [address for address in asked if not address.startswith(f"{reports.as_uri()}/")] == []
    assert said == []
    assert ran == []


def test_the_browser_would_tell_of_a_script_and_a_request(browser, tmp_path):
    (tmp_path / "page.html").write_text(MARKUP[2])
    asked, _, ran = visit_all(browser, tmp_path)
    assert ran == ["page.html"] and f"{OUTSIDE}x.png" in asked
