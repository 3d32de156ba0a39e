"""The tree of units as it stood on a day, each question one statement.

Figures of a subtree are aggregated by unit first and then rolled up by the pairs of `subtrees`: joining every captivity
to the units above it first costs four times as much.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from units.models import Party, Placement, Unit
from units.queries.order import by_name

IN_FORCE = """
    p.voided_at IS NULL AND (p.valid_from IS NULL OR p.valid_from <= %(on)s)
    AND (p.valid_until IS NULL OR p.valid_until > %(on)s)
"""


def subtree_sql() -> str:
    """Text of a recursive CTE `subtree (id)`: the unit %(root)s and everything under it on the day %(on)s."""
    return f"""
        subtree (id) AS (
            SELECT %(root)s::uuid
            UNION
            SELECT p.unit_id FROM subtree s JOIN units_placement p ON p.parent_id = s.id AND {IN_FORCE}
        )
    """  # noqa: S608


def closure_sql(roots: str = "SELECT id FROM units_unit WHERE voided_at IS NULL") -> str:
    """Text of a recursive CTE `closure (root_id, unit_id)`: each of the roots with all that stands under it on %(on)s.

    `roots` is SQL of ours that selects the ids whose totals are wanted; by default every unit. Goes after
    `WITH RECURSIVE`.
    """
    return f"""
        closure (root_id, unit_id) AS (
            SELECT root.id, root.id FROM ({roots}) root
            UNION
            SELECT c.root_id, p.unit_id
            FROM closure c JOIN units_placement p ON p.parent_id = c.unit_id AND {IN_FORCE}
        )
    """  # noqa: S608


def rollup_sql(figures: str, columns: list[str]) -> str:
    """Text of the SELECT that sums the columns of a CTE of figures by unit (`unit_id`, columns) up the `closure`."""
    sums = ", ".join(f"sum(f.{column}) AS {column}" for column in columns)
    return f"""
        SELECT c.root_id AS unit_id, {sums}
        FROM closure c JOIN {figures} f ON f.unit_id = c.unit_id GROUP BY c.root_id
    """  # noqa: S608


def subtree(unit: Unit, on: datetime.date) -> list[uuid.UUID]:
    """Ids of a unit and of everything that stood under it on a day."""
    return [key for _root, key in _closure("SELECT %(unit)s::uuid AS id", unit, on)]


def subtrees(unit: Unit, on: datetime.date) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(root, id) for a unit and for each one directly under it on a day: the root with everything under it."""
    directly = f"SELECT p.unit_id FROM units_placement p WHERE p.parent_id = %(unit)s AND {IN_FORCE}"  # noqa: S608
    return _closure(f"SELECT %(unit)s::uuid AS id UNION {directly}", unit, on)


def _closure(roots: str, unit: Unit, on: datetime.date) -> list[tuple[uuid.UUID, uuid.UUID]]:
    query = f"WITH RECURSIVE {closure_sql(roots)} SELECT root_id, unit_id FROM closure"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, {"unit": unit.pk, "on": on})
        return cursor.fetchall()


def path_of(unit: Unit, on: datetime.date) -> list[Unit]:
    """The units above a unit on a day, the highest first."""
    query = f"""
        WITH RECURSIVE above (id, height) AS (
            SELECT %(unit)s::uuid, 0
            UNION ALL
            SELECT p.parent_id, a.height + 1 FROM above a JOIN units_placement p ON p.unit_id = a.id AND {IN_FORCE}
        )
        SELECT u.* FROM above a JOIN units_unit u ON u.id = a.id WHERE a.height > 0 ORDER BY a.height DESC
    """  # noqa: S608
    return list(Unit.objects.raw(query, {"unit": unit.pk, "on": on}))


def ring(unit: Unit, parent: Unit, since: datetime.date | None, until: datetime.date | None) -> list[str]:
    """The names along the ring that would close if a unit were put under another in that time; empty without one."""
    query = """
        WITH RECURSIVE above (id, during, trail) AS (
            SELECT %(parent)s::uuid, daterange(%(since)s, %(until)s), ARRAY[%(unit)s::uuid, %(parent)s::uuid]
            UNION ALL
            SELECT p.parent_id, a.during * daterange(p.valid_from, p.valid_until), a.trail || p.parent_id
            FROM above a JOIN units_placement p ON p.unit_id = a.id
            WHERE p.voided_at IS NULL AND a.id <> %(unit)s AND daterange(p.valid_from, p.valid_until) && a.during
        )
        SELECT trail FROM above WHERE id = %(unit)s LIMIT 1
    """
    given = {"unit": unit.pk, "parent": parent.pk, "since": since, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        found = cursor.fetchone()
    if not found:
        return []
    units = Unit.objects.in_bulk(found[0])
    return [str(units[key]) for key in found[0]]


@dataclass
class Branching:
    """A unit of the tree with those directly under it."""

    unit: Unit
    below: "list[Branching]" = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many units stand under it, near and far."""
        return sum(1 + each.size for each in self.below)

    @property
    def keys(self) -> Iterator[uuid.UUID]:
        """Those of the unit and of all that stand under it."""
        yield self.unit.pk
        for each in self.below:
            yield from each.keys


def tree(user: User, party: Party, on: datetime.date) -> list[Branching]:
    """The units of a party that a user may see, as they stood on a day: the highest ones, each with what is under it.

    A unit under one of another party stands among the highest. Sorted by code, then name.
    """
    return _grown(_placed(user, on).filter(party=party))


def below(user: User, unit: Unit, on: datetime.date) -> Branching:
    """A unit with all that a user may see under it on a day."""
    found = _grown(_placed(user, on).filter(pk__in=set(subtree(unit, on)) - {unit.pk}))
    return Branching(unit, found)


def _grown(units: Iterable[Unit]) -> list[Branching]:
    nodes = {unit.pk: Branching(unit) for unit in units}
    tops = []
    for node in nodes.values():
        above = nodes.get(node.unit.parent_id)
        (above.below if above else tops).append(node)
    return tops


def _placed(user: User, on: datetime.date) -> QuerySet[Unit]:
    """Standing units with `parent_id` as of a day, in the order in which the pages show them."""
    above = Placement.objects.on(on).filter(unit=OuterRef("pk")).values("parent")[:1]
    units = Unit.objects.visible_to(user).standing().select_related("party")
    return units.annotate(parent_id=Subquery(above)).order_by("code", by_name, "pk")
