"""Whether two records may be one person, told feature by feature. Pure: no database, no decision.

Each feature that both records tell is compared, and its verdict carries a weight for or against; the score is their
sum, held between 0 and 100. A feature that one record does not tell weighs nothing. Nothing here links anybody: a
person reads the features and decides.

Two rules stand above the sum. Those who share surname and patronymic but not the given name are possible relatives
(twins share the rest too), and so are those whose birth dates disagree while their given names are not surely one. A
wrong birth date alone parts nobody: lists are full of them, and brothers do not bear one given name.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.names import (
    fold,
    given_key,
    is_given_name,
    likeness,
    patronymic_key,
    read_alike,
    same_given_name,
    script_of,
    skeleton,
)
from common.partial_dates import PartialDate
from prisoners.domain.births import BirthVerdict, compare_births

#: From this score on two records are shown as possibly one person.
SUGGESTED = 50
#: From this score on they are shown first, as probably one person. It is never taken as decided.
PROBABLE = 80
#: Likeness of words from which on they may be one name written wrong, in one script and over two.
ALIKE, ALIKE_OVER_SCRIPTS = 0.8, 0.7


class Feature(TextChoices):
    SURNAME = "surname", _("surname")
    GIVEN_NAME = "given_name", _("given name")
    PATRONYMIC = "patronymic", _("patronymic")
    BORN = "born", _("birth date")
    SEX = "sex", _("sex")
    BIRTH_PLACE = "birth_place", _("place of birth")
    UNIT = "unit", _("unit")
    PLACE = "place", _("place")
    IDENTIFIER = "identifier", pgettext_lazy("of a person", "number")


class Verdict(TextChoices):
    SAME = "same", _("the same")
    SPELLING = "spelling", _("the same in another spelling")
    FORM = "form", _("another form of the same name")
    INITIAL = "initial", _("the initial agrees")
    ALIKE = "alike", _("alike")
    EXCHANGED = "exchanged", _("the same, surname and given name exchanged")
    DAY_AND_MONTH = "day_and_month", _("day and month exchanged")
    ONE_DIGIT = "one_digit", _("one digit differs")
    MONTH = "month", _("the same month")
    YEAR = "year", _("the same year")
    NEXT_YEAR = "next_year", _("a year apart")
    DIFFERENT = "different", _("different")


WEIGHTS: dict[Feature, dict[Verdict, int]] = {
    Feature.SURNAME: {
        Verdict.SAME: 30, Verdict.SPELLING: 26, Verdict.EXCHANGED: 20, Verdict.ALIKE: 12, Verdict.DIFFERENT: -40,
    },
    Feature.GIVEN_NAME: {
        Verdict.SAME: 20, Verdict.FORM: 20, Verdict.SPELLING: 16, Verdict.EXCHANGED: 14, Verdict.ALIKE: 8,
        Verdict.INITIAL: 6, Verdict.DIFFERENT: -40,
    },
    Feature.PATRONYMIC: {
        Verdict.SAME: 18, Verdict.FORM: 17, Verdict.SPELLING: 14, Verdict.ALIKE: 6, Verdict.INITIAL: 4,
        Verdict.DIFFERENT: -25,
    },
    Feature.BORN: {
        Verdict.SAME: 30, Verdict.DAY_AND_MONTH: 24, Verdict.ONE_DIGIT: 20, Verdict.MONTH: 22, Verdict.YEAR: 14,
        Verdict.NEXT_YEAR: 6, Verdict.DIFFERENT: -15,
    },
    Feature.SEX: {Verdict.SAME: 2, Verdict.DIFFERENT: -30},
    Feature.BIRTH_PLACE: {Verdict.SAME: 10, Verdict.ALIKE: 6, Verdict.DIFFERENT: -4},
    Feature.UNIT: {Verdict.SAME: 10},
    Feature.PLACE: {Verdict.SAME: 6, Verdict.ALIKE: 4},
    Feature.IDENTIFIER: {Verdict.SAME: 70, Verdict.DIFFERENT: -20},
}  # fmt: skip
_BIRTHS = {
    BirthVerdict.SAME_DAY: Verdict.SAME,
    BirthVerdict.DAY_AND_MONTH: Verdict.DAY_AND_MONTH,
    BirthVerdict.ONE_DIGIT: Verdict.ONE_DIGIT,
    BirthVerdict.SAME_MONTH: Verdict.MONTH,
    BirthVerdict.SAME_YEAR: Verdict.YEAR,
    BirthVerdict.NEXT_YEAR: Verdict.NEXT_YEAR,
    BirthVerdict.DIFFERENT: Verdict.DIFFERENT,
}


@dataclass(frozen=True, slots=True)
class FullName:
    """One name of a person by its parts, as written."""

    surname: str
    given_name: str = ""
    patronymic: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one person, whether recorded or only typed so far. What is not known is empty."""

    names: tuple[FullName, ...] = ()
    born: PartialDate = field(default_factory=PartialDate)
    sex: str = ""
    birth_place: str = ""
    places: tuple[str, ...] = ()  # that have to do with the person, in whatever way
    units: frozenset[Hashable] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()  # scheme and value key


