"""Rows of the benchmark table, and how they are measured."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Row:
    """One thing measured against a peer or a limit in the same run; times in seconds."""

    HEAD: ClassVar[str] = f"{'what':<44}{'ours':>11}{'peer':>11}{'ratio':>8}{'spread':>15}  limit"

    what: str
    ours: list[float]
    peer: list[float]
    limit: str

    def __str__(self) -> str:
        ratios = sorted(ours / peer for ours, peer in zip(self.ours, self.peer, strict=True))
        ratio = statistics.median(self.ours) / statistics.median(self.peer)
        times = f"{_say(statistics.median(self.ours)):>11}{_say(statistics.median(self.peer)):>11}"
        return f"{self.what:<44}{times}{ratio:>8.2f}{f'{ratios[0]:.2f} to {ratios[-1]:.2f}':>15}  {self.limit}"


def by_turns(ours: Callable[[], object], peer: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Run two things in turn so often; the first of each, which warms caches, does not count."""
    measured: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for results, function in zip(measured, (ours, peer), strict=True):
            start = time.perf_counter()
            function()
            if turn:
                results.append(time.perf_counter() - start)
    return measured


def _say(seconds: float) -> str:
    for size, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds:.1e} s"
