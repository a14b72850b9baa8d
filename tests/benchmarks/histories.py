"""Random histories of which every edit is known: how well sheets are paired and their changes told, of 2,000 each."""

from collections.abc import Iterator
from pathlib import Path

from tests.test_changes import score

N_HISTORIES = 2000
KINDS = {"light edits": (0.1, 0.1), "heavy edits": (0.5, 0.4)}  # how often a sheet is edited, how much of its text


def run(data: Path | None) -> Iterator[str]:
    for kind, (rate, share) in KINDS.items():
        scores = [score(seed, 2 + seed % 11, rate, share) for seed in range(N_HISTORIES)]
        right, total, typed, of = map(sum, zip(*scores, strict=True))
        n_faulty = sum(one != two or three != four for one, two, three, four in scores)
        yield f"{kind}, {N_HISTORIES:,} histories of 2 to 12 captures, {of:,} sheets held against their next"
        yield f"  pairing F {right / total:.5f}, changes typed {typed / of:.5f}, histories with a fault {n_faulty:,}"