@dataclass(frozen=True, slots=True)
class Finding:
    """What the comparison of one feature says, and its weight for (above zero) or against (below)."""

    feature: Feature
    verdict: Verdict
    weight: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """How alike two records are, 0 to 100, and why. Of possible relatives the score is below `SUGGESTED`."""

    score: int
    findings: tuple[Finding, ...]
    relatives: bool

    @property
    def suggested(self) -> bool:
        """Whether to show the two as possibly one person."""
        return not self.relatives and self.score >= SUGGESTED

    def as_data(self) -> list[dict[str, str | int]]:
        """The findings as they are kept with a judgement."""
        return [{"feature": f.feature.value, "verdict": f.verdict.value, "weight": f.weight} for f in self.findings]


def explain(one: Profile, other: Profile) -> Explanation:
    """Compares two persons. The best pair of their names counts."""
    named = max(
        (_names(mine, theirs) for mine in one.names for theirs in other.names),
        key=lambda verdicts: sum(WEIGHTS[feature][verdict] for feature, verdict in verdicts.items()),
        default={},
    )
    verdicts = {**named, **dict(_particulars(one, other))}
    findings = tuple(Finding(feature, verdict, WEIGHTS[feature][verdict]) for feature, verdict in verdicts.items())
    score = max(0, min(100, sum(finding.weight for finding in findings)))
    relatives = _relatives(verdicts)
    return Explanation(min(score, SUGGESTED - 1) if relatives else score, findings, relatives)


def _relatives(verdicts: dict[Feature, Verdict]) -> bool:
    against = Verdict.DIFFERENT
    if verdicts.get(Feature.IDENTIFIER) == Verdict.SAME:
        return False
    family = all(
        verdicts.get(feature, against) not in (against, Verdict.INITIAL)
        for feature in (Feature.SURNAME, Feature.PATRONYMIC)
    )
    given = verdicts.get(Feature.GIVEN_NAME)
    unsure = given in (None, Verdict.INITIAL, Verdict.ALIKE) and verdicts.get(Feature.BORN) == against
    return family and (given == against or unsure)


def _names(one: FullName, other: FullName) -> dict[Feature, Verdict]:
    straight = dict(_straight(one, other))
    if straight.get(Feature.SURNAME) == Verdict.DIFFERENT == straight.get(Feature.GIVEN_NAME):
        # Either of the two may be the one that was written the wrong way round.
        for turned in (dict(_straight(one, _turned(other))), dict(_straight(_turned(one), other))):
            if Verdict.DIFFERENT not in (turned.get(Feature.SURNAME), turned.get(Feature.GIVEN_NAME)):
                return {**turned, Feature.SURNAME: Verdict.EXCHANGED, Feature.GIVEN_NAME: Verdict.EXCHANGED}
    return straight


def _turned(name: FullName) -> FullName:
    return FullName(name.given_name, name.surname, name.patronymic)


