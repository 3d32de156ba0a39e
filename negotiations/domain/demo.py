"""A synthetic list made of the invented persons, modelled on the list of 630 of December 2024 (documents A and D).

It was published and never officially requested. It names civilians, people who are home already, some captured again,
some dead, some nobody knows; birth dates are wrong in places; it has no women and no seriously wounded.
"""

import csv
import datetime
import io
import random
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from negotiations.domain.deciding import decide
from negotiations.domain.lists import receive_list
from negotiations.domain.work import work_off
from negotiations.list_enums import Acceptance, Channel, EntryVerdict, ListKind, RefusalReason
from negotiations.models import NameList, Programme, Reconciliation
from prisoners.enums import BROUGHT_BACK, OPEN, CaptivityStatus, HealthGrade, LegalCategory, Sex
from prisoners.models import HealthAssessment, Person
from units.models import Party

HEADER = ("№ п/п", "Ф.И.О.", "Дата рождения", "Воинская часть", "Звание")
TITLE = "СИНТЕТИЧНЕ / SYNTHETIC: опублікований список / published list"
INVENTED = "вигадане / invented"
PUBLISHED = datetime.date(2024, 12, 2)
#: How many of each sort; the list of 630 was ten times as long.
HELD, CIVILIANS, RETURNED, CAPTURED_AGAIN, DEAD, UNKNOWN, TWICE = 40, 6, 8, 2, 2, 3, 2
#: Of so many persons who are held, the birth date of one is wrong.
WRONG_EVERY = 8

#: Of three rows so many are decided: the rest waits for whoever tries it out.
DECIDED_OF_THREE = 2
#: Of those found to be held the home side takes most, and refuses some for a reason.
REFUSES_EVERY = 6
REASONS = (RefusalReason.LEGAL_DESIGNATION, RefusalReason.COMBAT_VALUE, RefusalReason.NOT_A_CITIZEN)

Row = tuple[str, str, str, str]
#: A row, what is to be said of it, and of whom.
Told = tuple[Row, EntryVerdict, Person | None]
V = EntryVerdict


def add_demo_list(*, by: User, seed: int = 1) -> NameList | None:
    """Receive the synthetic list and work it off, unless it is there or nobody is registered who could be on it."""
    if NameList.objects.filter(is_synthetic=True).exists():
        return None
    told = [*_rows(random.Random(seed))]  # noqa: S311  # nosec B311 (a made-up list, no secret)
    if not told:
        return None
    rows = [row for row, _verdict, _person in told]
    name_list = receive_list(
        content=_file(rows),
        file_name="synthetic-list.csv",
        title=TITLE,
        party=Party.objects.standing().get(code="RU"),
        side=Party.objects.home(),
        kind=ListKind.PUBLICATION,
        channel=Channel.MEDIA,
        official=False,
        received_on=PUBLISHED,
        claimed_size=len(rows),
        programme=Programme.objects.standing().filter(agreed_on__lte=PUBLISHED).order_by("-agreed_on").first(),
        is_synthetic=True,
        at_once=True,
        by=by,
    )
    work_off(Reconciliation.objects.get(name_list=name_list).pk)
    _decide(name_list, told, by)
    return name_list


def _decide(name_list: NameList, told: list[Told], by: User) -> None:
    """Say of two in three what they are; of those who are held, whether the home side takes them."""
    entries = name_list.entries.order_by("row_number")
    for number, (entry, (_row, verdict, person)) in enumerate(zip(entries, told, strict=True)):
        if number % 3 >= DECIDED_OF_THREE:
            continue
        taken: dict[str, Any] = {}
        if verdict == V.OK:
            taken = {"acceptance": Acceptance.ACCEPTED}
        if verdict == V.OK and number % REFUSES_EVERY == 0:
            reason = REASONS[number // REFUSES_EVERY % len(REASONS)]
            taken = {"acceptance": Acceptance.REFUSED, "refusal_reason": reason}
        decide(entry=entry, verdict=verdict, person=person, note=INVENTED, by=by, **taken)


def _rows(chance: random.Random) -> Iterator[Told]:
    """What the list says, a row a person; those of one sort one after the other, as in the model."""
    held = list(_men().filter(latest_captivity__status__in=OPEN).exclude(pk__in=_severe())[:HELD])
    for at, person in enumerate(held):
        wrong = at % WRONG_EVERY == 0
        yield _row(person, chance, wrong=wrong), V.IDENTITY_ERROR if wrong else V.OK, person
    civilians = _men().filter(latest_captivity__legal_category=LegalCategory.CIVILIAN)
    returned = _men().filter(latest_captivity__status__in=BROUGHT_BACK)
    again = _men().filter(latest_captivity__status__in=OPEN, captivities__status__in=BROUGHT_BACK)
    dead = _men().filter(latest_captivity__status=CaptivityStatus.DIED)
    for people, number, verdict in (
        (civilians, CIVILIANS, V.CIVILIAN),
        (returned, RETURNED, V.ALREADY_RETURNED),
        (again, CAPTURED_AGAIN, V.CAPTURED_AGAIN),
        (dead, DEAD, V.DECEASED),
    ):
        for person in people.exclude(pk__in=[each.pk for each in held])[:number]:
            yield _row(person, chance), verdict, person
    if held:
        for number in range(UNKNOWN):
            row = f"Неведомый{'абв'[number]} Никто Никтович", f"0{number + 1}.02.1991", "", ""
            yield row, V.UNKNOWN, None
        for person in held[:TWICE]:
            yield _row(person, chance), V.DUPLICATE, person


def _men() -> QuerySet[Person]:
    """Invented men of ours whom everybody may see, the oldest record first."""
    everyone = Person.objects.distinct_persons().filter(is_synthetic=True, restricted=False, sex=Sex.MALE)
    ours = everyone.filter(party__is_home=True, latest_captivity__isnull=False).exclude(name="")
    return ours.select_related("latest_captivity__unit").order_by("pk")


def _severe() -> QuerySet:
    grave = (HealthGrade.SERIOUSLY_WOUNDED, HealthGrade.GRAVELY_SICK)
    found = HealthAssessment.objects.standing().filter(grade__in=grave, captivity__person__is_synthetic=True)
    return found.values("captivity__person")


def _row(person: Person, chance: random.Random, *, wrong: bool = False) -> Row:
    held = person.latest_captivity
    born = person.born_on
    if born and wrong:
        born = born.replace(day=born.month, month=born.day) if born.day <= 12 else born.replace(year=born.year + 1)
    written = (
        born.strftime("%d.%m.%Y") if born and person.born_on_precision == "day" else str(born.year) if born else ""
    )
    name = person.name.upper() if chance.random() < 0.5 else person.name
    return name, written, held.unit.code if held.unit else "", held.rank


def _file(rows: list[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows((number, *row) for number, row in enumerate(rows, start=1))
    return text.getvalue().encode()
