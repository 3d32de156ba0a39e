"""Verbs of a captivity: open it, log one that is over, revise, record what happened, correct, void.

Every one of them locks the person first, so that two that concern one person wait for each other.
"""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from common.partial_dates import PartialDate
from places.models import Place
from prisoners.domain.alerts import alert_if_recaptured
from prisoners.enums import ENDED, LEADS_TO, MOVES, OPEN, CaptivityStatus, EventKind
from prisoners.models import Captivity, Cohort, CohortMembership, Person, StatusEvent
from sources.models import Source


@verb("prisoners.open_captivity", permission=Permission.PRISONERS_WRITE)
def open_captivity(
    *,
    person: Person,
    by: User,
    id: uuid.UUID | None = None,
    status: CaptivityStatus = CaptivityStatus.CLAIMED,
    cohorts: Iterable[Cohort] = (),
    **fields: Any,
) -> Captivity:
    """Record that a person is missing or held. After an earlier return it raises the alert of GC III art. 117.

    Raises ValidationError by field, also for a person who is recorded as held already.
    """
    if status not in OPEN:
        raise ValidationError({"status": _("A captivity begins as missing or held; what ends it is recorded after.")})
    return _logged(person, cohorts, id=id, status=status, **fields)


@verb("prisoners.log_past_captivity", permission=Permission.PRISONERS_WRITE)
def log_past_captivity(
    *,
    person: Person,
    by: User,
    outcome: EventKind,
    ended: PartialDate,
    id: uuid.UUID | None = None,
    cohorts: Iterable[Cohort] = (),
    **fields: Any,
) -> Captivity:
    """Record a captivity that is over. Raises ValidationError by field, also where it overlaps another one."""
    status = LEADS_TO.get(EventKind(outcome))
    if status not in ENDED:
        raise ValidationError({"outcome": _("This does not end a captivity.")})
    captivity = _logged(person, cohorts, id=id, status=status, outcome=outcome, ended=ended, **fields)
    _append(captivity, kind=outcome, from_status=status, occurred=ended, source=fields.get("source"))
    return captivity


@verb("prisoners.revise_captivity", permission=Permission.PRISONERS_WRITE)
def revise_captivity(
    *,
    captivity: Captivity,
    by: User,
    expected_version: int | None = None,
    cohorts: Iterable[Cohort] | None = None,
    **changes: Any,
) -> Captivity:
    """Change what is known of a captivity; its status is changed by what happens, through `record_event`."""
    person = _locked(captivity.person)
    revised = records.revise(captivity, expected_version=expected_version, **changes)
    if cohorts is not None and _set_cohorts(revised, cohorts, by):
        revised.parts_revision += 1
        records.written(revised, "parts_revision")
    if "captured" in changes:
        _point_to_latest(person)
    return revised


@verb("prisoners.record_event", permission=Permission.PRISONERS_WRITE)
def record_event(
    *,
    captivity: Captivity,
    kind: EventKind,
    by: User,
    occurred: PartialDate | None = None,
    expected_version: int | None = None,
    place: Place | None = None,
    source: Source | None = None,
    note: str = "",
    condition: str = "",
    until: datetime.date | None = None,
) -> StatusEvent:
    """Record what happened to a prisoner: the one door of the state machine. What ends a captivity gives its outcome.

    `condition` and `until` are those of an internment in a neutral country or of a parole.

    Raises IllegalMove for the end of a captivity that is over already, and ValidationError for an end before the start.
    """
    if kind == EventKind.REVISED:
        raise ValidationError({"kind": _("A correction has a form of its own, with its reason.")})
    _locked(captivity.person)
    current = records.lock(captivity, expected_version)
    records.refuse_voided(current)
    occurred = occurred or PartialDate()
    before, after = CaptivityStatus(current.status), status_after(current.status, kind)
    if not may_happen(current.status, kind):
        raise IllegalMove(
            _("This captivity is over (%(status)s): “%(event)s” cannot happen in it any more.")
            % {"status": current.get_status_display(), "event": EventKind(kind).label}
        )
    if after != before:
        _become(current, after, outcome=kind if after in ENDED else "", ended=occurred)
    told = {"place": place, "source": source, "note": note, "condition": condition, "until": until}
    return _append(current, kind=kind, from_status=before, occurred=occurred, **told)


