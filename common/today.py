"""What waits on the page Today. Each room puts its own in, in `AppConfig.ready()`; lower rooms know of no upper one.

from common import today
today.register(failed_runs)      # failed_runs(user) -> list[Waiting]
today.register_figures(held)     # held(user) -> list[Figure]
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from common.pieces import TONES


@dataclass(frozen=True)
class Waiting:
    """A group of things that wait for a decision: in words, how grave, how many, the first few, and all of them.

    `items` are (label, url) of those shown; `url` leads to all where there are more.
    """

    label: str
    tone: str
    count: int
    items: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure at the top of Today: what it counts, the number or why there is none, a note, where it leads."""

    label: str
    value: int | str
    note: str = ""
    url: str = ""


Contributor = Callable[[Any], list[Waiting]]
_contributors: list[Contributor] = []
FigureContributor = Callable[[Any], list[Figure]]
_figures: list[FigureContributor] = []


def register(contributor: Contributor) -> None:
    """Let a room say what waits for a reader; it answers with what that reader may see, and with nothing else."""
    if contributor not in _contributors:
        _contributors.append(contributor)


def waiting_for(user: Any) -> list[Waiting]:
    """What waits, the gravest first."""
    found = [each for contributor in _contributors for each in contributor(user) if each.count]
    return sorted(found, key=lambda each: TONES.index(each.tone), reverse=True)


def register_figures(contributor: FigureContributor) -> None:
    """Let a room show figures; it answers with what that reader may see, and with nothing else."""
    if contributor not in _figures:
        _figures.append(contributor)


def figures_for(user: Any) -> list[Figure]:
    """The figures that a reader may see, in the order of the rooms."""
    return [each for contributor in _figures for each in contributor(user)]
