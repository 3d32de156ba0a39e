"""What a benchmark gives: our time beside that of bare SQL or COPY for the same work, taken in turns in one run."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """Seconds taken by us and by bare SQL; the ratio of the medians is what is compared between machines."""

    what: str
    ours: Sequence[float]
    bare: Sequence[float]

    @property
    def ratio(self) -> float:
        return statistics.median(self.ours) / statistics.median(self.bare)

    def __str__(self) -> str:
        medians = [statistics.median(self.ours), percentile(self.ours, 95), statistics.median(self.bare)]
        return f"{self.what:<52} {' '.join(f'{seconds * 1000:>10.1f} ms' for seconds in medians)} {self.ratio:>8.2f}"


HEADER = f"{'':<52} {'ours':>13} {'p95':>13} {'bare':>13} {'ratio':>8}"


def percentile(seconds: Sequence[float], share: int) -> float:
    """The time within which that many of a hundred were done (the nearest rank)."""
    return sorted(seconds)[math.ceil(len(seconds) * share / 100) - 1]


def compare(what: str, ours: Callable[[], object], bare: Callable[[], object], *, times: int = 9) -> Figure:
    """Both in turns, so that a busy machine slows both; the first turn of each only warms up."""
    return compare_each(what, [ours], [bare], times=times)


def compare_each(
    what: str, ours: Sequence[Callable[[], object]], bare: Sequence[Callable[[], object]], *, times: int = 9
) -> Figure:
    """A mix of several questions, each of them in turns with its bare form: one figure over all of their times."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for pair in zip(ours, bare, strict=True):
            for work, seconds in zip(pair, taken, strict=True):
                start = time.perf_counter()
                work()
                if turn:
                    seconds.append(time.perf_counter() - start)
    return Figure(what, *taken)
