"""Verbs of programmes and of what became of them."""

import datetime
import uuid
from typing import Any

from accounts.domain import records
from accounts.domain.parts import void_parts
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from negotiations.enums import LEADS_TO, ProgrammeEventKind, ProgrammeStatus
from negotiations.models import Programme, ProgrammeEvent
from sources.models import Source
from units.models import Party


@verb("negotiations.log_programme", permission=Permission.NEGOTIATIONS_WRITE)
def log_programme(*, by: User, id: uuid.UUID | None = None, **fields: Any) -> Programme:
    """Log an agreement that exchanges are counted to. Raises ValidationError, also for a code that is taken."""
    return records.create(Programme, id=id, **fields)


@verb("negotiations.revise_programme", permission=Permission.NEGOTIATIONS_WRITE)
def revise_programme(
    *, programme: Programme, by: User, expected_version: int | None = None, **changes: Any
) -> Programme:
    """Change what is known of a programme; what became of it is recorded by `record_programme_event`."""
    return records.revise(programme, expected_version=expected_version, **changes)


@verb("negotiations.record_programme_event", permission=Permission.NEGOTIATIONS_WRITE)
def record_programme_event(
    *,
    programme: Programme,
    kind: ProgrammeEventKind,
    happened_on: datetime.date,
    by: User,
    by_party: Party | None = None,
    source: Source | None = None,
    note: str = "",
    expected_version: int | None = None,
) -> ProgrammeEvent:
    """Record what became of a programme, also late: it stands where its latest event by day leaves it.

    Raises ValidationError by field for a day in the future or before the agreement.
    """
    current = records.lock(programme, expected_version)
    records.refuse_voided(current)
    said = {"kind": kind, "happened_on": happened_on, "by_party": by_party, "source": source, "note": note}
    event = records.create(ProgrammeEvent, programme=current, **said)
    _follow(current)
    return event


@verb("negotiations.void_programme_event", permission=Permission.NEGOTIATIONS_VOID)
def void_programme_event(
    *, programme_event: ProgrammeEvent, by: User, reason: str, expected_version: int | None = None
) -> ProgrammeEvent:
    """Void an event that was not; the programme stands where the latest of the others leaves it."""
    programme = records.lock(programme_event.programme)
    voided = records.void(programme_event, by=by, reason=reason, expected_version=expected_version)
    _follow(programme)
    return voided


@verb("negotiations.void_programme", permission=Permission.NEGOTIATIONS_VOID)
def void_programme(*, programme: Programme, by: User, reason: str, expected_version: int | None = None) -> Programme:
    """Void a programme that should never have been logged, with what became of it."""
    voided = records.void(programme, by=by, reason=reason, expected_version=expected_version)
    void_parts(voided, "events")
    return voided


def _follow(programme: Programme) -> None:
    """Put the programme where its latest event leaves it; of two on one day, the one recorded later."""
    latest = programme.events.standing().order_by("-happened_on", "-id").first()
    records.revise(programme, status=LEADS_TO[ProgrammeEventKind(latest.kind)] if latest else ProgrammeStatus.IN_FORCE)
