"""Names of invented people: common given names and surnames, drawn about as often as they are met in life."""

import random
import tomllib
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
FOLDER = Path(__file__).parents[2] / "seed" / "names"
#: Flattens the head of the list: the first surname is borne by about 7 in 1,000, the 500th by 4 in 10,000.
HEAD = 30


class Pick(Generic[T]):
    """Draws one of several things, each as often as its weight says."""

    def __init__(self, things: Sequence[T], weights: Iterable[float]) -> None:
        self.things = things
        self.bounds = list(accumulate(weights))

    @classmethod
    def of(cls, odds: dict[T, float]) -> "Pick[T]":
        return cls(list(odds), odds.values())

    @classmethod
    def ranked(cls, things: Sequence[T]) -> "Pick[T]":
        """The first is the most frequent one, as words and names are spread (Zipf)."""
        return cls(things, (1 / (rank + HEAD) for rank in range(len(things))))

    def draw(self, chance: random.Random) -> T:
        return self.things[bisect(self.bounds, chance.random() * self.bounds[-1], hi=len(self.things) - 1)]


@dataclass(frozen=True)
class GivenName:
    """A man's name with the patronymics of his children, in the language of his people and, if another, in Russian."""

    name: str
    son: str
    daughter: str
    russian: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Names:
    """How a people is called."""

    language: str
    origin_group: str
    male: Pick[GivenName]
    female: Pick[str]
    surnames: Pick[str]
    feminine: dict[str, str]

    def of_a_woman(self, surname: str) -> str:
        """The form of a surname that a woman bears."""
        for ending, feminine in self.feminine.items():
            if surname.endswith(ending):
                return surname.removesuffix(ending) + feminine
        return surname


@cache
def names(people: str) -> Names:
    """The names of `ukrainian`, `russian`, `caucasian`, `buryat` or `crimean_tatar`."""
    told = tomllib.loads((FOLDER / f"{people}.toml").read_text(encoding="utf-8"))
    return Names(
        language=told["language"],
        origin_group=told["origin_group"],
        male=Pick.ranked([_given(line.split()) for line in told["male"].strip().splitlines()]),
        female=Pick.ranked(told["female"].split()),
        surnames=Pick.ranked(_surnames(told)),
        feminine=told["feminine"],
    )


def _given(words: list[str]) -> GivenName:
    russian = tuple(words[3:]) or None
    return GivenName(words[0], words[1], words[2], russian)


def _surnames(told: dict[str, str]) -> list[str]:
    """The common ones first, then those that endings make of stems, in an order that is always the same."""
    made = [stem + ending for stem in told["stems"].split() for ending in told["endings"].split()]
    random.Random(0).shuffle(made)  # noqa: S311  # nosec B311 (made-up names, no secret)
    return list(dict.fromkeys([*told["surnames"].split(), *made]))
