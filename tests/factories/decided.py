"""Synthetic lists of names: reconciled ones that wait for decisions, and ones of ours that go out."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from common import clock
from common.names import keys_of
from negotiations.domain.lists import numbered
from negotiations.domain.outgoing import draft_list, put_on_list
from negotiations.list_enums import Band, Direction, EntryState, Guard, ListStatus
from negotiations.models import Candidate, ListEntry, NameList
from prisoners.models import Captivity, Person
from tests.factories.prisoners import CaptivityFactory
from tests.factories.records import home, other

SAID = {"surname": "same", "given_name": "form", "born": "one_digit"}


def incoming(status: str = ListStatus.RECONCILED, **fields: Any) -> NameList:
    """A list that came in, at once in a state."""
    told = {"title": "Synthetic list", "party": other(), "side": home(), "received_on": clock.today()} | fields
    name_list = NameList.objects.create(direction=Direction.INCOMING, **numbered(Direction.INCOMING), **told)
    for step in (ListStatus.READ, ListStatus.RECONCILED, ListStatus.DECIDED, ListStatus.ANSWERED):
        if name_list.status == status:
            break
        NameList.objects.filter(pk=name_list.pk).update(status=step)
        name_list.refresh_from_db()
    return name_list


def entry_of(name_list: NameList, row: int, name: str = "", **fields: Any) -> ListEntry:
    """A row of a list, which nobody in the register fits until candidates are given."""
    name = name or f"Вигаданий{row} Іван"
    parts = dict(zip(("surname", "given_name", "patronymic"), name.split(), strict=False))
    keys = keys_of(parts["surname"], parts.get("given_name", ""), parts.get("patronymic", ""))._asdict()
    del keys["sort_key"]
    told = {"raw": [str(row), name], "name_as_written": name} | parts | keys | fields
    entry = ListEntry.objects.create(name_list=name_list, row_number=row, **told)
    return moved(entry, EntryState.UNMATCHED)


def candidate_of(
    entry: ListEntry,
    person: Person,
    *,
    rank: int = 1,
    band: str = Band.CERTAIN,
    guard: str = Guard.NONE,
    said: Mapping[str, str] | None = None,
) -> Candidate:
    """Somebody who an entry may be; `said` are verdicts by feature."""
    made = Candidate.objects.create(
        entry=entry,
        person=person,
        captivity=person.latest_captivity,
        score=1000 - 100 * rank,
        rank=rank,
        band=band,
        features={each: {"verdict": verdict, "weight": 1} for each, verdict in (said or SAID).items()},
        guard=guard,
    )
    moved(entry, EntryState.MATCHED)
    return made


def moved(entry: ListEntry, state: str) -> ListEntry:
    """The entry in another state."""
    ListEntry.objects.filter(pk=entry.pk).update(state=state)
    entry.refresh_from_db()
    return entry


def certain_list(number: int, **fields: Any) -> NameList:
    """A reconciled list of so many names, of each of whom the machine is certain."""
    name_list = incoming(**fields)
    for row in range(1, number + 1):
        person = CaptivityFactory(legal_category="pow").person
        person.refresh_from_db()
        candidate_of(entry_of(name_list, row, str(person)), person)
    return name_list


def entries(name_list: NameList) -> list[ListEntry]:
    """The entries of a list in their order."""
    return list(ListEntry.objects.filter(name_list=name_list, voided_at__isnull=True).order_by("row_number"))


def outgoing_list(captivities: Iterable[Captivity], **fields: Any) -> NameList:
    """A draft of a list of ours with these people on it."""
    system = User.objects.system()
    told = {"title": "Synthetic request", "kind": "request", "party": other(), "side": home()} | fields
    name_list = draft_list(by=system, **told)
    put_on_list(name_list=name_list, captivities=[each.pk for each in captivities], by=system)
    return name_list
