"""A list of names made from a register of invented persons, of which is known what each row is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from negotiations.list_enums import EntryVerdict
from prisoners.domain.demo.fill import fill
from prisoners.enums import HOME_AGAIN, OPEN, CaptivityStatus, LegalCategory
from prisoners.models import Captivity, Person
from tests.factories.records import home

V = EntryVerdict
#: As many rows as in the model case; of each sort so many at most, and the others can be exchanged.
ALL = 630
ROWS = {V.CIVILIAN: 40, V.ALREADY_RETURNED: 70, V.CAPTURED_AGAIN: 15, V.DECEASED: 20}
UNKNOWN, TWICE = 45, 20
REGISTER = 3_000


@dataclass(frozen=True)
class Known:
    """A row, what it is, and on whom."""

    line: str
    verdict: str
    person: Person | None


def rows_of_known_truth() -> list[Known]:
    """630 rows out of a register of 3,000: some of every sort, some that nobody knows, some that stand twice."""
    list(fill(target=REGISTER, seed=7, by=User.objects.system()))
    found = [each for verdict, number in ROWS.items() for each in _people(verdict, number)]
    strangers = [Known(f"Ненадь{'абвгдежзик'[n % 10]}{'нпрст'[n // 10]}ич Орест Панасович;1.1.1931", V.UNKNOWN, None)
                 for n in range(UNKNOWN)]  # fmt: skip
    found += _people(V.OK, ALL - UNKNOWN - TWICE - len(found))
    twice = [Known(each.line, V.DUPLICATE, None) for each in found[-TWICE:]]
    return found + strangers + twice


def file_of(rows: list[Known]) -> bytes:
    """The rows as a CSV file."""
    lines = [f"{number};{row.line}" for number, row in enumerate(rows, start=1)]
    return "\n".join(["№;ПІБ;Дата народження", *lines, ""]).encode()


def truth(rows: list[Known]) -> Counter:
    """How many rows of each verdict there are."""
    return Counter(str(row.verdict) for row in rows)


def _people(verdict: str, number: int) -> Iterator[Known]:
    again = Captivity.objects.filter(status__in=HOME_AGAIN, person__latest_captivity__status__in=OPEN).values("person")
    held = Person.objects.filter(latest_captivity__status__in=OPEN)
    sorts = {
        V.OK: held.exclude(pk__in=again).exclude(latest_captivity__legal_category=LegalCategory.CIVILIAN),
        V.CIVILIAN: held.exclude(pk__in=again).filter(latest_captivity__legal_category=LegalCategory.CIVILIAN),
        V.ALREADY_RETURNED: Person.objects.filter(latest_captivity__status__in=HOME_AGAIN),
        V.CAPTURED_AGAIN: held.filter(pk__in=again),
        V.DECEASED: Person.objects.filter(latest_captivity__status=CaptivityStatus.DIED),
    }
    people = sorts[verdict].filter(party=home(), born_on_precision="day", restricted=False).order_by("pk")[:number]
    for person in people:
        name = person.names.filter(voided_at__isnull=True, is_preferred=True).first()
        yield Known(f"{name};{person.born_on:%d.%m.%Y}", verdict, person)
