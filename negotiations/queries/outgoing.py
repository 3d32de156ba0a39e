"""Lists of ours that go out, and what may be wrong with the persons on them."""

import uuid
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from accounts.models import User
from negotiations.domain.engaged import engaged
from negotiations.domain.entry_words import differs, words_of
from negotiations.list_enums import SEALED, Direction, ListStatus
from negotiations.models import ListEntry, NameList
from negotiations.outgoing_enums import Problem
from negotiations.queries.answer import withheld_from
from negotiations.queries.entries import entries_of
from negotiations.queries.lists import named_where_seen
from prisoners.enums import OPEN, ConsentAnswer, ConsentPurpose, Voluntariness
from prisoners.models import Consent

P = Problem
#: Lists on which a person is promised to somebody.
OUT = (ListStatus.CHECKED, *SEALED)


def outgoing(user: User) -> QuerySet[NameList]:
    """Lists that go out and that a user may see."""
    rows = NameList.objects.visible_to(user).filter(direction=Direction.OUTGOING)
    return rows.select_related("party", "side", "programme").prefetch_related(*named_where_seen(user))


def entries_with_people(name_list: NameList) -> QuerySet[ListEntry]:
    """The entries that stand, each with the captivity and the person as they are now."""
    return entries_of(name_list).select_related("captivity__person", "captivity__unit", "captivity__detaining_power")


def entries_shown(name_list: NameList, user: User) -> list[ListEntry]:
    """The entries of whom a user may see."""
    seen = ListEntry.objects.visible_to(user).filter(name_list=name_list).values("pk")
    return list(entries_with_people(name_list).filter(pk__in=seen))


def problems_of(name_list: NameList, entries: Collection[ListEntry]) -> dict[uuid.UUID, list[Problem]]:
    """What may be wrong with each, the gravest first; a statement for each question, however many there are."""
    captivities = [entry.captivity_id for entry in entries]
    persons = [entry.captivity.person_id for entry in entries]
    words, withheld = words_of(captivities), withheld_from(name_list, persons)
    busy, promised, consents = engaged(captivities), _promised(name_list, captivities), _consents(captivities)
    return {
        entry.pk: list(
            _problems(
                entry,
                withheld=entry.captivity.person_id in withheld,
                busy=entry.captivity_id in busy,
                promised=entry.captivity_id in promised,
                changed=differs(entry, words.get(entry.captivity_id)),
                consent=consents.get(entry.captivity_id),
            )
        )
        for entry in entries
    }


def _problems(
    entry: ListEntry, *, withheld: bool, busy: bool, promised: bool, changed: bool, consent: Consent | None
) -> Iterable[Problem]:
    captivity, person = entry.captivity, entry.captivity.person
    is_held = captivity.status in OPEN and not captivity.is_voided
    asked = captivity.detaining_power.is_home
    found = {
        P.NOT_HELD: not is_held or person.is_voided or person.merged_into_id is not None,
        P.ON_MANIFEST: busy,
        P.REFUSED: consent is not None and consent.answer == ConsentAnswer.REFUSED,
        P.RESTRICTED: person.restricted,
        P.WITHHELD: withheld,
        P.COERCED: consent is not None and consent.voluntariness == Voluntariness.COERCED,
        P.NOT_ASKED: asked and (consent is None or consent.answer == ConsentAnswer.NOT_ASKED),
        P.ON_ANOTHER_LIST: promised,
        P.CHANGED: changed,
    }
    return (problem for problem, is_there in found.items() if is_there)


def _promised(name_list: NameList, captivities: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those on another list that is out, but for the one that this list replaces."""
    others = ListEntry.objects.standing().filter(captivity__in=captivities, name_list__status__in=OUT)
    others = others.filter(name_list__voided_at__isnull=True).exclude(name_list=name_list)
    if name_list.previous_id:
        others = others.exclude(name_list=name_list.previous_id)
    return set(others.values_list("captivity", flat=True))


def _consents(captivities: Collection[uuid.UUID]) -> dict[uuid.UUID, Consent]:
    """The latest answer of each to whether they want to return."""
    asked = Consent.objects.standing().filter(captivity__in=captivities, purpose=ConsentPurpose.RETURN)
    return {consent.captivity_id: consent for consent in asked.order_by("answered_on", "pk")}
