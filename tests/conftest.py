from pathlib import Path

import pytest

import factdata as fd

ROOT = Path(__file__).parent.parent
PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def pages() -> Path:
    return PAGES


@pytest.fixture(scope="session")
def corpus() -> fd.Corpus:
    return fd.read(ROOT / "data" / "raw")
