"""What may be done with an exchange by those who hold the permission: nothing more with a voided one."""

import rules

from accounts.models import Record, User
from accounts.roles import Permission


@rules.predicate
def is_standing(user: User, record: Record) -> bool:
    """The record has not been voided."""
    return not record.is_voided


@rules.predicate
def has_moves(user: User, record: Record) -> bool:
    """The record's state is not the last one; what has no state of its own has none to move."""
    return bool(getattr(record, "moves", ()))


rules.set_rule(Permission.EXCHANGES_WRITE, is_standing)
rules.set_rule(Permission.EXCHANGES_MOVE, is_standing & has_moves)
rules.set_rule(Permission.EXCHANGES_VOID, is_standing)
