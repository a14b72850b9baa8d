from pathlib import Path

import pytest
from hypothesis import settings

import factdata as fd

# A busy machine must not fail a test: what takes long is for the benchmarks to say.
settings.register_profile("factdata", deadline=None)
settings.load_profile("factdata")

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
