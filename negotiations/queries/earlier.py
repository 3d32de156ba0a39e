"""What earlier lists say of names and of persons."""

import uuid
from collections.abc import Collection

from django.db import connection

from negotiations.list_enums import Direction
from negotiations.models import ListEntry

#: The newest decision of another list on the same written name and the same birth date, or the same lack of one.
_DECIDED = """
    SELECT DISTINCT ON (e.id) e.id, COALESCE(p.merged_into_id, d.person_id)
    FROM negotiations_listentry e
    JOIN negotiations_listentry o ON o.folded = e.folded AND o.folded <> '' AND o.name_list_id <> e.name_list_id
         AND o.born_on IS NOT DISTINCT FROM e.born_on AND o.born_on_precision = e.born_on_precision
         AND o.voided_at IS NULL
    JOIN negotiations_decision d ON d.entry_id = o.id AND d.voided_at IS NULL AND d.verdict <> 'duplicate'
    LEFT JOIN prisoners_person p ON p.id = d.person_id
    WHERE e.id = ANY(%s) AND e.folded <> ''
    ORDER BY e.id, d.id DESC
"""


def decided_before(entries: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID | None]:
    """By entry whom an earlier list's decision on the same name and birth date found; None where it found nobody."""
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, [list(entries)])
        return dict(cursor.fetchall())


def on_own_lists(persons: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the persons whom a list of ours names."""
    ours = ListEntry.objects.standing().filter(
        name_list__direction=Direction.OUTGOING, name_list__voided_at__isnull=True, captivity__person__in=persons
    )
    return set(ours.values_list("captivity__person", flat=True))