def status_after(status: str, kind: EventKind) -> CaptivityStatus:
    """The status of a captivity once this has happened in it."""
    return LEADS_TO.get(EventKind(kind), CaptivityStatus(status))


def may_happen(status: str, kind: EventKind) -> bool:
    """Whether this can happen in a captivity: in one that is over only what its end leads to, as a return home."""
    before, after = CaptivityStatus(status), status_after(status, kind)
    return kind not in LEADS_TO or before not in ENDED or (after in ENDED and after in MOVES[before])


@verb("prisoners.correct_status", permission=Permission.PRISONERS_VOID)
def correct_status(
    *,
    captivity: Captivity,
    to: CaptivityStatus,
    by: User,
    reason: str,
    expected_version: int | None = None,
    source: Source | None = None,
) -> StatusEvent:
    """Take back a status that was recorded wrongly: the captivity is open again, and an event says why.

    Raises ValidationError without a reason, for a status that is no open one, and while another captivity is open.
    """
    person = _locked(captivity.person)
    current = records.lock(captivity, expected_version)
    records.refuse_voided(current)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the status is corrected.")})
    if to not in OPEN or to == current.status:
        raise ValidationError({"to": _("A status is corrected to another one of those held or missing.")})
    before = CaptivityStatus(current.status)
    _become(current, to, outcome="", ended=PartialDate())
    _point_to_latest(person)
    return _append(current, kind=EventKind.REVISED, from_status=before, source=source, note=reason)


@verb("prisoners.void_captivity", permission=Permission.PRISONERS_VOID)
def void_captivity(*, captivity: Captivity, by: User, reason: str, expected_version: int | None = None) -> Captivity:
    """Void a captivity that never was, with everything recorded of it."""
    person = _locked(captivity.person)
    voided = records.void(captivity, by=by, reason=reason, expected_version=expected_version)
    marks = {"voided_at": voided.voided_at, "voided_by": by, "void_reason": voided.void_reason}
    for relation in Captivity._meta.related_objects:
        if relation.related_model._meta.app_label == "prisoners" and relation.related_model is not Person:
            relation.related_model.objects.standing().filter(captivity=voided).update(**marks)
    _point_to_latest(person)
    return voided


def _logged(person: Person, cohorts: Iterable[Cohort], **fields: Any) -> Captivity:
    current = _locked(person)
    if current.merged_into_id:
        raise ValidationError(_("This record was merged into another one. Record it there."))
    captivity = records.create(Captivity, person=current, number=1 + current.captivities.count(), **fields)
    for cohort in cohorts:
        records.create(CohortMembership, captivity=captivity, cohort=cohort)
    _point_to_latest(current)
    alert_if_recaptured(current.latest_captivity)
    return captivity


def _locked(person: Person) -> Person:
    current = records.lock(person)
    records.refuse_voided(current)
    return current


def _become(captivity: Captivity, status: CaptivityStatus, *, outcome: str, ended: PartialDate) -> None:
    captivity.status, captivity.outcome = status, outcome
    captivity.ended = ended if outcome else PartialDate()
    with records.checked(captivity):
        records.written(captivity, "status", "outcome", "ended_on", "ended_on_precision")


def _append(captivity: Captivity, **values: Any) -> StatusEvent:
    return records.create(StatusEvent, captivity=captivity, to_status=captivity.status, **values)


def _point_to_latest(person: Person) -> None:
    """Let the person point to the captivity that counts now: the open one, else the one that began last."""
    standing = sorted(
        person.captivities.standing(), key=lambda each: (each.is_open, each.captured_on or each.recorded_at.date())
    )
    latest = standing[-1] if standing else None
    if person.latest_captivity_id != (latest and latest.pk):
        person.latest_captivity = latest
        records.written(person, "latest_captivity")


def _set_cohorts(captivity: Captivity, cohorts: Iterable[Cohort], by: User) -> bool:
    """Make these the cohorts of a captivity; True when anything changed."""
    wanted = {cohort.pk: cohort for cohort in cohorts}
    standing = {row.cohort_id: row for row in captivity.memberships.standing()}
    for key in standing.keys() - wanted.keys():
        records.void(standing[key], by=by, reason=_("No longer said of the captivity."))
    for key in wanted.keys() - standing.keys():
        records.create(CohortMembership, captivity=captivity, cohort=wanted[key])
    return standing.keys() != wanted.keys()
