"""Mentions: spans found on the gold beside quantulum3 and dateparser, the speed on fact sheets, and linearity.

Our F is of labels that the grammar was mended on; the peers saw none of them. spaCy's small English model is not on
PyPI, so spaCy is not among them. A peer's quantity is cut to its number (`76 miles` to `76`), since the gold leaves
unit words out; where it ends otherwise, it is wrong as ours would be.
Rows of speed have the time that 10 MB/s would take as their peer.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from factdata.mentions import find_mentions
from tests.benchmarks.peers import peers
from tests.benchmarks.rows import Row, by_turns
from tests.gold.agreement import mentions, read
from tests.gold.score import score

LISTING = Path(__file__).parents[2] / "data" / "raw" / "ice-factsheets.txt"
PEERS = {"dates": "dateparser==1.5.0", "quantities": "quantulum3==0.10.0"}
MEGABYTES = 50

#: Runs in the environment of the peers: a line of texts comes in, a line of seconds and spans goes out.
SERVER = r"""
import json, re, sys, time, warnings
warnings.simplefilter("ignore")
NUMBER = re.compile(r"[$€£]? ?[\d.,]*\d(?:[- ](?:million|billion|thousand|trillion|percent)| ?%)?")

def quantities(text):
    from quantulum3 import parser
    for found in parser.parse(text):
        start, end = found.span
        cut = NUMBER.match(text, start, end)
        yield start, cut.end() if cut else end

def dates(text):
    from dateparser.search import search_dates
    end = 0
    for surface, _ in search_dates(text, languages=["en"]) or []:
        start = text.find(surface, end)
        if start >= 0:
            end = start + len(surface)
            yield start, end

find = {"quantities": quantities, "dates": dates}[sys.argv[1]]
for line in sys.stdin:
    texts = json.loads(line)
    begun = time.perf_counter()
    spans = [list(find(text)) for text in texts]
    print(json.dumps([time.perf_counter() - begun, spans]), flush=True)
"""


def run(data: Path | None) -> Iterator[Row]:
    with peers(*PEERS.values()) as python:
        for kind, peer in PEERS.items():
            yield _beside(python, kind, peer.partition("==")[0])
    listing = [line for line in LISTING.read_text(encoding="utf-8").splitlines() if line.strip()]
    dense = [line for p in read("passages.json") for line in p["text"].splitlines() if line.strip()]
    for name, lines in (("the listing", listing), ("the gold passages", dense)):
        yield _speed(name, lines)
    once = "\n".join(listing)
    yield Row(
        "ten times the text / once",
        *by_turns(lambda: find_mentions("\n".join([once] * 10)), lambda: find_mentions(once), 5),
        "11",
    )


def _beside(python: Path, kind: str, peer: str) -> Row:
    """Time both on the gold by turns, and score the peer's spans as ours are scored."""
    texts = {p["id"]: p["text"] for p in read("passages.json")}
    gold = mentions(read("settled.json"), texts, kind)
    ours, theirs, spans = [], [], []
    with subprocess.Popen(
        [python, "-c", SERVER, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin and server.stdout
        for turn in range(4):
            begun = time.perf_counter()
            for text in texts.values():
                find_mentions(text)
            ours_took = time.perf_counter() - begun
            print(json.dumps(list(texts.values())), file=server.stdin, flush=True)
            seconds, spans = json.loads(server.stdout.readline())
            if turn:  # the first warms caches
                ours.append(ours_took)
                theirs.append(seconds)
        server.stdin.close()
    found = {(key, *span) for key, of_text in zip(texts, spans, strict=True) for span in of_text}
    required = {span for span, label in gold.items() if not label.get("optional")}
    right = len(required & found)
    f = 2 * right / (2 * right + len(required - found) + len(found - gold.keys()))
    return Row(f"{kind}: F {score(kind).f:.3f} / {peer} {f:.3f}", ours, theirs, "1")


def _speed(name: str, lines: list[str]) -> Row:
    size = sum(len(line.encode()) + 1 for line in lines)
    times = MEGABYTES * 1_000_000 // size
    measured = []
    for _ in range(3):
        begun = time.perf_counter()
        for _ in range(times):
            for line in lines:
                find_mentions(line)
        measured.append(time.perf_counter() - begun)
    return Row(f"{MEGABYTES} MB of {name} / at 10 MB/s", measured, [times * size / 10e6] * 3, "1")
