"""What a benchmark gives: our time beside that of bare SQL or COPY for the same work, taken in turns in one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Medians in seconds; the ratio is what is compared between machines."""

    what: str
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    def __str__(self) -> str:
        return f"{self.what:<48} {self.ours * 1000:>10.1f} ms {self.bare * 1000:>10.1f} ms {self.ratio:>8.1f}"


HEADER = f"{'':<48} {'ours':>13} {'bare':>13} {'ratio':>8}"


def compare(what: str, ours: Callable[[], object], bare: Callable[[], object], *, times: int = 9) -> Figure:
    """Both in turns, so that a busy machine slows both; the first turn of each only warms up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for work, seconds in zip((ours, bare), taken, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                seconds.append(time.perf_counter() - start)
    return Figure(what, statistics.median(taken[0]), statistics.median(taken[1]))
