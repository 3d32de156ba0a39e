"""Verbs of proposals: log, revise, answer, void."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records
from accounts.domain.parts import refuse_leaned_on, set_parts, void_parts
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from negotiations.enums import PROPOSAL_MOVES, ProposalStatus
from negotiations.models import Proposal, ProposalTerm
from negotiations.validators import check_answer

Terms = Iterable[Mapping[str, Any]]


@verb("negotiations.log_proposal", permission=Permission.NEGOTIATIONS_WRITE)
def log_proposal(*, by: User, id: uuid.UUID | None = None, terms: Terms = (), **fields: Any) -> Proposal:
    """Log what a party proposed, with its terms (direction, category, qualifier, number).

    Raises ValidationError by field; those of a term under `terms`.
    """
    proposal = records.create(Proposal, id=id, **fields)
    _set_terms(proposal, terms, by)
    return proposal


@verb("negotiations.revise_proposal", permission=Permission.NEGOTIATIONS_WRITE)
def revise_proposal(
    *,
    proposal: Proposal,
    by: User,
    expected_version: int | None = None,
    terms: Terms | None = None,
    **changes: Any,
) -> Proposal:
    """Change what is known of a proposal; terms that are given become its terms. `move_proposal` records the answer."""
    current = records.lock(proposal, expected_version)
    records.refuse_voided(current)
    if terms is not None and _set_terms(current, terms, by):
        changes["parts_revision"] = current.parts_revision + 1
    return records.revise(current, **changes)


@verb("negotiations.move_proposal", permission=Permission.NEGOTIATIONS_WRITE)
def move_proposal(
    *,
    proposal: Proposal,
    to: ProposalStatus,
    by: User,
    reason: str = "",
    answered_on: datetime.date | None = None,
    expected_version: int | None = None,
) -> Proposal:
    """The one door of the state machine: records the answer, in the words of the reason, and its day.

    Raises IllegalMove for a move that the table does not hold, Stale for a version that is not current, and
    ValidationError for an answer to an official request without its day, or a day out of order.
    """
    current = records.lock(proposal, expected_version)
    records.refuse_voided(current)
    if to not in PROPOSAL_MOVES[ProposalStatus(current.status)]:
        raise IllegalMove(
            _("A proposal that is “%(old)s” cannot become “%(new)s”.")
            % {"old": current.get_status_display(), "new": ProposalStatus(to).label}
        )
    if to == ProposalStatus.WITHDRAWN and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    current.status, current.answer, current.answered_on = to, reason, answered_on
    check_answer(current)
    with records.checked(current):
        return records.written(current, "status", "answer", "answered_on")


@verb("negotiations.void_proposal", permission=Permission.NEGOTIATIONS_VOID)
def void_proposal(*, proposal: Proposal, by: User, reason: str, expected_version: int | None = None) -> Proposal:
    """Void a proposal that nobody made, with its terms."""
    refuse_leaned_on(proposal)
    voided = records.void(proposal, by=by, reason=reason, expected_version=expected_version)
    void_parts(voided, "terms")
    return voided


def _set_terms(proposal: Proposal, terms: Terms, by: User) -> bool:
    return set_parts(ProposalTerm, "terms", terms, by=by, why=_("No longer a term of the proposal."), proposal=proposal)
