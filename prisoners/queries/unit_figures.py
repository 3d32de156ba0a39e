"""The figures of a unit: the tree is that of the day, and nobody is counted twice (prisoners/queries/captured.py)."""

import datetime
import uuid
from dataclasses import dataclass

from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Permission
from prisoners.queries.captured import UnitFigures, figures_by_root
from prisoners.queries.held import Statement
from prisoners.queries.sight import in_sight
from units.models import Unit
from units.queries.tree import subtrees


@dataclass(frozen=True)
class Breakdown:
    """The figures of a unit: the whole, those of the unit itself, and those of each unit directly under it."""

    whole: UnitFigures
    own: UnitFigures
    below: dict[uuid.UUID, UnitFigures]


def unit_figures(unit: Unit, on: datetime.date, user: User) -> Breakdown:
    """The figures of a unit as they truly were on a day, as far as is known now, of those of whom a user may be told.

    Three statements.
    """
    pairs = [*subtrees(unit, on), (None, unit.pk)]
    whom = Statement(conditions=[in_sight(user, "c.person_id", Permission.PRISONERS_FIGURES)])
    whom.limit("c.unit_id = ANY(%(subtree)s::uuid[])", subtree=[str(key) for root, key in pairs if root == unit.pk])
    with transaction.atomic(), connection.cursor() as cursor:
        found = figures_by_root(cursor, pairs, on, whom)
    whole, own = (found.pop(key, UnitFigures(key)) for key in (unit.pk, None))
    return Breakdown(whole, own, found)
