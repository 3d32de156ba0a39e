"""Verbs of what takes two people: one proposes, another one approves, and with that it is done."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.domain import records
from accounts.enums import APPROVAL_MOVES, ApprovalState
from accounts.models import Approval, Record, User
from accounts.models.user import UserKind
from accounts.roles import Permission
from audit.models import Booked
from audit.verbs import lending, verb
from common.errors import IllegalMove, Stale

#: What nobody decided for so long is proposed anew by somebody who still wants it.
LAPSES_AFTER = datetime.timedelta(days=30)


@verb("accounts.propose", permission=Permission.APPROVALS_VIEW)
def propose(
    *,
    act: str,
    subject: Booked,
    by: User,
    reason: str = "",
    arguments: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> Approval:
    """Propose an act on a record, as it is now. Nothing is done until another person approves.

    Raises PermissionDenied for a machine and for who may not do it anyway, ValidationError without a reason and where
    the act would be refused, Stale for a version that is not current, and Conflict where it waits already.
    """
    wanted = acts.find(act, subject._meta.label_lower)
    _permit(by, may=by.has_perm(wanted.permission), act=wanted)
    current = type(subject)._base_manager.get(pk=subject.pk)
    if expected_version is not None and current.version != expected_version:
        raise Stale(current.version, records.changed_since(current, expected_version))
    if isinstance(current, Record):
        records.refuse_voided(current)
    if wanted.wants_reason and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if wanted.check:
        wanted.check(current, **(arguments or {}))
    return records.create(
        Approval,
        act=act,
        subject_model=subject._meta.label_lower,
        subject_id=current.pk,
        subject_version=current.version,
        arguments=dict(arguments or {}),
        why=reason,
        proposed_by=by,
    )


@verb("accounts.approve", permission=Permission.APPROVALS_VIEW)
def approve(
    *,
    approval: Approval,
    by: User,
    reason: str = "",
    subject_version: int | None = None,
    expected_version: int | None = None,
) -> Approval:
    """Do what somebody else proposed, in one transaction with the approval; `reason` is a note on the decision.

    A record that changed since it was proposed wants the version that the second person looked at: else Stale. Raises
    PermissionDenied for who proposed it, for a machine, and for who may neither do nor second it; and what the act
    itself raises.
    """
    current = _decided(approval, ApprovalState.APPROVED, by, reason, expected_version)
    act = current.registered_act
    _permit(by, may=act.may_second(by), act=act)
    subject = act.model._base_manager.get(pk=current.subject_id)
    seen = current.subject_version if subject_version is None else subject_version
    locked = records.lock(subject, seen)
    with lending(act.permission, to=by):
        act.verb(by=by, reason=current.why, **{act.argument: locked}, **current.arguments)
    return current


@verb("accounts.refuse", permission=Permission.APPROVALS_VIEW)
def refuse(*, approval: Approval, by: User, reason: str, expected_version: int | None = None) -> Approval:
    """Refuse what somebody else proposed: nothing is done. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is refused.")})
    current = _decided(approval, ApprovalState.REFUSED, by, reason, expected_version)
    _permit(by, may=current.registered_act.may_second(by), act=current.registered_act)
    return current


@verb("accounts.withdraw", permission=Permission.APPROVALS_VIEW)
def withdraw(*, approval: Approval, by: User, reason: str = "", expected_version: int | None = None) -> Approval:
    """Withdraw what one proposed oneself. Raises PermissionDenied for anybody else."""
    return _decided(approval, ApprovalState.WITHDRAWN, by, reason, expected_version)


@verb("accounts.lapse_approvals", permission=Permission.ACCOUNTS_MANAGE)
def lapse_approvals(*, by: User) -> int:
    """Let lapse what nobody decided for 30 days; returns how many."""
    old = Approval.objects.open().filter(proposed_at__lt=timezone.now() - LAPSES_AFTER)
    return old.update(state=ApprovalState.LAPSED, decided_at=timezone.now())


def _decided(
    approval: Approval, to: ApprovalState, by: User, note: str, expected_version: int | None = None
) -> Approval:
    """Sign an approval that waits. The trigger stamps it with the transaction, which is the only one it speaks in."""
    current = records.lock(approval, expected_version)
    if to not in APPROVAL_MOVES[ApprovalState(current.state)]:
        raise IllegalMove(_("This was decided already: %(state)s.") % {"state": current.get_state_display()})
    own = current.proposed_by_id == by.pk
    if own and to != ApprovalState.WITHDRAWN:
        raise PermissionDenied(_("Nobody settles their own proposal: another person has to."))
    if not own and to == ApprovalState.WITHDRAWN:
        raise PermissionDenied(_("Only who proposed it withdraws it. Refuse it instead."))
    current.state, current.decided_by, current.decided_at, current.note = to, by, timezone.now(), note
    return records.written(current, "state", "decided_by", "decided_at", "note")


def _permit(by: User, *, may: bool, act: acts.Act) -> None:
    """Raises PermissionDenied for who may not do it, and for any machine: two people are two human beings."""
    if by.kind != UserKind.PERSON:
        raise PermissionDenied(_("This takes two people: no machine proposes or decides it."))
    if not may:
        raise PermissionDenied(_("You have no permission for this: %(permission)s") % {"permission": act.permission})
