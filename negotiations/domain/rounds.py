"""Verbs of rounds: log, revise, move from state to state, restrict, void."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.domain import records, restricting
from accounts.domain.parts import refuse_leaned_on, set_parts, void_parts
from accounts.models import User
from accounts.roles import Permission
from audit.verbs import verb
from common.errors import IllegalMove
from negotiations.enums import ROUND_MOVES, ROUND_OVER, RoundStatus
from negotiations.models import Delegation, Round, RoundMediation

Parts = Iterable[Mapping[str, Any]]
PARTS = {"delegations": Delegation, "mediations": RoundMediation}


@verb("negotiations.log_round", permission=Permission.NEGOTIATIONS_WRITE)
def log_round(
    *, by: User, id: uuid.UUID | None = None, delegations: Parts = (), mediations: Parts = (), **fields: Any
) -> Round:
    """Log a round as planned, with its delegations (party, body, members) and mediations (mediator, role).

    Raises ValidationError by field; those of a part under the name of its list.
    """
    logged = records.create(Round, id=id, **fields)
    _set(logged, {"delegations": delegations, "mediations": mediations}, by)
    return logged


@verb("negotiations.revise_round", permission=Permission.NEGOTIATIONS_WRITE)
def revise_round(
    *,
    round: Round,
    by: User,
    expected_version: int | None = None,
    delegations: Parts | None = None,
    mediations: Parts | None = None,
    **changes: Any,
) -> Round:
    """Change what is known of a round; a list that is given becomes its list. Its state is moved by `move_round`."""
    current = records.lock(round, expected_version)
    records.refuse_voided(current)
    if _set(current, {"delegations": delegations, "mediations": mediations}, by):
        changes["parts_revision"] = current.parts_revision + 1
    return records.revise(current, **changes)


@verb("negotiations.move_round", permission=Permission.NEGOTIATIONS_WRITE)
def move_round(
    *, round: Round, to: RoundStatus, by: User, reason: str = "", expected_version: int | None = None
) -> Round:
    """The one door of the state machine. The reason for an end is kept as the outcome of the round.

    Raises IllegalMove for a move that the table does not hold, Stale for a version that is not current, and
    ValidationError for an end without an outcome and for a round that has begun before its first day.
    """
    current = records.lock(round, expected_version)
    records.refuse_voided(current)
    if to not in ROUND_MOVES[RoundStatus(current.status)]:
        raise IllegalMove(
            _("A round that is “%(old)s” cannot become “%(new)s”.")
            % {"old": current.get_status_display(), "new": RoundStatus(to).label}
        )
    current.status = to
    if to in ROUND_OVER:
        current.outcome = reason.strip() or current.outcome
        if not current.outcome:
            raise ValidationError({"reason": _("Say what came of it.")})
    with records.checked(current):
        return records.written(current, "status", "outcome")


@verb("negotiations.restrict_round", permission=Permission.RESTRICT)
def restrict_round(*, round: Round, by: User, reason: str, expected_version: int | None = None) -> Round:
    """Restrict a round with its minutes and the proposals made in it."""
    return restricting.restrict(round, reason=reason, expected_version=expected_version)


@verb("negotiations.lift_restriction", permission=Permission.LIFT_RESTRICTION)
def lift_restriction(*, round: Round, by: User, reason: str, expected_version: int | None = None) -> Round:
    """Make a restricted round general again."""
    return restricting.lift(round, reason=reason, expected_version=expected_version)


@verb("negotiations.void_round", permission=Permission.NEGOTIATIONS_VOID)
def void_round(*, round: Round, by: User, reason: str, expected_version: int | None = None) -> Round:
    """Void a round that never was, with its delegations, mediations and minutes.

    Raises ValidationError while proposals, programmes or lists stand on it.
    """
    refuse_leaned_on(round)
    voided = records.void(round, by=by, reason=reason, expected_version=expected_version)
    void_parts(voided, "delegations", "mediations", "minutes")
    return voided


def _set(round: Round, parts: Mapping[str, Parts | None], by: User) -> bool:
    """Set the lists that are given; tells whether anything changed."""
    why = _("No longer said of the round.")
    given = {name: wanted for name, wanted in parts.items() if wanted is not None}
    changed = [set_parts(PARTS[name], name, wanted, by=by, why=why, round=round) for name, wanted in given.items()]
    return any(changed)
