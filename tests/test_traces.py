"""Every row can be traced to its characters, on any text."""

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factdata as fd

SURFACES = {
    "blocks": "text",
    "sheets": "text",
    "reviews": "surface",
    "dates": "surface",
    "quantities": "surface",
    "citations": "surface",
}


def assert_traces(corpus: fd.Corpus) -> None:
    texts = {capture_id: corpus.text(capture_id) for capture_id in corpus.captures.capture_id.unique()}
    for name, column in SURFACES.items():
        for row in corpus.tables[name].itertuples():
            assert texts[row.capture_id][row.start : row.end] == getattr(row, column)
    for capture_id, blocks in corpus.blocks.groupby("capture_id"):
        assert blocks.start.iloc[0] == 0
        assert (blocks.start.iloc[1:].to_numpy() == blocks.end.iloc[:-1].to_numpy()).all()
        assert blocks.end.iloc[-1] == len(texts[capture_id])


def test_the_listing_can_be_traced_and_joined_again(corpus, root):
    assert_traces(corpus)
    (capture_id,) = corpus.captures.capture_id
    assert corpus.text(capture_id) == (root / "data/raw/ice-factsheets.txt").read_text("utf-8")


LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "", "Fact Sheets", "Operations", "It cost $5 million in 2010.", "  • bullet", "Updated: 01/02/2019", "\t"]
    ),
)


@given(st.lists(LINES, max_size=40).map("\n".join))
def test_any_text_can_be_traced_and_joined_again(text):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.txt")
        file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
        corpus = fd.read(file)
    assert_traces(corpus)
    for row in corpus.captures.itertuples():
        if row.encoding == "utf-8" and not text.startswith("\ufeff") and corpus.problems.empty:
            assert corpus.text(row.capture_id) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_said_to_be_unreadable(data):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.txt").write_bytes(data)
        corpus = fd.read(folder)
    assert len(corpus.captures) == 1 or "not_text" in set(corpus.problems.code)
    assert_traces(corpus)


def test_a_capture_that_is_not_there_is_named(corpus):
    with pytest.raises(KeyError, match="no capture 'abc'"):
        corpus.text("abc")


def test_tables_have_the_declared_columns_and_dtypes(corpus):
    assert list(corpus.sheets) == (
        ["capture_id", "sheet_id", "position", "division", "unit", "title", "url", "text", "n_words", "start", "end"]
    )
    assert corpus.sheets.text.dtype == "str"
    assert corpus.captures.captured_at.dtype == "datetime64[us, UTC]"
    assert isinstance(corpus.blocks.role.dtype, pd.CategoricalDtype)
