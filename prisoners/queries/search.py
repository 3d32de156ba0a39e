"""The one search box: persons by any spelling of a name in any script and order, a number, a birth date, a unit.

Candidates come by equality on indexed keys, never by reading the table: first those whose surname and given name both
have the key of a typed word, then, if none of these is a sure answer, those of the surname alone, those of the given
name born then, and those one slip of the finger away. Each step is one statement and gives at most `MOST` rows, ordered
in SQL by what else agrees, so that among thousands of one surname the right one is not cut off. What came is scored
letter by letter in `search_score`.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations

from django.db.models import Case, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.classification import FieldClass
from common.names import given_readings, neighbours, patronymic_key, readings, skeleton
from common.partial_dates import PartialDate, Precision
from prisoners.models import Captivity, Person
from prisoners.queries.birth_ranges import near, within
from prisoners.queries.search_score import Answer, Found, answer
from prisoners.queries.search_text import Sought, read
from units.models import Unit

#: Rows that one step gives at most.
MOST = 250
#: An answer from this score on needs no wider search.
SURE = 85
#: Slips are tried for skeletons of this length or more: everything is one slip away from a shorter one.
LONG_ENOUGH = 3

_ROW = ("key", "name_surname", "name_given", "name_patronymic", "born_on", "born_on_precision", "in_unit")


@dataclass(frozen=True, slots=True)
class Match:
    """A person found, how well they answer (0 to 100), and why."""

    person: Person
    score: int
    reasons: tuple[Promise | str, ...]


def find_persons(text: str, user: User, limit: int = 20) -> list[Match]:
    """Persons that answer a typed text, the best first; nobody for those who may not see who persons are."""
    sought = read(text)
    if not sought or FieldClass.IDENTITY not in user.field_classes_seen:
        return []
    search = _Search(sought, user)
    answers = search.run()
    best = sorted(answers, key=lambda key: (-answers[key].score, search.order[key]))[:limit]
    persons = search.persons.select_related("latest_captivity__unit").in_bulk(best)
    return [Match(persons[key], answers[key].score, answers[key].reasons) for key in best if key in persons]


class _Search:
    """One search as it widens, step by step."""

    def __init__(self, sought: Sought, user: User) -> None:
        self.sought = sought
        self.persons = Person.objects.visible_to(user).standing()
        units = _units(sought, user)
        self.units = [unit.pk for unit in units]
        #: What the units are called, for the reason of a match.
        self.unit = " / ".join(dict.fromkeys(unit.code or unit.name for unit in units[:3]))
        self.answers: dict[uuid.UUID, Answer] = {}
        #: The place of each in the order of SQL, which decides between equal scores.
        self.order: dict[uuid.UUID, int] = {}

    def run(self) -> dict[uuid.UUID, Answer]:
        self._numbers()
        for step in (self._pairs, self._surnames, self._born, self._slips):
            if self._is_sure():
                break
            self._take(step())
        if self.units and not self.answers:
            self._take(self._of_units())
        return self.answers

    def _is_sure(self) -> bool:
        return any(answer.score >= SURE for answer in self.answers.values())

    def _numbers(self) -> None:
        if not self.sought.values:
            return
        holders = self.persons.filter(
            identifiers__value_key__in=self.sought.values, identifiers__voided_at__isnull=True
        ).values_list(Coalesce("merged_into_id", "id"), flat=True)
        for key in holders[:MOST]:
            self._put(key, Answer(100, (_("number"),)))

    def _pairs(self) -> Q | None:
        """Surname and given name, in either order; the words between a surname of two are taken together too."""
        words = _surname_words(self.sought.words)
        pairs = [(one, other) for one, other in permutations(words, 2) if not _overlap(one, other)]
        hits = [
            Q(hit__surname_key__in=readings(surname), hit__given_key__in=given_readings(given))
            for surname, given in pairs
        ]
        return Q(*hits, _connector=Q.OR) if hits else None

    def _surnames(self) -> Q | None:
        keys = {key for word in _surname_words(self.sought.words) for key in readings(word)}
        return Q(hit__surname_key__in=sorted(keys)) if keys else None

    def _born(self) -> Q | None:
        keys = {key for word in self.sought.words for key in given_readings(word)}
        return Q(within(self.sought.born), hit__given_key__in=sorted(keys)) if keys and self.sought.born else None

    def _slips(self) -> Q | None:
        words = self.sought.words
        slips = {word: neighbours(skeleton(word)) for word in words if len(skeleton(word)) >= LONG_ENOUGH}
        if len(words) == 1:
            narrower = [within(self.sought.born) if self.sought.born else Q()]
            return Q(*narrower, hit__surname_key__in=slips[words[0]]) if slips else None
        hits = [
            Q(hit__surname_key__in=keys, hit__given_key__in=given_readings(given))
            for word, keys in slips.items()
            for given in words
            if given != word
        ]
        return Q(*hits, _connector=Q.OR) if hits else None

    def _of_units(self) -> Q:
        return Q(within(self.sought.born), in_unit=1)

    def _take(self, hits: Q | None) -> None:
        if hits is None:
            return
        for key, surname, given_name, patronymic, born_on, precision, in_unit in self._rows(hits):
            born = PartialDate(born_on, Precision(precision))
            found = Found(surname, given_name, patronymic, born, bool(in_unit))
            self._put(key, answer(self.sought, found, unit=self.unit))

    def _rows(self, hits: Q) -> QuerySet:
        rows = self.persons.annotate(
            hit=FilteredRelation("names", condition=Q(names__voided_at__isnull=True)), in_unit=self._in_unit()
        ).filter(hits)
        return (
            rows.annotate(
                key=Coalesce("merged_into_id", "id"),
                name_surname=F("hit__surname"),
                name_given=F("hit__given_name"),
                name_patronymic=F("hit__patronymic"),
                agrees=self._agrees(),
            )
            .order_by("-agrees", "sort_key", "id")
            .values_list(*_ROW)[:MOST]
        )

    def _in_unit(self) -> Case | Value:
        if not self.units:
            return Value(0)
        served = Captivity.objects.standing().filter(person=OuterRef("pk"), unit__in=self.units)
        return Case(When(Exists(served), then=1), default=0, output_field=IntegerField())

    def _agrees(self) -> F:
        """What else of a row agrees with what was typed, in points."""
        words = self.sought.words
        keys = sorted({key for word in words for key in given_readings(word)})
        fathers = sorted({patronymic_key(word) for word in words} - {""})
        points = near(self.sought.born) + F("in_unit") * 8
        points += _points(Q(hit__given_key__in=keys), 6) + _points(Q(hit__patronymic_key__in=fathers), 4)
        written = Q(*(Q(hit__folded__startswith=f"{word} ") for word in words), _connector=Q.OR)
        return points + _points(written, 1) if words else points

    def _put(self, key: uuid.UUID, found: Answer) -> None:
        self.order.setdefault(key, len(self.order))
        if key not in self.answers or found.score > self.answers[key].score:
            self.answers[key] = found


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=points), default=0, output_field=IntegerField())


def _surname_words(words: tuple[str, ...]) -> Iterator[str]:
    """Each word, and each two neighbours as one surname."""
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def _overlap(one: str, other: str) -> bool:
    return bool(set(one.split()) & set(other.split()))


def _units(sought: Sought, user: User) -> list[Unit]:
    """Units that are called by one of the codes, or by a word, now or formerly."""
    called = sorted({*sought.codes, *sought.words})
    if not called:
        return []
    names: Iterable[Q] = (
        Q(**{f"{path}__iexact": word}) for word in called for path in ("code", "name_uk", "name_en", "names__name")
    )
    units = Unit.objects.visible_to(user).standing().filter(Q(*names, _connector=Q.OR))
    return list(units.only("pk", "code", "name_uk", "name_en").distinct()[:MOST])
