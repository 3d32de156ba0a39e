"""Figures for readers who may not see persons: told so that no small one can be computed from the others.

The one rule of all pages and reports (ADR 16). 0 is said, for nobody is no small group; 1 to 4 is FEW, “fewer than 5”;
every other figure is told to the nearest five, always in the same way, so that the difference of two pages or two days
tells of no single person. Where the parts of a total stand beside it, what is told must leave each FEW any value from 1
to 4: if it does not, the smallest of the other parts are withheld too, and where even that is not enough, all of them.
"""

import math
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _

K = TypeVar("K", bound=Hashable)

#: Figures below this one are not told, and the others to the nearest of its multiples.
SMALL = 5
FEW, WITHHELD = "few", "withheld"
#: A figure as it is told, or what stands for one that is not.
Told = int | str


def small(number: int) -> bool:
    return 0 < number < SMALL


def told(number: int) -> Told:
    """A figure as it is told."""
    return FEW if small(number) else SMALL * round(number / SMALL)


def in_words(shown: Told) -> str:
    """A told figure for people, in the language that is active."""
    if shown == FEW:
        return _("fewer than %(number)d") % {"number": SMALL}
    return _("not shown") if shown == WITHHELD else number_format(shown, force_grouping=True)


def partition(parts: Mapping[K, int]) -> dict[K, Told]:
    """The parts of a total that is told beside them, as far as they may be told."""
    shown = {key: told(number) for key, number in parts.items()}
    whole = told(sum(parts.values()))
    large = sorted((key for key, number in parts.items() if number >= SMALL), key=lambda key: (parts[key], str(key)))
    while not _free(shown.values(), whole):
        if not large:
            return dict.fromkeys(parts, WITHHELD)
        shown[large.pop(0)] = WITHHELD
    return shown


def _free(shown: Iterable[Told], whole: Told) -> bool:
    """Whether each FEW may still be 1 and may still be 4, by all that the reader is told."""
    shown = list(shown)
    if FEW not in shown:
        return True
    shown.remove(FEW)
    least, most = (sum(ends) for ends in zip((0, 0), *map(span, shown), strict=True))
    low, high = span(whole)
    return low - most <= 1 and high - least >= SMALL - 1


def span(shown: Told) -> tuple[float, float]:
    """The least and the most that a told figure may be. Beside FEW, one that is withheld is known not to be small."""
    if shown == FEW:
        return 1, SMALL - 1
    if shown == WITHHELD:
        return SMALL, math.inf
    return (max(SMALL, shown - SMALL // 2), shown + SMALL // 2) if shown else (0, 0)


def tree(parts: Mapping[K, int], below: Mapping[K | None, list[K]], own: Mapping[K, int]) -> dict[K, Told]:
    """The totals of a tree, from the top down: a node's children and what is its own are the parts of it.

    `parts` are the totals by node and `below` the children of each, under None the highest with their rest in `own`.
    Under a node that is not told nothing is told: it is left out.
    """
    found: dict[K, Told] = {}
    waiting: list[K | None] = [None]
    while waiting:
        node = waiting.pop()
        shown = partition({key: parts[key] for key in below.get(node, ())} | {("own", node): own.get(node, 0)})
        for key in below.get(node, ()):
            found[key] = shown[key]
            if isinstance(shown[key], int):
                waiting.append(key)
    return found
