"""Verbs of plans: ask for one, cancel it, nominate those whom it proposes. The work itself is in work.py."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common import clock
from common.classification import FieldClass
from common.errors import IllegalMove
from exchanges.domain.manifest.nominating import Nomination, Nominee, nominate
from exchanges.domain.planning.asked import Asked
from exchanges.domain.planning.bell import ring
from exchanges.manifest_enums import EntryOrigin
from exchanges.models import Exchange, Plan, Scenario
from exchanges.plan_enums import PLAN_MOVES, ChoiceKind, PlanStatus
from exchanges.queries.plans import choices_of, transfers_of
from negotiations.enums import Direction
from prisoners.queries.priority import policy_on
from units.models import Party

#: What the answer tells of persons, besides what the tiers of the policy do.
TELLS = frozenset({FieldClass.STAFF, FieldClass.HEALTH})


@verb("exchanges.ask_plan", permission=Permission.PLANS_MAKE)
def ask_plan(
    *,
    terms: dict[str, Any],
    other_side: Party,
    by: User,
    hand_over_on: datetime.date | None = None,
    id: uuid.UUID | None = None,
    **fields: Any,
) -> Plan:
    """Have a worker reckon who should go, by these terms (`Asked`); the hand-over is today unless given.

    It changes nothing of anybody. Raises ValidationError by field, PermissionDenied for an asker who may not see what
    the answer tells.
    """
    seen = TELLS | policy_on(clock.today()).tells
    if not seen <= by.field_classes_seen:
        raise PermissionDenied(_("The tiers tell what you may not see of persons."))
    if other_side.is_home:
        raise ValidationError({"other_side": _("Choose the side with which we exchange.")})
    if hand_over_on and hand_over_on < clock.today():
        raise ValidationError({"hand_over_on": _("This day is past.")})
    told = {"terms": Asked.from_json(terms).as_json(), "other_side": other_side, **fields}
    needs = {f"sight:{token}" for token in by.sight(Permission.PLANS_VIEW).tokens} | {f"field:{kind}" for kind in seen}
    plan = records.create(
        Plan, id=id, hand_over_on=hand_over_on or clock.today(), needs=sorted(needs), asked_by=by, **told
    )
    transaction.on_commit(lambda: ring(plan.pk))
    plan.refresh_from_db(fields=["asked_at"])
    return plan


@verb("exchanges.cancel_plan", permission=Permission.PLANS_MAKE)
def cancel_plan(*, plan: Plan, by: User, expected_version: int | None = None) -> Plan:
    """Stop a plan; its worker notices at the next step. Raises IllegalMove for one that has ended."""
    current = records.lock(plan, expected_version)
    if current.asked_by_id != by.pk:
        raise PermissionDenied(_("Only the person who asked for a plan cancels it."))
    if PlanStatus.CANCELLED not in PLAN_MOVES[PlanStatus(current.status)]:
        raise IllegalMove(_("This plan has ended: %(status)s.") % {"status": current.get_status_display()})
    current.status, current.finished_at, current.lease_until = PlanStatus.CANCELLED, timezone.now(), None
    return records.written(current, "status", "finished_at", "lease_until")


@verb("exchanges.nominate_chosen", permission=Permission.MANIFESTS_WRITE)
def nominate_chosen(*, scenario: Scenario, exchange: Exchange, by: User, beside: bool = False) -> Nomination:
    """Put those whom a scenario proposes on the manifest of an exchange, both ways; with `beside` those beside it too.

    Whoever cannot go by now is left out and told of; whom it takes two people for is proposed to a second one.
    Raises ValidationError where nobody is proposed, or an exchange has no transfer for a direction.
    """
    found = choices_of(scenario, by)
    found = found.exclude(kind=ChoiceKind.WAITS) if beside else found.filter(kind=ChoiceKind.GOES)
    people: dict[str, list[Nominee]] = {}
    for choice in found:
        nominee = Nominee(choice.captivity_id, category=choice.category)
        people.setdefault(choice.direction, []).append(nominee)
    if not people:
        raise ValidationError(_("This scenario proposes nobody."))
    transfers, whole = transfers_of(exchange, by), Nomination()
    for way, nominees in people.items():
        if way not in transfers:
            told = {"direction": Direction(way).label}
            raise ValidationError(_("The exchange has no transfer %(direction)s. Add it to the exchange first.") % told)
        made = nominate(
            transfer=transfers[way],
            people=nominees,
            by=by,
            reason=str(scenario.plan),
            origin=EntryOrigin.PLAN,
            skip=True,
        )
        whole.entries += made.entries
        whole.waiting += made.waiting
        whole.left_out |= made.left_out
    return whole
