"""The words behind a row: the sentence of a mention, and the pages that a corpus is of."""

from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from factdata.corpus import Corpus
from factdata.report.html import say
from factdata.text.similarity import cut_sentences

LONGEST = 260  # characters of a sentence that is shown


class Words:
    """Finds the words behind rows of a corpus's tables."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.captures = corpus.captures.drop_duplicates("capture_id")

    @property
    def hosts(self) -> list[str]:
        """The sites that the pages are of, as far as addresses are known."""
        return sorted({host for url in self.captures.url.dropna() if (host := _host(url))})

    @property
    def source(self) -> str:
        """Name the pages and the days of their capture, as a chart's source line does."""
        captures = self.captures
        hosts, pages = self.hosts, captures.url.fillna(captures.path).unique()
        of = f" of {hosts[0]}" if len(hosts) == 1 else f" of {len(hosts):,} sites" if hosts else ""
        where = pages[0].split("//")[-1] if len(pages) == 1 else f"{len(pages):,} pages{of}"
        times = captures.captured_at.dropna()
        if times.empty:
            return f"Source: {where}; time of capture unknown."
        first, last = (say(time.tz_localize(None).normalize()) for time in (times.min(), times.max()))
        return f"Source: {where}, captured {first if first == last else f'{first} to {last}'}."

    def behind(self, row: Any) -> dict[str, Any]:
        """Return what to show where a reader points at a row of a chart, and where on the page of sheets it leads."""
        sheet = getattr(row, "sheet_id", None)
        sheet = "" if sheet is None or pd.isna(sheet) else str(sheet)
        start = getattr(row, "start", None)
        anchor = f"{sheet}.{start:.0f}" if sheet and start is not None and pd.notna(start) else sheet
        return {"words": self._say(row), "anchor": anchor, "groups": groups_of(row)}

    def _say(self, row: Any) -> str:
        if pd.notna(evidence := getattr(row, "evidence", None)) and evidence:
            return f"{str(row.role).replace('_', ' ')}: {say(row.date)}. The text mentions {evidence}."
        if pd.notna(getattr(row, "start", None)):
            return self.sentence(row.capture_id, int(row.start), int(row.end))
        named = [getattr(row, name, None) for name in ("words", "label", "text", "role", "date")]
        return _shorten(": ".join(say(value) for value in named if value is not None and pd.notna(value)))

    def sentence(self, capture_id: str, start: int, end: int) -> str:
        """Return the sentence of a mention, from its block."""
        blocks = self.corpus.blocks
        own = blocks[(blocks.capture_id == capture_id) & (blocks.start <= start) & (blocks.end >= end)]
        if own.empty:
            return ""
        text, offset = own.text.iloc[0], int(own.start.iloc[0])
        starts = [*cut_sentences(text), len(text)]
        first = max([0, *(place for place in starts if place <= start - offset)])
        last = min(place for place in starts if place >= end - offset)
        return _shorten(text[max(first, start - offset - LONGEST) : last])


def groups_of(row: Any) -> dict[str, str]:
    """Return the groups by which readers choose among rows: its division, and the label of its topic."""
    named = {"division": getattr(row, "division", None), "topic": getattr(row, "label", None)}
    return {kind: str(name) for kind, name in named.items() if name is not None and pd.notna(name)}


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # such as `http://[`
        return None
