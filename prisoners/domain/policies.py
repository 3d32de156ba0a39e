"""Verbs of priority policies: draft, set the rules, propose; a second person puts into force or refuses."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove, Stale
from prisoners.enums import POLICY_MOVES, Criterion, PolicyStatus
from prisoners.models import Cohort, PriorityPolicy, PriorityRule
from units.models import Unit

#: What makes a rule: two rules with the same of it are the same rule.
RULE_FIELDS = ("tier", "criterion", "values", "label_uk", "label_en")


@verb("priorities.draft_policy", permission=Permission.PRIORITIES_PROPOSE)
def draft_policy(
    *,
    name: str,
    effective_from: datetime.date,
    by: User,
    id: uuid.UUID | None = None,
    copied_from: PriorityPolicy | None = None,
    **fields: Any,
) -> PriorityPolicy:
    """Begin a policy, with the rules of another one where it is given. Raises ValidationError by field."""
    policy = records.create(PriorityPolicy, id=id, name=name, effective_from=effective_from, **fields)
    for rule in rules_of(copied_from) if copied_from else ():
        records.create(PriorityRule, policy=policy, **{field: getattr(rule, field) for field in RULE_FIELDS})
    return policy


@verb("priorities.revise_policy", permission=Permission.PRIORITIES_PROPOSE)
def revise_policy(
    *, policy: PriorityPolicy, by: User, expected_version: int | None = None, **changes: Any
) -> PriorityPolicy:
    """Change how a draft is called, from when it is to hold, its source or note."""
    _locked_draft(policy, expected_version)
    return records.revise(policy, expected_version=expected_version, **changes)


@verb("priorities.set_rules", permission=Permission.PRIORITIES_PROPOSE)
def set_rules(
    *, policy: PriorityPolicy, rules: Iterable[Mapping[str, Any]], by: User, seen: Sequence[uuid.UUID] | None = None
) -> list[PriorityRule]:
    """Let a draft have exactly these rules, each a mapping of RULE_FIELDS; tiers are numbered anew from 1.

    Raises ValidationError, and Stale when the rules are no longer those that were `seen` (their ids in order).
    """
    current = _locked_draft(policy)
    standing = rules_of(current)
    if seen is not None and list(seen) != [rule.pk for rule in standing]:
        raise Stale(current.version, ["rules"])
    wanted = _numbered(rules)
    _check_references(wanted)
    for rule in standing:
        if (says := said(rule)) in wanted:
            wanted.remove(says)
        else:
            records.void(rule, by=by, reason=_("The draft says otherwise now."))
    for says in wanted:
        records.create(PriorityRule, policy=current, **says)
    return rules_of(current)


@verb("priorities.propose_policy", permission=Permission.PRIORITIES_PROPOSE)
def propose_policy(*, policy: PriorityPolicy, by: User, expected_version: int | None = None) -> PriorityPolicy:
    """Ask a second person to put a policy into force; from now on it does not change."""
    current = _locked(policy, PolicyStatus.PROPOSED, expected_version)
    if not rules_of(current):
        raise ValidationError(_("A policy without rules orders nobody. Add the first rule."))
    return _moved(current, PolicyStatus.PROPOSED, proposed_by=by)


@verb("priorities.approve_policy", permission=Permission.PRIORITIES_APPROVE)
def approve_policy(*, policy: PriorityPolicy, by: User, expected_version: int | None = None) -> PriorityPolicy:
    """Put a proposed policy into force from its date on.

    Raises PermissionDenied for the person who proposed it, ValidationError when another one takes effect on that day.
    """
    return _settled(policy, PolicyStatus.IN_FORCE, by, expected_version)


@verb("priorities.refuse_policy", permission=Permission.PRIORITIES_APPROVE)
def refuse_policy(
    *, policy: PriorityPolicy, by: User, reason: str, expected_version: int | None = None
) -> PriorityPolicy:
    """Refuse a proposed policy. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the policy is refused.")})
    return _settled(policy, PolicyStatus.REFUSED, by, expected_version)


def rules_of(policy: PriorityPolicy) -> list[PriorityRule]:
    """The standing rules of a policy, the first tier first."""
    return list(policy.rules.standing().order_by("tier", "id"))


def _settled(policy: PriorityPolicy, status: PolicyStatus, by: User, expected_version: int | None) -> PriorityPolicy:
    current = _locked(policy, status, expected_version)
    if current.proposed_by_id == by.pk:
        raise PermissionDenied(_("Nobody settles their own proposal."))
    return _moved(current, status, settled_by=by)


def _moved(policy: PriorityPolicy, status: PolicyStatus, **signed: User) -> PriorityPolicy:
    policy.status = status
    for name, person in signed.items():
        setattr(policy, name, person)
    with records.checked(policy):
        return records.written(policy, "status", *signed)


def _locked(policy: PriorityPolicy, to: PolicyStatus, expected_version: int | None) -> PriorityPolicy:
    current = records.lock(policy, expected_version)
    records.refuse_voided(current)
    if to not in POLICY_MOVES[PolicyStatus(current.status)]:
        raise IllegalMove(_("The policy is in the state “%(status)s”.") % {"status": current.get_status_display()})
    return current


def _locked_draft(policy: PriorityPolicy, expected_version: int | None = None) -> PriorityPolicy:
    current = records.lock(policy, expected_version)
    records.refuse_voided(current)
    if current.status != PolicyStatus.DRAFT:
        raise IllegalMove(_("Only a draft changes. Draft another policy, copied from this one."))
    return current


def _numbered(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rules as they are kept, with tiers without gaps: 2, 5, 5 becomes 1, 2, 2."""
    given = [dict(rule) for rule in rules]
    places = {tier: place for place, tier in enumerate(sorted({rule["tier"] for rule in given}), start=1)}
    return [rule | {"tier": places[rule["tier"]], "values": list(rule["values"])} for rule in given]


def said(rule: PriorityRule) -> dict[str, Any]:
    """What a rule says, as `set_rules` takes it."""
    return {field: getattr(rule, field) for field in RULE_FIELDS}


def _check_references(rules: Iterable[Mapping[str, Any]]) -> None:
    """Raises ValidationError for cohorts and units that are not on record."""
    cohorts, units = (
        {value for rule in rules if rule["criterion"] == criterion for value in rule["values"]}
        for criterion in (Criterion.COHORT, Criterion.UNIT)
    )
    missing = cohorts - set(Cohort.objects.standing().filter(code__in=cohorts).values_list("code", flat=True))
    found = Unit.objects.standing().filter(pk__in=units).values_list("pk", flat=True)
    missing |= units - {str(key) for key in found}
    if missing:
        raise ValidationError({"values": _("Not known here: %(values)s") % {"values": ", ".join(sorted(missing))}})
