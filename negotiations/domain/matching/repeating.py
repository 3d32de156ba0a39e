"""Rows of one list that name one person twice."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from common.names import fold
from negotiations.domain.matching.sought import Sought
from prisoners.domain.matching import Feature, Verdict, explain

_ONE_DATE = {Verdict.SAME, Verdict.DAY_AND_MONTH}
_ONE_FATHER = {Verdict.SAME, Verdict.SPELLING, Verdict.FORM}


def repeats(entries: Sequence[Sought]) -> dict[Hashable, Hashable]:
    """By the key of an entry that of the first one, in this order, that names the same person."""
    earlier: dict[tuple[str, str], list[Sought]] = defaultdict(list)
    found: dict[Hashable, Hashable] = {}
    for each in entries:
        first = next((other for key in _keys(each) for other in earlier[key] if is_same(each, other)), None)
        if first:
            found[each.key] = first.key
        else:
            for key in list(_keys(each))[:1]:
                earlier[key].append(each)
    return found


def is_same(one: Sought, other: Sought) -> bool:
    """Whether two rows name one person: nothing differs, and the birth date or else all of the name is the same."""
    told = explain(one.profile, other.profile)
    verdicts = {each.feature: each.verdict for each in told.findings}
    if told.relatives or Verdict.DIFFERENT in verdicts.values():
        return False
    born = verdicts.get(Feature.BORN)
    one_father = verdicts.get(Feature.PATRONYMIC) in _ONE_FATHER
    if born is None:
        return _written_alike(one, other)
    return born in _ONE_DATE or (one_father and (born == Verdict.ONE_DIGIT or not _have_days(one, other)))


def _written_alike(one: Sought, other: Sought) -> bool:
    """Without a date two of one name are two people as often as not: a patronymic and every letter have to agree."""
    names = [(fold(each.name.surname), fold(each.name.given_name), fold(each.name.patronymic)) for each in (one, other)]
    return names[0] == names[1] and bool(one.father)


def _have_days(one: Sought, other: Sought) -> bool:
    return one.born.precision == other.born.precision == "day"


def _keys(sought: Sought) -> Iterator[tuple[str, str]]:
    for surnames, given in sought.names():
        yield surnames[0], given[0]
