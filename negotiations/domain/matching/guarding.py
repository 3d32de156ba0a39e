"""Twins, brothers and sisters: whoever may be taken for another is never proposed as certain.

The names of a family differ in a given name, which on lists is an initial, a diminutive or wrong often enough; and who
is brought home instead of a twin is not brought home. So a person tells them apart, whatever the letters say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from common.names import given_key, patronymic_key, skeleton
from common.partial_dates import Precision
from negotiations.domain.matching.judging import Judged
from negotiations.domain.matching.sought import Sought
from negotiations.list_enums import Band, Guard
from negotiations.queries.kin import Relative, with_kin
from prisoners.domain.births import BirthVerdict, compare_births

Found = tuple[Sought, list[Judged]]


class Families:
    """Entries of one list by surname and father."""

    def __init__(self, entries: Iterable[Sought]) -> None:
        self._members: dict[tuple[str, str], list[Sought]] = defaultdict(list)
        for each in entries:
            if each.father:
                self._members[skeleton(each.name.surname), each.father].append(each)

    def guard(self, sought: Sought) -> Guard:
        """What another entry of the list makes of this one."""
        others = self._members.get((skeleton(sought.name.surname), sought.father), ()) if sought.father else ()
        guards = {_between(sought, other) for other in others}
        return next((guard for guard in (Guard.TWIN, Guard.SIBLING) if guard in guards), Guard.NONE)


def guarded(found: Sequence[Found], families: Families) -> list[list[Judged]]:
    """Candidates with their guards. Who has one is likely at most."""
    firsts = [judged[0] for _sought, judged in found if judged and judged[0].band != Band.POSSIBLE]
    kin = with_kin(row for judged in firsts for row in _relatives(judged)) if firsts else {}
    return [
        [_with(_guard(sought, judged[0], kin, families), judged[0]), *judged[1:]] if judged else []
        for sought, judged in found
    ]


def _guard(sought: Sought, judged: Judged, kin: dict, families: Families) -> Guard:
    if judged.person in kin:
        return Guard.TWIN if kin[judged.person] else Guard.SIBLING
    return families.guard(sought)


def _with(guard: Guard, judged: Judged) -> Judged:
    band = Band.LIKELY if judged.band == Band.CERTAIN and guard != Guard.NONE else judged.band
    return replace(judged, guard=guard, band=band)


def _relatives(judged: Judged) -> Iterator[Relative]:
    theirs = judged.profile
    families = {(skeleton(name.surname), patronymic_key(name.patronymic)) for name in theirs.names}
    for surname, father in families:
        if surname and father:
            born = theirs.born.date if theirs.born.precision == Precision.DAY else None
            units = tuple(sorted(theirs.units, key=str))
            yield Relative(judged.person, surname, father, born, theirs.birth_place.lower(), units)


def _between(one: Sought, other: Sought) -> Guard:
    if given_key(one.name.given_name) == given_key(other.name.given_name):
        return Guard.NONE
    if not (one.born and other.born):
        return Guard.SIBLING
    born = compare_births(one.born, other.born)
    if born in (BirthVerdict.SAME_DAY, BirthVerdict.DAY_AND_MONTH, BirthVerdict.ONE_DIGIT, BirthVerdict.SAME_MONTH):
        return Guard.TWIN
    near = born != BirthVerdict.DIFFERENT or one.units & other.units or set(one.places) & set(other.places)
    return Guard.SIBLING if near else Guard.NONE
