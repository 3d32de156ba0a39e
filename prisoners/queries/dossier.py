"""A person with everything recorded of them, as the page shows it to one reader, in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from accounts.models import User
from prisoners.models import (
    Alert,
    Captivity,
    Cohort,
    CohortMembership,
    Confirmation,
    Identifier,
    Person,
    PersonName,
    StatusEvent,
    Withholding,
)
from prisoners.queries.records import captivities, withholdings

Rows = dict[uuid.UUID, list]


@dataclass(frozen=True)
class Chapter:
    """One captivity with its particulars; `particulars` by model, in the order in which they are told."""

    captivity: Captivity
    events: list[StatusEvent]
    alerts: list[Alert]
    memberships: list[CohortMembership]
    particulars: dict[type[Model], list] = field(default_factory=dict)

    @property
    def cohorts(self) -> list[Cohort]:
        return [each.cohort for each in self.memberships]

    @property
    def independent(self) -> int:
        """How many confirmations there are when reprints of one statement count as one."""
        found = self.particulars.get(Confirmation, ())
        return len({each.source.same_statement_as_id or each.source_id for each in found})

    @property
    def parts(self) -> list[Model]:
        """The captivity and all that is recorded of it."""
        rows = [row for rows in self.particulars.values() for row in rows]
        return [self.captivity, *self.events, *self.alerts, *self.memberships, *rows]


@dataclass(frozen=True)
class Dossier:
    """A person with names, numbers, captivities (the latest first), the records merged into this one, withholdings."""

    person: Person
    names: list[PersonName]
    identifiers: list[Identifier]
    chapters: list[Chapter]
    duplicates: list[Person]
    withholdings: list[Withholding]

    @property
    def ids(self) -> list[uuid.UUID]:
        """Keys of the person and of what belongs to them, for the history."""
        own = (self.person, *self.names, *self.identifiers, *self.withholdings)
        return [each.pk for each in (*own, *(part for chapter in self.chapters for part in chapter.parts))]


def dossier(person: Person, user: User, particulars: Iterable[QuerySet]) -> Dossier:
    """What belongs to a person. `particulars` are the kinds that the reader may see, each as a queryset.

    One query for each kind, and seven besides, whatever there is of them.
    """
    whole = list(captivities(user).standing().filter(person=person))
    keys = [captivity.pk for captivity in whole]
    events = _grouped(StatusEvent.objects.visible_to(user).standing().select_related("place", "source"), keys)
    alerts = _grouped(Alert.objects.standing().select_related("answered_by"), keys)
    members = _grouped(CohortMembership.objects.standing().select_related("cohort"), keys)
    parts = {rows.model: _grouped(rows.standing(), keys) for rows in particulars}
    # A voided person keeps names and numbers, voided at the same moment.
    own = {"person": person, "voided_at": person.voided_at}
    return Dossier(
        person=person,
        names=list(PersonName.objects.filter(**own).select_related("source").order_by("-is_preferred", "id")),
        identifiers=list(Identifier.objects.filter(**own).order_by("scheme", "value")),
        chapters=[
            Chapter(each, events[each.pk], alerts[each.pk], members[each.pk], _of(parts, each.pk))
            for each in sorted(whole, key=_lateness, reverse=True)
        ],
        duplicates=list(Person.objects.visible_to(user).standing().filter(merged_into=person).order_by("sort_key")),
        withholdings=list(withholdings(user).standing().filter(person=person)),
    )


def _grouped(rows: QuerySet, keys: list[uuid.UUID]) -> Rows:
    found = defaultdict(list)
    for row in rows.filter(captivity__in=keys).order_by("id"):
        found[row.captivity_id].append(row)
    return found


def _of(parts: dict[type[Model], Rows], key: uuid.UUID) -> dict[type[Model], list]:
    return {model: rows[key] for model, rows in parts.items()}


def _lateness(captivity: Captivity) -> tuple:
    return captivity.is_open, captivity.captured_on or captivity.recorded_at.date()
