"""Why somebody goes and somebody else does not yet: the programme asked again with one rule less, or with more places.

An answer is exact: it says of a rule that it keeps somebody back because without it they would go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchanges.domain.planning.problem import Candidate, Kind, Rule, Terms
from exchanges.domain.planning.solving import DIRECTIONS, Solution, solve

#: How many of each direction are told what would have to change for them.
IN_LINE = 50
#: So many more places are tried, in steps of the ratio where there is one.
MORE_PLACES = (1, 10, 50)
#: What is solved again, by what was changed.
Others = dict[Any, Solution | None]


@dataclass(frozen=True)
class Goes:
    """Somebody who goes, and what the other side insists on without which they would not."""

    candidate: Candidate
    thanks_to: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Waits:
    """Somebody next in line: the rules without which they would go, and with how many more places they would.

    Neither means that more than one thing would have to change.
    """

    candidate: Candidate
    held_back_by: tuple[Rule, ...] = ()
    more_places: int | None = None


@dataclass(frozen=True)
class Explained:
    goes: tuple[Goes, ...]
    waits: tuple[Waits, ...]


def explain(kinds: Sequence[Kind], terms: Terms, solution: Solution) -> Explained:
    """Who goes and who is next in line, each in the order of priority, with what that hangs on."""
    without = {rule: solve(kinds, terms.without(rule)) for rule in terms.rules if rule.group is not None}
    return _told(kinds, solution, without, _with_more_places(kinds, terms))


def listed(kinds: Sequence[Kind], solution: Solution) -> Explained:
    """The same people without what it hangs on, which takes ten times as long."""
    return _told(kinds, solution, {}, {})


def _told(kinds: Sequence[Kind], solution: Solution, without: Others, places: Others) -> Explained:
    goes, waits = [], []
    for place, member, each in _in_order(kinds):
        if solution.takes(place, member):
            demands = (r for r, other in without.items() if r.is_least and not _takes(other, place, member))
            goes.append(Goes(each, tuple(demands)))
        else:
            waits.append((place, member, each))
    first = [one for way in DIRECTIONS for one in [each for each in waits if each[2].direction == way][:IN_LINE]]
    return Explained(tuple(goes), tuple(_waiting(one, without, places) for one in first))


def _with_more_places(kinds: Sequence[Kind], terms: Terms) -> dict[tuple[str, int], Solution | None]:
    """Who would go with more places; a step of a ratio is one both ways."""
    found: dict[tuple[str, int], Solution | None] = {}
    for more in MORE_PLACES:
        for way in DIRECTIONS:
            same = found.get((DIRECTIONS[0], more)) if terms.ratio else None
            found[way, more] = same or solve(kinds, terms.with_places(more, way))
    return found


def _in_order(kinds: Sequence[Kind]) -> list[tuple[int, int, Candidate]]:
    found = [(n, m, each) for n, kind in enumerate(kinds) for m, each in enumerate(kind.members)]
    return sorted(found, key=lambda one: (DIRECTIONS.index(one[2].direction), one[2].order))


def _waiting(one: tuple[int, int, Candidate], without: Others, places: Others) -> Waits:
    place, member, each = one
    rules = tuple(rule for rule, other in without.items() if _takes(other, place, member))
    more = (m for m in MORE_PLACES if _takes(places.get((each.direction, m)), place, member))
    return Waits(each, rules, next(more, None))


def _takes(other: Solution | None, place: int, member: int) -> bool:
    return other is not None and other.takes(place, member)