def _straight(one: FullName, other: FullName) -> Iterator[tuple[Feature, Verdict]]:
    if one.surname and other.surname:
        yield Feature.SURNAME, _surnames(one.surname, other.surname)
    if one.given_name and other.given_name:
        yield Feature.GIVEN_NAME, _given_names(one.given_name, other.given_name)
    if one.patronymic and other.patronymic:
        yield Feature.PATRONYMIC, _patronymics(one.patronymic, other.patronymic)


def _surnames(one: str, other: str) -> Verdict:
    if fold(one) == fold(other):
        return Verdict.SAME
    alike = likeness(one, other) >= _threshold(one, other)
    if alike and read_alike(one, other):
        return Verdict.SPELLING
    parts = set(fold(one).replace("-", " ").split()) & set(fold(other).replace("-", " ").split())
    return Verdict.ALIKE if alike or parts else Verdict.DIFFERENT


def _given_names(one: str, other: str) -> Verdict:
    if fold(one) == fold(other):
        return Verdict.SAME
    if same_given_name(one, other):
        return Verdict.FORM
    if (initial := _initials(one, other)) is not None:
        return initial
    if is_given_name(one) and is_given_name(other):
        return Verdict.DIFFERENT  # Олена and Аліна are alike, and two names
    if likeness(one, other) < _threshold(one, other):
        return Verdict.DIFFERENT
    return Verdict.SPELLING if read_alike(one, other) else Verdict.ALIKE


def _threshold(one: str, other: str) -> float:
    """How alike words have to be. Spellings of one name in two scripts lie further apart than in one."""
    return ALIKE if script_of(one) == script_of(other) else ALIKE_OVER_SCRIPTS


def _patronymics(one: str, other: str) -> Verdict:
    if fold(one) == fold(other):
        return Verdict.SAME
    if (initial := _initials(one, other)) is not None:
        return initial
    if patronymic_key(one) == patronymic_key(other):
        return Verdict.FORM
    return Verdict.ALIKE if likeness(one, other) >= 0.88 else Verdict.DIFFERENT


def _initials(one: str, other: str) -> Verdict | None:
    """Where one of two names is an initial only, whether the other begins with it; None where both are whole."""
    first, second = (fold(text).strip(" .") for text in (one, other))
    if min(len(first), len(second)) != 1:
        return None
    begin = {given_key(word)[:1] for word in (first, second)}
    return Verdict.INITIAL if first[0] == second[0] or len(begin) == 1 else Verdict.DIFFERENT


def _particulars(one: Profile, other: Profile) -> Iterator[tuple[Feature, Verdict]]:
    if one.born and other.born:
        yield Feature.BORN, _BIRTHS[compare_births(one.born, other.born)]
    sexes = {one.sex, other.sex}
    if sexes <= {"male", "female"}:
        yield Feature.SEX, Verdict.SAME if len(sexes) == 1 else Verdict.DIFFERENT
    if one.birth_place and other.birth_place:
        yield Feature.BIRTH_PLACE, _places(one.birth_place, other.birth_place)
    elif (alike := _any_place(one.places, other.places)) is not None:
        yield Feature.PLACE, alike
    if one.units & other.units:
        yield Feature.UNIT, Verdict.SAME
    if one.identifiers & other.identifiers:
        yield Feature.IDENTIFIER, Verdict.SAME
    elif {scheme for scheme, _key in one.identifiers} & {scheme for scheme, _key in other.identifiers}:
        yield Feature.IDENTIFIER, Verdict.DIFFERENT


def _any_place(some: tuple[str, ...], others: tuple[str, ...]) -> Verdict | None:
    """The best that two places have in common. That none agrees says nothing: they may be of different things."""
    found = {_places(one, other) for one in some for other in others}
    return next((verdict for verdict in (Verdict.SAME, Verdict.ALIKE) if verdict in found), None)


def _places(one: str, other: str) -> Verdict:
    if fold(one) == fold(other):
        return Verdict.SAME
    return Verdict.ALIKE if likeness(one, other) >= ALIKE or skeleton(one) == skeleton(other) else Verdict.DIFFERENT
