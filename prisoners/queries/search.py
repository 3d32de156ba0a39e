"""The one search box: persons by any spelling of a name in any script and order, a number, a birth date, a unit.

Candidates come by equality on indexed keys, never by reading the table. Steps go from the narrow to the wide and end
with the first sure answer: surname and given name, then with a slip of the finger in the surname, the surname or the
given name of those born then, the surname alone. Each step is one statement and gives at most `MOST` rows, ordered in
SQL by what else agrees, so that among thousands of one surname the right one is not cut off. What came is scored letter
by letter in `search_score`.

A common surname has thousands of rows, and reading each of them costs more than all the rest. So whoever may be meant
is told from the indexes alone (`_born_then`, `_foremost`), and only their rows are read.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Case, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Left, Lower
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from common.names import given_key, given_readings, neighbours, patronymic_key, readings, skeleton
from common.partial_dates import PartialDate, Precision
from prisoners.models import Captivity, Person, PersonName
from prisoners.queries.birth_ranges import near, perhaps, within
from prisoners.queries.search_score import Found, reasons, score
from prisoners.queries.search_text import Sought, read
from units.models import Unit

#: Rows that one step gives at most.
MOST = 150
#: An answer from this score on needs no wider search.
SURE = 80
#: Slips are tried for skeletons of this length or more: everything is one slip away from a shorter one.
LONG_ENOUGH = 3

#: What a page of answers shows of a person.
_SHOWN = (
    "name", "description", "born_on", "born_on_precision", "is_synthetic", "voided_at", "merged_into_id",
    "latest_captivity__status", "latest_captivity__voided_at",
    "latest_captivity__unit__code", "latest_captivity__unit__name_uk", "latest_captivity__unit__name_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A person found, how well they answer (0 to 100), and why."""

    person: Person
    score: int
    reasons: tuple[Promise | str, ...]


def may_search(user: User) -> bool:
    """Whether a user may look for persons: who they are is no secret to this user."""
    return user.has_perm(Permission.PRISONERS_VIEW) and FieldClass.IDENTITY in user.field_classes_seen


