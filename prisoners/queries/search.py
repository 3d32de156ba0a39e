"""The one search box: persons by any spelling of a name in any script and order, a number, a birth date, a unit.

Candidates come by equality on indexed keys, never by reading the table. Steps go from the narrow to the wide and end
with the first sure answer: surname and given name, then with a slip of the finger in the surname, the surname alone,
the given name of those born then. Each statement gives at most `MOST` rows, ordered in SQL by what else agrees, so that
among thousands of one surname the right one is not cut off. What came is scored letter by letter in `search_score`.

A common surname has thousands of rows, and reading each of them costs more than all the rest. So whoever may be meant
is told from the indexes alone (`Rows.born_then`, `Rows.foremost`), and only their rows are read.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from common.names import given_key, given_readings, neighbours, readings, skeleton
from common.partial_dates import PartialDate, Precision
from prisoners.models import Person
from prisoners.queries.search_rows import MOST, Keys, Row, Rows
from prisoners.queries.search_score import Found, reasons, score
from prisoners.queries.search_text import Sought, read
from units.models import Unit

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


_CALLED = """
SELECT u.id FROM units_unit u
WHERE lower(u.code) = ANY(%s) OR lower(u.name_uk) = ANY(%s) OR lower(u.name_en) = ANY(%s)
UNION SELECT n.unit_id FROM units_unitname n WHERE n.voided_at IS NULL AND lower(n.name) = ANY(%s)
"""


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
    seen = Person.objects.visible_to(user).standing()
    persons = seen.select_related("latest_captivity__unit").only(*_SHOWN).in_bulk(best)
    return [Match(persons[key], round(scores[key]), search.reasons(key)) for key in best if key in persons]


class _Search:
    """One search as it widens, step by step."""

    def __init__(self, sought: Sought, user: User) -> None:
        self.sought = sought
        units = _units(sought, user)
        #: What the units are called; empty where none was named.
        self.unit = " / ".join(dict.fromkeys(unit.code or unit.name for unit in units[:3]))
        self._rows = Rows(sought, user, [unit.pk for unit in units])
        self._named = _Named(sought.words)
        #: In the order of SQL, which decides between equal scores.
        self.scores: dict[uuid.UUID, float] = {}
        #: The name that answers best; none where a number does.
        self.found: dict[uuid.UUID, Found | None] = {}
        #: The rows that an earlier step gave.
        self._scored: set[Row] = set()

    def run(self) -> dict[uuid.UUID, float]:
        for key in self._rows.numbers():
            self._put(key, 100, None)
        for step in self._steps():
            if self._is_sure():
                break
            self._take(step())
        if self.unit and not self.scores:
            self._take(self._rows.served())
        return self.scores

    def reasons(self, key: uuid.UUID) -> tuple[Promise | str, ...]:
        """Why this person answers."""
        found = self.found[key]
        return reasons(self.sought, found, unit=self.unit) if found else (pgettext_lazy("of a person", "number"),)

    def _steps(self) -> tuple[Callable[[], list[Row]], ...]:
        rows, named = self._rows, self._named
        if len(self.sought.words) == 1:
            return (
                partial(rows.born_then, named.surnames),
                partial(rows.foremost, named.surnames),
                lambda: rows.born_then(named.slips) or rows.foremost(named.slips),
            )
        return (
            partial(rows.born_then, named.pairs),
            partial(rows.named, named.pairs),
            partial(rows.named, named.slips),
            self._surnames,
            partial(rows.born_then, named.given),
        )

    def _surnames(self) -> list[Row]:
        """Those of the surname; where they are too many for one answer, those born then are asked for besides."""
        foremost = self._rows.foremost(self._named.surnames)
        return self._rows.born_then(self._named.surnames) + foremost if len(foremost) == MOST else foremost

    def _is_sure(self) -> bool:
        return any(score >= SURE for score in self.scores.values())

    def _take(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row in self._scored:
                continue
            self._scored.add(row)
            born = PartialDate(row.born_on, Precision(row.born_on_precision))
            found = Found(row.surname, row.given_name, row.patronymic, born, row.in_unit)
            self._put(row.person, score(self.sought, found, by_unit=bool(self.unit)), found)

    def _put(self, key: uuid.UUID, score: float, found: Found | None) -> None:
        if score > self.scores.get(key, -1):
            self.scores[key], self.found[key] = score, found


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
    units = Unit.objects.visible_to(user).standing().filter(pk__in=RawSQL(_CALLED, [called] * 4))  # noqa: S611  # nosec B611
    return list(units.only("pk", "code", "name_uk", "name_en")[:MOST])
