"""How alike an entry and a person are, and how sure that is: the house's one comparison, and what it is worth here.

Whether a likeness is certain is not told by the likeness alone. Among a hundred namesakes a birth date with one digit
wrong fits several; so it is asked how many other persons of the register would fit as well by chance.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from negotiations.domain.matching.sought import NOT_DECIDED, Sought
from negotiations.list_enums import Band, Guard, ListFeature
from negotiations.queries.passes import Hit
from prisoners.domain.matching import Explanation, Feature, Profile, Verdict, explain

#: An answer of so many points needs no wider search.
SETTLED = 70
#: Candidates of fewer points are not shown; from `LIKELY` on they are likely.
SHOWN, LIKELY = 15, 60
#: Where only a surname is told, everything that sounds like it is shown.
SHOWN_OF_A_SURNAME = 10
#: Candidates of one entry, at most, and of an entry with a certain one.
MOST, MOST_BESIDE_CERTAIN = 20, 3
#: Another candidate that is so near is a rival: neither is certain.
RIVAL = 12
#: Other persons that may fit by chance, at most, for a candidate to be certain.
CHANCE = 0.01
#: How many of those who bear a name have, by chance, a birth date of which this can be said.
_BY_CHANCE = {
    Verdict.SAME: 1 / 9_000,
    Verdict.DAY_AND_MONTH: 1 / 9_000,
    Verdict.ONE_DIGIT: 40 / 9_000,
    Verdict.MONTH: 1 / 300,
    Verdict.YEAR: 1 / 25,
}
_NAME = (Feature.SURNAME, Feature.GIVEN_NAME)
#: Verdicts on a name that say that it is the same one.
SURE = frozenset({Verdict.SAME, Verdict.SPELLING, Verdict.FORM, Verdict.EXCHANGED})
_LISTS: dict[tuple[ListFeature, Verdict], int] = {
    (ListFeature.EARLIER, Verdict.SAME): 20,
    (ListFeature.EARLIER, Verdict.DIFFERENT): -12,
    (ListFeature.OWN_LIST, Verdict.SAME): 4,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A person who may be meant: points (may exceed 100 or fall below 0), band, guard, and why."""

    person: uuid.UUID
    points: int
    band: Band
    explanation: Explanation
    profile: Profile
    #: Others of the register who bear the name, with that patronymic where it agrees.
    namesakes: int
    lists: dict[ListFeature, Verdict]
    guard: Guard = Guard.NONE

    @property
    def score(self) -> int:
        """0 to 1,000."""
        return max(0, min(1000, 10 * (self.explanation.score if self.explanation.relatives else self.points)))

    @property
    def is_numbered(self) -> bool:
        """Whether a number of the person stands in the row."""
        return any(each.feature is Feature.IDENTIFIER for each in self.explanation.findings)

    def as_data(self) -> dict[str, dict[str, str | int]]:
        """What it rests on, as it is kept: verdict and weight by feature."""
        told = {f.feature.value: {"verdict": f.verdict.value, "weight": f.weight} for f in self.explanation.findings}
        lists = {k.value: {"verdict": v.value, "weight": _LISTS[k, v]} for k, v in self.lists.items()}
        return told | lists | {ListFeature.NAMESAKES.value: {"verdict": str(self.namesakes), "weight": 0}}


def judge(sought: Sought, hit: Hit, theirs: Profile, *, on_own_list: bool = False) -> Judged:
    """Compares an entry with a person whom a pass found for it."""
    mine = sought.profile
    if sought.numbers:
        known = frozenset(each for each in theirs.identifiers if each[1] in sought.numbers)
        mine = replace(mine, identifiers=known)
    told = explain(mine, theirs)
    lists = dict(_lists(sought, hit.person, on_own_list))
    points = sum(finding.weight for finding in told.findings) + sum(_LISTS[each] for each in lists.items())
    verdicts = {finding.feature: finding.verdict for finding in told.findings}
    one_father = verdicts.get(Feature.PATRONYMIC) in SURE
    others = max(0, (hit.fathered if one_father else hit.named) - 1)
    band = Band.POSSIBLE if told.relatives or points < LIKELY else Band.LIKELY
    if band == Band.LIKELY and _is_certain(verdicts, others):
        band = Band.CERTAIN
    return Judged(hit.person, points, band, told, theirs, others, lists)


def _lists(sought: Sought, person: uuid.UUID, on_own_list: bool) -> Iterator[tuple[ListFeature, Verdict]]:
    if sought.decided != NOT_DECIDED:
        yield ListFeature.EARLIER, Verdict.SAME if sought.decided == person else Verdict.DIFFERENT
    if on_own_list:
        yield ListFeature.OWN_LIST, Verdict.SAME


def _is_certain(verdicts: dict[Feature, Verdict], others: int) -> bool:
    if Verdict.DIFFERENT in verdicts.values():
        return False
    if verdicts.get(Feature.IDENTIFIER) == Verdict.SAME:
        return True
    unsure = [feature for feature in _NAME if verdicts.get(feature) not in SURE]
    slip = len(unsure) == 1 and verdicts.get(unsure[0]) == Verdict.ALIKE and verdicts.get(Feature.BORN) == Verdict.SAME
    chance = _BY_CHANCE.get(verdicts.get(Feature.BORN), 1.0)
    return (not unsure or slip) and (others + 1) * chance <= CHANCE


def ranked(sought: Sought, found: Iterable[Judged]) -> list[Judged]:
    """Candidates worth showing, the likeliest first; one with a rival is not certain."""
    shown = SHOWN if sought.has_both_names else SHOWN_OF_A_SURNAME
    best = sorted(
        (each for each in found if each.points >= shown or each.is_numbered),
        key=lambda each: (-_order(each), each.person),
    )
    if not best:
        return []
    rivals = [each for each in best[1:] if _order(each) > _order(best[0]) - RIVAL]
    first = best[0] if best[0].band != Band.CERTAIN or not rivals else replace(best[0], band=Band.LIKELY)
    rest = [replace(each, band=Band.LIKELY) if each.band == Band.CERTAIN else each for each in best[1:]]
    most = MOST_BESIDE_CERTAIN if first.band == Band.CERTAIN else MOST
    return [first, *rest][:most]


def _order(each: Judged) -> int:
    """Possible relatives come after everybody who may be meant."""
    return min(each.points, SHOWN) if each.explanation.relatives else each.points
