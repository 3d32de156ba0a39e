"""What may be done with a record of this room by those who hold the permission, and what can happen to a prisoner."""

from collections.abc import Iterable

import rules

from accounts.models import Record, User
from accounts.roles import Permission
from common.classification import FieldClass
from prisoners.enums import ENDED, LEADS_TO, MOVES, CaptivityStatus, EventKind


@rules.predicate
def is_standing(user: User, record: Record) -> bool:
    """The record has not been voided, nor merged into another one."""
    return not record.is_voided and getattr(record, "merged_into_id", None) is None


rules.set_rule(Permission.PRISONERS_WRITE, is_standing)
rules.set_rule(Permission.PRISONERS_VOID, is_standing)


def possible_events(status: str) -> list[EventKind]:
    """What can happen to a prisoner in that state: what `record_event` takes, less what would change nothing."""
    return [kind for kind in EventKind if kind != EventKind.REVISED and _possible(status, LEADS_TO.get(kind))]


def _possible(before: str, after: CaptivityStatus | None) -> bool:
    if after is None:
        return True
    moves = after in MOVES[CaptivityStatus(before)]
    return moves and (before not in ENDED or after in ENDED)


def sees_order(user: User, tells: Iterable[FieldClass]) -> bool:
    """Whether a user may see persons in the order of a policy, whose tiers give away these classes of fields."""
    return user.has_perm(Permission.PRISONERS_VIEW) and user.field_classes_seen >= {*tells}
