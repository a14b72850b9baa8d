"""The sheets' words with marks where a date, a quantity, a law or a topic's word was read, for a page of the report."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pandas as pd
from markupsafe import Markup, escape

from factdata.corpus import Corpus
from factdata.report.show import say
from factdata.text.words import TOKEN_PATTERN

KINDS = {"stamp": "stamp", "date": "date", "quantity": "quantity", "law": "law", "topic": "word of its topic"}
PART_SHEETS, PART_LETTERS = 1_000, 1_500_000  # on one page at most: a browser shows and searches them at once
_TOKEN = re.compile(TOKEN_PATTERN)


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters of a capture's text, and what was read in them."""

    start: int
    end: int
    kind: str
    surface: str
    said: str
    anchor: str = ""


@dataclass(slots=True)
class Entry:
    """A fact sheet, or what a page says outside its sheets, as the report shows it."""

    anchor: str
    capture: Any
    sheet: Any  # missing: the page's own words
    html: Markup
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
        return ", ".join(f"{n:,} {_plural(KINDS[kind], n)}" for kind, n in counts.items())


@dataclass
class Topics:
    """What a report's notebooks found of topics: each sheet's label, and the words of each label."""

    TABLES: ClassVar = ("topics", "topic_terms", "topic_assignments")

    of_sheet: dict[str, str] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def from_tables(cls, tables: Mapping[str, pd.DataFrame]) -> "Topics":
        """Take them from the tables of a `find_topics`; without one of them there are no topics."""
        if not set(cls.TABLES) <= set(tables):
            return cls()
        topics, terms, placed = (tables[name] for name in cls.TABLES)
        labels = topics.set_index("topic").label
        return cls(
            dict(zip(placed.sheet_id, placed.topic.map(labels), strict=True)),
            {label: set(terms[terms.topic == topic].term) for topic, label in labels.items()},
        )


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
                    [*found, *_find_words(part, topics.words.get(topic, set()), topic)], key=lambda word: word.start
                )
                yield Entry(part.sheet_id, capture, part, _mark(part.text, part.start, marked), found, topic)
            elif found and part.start >= end:
                yield Entry(f"{name}.block-{part.block}", capture, None, _mark(part.text, part.start, found), found)


def split_parts(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Cut what is shown into pages that a browser copes with; one at least."""
    parts: list[list[Entry]] = [[]]
    letters = 0
    for entry in entries:
        letters += len(entry.html)
        if parts[-1] and (len(parts[-1]) >= PART_SHEETS or letters > PART_LETTERS):
            parts.append([])
            letters = len(entry.html)
        parts[-1].append(entry)
    return parts


def _read_mentions(corpus: Corpus) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for kind, table, describe in (
        ("stamp", corpus.reviews, _say_stamp),
        ("date", corpus.dates, _say_date),
        ("quantity", corpus.quantities, _say_quantity),
        ("law", corpus.citations, lambda row: row.normalised),
    ):
        for row in table.itertuples():
            owner = row.capture_id if pd.isna(row.sheet_id) else row.sheet_id
            found[row.capture_id].append(
                Mention(row.start, row.end, kind, row.surface, describe(row), f"{owner}.{row.start}")
            )
    for mentions in found.values():
        mentions.sort(key=lambda mention: mention.start)
    return found


def _between(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    first, last = (bisect_left(mentions, place, key=lambda mention: mention.start) for place in (start, end))
    return mentions[first:last]


def _find_words(sheet: Any, words: set[str], topic: str) -> Iterator[Mention]:
    for match in _TOKEN.finditer(sheet.text) if words else ():
        if match[0].lower() in words:
            start, end = sheet.start + match.start(), sheet.start + match.end()
            yield Mention(start, end, "topic", match[0], topic)


def _mark(text: str, offset: int, mentions: list[Mention]) -> Markup:
    """Return the text as HTML with its mentions marked, each under the name by which tables link to it."""
    parts, last = [], 0
    for mention in mentions:
        start, end = mention.start - offset, mention.end - offset
        if start < last:
            continue  # a topic's word inside a mention
        said = f"{KINDS[mention.kind]}: {mention.said}"
        name = Markup(' id="{}"').format(mention.anchor) if mention.anchor else ""
        mark = Markup('<mark class="{}"{} title="{}">{}</mark>').format(mention.kind, name, said, text[start:end])
        parts += [escape(text[last:start]), mark]
        last = end
    return Markup("").join([*parts, escape(text[last:])])


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


def _plural(word: str, n: int) -> str:
    return word if n == 1 else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
