"""Somebody who stands at the bus and on no manifest: a person of the register, or somebody only heard of so far.

Whoever is not found is registered with a provisional identity. A machine never says that two records are one person:
the pages of identity show whom it may be, and a person decides.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from accounts.models import User
from accounts.roles import Permission
from audit.verbs import lending
from common.names import split_name
from common.partial_dates import PartialDate
from exchanges.domain.marking import Mark
from exchanges.hand_over_enums import Refusal
from exchanges.manifest_enums import LIVE, OUTCOMES, EntryOrigin, EntryStatus
from exchanges.models import Exchange, ManifestEntry, Transfer
from exchanges.queries.eligibility import category_of, withheld
from prisoners.domain.captivities import open_captivity
from prisoners.domain.intake import Taken, register_intake
from prisoners.enums import CaptivityStatus, NameKind
from prisoners.models import Captivity, Person

Refused = dict[uuid.UUID, Refusal]
LONGEST = Person._meta.get_field("description").max_length


def lock_persons(marks: Sequence[Mark], by: User) -> None:
    """Hold the persons of the register who are added: after the exchange and before entries, as with every manifest."""
    keys = {mark.person for mark in marks if mark.person}
    list(Person.objects.visible_to(by).filter(pk__in=keys).order_by("pk").select_for_update(of=["self"], no_key=True))


def add_unexpected(
    exchange: Exchange, marks: Sequence[Mark], there: dict[uuid.UUID, ManifestEntry], by: User
) -> tuple[dict[uuid.UUID, ManifestEntry], Refused]:
    """Put those who came unexpectedly on the manifest, nominated; and which marks are refused, and why."""
    transfers = {each.pk: each for each in Transfer.objects.standing().filter(exchange=exchange)}
    refused = {mark.id: why for mark in marks if (why := _wrong(mark, transfers, there))}
    known, why = _known([mark for mark in marks if mark.person and mark.id not in refused], transfers, by)
    refused |= why
    heard = [mark for mark in marks if not mark.person and mark.id not in refused]
    captivities = known | _registered(heard, transfers, by)
    asked = {mark.instead_of for mark in marks}
    gone = ManifestEntry.objects.visible_to(by).standing().filter(transfer__exchange=exchange, pk__in=asked)
    taken = ManifestEntry.objects.standing().filter(substitutes__in=asked - {None}).values("substitutes")
    free = set(gone.exclude(pk__in=taken).values_list("pk", flat=True))
    added = [_entry(mark, captivities[mark.id], free) for mark in marks if mark.id in captivities]
    ManifestEntry.objects.bulk_create(added)
    return {entry.pk: entry for entry in added}, refused


def _wrong(mark: Mark, transfers: dict[uuid.UUID, Transfer], there: dict[uuid.UUID, ManifestEntry]) -> Refusal | None:
    if mark.entry in there:
        return Refusal.TAKEN
    if mark.transfer not in transfers:
        return Refusal.NO_PLACE
    return None if mark.person or mark.name.strip() or mark.note.strip() else Refusal.NAMELESS


def _known(
    marks: Sequence[Mark], transfers: dict[uuid.UUID, Transfer], by: User
) -> tuple[dict[uuid.UUID, Captivity], Refused]:
    """The captivity of each person of the register that is added, and who may not be."""
    persons = Person.objects.visible_to(by).distinct_persons().in_bulk({mark.person for mark in marks})
    held = {each.person_id: each for each in Captivity.objects.open().filter(person__in=persons)}
    entries = ManifestEntry.objects.standing().filter(captivity__in=held.values())
    engaged = dict(
        entries.filter(status__in=(*LIVE, EntryStatus.DELIVERED)).values_list("captivity__person", "transfer")
    )
    protected = {key for each in transfers.values() for key in withheld(each, persons)}
    found, refused = {}, {}
    for mark in marks:
        if mark.person not in persons:
            refused[mark.id] = Refusal.NOBODY
        elif mark.person in engaged:
            refused[mark.id] = Refusal.ON_IT if engaged[mark.person] in transfers else Refusal.ELSEWHERE
        elif mark.person in protected:
            refused[mark.id] = Refusal.PROTECTED
        else:
            person = persons[mark.person]
            found[mark.id] = held.get(person.pk) or _captured_again(person, transfers[mark.transfer], by)
            engaged[person.pk] = mark.transfer
    return found, refused


def _captured_again(person: Person, transfer: Transfer, by: User) -> Captivity:
    """Of somebody whom the register does not know as held: few, and each raises the alert of art. 117 where due."""
    with lending(Permission.PRISONERS_WRITE, to=by):
        return open_captivity(person=person, by=by, detaining_power=transfer.from_party)


def _registered(marks: Sequence[Mark], transfers: dict[uuid.UUID, Transfer], by: User) -> dict[uuid.UUID, Captivity]:
    """Provisional identities, registered together for each direction.

    Whoever may mark at the bus may do this there and nowhere else: the right to register persons is lent for it.
    """
    by_transfer = defaultdict(list)
    for mark in marks:
        by_transfer[mark.transfer].append(mark)
    made: dict[uuid.UUID, uuid.UUID] = {}
    for key, those in by_transfer.items():
        transfer = transfers[key]
        captivity = {"status": CaptivityStatus.CLAIMED, "detaining_power": transfer.from_party}
        with lending(Permission.PRISONERS_WRITE, to=by):
            people = [_taken(mark) for mark in those]
            persons = register_intake(people=people, party=transfer.to_party, captivity=captivity, by=by)
        made |= dict(zip((mark.id for mark in those), persons, strict=True))
    held = {each.person_id: each for each in Captivity.objects.filter(person__in=made.values())}
    return {mark: held[person] for mark, person in made.items()}


def _taken(mark: Mark) -> Taken:
    born = PartialDate.parse(str(mark.born_year or ""))
    if not mark.name.strip():
        return Taken(description=mark.note[:LONGEST], born=born)
    surname, given, patronymic = split_name(mark.name)
    name = {"surname": surname, "given_name": given, "patronymic": patronymic}
    return Taken(name={**name, "as_written": mark.name, "kind": NameKind.ALIAS}, born=born)


def _entry(mark: Mark, captivity: Captivity, free: set[uuid.UUID]) -> ManifestEntry:
    category = category_of(captivity)
    return ManifestEntry(
        id=mark.entry,
        transfer_id=mark.transfer,
        captivity=captivity,
        category=category,
        outcome=OUTCOMES[category],
        origin=EntryOrigin.HAND_OVER,
        reason=mark.note,
        substitutes_id=mark.instead_of if mark.instead_of in free else None,
    )
