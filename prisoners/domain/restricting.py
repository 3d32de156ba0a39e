"""Verbs that hide a person: restrict, lift that again, withhold from one recipient (GC IV art. 137)."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.domain import records, restricting
from accounts.models import User
from accounts.models.user import UserKind
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from prisoners.domain.persons import apart
from prisoners.models import Person, Withholding
from units.enums import PartyKind


@verb("prisoners.restrict_person", permission=Permission.RESTRICT)
def restrict_person(*, person: Person, by: User, reason: str, expected_version: int | None = None) -> Person:
    """Restrict a person with all that is recorded of them, and the records that were merged with theirs."""
    return _numbered(restricting.restrict(person, reason=reason, expected_version=expected_version, also=_same(person)))


@verb("prisoners.lift_restriction", permission=Permission.LIFT_RESTRICTION)
def lift_restriction(*, person: Person, by: User, reason: str, expected_version: int | None = None) -> Person:
    """Make a restricted person general again, with the records that were merged with theirs."""
    return _numbered(restricting.lift(person, reason=reason, expected_version=expected_version, also=_same(person)))


@verb("prisoners.withhold", permission=Permission.RESTRICT)
def withhold(*, person: Person, by: User, reason: str, id: uuid.UUID | None = None, **fields: Any) -> Withholding:
    """Let a recipient (`party` or `client`) be told nothing of a person.

    Raises ValidationError for the Agency, for a client that is none, and where it is withheld already.
    """
    records.refuse_voided(records.lock(person))
    party, client = fields.get("party"), fields.get("client")
    if party is not None and party.kind == PartyKind.AGENCY:
        raise ValidationError({"party": _("Nothing is withheld from the Central Agency (GC IV art. 137).")})
    if client is not None and client.kind != UserKind.MACHINE:
        raise ValidationError({"client": _("Choose a machine client; somebody who reads for a party is told by it.")})
    whole = Q(until__isnull=True) | Q(until__gt=clock.today())
    if person.withholdings.standing().filter(whole, party=party, client=client).exists():
        raise ValidationError(_("It is withheld from this recipient already."))
    return records.create(Withholding, id=id, person=person, reason=reason, **fields)


@verb("prisoners.end_withholding", permission=Permission.LIFT_RESTRICTION)
def end_withholding(
    *, withholding: Withholding, by: User, reason: str, expected_version: int | None = None
) -> Withholding:
    """Let the recipient be told of the person again."""
    return records.void(withholding, by=by, reason=reason, expected_version=expected_version)


def _numbered(person: Person) -> Person:
    """Keep the numbers apart, or among those of all others again, where somebody may have them by now (Conflict)."""
    for each in (person, *_same(person)):
        each.identifiers.standing().update(apart=apart(each))
    return person


def _same(person: Person) -> list[Person]:
    """The records of the same person, in the order in which all who lock several lock them."""
    one = person.merged_into_id or person.pk
    return list(Person.objects.filter(Q(pk=one) | Q(merged_into=one)).exclude(pk=person.pk).order_by("pk"))
