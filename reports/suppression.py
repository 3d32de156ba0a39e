"""Small figures, for readers who may not see persons: hidden so that no hidden one can be computed from the others.

A figure from 1 to 4 is FEW, “fewer than 5”; 0 is said, for nobody is no small group. Where the parts of a known total
are shown, what is hidden together must leave each FEW any value from 1 to 4: if it does not, the smallest of the parts
that are shown are withheld too, and where even that is not enough, all of them.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

#: Figures below this one are not told.
SMALL = 5
FEW, WITHHELD = "few", "withheld"
#: What stands for a figure that is not told.
Told = int | str


def small(number: int) -> bool:
    return 0 < number < SMALL


def alone(number: int, total: int) -> Told:
    """A figure that is no part of a partition: few, or withheld where so few are outside of it."""
    if small(number):
        return FEW
    return WITHHELD if small(total - number) else number


def partition(parts: Mapping[K, int]) -> dict[K, Told]:
    """The parts of a total that is told, as far as they may be told."""
    few = {key for key, number in parts.items() if small(number)}
    if not few:
        return dict(parts)
    withheld: list[K] = []
    shown = sorted((key for key, number in parts.items() if number >= SMALL), key=lambda key: (parts[key], str(key)))
    while not _free(len(few), len(withheld), sum(parts[key] for key in [*few, *withheld])):
        if not shown:
            return dict.fromkeys(parts, WITHHELD)
        withheld.append(shown.pop(0))
    return {key: FEW if key in few else WITHHELD if key in withheld else parts[key] for key in parts}


def _free(few: int, withheld: int, together: int) -> bool:
    """Whether each of so many FEW may still be 1 and may still be 4, when they and those withheld add up to this.

    A FEW is 1 to 4 and a withheld part at least SMALL, and the reader knows it.
    """
    least_of_others = (few - 1) + SMALL * withheld
    at_most_four = together - (SMALL - 1) >= least_of_others
    at_least_one = withheld > 0 or together - 1 <= (SMALL - 1) * (few - 1)
    return at_most_four and at_least_one


def tree(parts: Mapping[K, int], below: Mapping[K | None, list[K]], own: Mapping[K, int]) -> dict[K, Told]:
    """The totals of a tree, from the top down: a node's children and what is its own are the parts of it.

    `parts` are the totals by node and `below` the children of each, under None the highest with their rest in `own`.
    Under a node that is not told nothing is told: it is left out.
    """
    told: dict[K, Told] = {}
    waiting: list[K | None] = [None]
    while waiting:
        node = waiting.pop()
        shown = partition({key: parts[key] for key in below.get(node, ())} | {("own", node): own.get(node, 0)})
        for key in below.get(node, ()):
            told[key] = shown[key]
            if isinstance(shown[key], int):
                waiting.append(key)
    return told