def find_persons(text: str, user: User, limit: int = 20) -> list[Match]:
    """Persons that answer a typed text, the best first; nobody for those who may not see who persons are."""
    sought = read(text)
    if not sought or not may_search(user):
        return []
    search = _Search(sought, user)
    scores = search.run()
    best = sorted(scores, key=lambda key: -scores[key])[:limit]
    persons = search.persons.select_related("latest_captivity__unit").only(*_SHOWN).in_bulk(best)
    return [Match(persons[key], round(scores[key]), search.reasons(key)) for key in best if key in persons]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of surnames and of given names: a name has one of each. Either may be empty, and then asks for nothing."""

    surnames: tuple[str, ...]
    given: tuple[str, ...]

    def where(self, path: str = "") -> Q:
        """The condition on a PersonName, at the end of `path`."""
        surname = Q(**{f"{path}surname_key__in": self.surnames}) if self.surnames else Q()
        return surname & (Q(**{f"{path}given_key__in": self.given}) if self.given else Q())


class _Search:
    """One search as it widens, step by step."""

    def __init__(self, sought: Sought, user: User) -> None:
        self.sought = sought
        self.persons = Person.objects.visible_to(user).standing()
        units = _units(sought, user)
        self.units = [unit.pk for unit in units]
        #: What the units are called; empty where none was named.
        self.unit = " / ".join(dict.fromkeys(unit.code or unit.name for unit in units[:3]))
        self._named = _Named(sought.words)
        #: In the order of SQL, which decides between equal scores.
        self.scores: dict[uuid.UUID, float] = {}
        #: The name that answers best; none where a number does.
        self.found: dict[uuid.UUID, Found | None] = {}

    def run(self) -> dict[uuid.UUID, float]:
        self._numbers()
        for step in self._steps():
            if self._is_sure():
                break
            self._take(step())
        if self.units and not self.scores:
            self._take(within(self.sought.born) & self._served)
        return self.scores

    def _steps(self) -> tuple[Callable[[], Q | None], ...]:
        if len(self.sought.words) == 1:
            return self._born_surnames, self._surnames, self._slips
        return self._born_pairs, self._pairs, self._slips, self._born_surnames, self._born_given, self._surnames

    def _is_sure(self) -> bool:
        return any(score >= SURE for score in self.scores.values())

    def _numbers(self) -> None:
        if not self.sought.values:
            return
        holders = self.persons.filter(
            identifiers__value_key__in=self.sought.values, identifiers__voided_at__isnull=True
        ).values_list(Coalesce("merged_into_id", "id"), flat=True)
        for key in holders[:MOST]:
            self._put(key, 100, None)

    def _born_pairs(self) -> Q | None:
        return self._born_then(self._named.pairs)

    def _pairs(self) -> Q | None:
        return self._named.pairs and self._named.pairs.where("hit__")

    def _slips(self) -> Q | None:
        slips = self._named.slips
        if slips and len(self.sought.words) == 1:
            return self._born_then(slips) or self._foremost(slips)
        return slips and slips.where("hit__")

    def _born_surnames(self) -> Q | None:
        return self._born_then(self._named.surnames)

    def _born_given(self) -> Q | None:
        return self._born_then(self._named.given)

    def _surnames(self) -> Q | None:
        return self._named.surnames and self._foremost(self._named.surnames)

    def _born_then(self, keys: Keys | None) -> Q | None:
        """Who has such a name and was born then."""
        if not keys or not self.sought.born:
            return None
        named = PersonName.objects.standing().filter(keys.where()).values("person")
        born = Person.objects.filter(perhaps(self.sought.born), pk__in=named).values("pk")
        return Q(pk__in=born) & keys.where("hit__")

    def _foremost(self, keys: Keys) -> Q:
        """The first of those who have such a name: the surname spelt as typed, and a given name that begins alike."""
        words = self.sought.words
        begins = sorted({key[:2] for word in words for key in given_readings(word) if len(words) > 1})
        points = _points(Q(written__in=words), 2) + _points(Q(begins__in=begins), 1)
        named = PersonName.objects.standing().filter(keys.where())
        named = named.annotate(written=Lower("surname"), begins=Left("given_key", 2)).order_by(points.desc())
        return Q(pk__in=named.values("person")[: 2 * MOST]) & keys.where("hit__")

    def _take(self, hits: Q | None) -> None:
        if not hits:
            return
        for key, surname, given_name, patronymic, born_on, precision, in_unit in self._rows(hits)[:MOST]:
            born = PartialDate(born_on, Precision(precision))
            found = Found(surname, given_name, patronymic, born, bool(in_unit))
            self._put(key, score(self.sought, found, by_unit=bool(self.unit)), found)

    def reasons(self, key: uuid.UUID) -> tuple[Promise | str, ...]:
        """Why this person answers."""
        found = self.found[key]
        return reasons(self.sought, found, unit=self.unit) if found else (pgettext_lazy("of a person", "number"),)

    def _rows(self, hits: Q) -> QuerySet:
        """The names that a step finds, those first that agree the most.

        The step narrows them before anything else is asked of them: afterwards it would join the names once more.
        """
        return (
            self.persons.alias(hit=FilteredRelation("names", condition=Q(names__voided_at__isnull=True)))
            .filter(hits)
            .annotate(in_unit=self._in_unit())
            .alias(agrees=self._agrees())
            .order_by("-agrees", "sort_key", "id")
            .values_list(
                Coalesce("merged_into_id", "id"),
                "hit__surname",
                "hit__given_name",
                "hit__patronymic",
                "born_on",
                "born_on_precision",
                "in_unit",
            )
        )

    @property
    def _served(self) -> Exists:
        return Exists(Captivity.objects.standing().filter(person=OuterRef("pk"), unit__in=self.units))

    def _in_unit(self) -> Case | Value:
        return Case(When(self._served, then=1), default=0, output_field=IntegerField()) if self.units else Value(0)

    def _agrees(self) -> F:
        """What else of a row agrees with what was typed, in points."""
        words = self.sought.words
        keys = sorted({key for word in words for key in given_readings(word)})
        fathers = sorted({patronymic_key(word) for word in words} - {""})
        points = near(self.sought.born) + F("in_unit") * 8
        points += _points(Q(hit__given_key__in=keys), 6) + _points(Q(hit__patronymic_key__in=fathers), 4)
        written = Q(*(Q(hit__folded__startswith=f"{word} ") for word in words), _connector=Q.OR)
        return points + _points(written, 1) if words else points

    def _put(self, key: uuid.UUID, score: float, found: Found | None) -> None:
        if score > self.scores.get(key, -1):
            self.scores[key], self.found[key] = score, found


def _points(condition: Q, points: int) -> Case:
    return Case(When(condition, then=points), default=0, output_field=IntegerField())


class _Named:
    """The keys of a name that typed words may be, whatever their order; None where they make no such name."""

    def __init__(self, words: tuple[str, ...]) -> None:
        # Two words side by side may be one surname.
        surnames = _all(readings(word) for word in (*words, *(f"{one} {other}" for one, other in pairwise(words))))
        given = _all(given_readings(word) for word in words)
        bones = [skeleton(word) for word in words]
        slips = _all(neighbours(key) for key in bones if len(key) >= LONG_ENOUGH)
        several = len(words) > 1
        self.pairs = Keys(surnames, given) if several else None
        self.slips = Keys(slips, _all((given_key(word),) for word in words) if several else ()) if slips else None
        self.surnames = Keys(surnames, ()) if surnames else None
        self.given = Keys((), given) if given else None


def _all(keys: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({key for some in keys for key in some}))


def _units(sought: Sought, user: User) -> list[Unit]:
    """Units that are called by one of the codes, or by a word, now or formerly."""
    called = sorted({word.lower() for word in (*sought.codes, *sought.words)})
    if not called:
        return []
    paths = {"by_code": "code", "by_name": "name_uk", "by_english": "name_en", "by_other": "names__name"}
    units = Unit.objects.visible_to(user).standing().alias(**{name: Lower(path) for name, path in paths.items()})
    named = Q(*((f"{name}__in", called) for name in paths), _connector=Q.OR)
    return list(units.filter(named).only("pk", "code", "name_uk", "name_en").distinct()[:MOST])
