"""Topics on corpora with known groups: accuracy, coherence, stability, sameness, time and memory.

Needs ``--data`` with the files of `topics/`: ``agnews.tsv`` and ``stackoverflow.tsv`` (label, text), ``bbc_news.tsv``
(text, split, label). Labels are read for scoring alone.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

import factdata as fd

SEEDS = range(5)
NUMBERS = (10, 20, 30, 40, 50)
SIZES = (1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Score:
    """A figure over seeds: mean and worst, against what it must be at least."""

    what: str
    values: Sequence[float]
    limit: str = ""

    def __str__(self) -> str:
        return f"{self.what:<60} mean {np.mean(self.values):.3f}  worst {min(self.values):.3f}  {self.limit}"


def run(data: Path | None) -> Iterator[object]:
    yield from stability()
    if data is None or not (data / "topics").is_dir():
        yield "topics: no corpora to measure on; give their folder with --data"
        return
    corpora = {name: read(data / "topics", name) for name in ("agnews", "stackoverflow", "bbc_news")}
    limits = {"agnews": "at least .82", "stackoverflow": "at least .75", "bbc_news": ""}
    for name, (texts, labels) in corpora.items():
        yield from accuracy(name, texts, labels, limits[name])
    yield from coherence(corpora["bbc_news"][0])
    yield sameness(data)
    yield from growth(data)


def read(folder: Path, name: str) -> tuple[list[str], np.ndarray]:
    rows = [line.split("\t") for line in (folder / f"{name}.tsv").read_text("utf-8").splitlines()]
    rows = [row for row in rows if len(row) > 1 and row[0] != "label"]
    text, label = (0, 2) if name == "bbc_news" else (1, 0)
    return [row[text] for row in rows], np.array([row[label] for row in rows])


def sheets_of(texts: Sequence[str]) -> pd.DataFrame:
    ids = [f"{number:07}" for number in range(len(texts))]
    return pd.DataFrame({"capture_id": "c", "sheet_id": ids, "text": list(texts)}).astype("str")


def stability() -> Iterator[Score]:
    found = [fd.find_topics(fd.load().sheets, seed=seed) for seed in SEEDS]
    yield Score(
        "listing: stability", [t.stability.stability[t.stability.is_chosen].item() for t in found], "at least .85"
    )
    yield Score(
        "listing: 1 less the largest share",
        [1 - t.topics.share[t.topics.topic > 0].max() for t in found],
        "at least .75",
    )
    readings = read_groupings()
    yield Score("listing: ARI of two readings of its teasers with each other", [adjusted_rand_score(*readings)])
    headed = [fd.find_topics(fd.load().sheets, headings=["division", "unit"], seed=seed) for seed in SEEDS]
    for basis, topics in (("words alone", found), ("words and headings", headed)):
        scores = [adjusted_rand_score(of, alone(t.assignments.topic)) for t in topics for of in readings]
        yield Score(f"listing: ARI of topics by {basis} with the readings", scores, "goal .65")


def read_groupings() -> list[np.ndarray]:
    """Return the group of each of the listing's 43 teasers, as two readers made them; one in no group stands alone."""
    readings = json.loads((Path(__file__).parents[1] / "gold" / "teasers.json").read_text())
    groupings = []
    for groups in readings.values():
        grouping = np.zeros(43, dtype=int)
        for number, teasers in enumerate(groups.values(), start=1):
            grouping[np.array(teasers) - 1] = number
        groupings.append(alone(grouping))
    return groupings


def alone(topic: Sequence[int]) -> np.ndarray:
    """Give each text that is in no topic a group of its own."""
    groups = np.array(topic)
    groups[groups == 0] = -np.arange(1, (groups == 0).sum() + 1)
    return groups


def accuracy(name: str, texts: list[str], labels: np.ndarray, limit: str) -> Iterator[Score]:
    known, free, numbers, right = [], [], [], []
    for seed in SEEDS:
        topic = fd.find_topics(sheets_of(texts), n_topics=len(set(labels)), seed=seed).assignments.topic
        table = contingency_matrix(labels, topic)
        right.append(table[linear_sum_assignment(-table)].sum() / len(texts))
        known.append(normalized_mutual_info_score(labels, topic))
        topic = fd.find_topics(sheets_of(texts), seed=seed).assignments.topic
        free.append(normalized_mutual_info_score(labels, topic))
        numbers.append(int(topic.max()))
    yield Score(f"{name}: accuracy, number of topics known", right, limit)
    yield Score(f"{name}: NMI, number known", known)
    yield Score(f"{name}: NMI, number chosen", free, f"numbers chosen: {numbers}")


