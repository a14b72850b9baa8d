"""Histories made at random, with every change known: the truth that comparisons are held against."""

import random
from dataclasses import dataclass, field, replace

import pandas as pd

import factdata as fd
from factdata.tables.rows import BlockRow, CaptureRow, ReviewRow, SheetRow
from factdata.tables.schema import build

HEADINGS = [("North", "Roads"), ("North", "Bridges"), ("South", None), ("South", "Ferries"), ("Office", "Budget")]
# 400 words of two syllables: as many as a page has that tell its sheets apart.
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
WORDS = [first + second for first in SYLLABLES for second in SYLLABLES]


@dataclass(frozen=True)
class Sheet:
    key: int
    title: str
    heading: tuple[str, str | None]
    text: str
    stamp: pd.Timestamp | None


@dataclass
class History:
    captures: list[list[Sheet]] = field(default_factory=list)
    page_stamps: list[pd.Timestamp] = field(default_factory=list)
    edits: list[dict[int, set[str]]] = field(default_factory=list)  # by step: what was done to which sheet


def sentence(chance: random.Random, n: int) -> str:
    words = [chance.choice(WORDS) for _ in range(n)]
    return " ".join(words).capitalize() + f" {chance.randint(2, 900)} times."


def edit(chance: random.Random, sheet: Sheet, rate: float, share: float) -> tuple[Sheet, set[str]]:
    """Edit a sheet in each way with probability `rate`; return in which ways it was."""
    done = {name for name in ("reworded", "retitled", "moved", "restamped") if chance.random() < rate}
    if "reworded" in done:
        words = sheet.text.split()
        for place in chance.sample(range(len(words) - 1), max(1, int(share * len(words)))):
            words[place] = chance.choice([word for word in WORDS if word != words[place].lower()])
        sheet = replace(sheet, text=" ".join(words))
    if "retitled" in done:
        sheet = replace(sheet, title=sheet.title + " " + chance.choice(WORDS).title())
    if "moved" in done:
        sheet = replace(sheet, heading=chance.choice([h for h in HEADINGS if h != sheet.heading]))
    if "restamped" in done and sheet.stamp is not None:
        sheet = replace(sheet, stamp=sheet.stamp + pd.Timedelta(days=chance.randint(1, 90)))
    else:
        done.discard("restamped")
    return sheet, done


def make_history(seed: int, n_captures: int, rate: float, share: float = 0.3, n_sheets: int | None = None) -> History:
    """Make captures; at each step each sheet is edited in each way with probability `rate`."""
    chance = random.Random(seed)
    start = pd.Timestamp("2018-01-10")

    def new_sheet(key: int) -> Sheet:
        title = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {chance.choice(WORDS)} {key}".title()
        stamp = start if chance.random() < 0.5 else None
        return Sheet(key, title, chance.choice(HEADINGS), sentence(chance, chance.randint(12, 40)), stamp)

    sheets = [new_sheet(key) for key in range(n_sheets or chance.randint(3, 25))]
    history = History([sheets], [start], [])
    next_key = 1000
    for step in range(1, n_captures):
        edits: dict[int, set[str]] = {}
        after = []
        for sheet in sheets:
            if chance.random() < rate / 2:
                edits[sheet.key] = {"removed"}
                continue
            sheet, done = edit(chance, sheet, rate, share)
            if not done and chance.random() < 0.2:  # typography alone
                sheet = replace(sheet, text=sheet.text.replace(" ", "\u00a0", 1))
            edits[sheet.key] = done or {"unchanged"}
            after.append(sheet)
        for _ in range(sum(chance.random() < rate / 2 for _ in history.captures[0])):
            after.insert(chance.randint(0, len(after)), new_sheet(next_key))
            edits[next_key] = {"added"}
            next_key += 1
        if chance.random() < rate:
            chance.shuffle(after)
        sheets = after
        history.captures.append(sheets)
        history.edits.append(edits)
        move = chance.choice([0, 0, 30, -20]) if step else 0
        history.page_stamps.append(history.page_stamps[-1] + pd.Timedelta(days=move))
    return history


def to_corpus(history: History, url: str = "https://agency.example/sheets") -> tuple[fd.Corpus, dict[str, int]]:
    """Return the history as a corpus, and the true key of each sheet_id."""
    rows: dict[str, list[tuple]] = {name: [] for name in fd.load().tables}
    keys: dict[str, int] = {}
    for number, (sheets, stamp) in enumerate(zip(history.captures, history.page_stamps, strict=True)):
        capture_id = f"{number:012x}"
        time = pd.Timestamp("2018-02-01", tz="UTC") + pd.Timedelta(days=30 * number)
        rows["captures"].append(
            CaptureRow(
                capture_id=capture_id,
                path=f"{number}.html",
                url=url,
                captured_at=time,
                kind="listing",
                genre=None,
                title="Sheets",
                media_type="text/html",
                encoding="utf-8",
                language="en",
                n_bytes=1,
                sha256=f"{number:064x}",
            )
        )
        rows["reviews"].append(ReviewRow(capture_id, None, "reviewed", "Reviewed", "x", stamp, "day", 0, 1))
        end = 0
        for position, sheet in enumerate(sheets, start=1):
            start, end = end, end + len(sheet.text)
            sheet_id = f"{capture_id}-{position:03}"
            keys[sheet_id] = sheet.key
            rows["blocks"].append(BlockRow(capture_id, position, "teaser", None, None, start, end, sheet.text))
            headings = sheet.heading
            rows["sheets"].append(
                SheetRow(capture_id, sheet_id, position, *headings, sheet.title, None, sheet.text, 1, start, end)
            )
            if sheet.stamp is not None:
                rows["reviews"].append(
                    ReviewRow(capture_id, sheet_id, "updated", "Updated", "x", sheet.stamp, "day", start, start)
                )
    return fd.Corpus(**{name: build(name, table) for name, table in rows.items()}), keys
