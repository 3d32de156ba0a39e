"""Assignments: those that hold today, with their units and all under them; and those that the administrator sees."""

import uuid

from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from accounts.sight import Assigned
from common import clock
from units.models import Assignment
from units.queries.tree import IN_FORCE

_TODAY = f"""
    WITH RECURSIVE mine AS (
        SELECT a.id, a.role, a.unit_id, a.restricted, a.on_behalf_of_id, b.kind = 'agency' AS is_agency
        FROM units_assignment a LEFT JOIN units_party b ON b.id = a.on_behalf_of_id
        WHERE a.user_id = %(user)s AND a.voided_at IS NULL AND (a.valid_from IS NULL OR a.valid_from <= %(on)s)
              AND (a.valid_until IS NULL OR a.valid_until > %(on)s)
    ), reach (id, unit_id) AS (
        SELECT id, unit_id FROM mine WHERE unit_id IS NOT NULL
        UNION
        SELECT r.id, p.unit_id FROM reach r JOIN units_placement p ON p.parent_id = r.unit_id AND {IN_FORCE}
    )
    SELECT m.role, m.unit_id IS NULL, array_agg(r.unit_id::text), m.restricted, m.on_behalf_of_id, m.is_agency
    FROM mine m LEFT JOIN reach r ON r.id = m.id GROUP BY m.id, m.role, m.unit_id, m.restricted, m.on_behalf_of_id,
        m.is_agency
"""  # noqa: S608


def assigned_today(user: User) -> list[Assigned]:
    """The assignments of somebody that hold today; one statement, with the tree of units as it stands today."""
    with connection.cursor() as cursor:
        cursor.execute(_TODAY, {"user": user.pk, "on": clock.today()})
        return [
            Assigned(role, None if everywhere else frozenset(map(uuid.UUID, units)), restricted, party, bool(is_agency))
            for role, everywhere, units, restricted, party, is_agency in cursor.fetchall()
        ]


def assignments(user: User) -> QuerySet[Assignment]:
    """Assignments that a user may see, with what their pages name."""
    return Assignment.objects.visible_to(user).select_related("user", "unit", "on_behalf_of").order_by("-id")
