"""The sheets' words with marks where a date, a quantity, a law or a topic's word was read, for a page of the report."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd

from factdata.analysis.reviews.timeline import review_timeline
from factdata.corpus import Corpus
from factdata.report.html import plural, say
from factdata.text.words import TOKEN_PATTERN

KINDS = {
    "stamp": "stamp",
    "evidence": "evidence of the text's age",
    "date": "date",
    "quantity": "quantity",
    "law": "law",
    "topic": "word of its topic",
}
MANY = {"quantity": "quantities"}
PART_SHEETS, PART_LETTERS = 1_000, 1_500_000  # on one page at most: a browser shows and searches them at once
LETTERS_A_MARK = 250  # of HTML, for a mention in the text and in the list below it
_TOKEN = re.compile(TOKEN_PATTERN)
_START = attrgetter("start")


class Mention(NamedTuple):
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


class Entry(NamedTuple):
    """A fact sheet, or what a page says outside its sheets, as the report shows it."""

    anchor: str
    capture: Any
    sheet: Any  # missing: the page's own words
    spans: list[Span]
    mentions: list[Mention]
    division: str = ""
    unit: str = ""
    topic: str = ""

    @property
    def counts(self) -> str:
        """Say what was read in it: `1 date, 8 quantities`."""
        counts = Counter(mention.kind for mention in self.mentions)
        return ", ".join(plural(n, KINDS[kind], MANY.get(kind, "")) for kind, n in counts.items())


def mark_sheets(
    corpus: Corpus, topic_of: Mapping[str, str], topic_words: Mapping[str, Iterable[str]]
) -> Iterator[Entry]:
    """Yield what each capture says outside its sheets, where something was read there, and each of its sheets."""
    mentions = _read_mentions(corpus)
    sheets = {name: list(group.itertuples()) for name, group in corpus.sheets.groupby("capture_id")}
    blocks = {name: list(group.itertuples()) for name, group in corpus.blocks.groupby("capture_id")}
    timeline = review_timeline(corpus)
    younger = timeline[timeline.text_younger_than_stamp].drop_duplicates("evidence_sheet").set_index("evidence_sheet")
    for capture in corpus.captures.drop_duplicates("capture_id").itertuples():
        name = capture.capture_id
        end = 0  # of the last sheet: blocks up to it are its own, and come after it where both start at one place
        for part in sorted([*sheets.get(name, []), *blocks.get(name, [])], key=lambda part: (part.start, -part.end)):
            found = [mention for mention in mentions[name] if part.start <= mention.start < part.end]
            if hasattr(part, "sheet_id"):
                end = part.end
                topic = topic_of.get(part.sheet_id, "")
                if part.sheet_id in younger.index:
                    found = _add_evidence(found, part, younger.loc[part.sheet_id])
                marked = [*found, *_find_words(part, set(topic_words.get(topic, ())), topic)]
                spans = _mark(part, sorted(marked, key=_START))
                division, unit = ("" if pd.isna(heading) else heading for heading in (part.division, part.unit))
                yield Entry(part.sheet_id, capture, part, spans, found, division, unit, topic)
            elif found and part.start >= end:
                yield Entry(f"{name}.block-{part.block}", capture, None, _mark(part, found), found)


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
        ("stamp", corpus.reviews, lambda row: f"{str(row.role).replace('_', ' ')}: {say(row.date)}"),
        ("date", corpus.dates, _say_date),
        ("quantity", corpus.quantities, _say_quantity),
        ("law", corpus.citations, lambda row: row.normalised),
    ):
        for row in table.itertuples():
            owner = row.capture_id if pd.isna(row.sheet_id) else row.sheet_id
            above = bisect_right(starts.get(row.capture_id, []), row.start, key=lambda page: page[0])
            page = f", page {starts[row.capture_id][above - 1][1]}" if above else ""  # of a PDF
            mention = Mention(row.start, row.end, kind, row.surface, describe(row) + page, f"{owner}.{row.start}")
            found[row.capture_id].append(mention)
    for mentions in found.values():
        mentions.sort(key=_START)
    return found


def _add_evidence(found: list[Mention], sheet: Any, stamp: Any) -> list[Mention]:
    """Mark the term that shows a text to be later than its page's stamp; where it is a date, that is marked already."""
    start = sheet.start + sheet.text.find(stamp.evidence)
    end = start + len(stamp.evidence)
    if start < sheet.start or any(mention.start < end and start < mention.end for mention in found):
        return found
    meaning = f"not in use before {say(stamp.evidence_date)}, later than the stamp of {say(stamp.date)}"
    evidence = Mention(start, end, "evidence", stamp.evidence, meaning, f"{sheet.sheet_id}.{start}")
    return sorted([*found, evidence], key=_START)


def _find_words(sheet: Any, words: set[str], topic: str) -> Iterator[Mention]:
    for match in _TOKEN.finditer(sheet.text) if words else ():
        if match[0].lower() in words:
            start, end = sheet.start + match.start(), sheet.start + match.end()
            yield Mention(start, end, "topic", match[0], topic)


def _mark(part: Any, mentions: list[Mention]) -> list[Span]:
    """Cut the text of a sheet or block where a mention begins and ends."""
    spans, last = [], 0
    for mention in mentions:
        start, end = mention.start - part.start, mention.end - part.start
        if start >= last:  # else a topic's word inside a mention
            spans += [Span(part.text[last:start]), Span(part.text[start:end], mention)]
            last = end
    return [*spans, Span(part.text[last:])]


def _say_date(row: Any) -> str:
    modifier = "" if pd.isna(row.modifier) else f"{row.modifier} "
    days = dict.fromkeys(say(day) for day in (row.from_date, row.to_date) if pd.notna(day))
    return f"{modifier}{str(row.kind).replace('_', ' ')}, {' to '.join(days) or 'no year named'}"


def _say_quantity(row: Any) -> str:
    value = f"{row.value:,.10g}" + ("" if pd.isna(row.value_to) else f" to {row.value_to:,.10g}")
    unit = "" if row.unit == "count" else f" {row.unit}"
    counted = "" if pd.isna(row.counted) else f" {row.counted}"
    return f"{'' if row.comparator == '=' else f'{row.comparator} '}{value}{unit}{counted}"
