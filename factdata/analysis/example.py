"""A constructed history: what changes look like before there are several captures of a page."""

import tempfile
from pathlib import Path

import pandas as pd

from factdata.corpus import Corpus, load, read

ADDRESS = "https://constructed.example/factsheets"
EDITS = Path(__file__).with_name("example_edits.csv")  # the edits, by the time of the first capture that shows them


def example_history() -> Corpus:
    """Return a constructed history of the shipped listing: six captures with known edits between them.

    It shows what `compare` and `review_timeline` return for a page that was captured more than once. None of it was
    ever published, so it is not evidence of anything: its address is under ``constructed.example``.

    Examples
    --------
    >>> import factdata as fd
    >>> fd.compare(fd.example_history()).change.value_counts()["moved"].item()
    1
    """
    corpus = load()
    text = corpus.text(corpus.captures.capture_id[0])
    with tempfile.TemporaryDirectory() as folder:
        captures: list[dict[str, str]] = []
        for time, edits in pd.read_csv(EDITS, keep_default_na=False).groupby("captured_at"):
            for old, new in zip(edits.old, edits.new, strict=True):
                text = text.replace(old, new) if old else text
            captures.append({"path": f"constructed-{len(captures) + 1}.txt", "url": ADDRESS, "captured_at": str(time)})
            Path(folder, captures[-1]["path"]).write_text(text, "utf-8")
        pd.DataFrame(captures).to_csv(Path(folder, "captures.csv"), index=False)
        return read(folder)
