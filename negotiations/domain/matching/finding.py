"""From entries to candidates: narrow passes for all of them, wider ones for those that got no good answer."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from common.names import given_key
from common.partial_dates import Precision
from negotiations.domain.matching.guarding import Families, guarded
from negotiations.domain.matching.judging import SETTLED, SHOWN, Judged, judge, ranked
from negotiations.domain.matching.sought import NOT_DECIDED, Sought
from negotiations.queries import passes
from negotiations.queries.earlier import on_own_lists
from negotiations.queries.passes import Asked, Hit
from negotiations.queries.recorded import recorded


@dataclass(slots=True)
class Search:
    """One entry on its way through the passes: who was found for it, and how alike each is."""

    sought: Sought
    found: dict[uuid.UUID, Judged] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether an earlier list's decision says who it is."""
        return self.sought.decided not in (None, NOT_DECIDED)

    @property
    def best(self) -> int:
        return max((each.points for each in self.found.values()), default=0)


def find(entries: Sequence[Sought], families: Families) -> list[list[Judged]]:
    """Candidates of each entry, the likeliest first. A constant number of statements, however many entries.

    `families` are those of the whole list, of which these entries may be a part.
    """
    searches = [Search(each) for each in entries]
    _take(searches, [Hit(place, each.sought.decided, 0, 1, 1) for place, each in enumerate(searches) if each.is_known])
    _pass(searches, passes.numbered, _numbers)
    _pass(searches, passes.named, _names)
    open_ = [each for each in searches if each.best < SETTLED]
    _pass(open_, passes.named, _readings)
    _pass(open_, passes.born_then, _births)
    lost = [each for each in open_ if each.best < SHOWN]
    _pass(lost, passes.surnamed, _surnames)
    _pass([each for each in lost if each.best < SHOWN], passes.surnamed, _slips)
    return guarded([(each.sought, ranked(each.sought, each.found.values())) for each in searches], families)


def _pass(
    searches: Sequence[Search],
    ask: Callable[[Iterable[Asked]], list[Hit]],
    rows: Callable[[int, Sought], Iterable[Asked]],
) -> None:
    _take(searches, ask(row for place, search in enumerate(searches) for row in rows(place, search.sought)))


def _take(searches: Sequence[Search], hits: Iterable[Hit]) -> None:
    new = [hit for hit in hits if hit.person not in searches[hit.entry].found]
    persons = {hit.person for hit in new}
    profiles, listed = recorded(persons), on_own_lists(persons)
    for hit in new:
        if hit.person in profiles:
            search = searches[hit.entry]
            search.found[hit.person] = judge(search.sought, hit, profiles[hit.person], on_own_list=hit.person in listed)


def _asked(place: int, sought: Sought, **what: object) -> Asked:
    born = sought.born
    day = born.precision == Precision.DAY
    turned = born.date.replace(month=born.date.day, day=born.date.month) if day and born.date.day <= 12 else None
    return Asked(
        entry=place,
        father=sought.father,
        born=born.date and born.date.isoformat(),
        day=day,
        turned=turned and turned.isoformat(),
        **what,
    )


def _numbers(place: int, sought: Sought) -> Iterable[Asked]:
    return [Asked(place, numbers=tuple(sought.numbers))] if sought.numbers else ()


def _names(place: int, sought: Sought) -> Iterable[Asked]:
    return (_asked(place, sought, surnames=surnames, given=given) for surnames, given in sought.names())


def _readings(place: int, sought: Sought) -> Iterable[Asked]:
    return (_asked(place, sought, surnames=surnames, given=given) for surnames, given in sought.readings())


def _births(place: int, sought: Sought) -> Iterable[Asked]:
    if sought.born.precision == Precision.DAY:
        surnames, given = sought.surnames(), sought.given_names()
        yield _asked(place, sought, surnames=surnames, given=given, initial=_initial(sought))


def _surnames(place: int, sought: Sought) -> Iterable[Asked]:
    return _by_surname(place, sought, sought.surnames())


def _slips(place: int, sought: Sought) -> Iterable[Asked]:
    return _by_surname(place, sought, sought.slips())


def _by_surname(place: int, sought: Sought, surnames: tuple[str, ...]) -> Iterable[Asked]:
    """The surname alone finds somebody only beside a unit or a place, or where nothing else is told."""
    if surnames and (sought.units or sought.places or not sought.has_both_names):
        where = tuple(name.lower() for name in sought.places)
        told = {"units": tuple(sought.units), "places": where, "initial": _initial(sought)}
        yield _asked(place, sought, surnames=surnames, **told)


def _initial(sought: Sought) -> str:
    """How the key of the given name begins where only its initial is told."""
    return "" if sought.has_both_names else given_key(sought.name.given_name)[:1]