def coherence(texts: list[str]) -> Iterator[Score]:
    whole, held, least = [], [], []
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(len(texts))
        first, second = ([texts[i] for i in half] for half in np.array_split(order, 2))
        scores = []
        for number in NUMBERS:
            own, other = (terms_of(part, number, seed) for part in (texts, first))
            least.append(min(diversity(own), diversity(other)))
            scores.append((npmi(own, texts), npmi(other, second)))
        whole.append(np.mean(scores, axis=0)[0])
        held.append(np.mean(scores, axis=0)[1])
    yield Score("bbc_news: coherence of ten words, 10 to 50 topics", whole, "at least .24")
    yield Score("bbc_news: held out: words of one half on the other", held, "at least .14")
    yield Score("bbc_news: diversity", least, "1.00; held out at least .95")


def terms_of(texts: Sequence[str], number: int, seed: int) -> list[list[str]]:
    terms = fd.find_topics(sheets_of(texts), n_topics=number, seed=seed).terms
    return [group.term.to_list() for _, group in terms[terms["rank"] <= 10].groupby("topic")]


def diversity(topics: list[list[str]]) -> float:
    words = [word for topic in topics for word in topic]
    return len(set(words)) / len(words)


def npmi(topics: list[list[str]], texts: Sequence[str], width: int = 10) -> float:
    """Coherence as gensim's ``c_npmi`` counts it: sliding windows of ten words, each pair of a topic's words.

    As there, a word that stands twice in a window is taken for gone when the first of the two leaves it.
    """
    place = {word: number for number, word in enumerate(sorted({word for topic in topics for word in topic}))}
    rows, columns, n_windows = [], [], 0
    for text in texts:
        words = [place.get(word, -1) for word in text.lower().split()]
        inside = {word for word in words[:width] if word >= 0}
        for start in range(max(len(words) - width + 1, 1)):
            if start:
                inside.discard(words[start - 1])
                if words[start + width - 1] >= 0:
                    inside.add(words[start + width - 1])
            rows += [n_windows] * len(inside)
            columns += inside
            n_windows += 1
    holds = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n_windows, len(place)))
    both = (holds.T @ holds).toarray() / n_windows
    share = np.maximum(both.diagonal(), 1e-12)
    score = np.log((both + 1e-12) / np.outer(share, share)) / -np.log(both + 1e-12)
    of_topics = [
        score[np.ix_(own, own)][np.triu_indices(len(own), 1)] for own in ([place[w] for w in t] for t in topics)
    ]
    return float(np.mean([pairs.mean() for pairs in of_topics]))


def sameness(data: Path) -> str:
    """Twenty runs in processes of their own, on one thread and on two by turns, the rows shuffled anew each time."""
    seen = {_own_process(data, f"shuffled-{number}", threads=1 + number % 2) for number in range(20)}
    return f"{'agnews: different results in 20 runs, shuffled, 1 and 2 threads':<60} {len(seen)}  1"


def digest(data: Path, shuffle: int) -> str:
    topics = fd.find_topics(sheets_of(read(data / "topics", "agnews")[0]).sample(frac=1, random_state=shuffle))
    frames = (topics.assignments, topics.topics, topics.terms, topics.stability, topics.map)
    return hashlib.sha256("".join(frame.to_csv() for frame in frames).encode()).hexdigest()


def growth(data: Path) -> Iterator[str]:
    """Measure time and memory, each size in a process of its own."""
    yield f"{'agnews: time and memory (at most 400 MB)':<60} {_own_process(data, 'agnews')}"
    for size in SIZES:
        yield f"{f'{size:,} short sheets':<60} {_own_process(data, str(size))}"


def _own_process(data: Path, what: str, threads: int = 2) -> str:
    limits = {name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    command = [sys.executable, "-m", "tests.benchmarks.topics", str(data), what]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | limits)
    return done.stdout.strip()


def measure(data: Path, size: int | None) -> str:
    """Group AgNews, or sheets whose words are drawn anew from one of its documents; drawing counts in the memory."""
    texts, _ = read(data / "topics", "agnews")
    if size is not None:
        random, words = np.random.default_rng(0), [np.array(text.split()) for text in texts]
        drawn = (words[number] for number in random.integers(0, len(words), size))
        texts = [" ".join(of[random.integers(0, len(of), min(len(of), 12))]) for of in drawn]
    sheets = sheets_of(texts)
    start = time.perf_counter()
    topics = fd.find_topics(sheets)
    seconds = time.perf_counter() - start
    cpu = time.process_time()
    return f"{seconds:.1f} s ({cpu:.1f} s of processor), {peak_memory():,.0f} MB, {len(topics.topics)} topics"


def peak_memory() -> float:
    """Peak of this process in megabytes; ``getrusage`` would say its parent's, if larger."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    folder, what = Path(sys.argv[1]), sys.argv[2]
    if what.startswith("shuffled-"):
        print(digest(folder, int(what.removeprefix("shuffled-"))))
    else:
        print(measure(folder, None if what == "agnews" else int(what)))
