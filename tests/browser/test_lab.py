"""JupyterLab as `make lab` starts it: each notebook is opened in Chromium and run through the menu."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from factdata.sources.shipped import find_notebooks
from tests.conftest import ROOT

TOKEN = "of-the-tests"
SECONDS = 240  # for a server to start, or a notebook to run, on a machine that does other things as well


def wait_until(holds, what: str):
    """Return what `holds` gives once that is true; it may fail until then."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            if found := holds():
                return found
        except OSError:
            pass
        time.sleep(0.5)
    raise AssertionError(f"not within {SECONDS} s: {what}")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Start JupyterLab on a copy of the notebooks, which it saves; with settings and a workspace of its own."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"windowingMode": "none"}))  # else cells out of sight are not in the page
    places = {name: str(folder / name) for name in ("settings", "workspaces", "config", "runtime")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--no-browser --allow-root --port={port} --ServerApp.port_retries=0 --IdentityProvider.token={TOKEN}"
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": places["settings"],
        "JUPYTERLAB_WORKSPACES_DIR": places["workspaces"],
        "JUPYTER_CONFIG_DIR": places["config"],
        "JUPYTER_RUNTIME_DIR": places["runtime"],
    }
    command = ["make", "lab", f"LAB={folder / 'notebooks'} {options}"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: ask(address, "status"), "JupyterLab's server")
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # make, the server and its kernels
        server.wait(60)


def ask(address: str, what: str):
    with urllib.request.urlopen(f"{address}/api/{what}?token={TOKEN}") as answer:
        return json.load(answer)


def state(address: str, name: str) -> str:
    """The kernel's own state: the page's indicator says idle before it is connected."""
    return next((s["kernel"]["execution_state"] for s in ask(address, "sessions") if s["path"] == name), "none")


@pytest.mark.parametrize("file", find_notebooks(), ids=lambda file: file.stem)
def test_a_notebook_runs_from_the_menu_and_shows_its_figures(browser, lab, file: Path):
    code = [cell.source for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
    figures = re.findall(r"show\.figure\(", "\n".join(code))
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(f"{lab}/lab/tree/{file.name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=SECONDS * 1_000)
    wait_until(lambda: state(lab, file.name) == "idle", f"a kernel for {file.name}")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt")

    def is_done() -> bool:
        said = prompts.all_inner_texts()
        return len(said) >= len(code) and all(re.fullmatch(r"\[\d+\]:", text) for text in said)

    errors = page.locator(".jp-RenderedText[data-mime-type$='.error'], .jp-RenderedText[data-mime-type$='.stderr']")
    wait_until(lambda: errors.count() or (is_done() and state(lab, file.name) == "idle"), f"{file.name} to run")
    assert errors.all_inner_texts() == []
    shown = page.evaluate(
        "[...document.querySelectorAll('.jp-Notebook figure img')]"
        ".map((image) => [image.complete && image.naturalWidth > 0, image.alt])"
    )
    assert 0 < len(shown) <= len(figures) or file.stem == "4-changes"  # the listing was captured once
    assert all(there and len(alt) > 40 for there, alt in shown)
    page.close()
