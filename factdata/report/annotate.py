"""The sheets' words with marks where a date, a quantity, a law or a topic's word was read, for a page of the report."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from factdata.corpus import Corpus
from factdata.report.html import plural, say
from factdata.text.words import TOKEN_PATTERN

KINDS = {"stamp": "stamp", "date": "date", "quantity": "quantity", "law": "law", "topic": "word of its topic"}
MANY = {"quantity": "quantities"}
PART_SHEETS, PART_LETTERS = 1_000, 1_500_000  # on one page at most: a browser shows and searches them at once
LETTERS_A_MARK = 250  # of HTML, for a mention in the text and in the list below it
_TOKEN = re.compile(TOKEN_PATTERN)


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of a capture's text, and what was read in them."""

    start: int
    end: int
    kind: str
    surface: str
    meaning: str
    anchor: str = ""


class Span(NamedTuple):
    """A stretch of text, with the mention that it is, if any."""

    text: str
    mention: Mention | None = None


@dataclass(slots=True)
class Entry:
    """A fact sheet, or what a page says outside its sheets, as the report shows it."""

    anchor: str
    capture: Any
    sheet: Any  # missing: the page's own words
    spans: list[Span]
    mentions: list[Mention]
    topic: str = ""

    @property
    def division(self) -> str:
        """The heading that it stands under; empty: none."""
        return "" if self.sheet is None or pd.isna(self.sheet.division) else self.sheet.division

    @property
    def unit(self) -> str:
        """The lower heading that it stands under; empty: none."""
        return "" if self.sheet is None or pd.isna(self.sheet.unit) else self.sheet.unit

    @property
    def counts(self) -> str:
        """Say what was read in it: `1 date, 8 quantities`."""
        counts: dict[str, int] = defaultdict(int)
        for mention in self.mentions:
            counts[mention.kind] += 1
        return ", ".join(plural(n, KINDS[kind], MANY.get(kind, "")) for kind, n in counts.items())


@dataclass
class Topics:
    """What a report's notebooks found of topics: each sheet's label, and the words of each label."""

    of_sheet: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)


def mark_sheets(corpus: Corpus, topics: Topics) -> Iterator[Entry]:
    """Yield what each capture says outside its sheets, where something was read there, and each of its sheets."""
    mentions = _read_mentions(corpus)
    sheets = {name: list(group.itertuples()) for name, group in corpus.sheets.groupby("capture_id")}
    blocks = {name: list(group.itertuples()) for name, group in corpus.blocks.groupby("capture_id")}
    for capture in corpus.captures.drop_duplicates("capture_id").itertuples():
        name = capture.capture_id
        end = 0  # of the last sheet: blocks up to it are its own, and come after it where both start at one place
        for part in sorted([*sheets.get(name, []), *blocks.get(name, [])], key=lambda part: (part.start, -part.end)):
            found = _between(mentions[name], part.start, part.end)
            if hasattr(part, "sheet_id"):
                end = part.end
                topic = topics.of_sheet.get(part.sheet_id, "")
                marked = sorted(
                    [*found, *_find_words(part, set(topics.words.get(topic, ())), topic)], key=lambda word: word.start
                )
                yield Entry(part.sheet_id, capture, part, _mark(part.text, part.start, marked), found, topic)
            elif found and part.start >= end:
                yield Entry(f"{name}.block-{part.block}", capture, None, _mark(part.text, part.start, found), found)


def split_parts(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Cut what is shown into pages that a browser copes with; one at least."""
    parts: list[list[Entry]] = [[]]
    letters = 0
    for entry in entries:
        size = sum(LETTERS_A_MARK * (span.mention is not None) + len(span.text) for span in entry.spans)
        letters += size
        if parts[-1] and (len(parts[-1]) >= PART_SHEETS or letters > PART_LETTERS):
            parts.append([])
            letters = size
        parts[-1].append(entry)
    return parts


def _read_mentions(corpus: Corpus) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    paged = corpus.blocks.dropna(subset="page").drop_duplicates(["capture_id", "page"])
    starts = {name: list(zip(group.start, group.page, strict=True)) for name, group in paged.groupby("capture_id")}
    for kind, table, describe in (
        ("stamp", corpus.reviews, _say_stamp),
        ("date", corpus.dates, _say_date),
        ("quantity", corpus.quantities, _say_quantity),
        ("law", corpus.citations, lambda row: row.normalised),
    ):
        for row in table.itertuples():
            owner = row.capture_id if pd.isna(row.sheet_id) else row.sheet_id
            meaning = describe(row) + _say_page(starts.get(row.capture_id, []), row.start)
            found[row.capture_id].append(
                Mention(row.start, row.end, kind, row.surface, meaning, f"{owner}.{row.start}")
            )
    for mentions in found.values():
        mentions.sort(key=lambda mention: mention.start)
    return found


def _say_page(starts: list[tuple[int, int]], place: int) -> str:
    """Name the page of a PDF that a place in the text is on; pages are given by where each starts."""
    above = bisect_right(starts, place, key=lambda page: page[0])
    return f", page {starts[above - 1][1]}" if above else ""


def _between(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    first, last = (bisect_left(mentions, place, key=lambda mention: mention.start) for place in (start, end))
    return mentions[first:last]


def _find_words(sheet: Any, words: set[str], topic: str) -> Iterator[Mention]:
    for match in _TOKEN.finditer(sheet.text) if words else ():
        if match[0].lower() in words:
            start, end = sheet.start + match.start(), sheet.start + match.end()
            yield Mention(start, end, "topic", match[0], topic)


def _mark(text: str, offset: int, mentions: list[Mention]) -> list[Span]:
    """Cut the text where a mention begins and ends."""
    spans, last = [], 0
    for mention in mentions:
        start, end = mention.start - offset, mention.end - offset
        if start >= last:  # else a topic's word inside a mention
            spans += [Span(text[last:start]), Span(text[start:end], mention)]
            last = end
    return [*spans, Span(text[last:])]


def _say_stamp(row: Any) -> str:
    return f"{str(row.role).replace('_', ' ')}: {_say_interval(row.date, row.date)}"


def _say_date(row: Any) -> str:
    modifier = "" if pd.isna(row.modifier) else f"{row.modifier} "
    return f"{modifier}{str(row.kind).replace('_', ' ')}, {_say_interval(row.from_date, row.to_date)}"


def _say_interval(first: Any, last: Any) -> str:
    if pd.isna(first):
        return "no year named"
    return say(first) if first == last else f"{say(first)} to {say(last)}"


def _say_quantity(row: Any) -> str:
    value = f"{row.value:,.10g}" + ("" if pd.isna(row.value_to) else f" to {row.value_to:,.10g}")
    unit = "" if row.unit == "count" else f" {row.unit}"
    counted = "" if pd.isna(row.counted) else f" {row.counted}"
    return f"{'' if row.comparator == '=' else f'{row.comparator} '}{value}{unit}{counted}"
