"""What other lists say of names and of persons: to the matcher, and to somebody who reads."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from negotiations.list_enums import Direction
from negotiations.models import Decision, ListEntry, NameList

#: Decisions on earlier lists, and lists of ours, that are told of one entry.
TOLD = 3
#: The newest decision of another list on the same written name and the same birth date, or the same lack of one. What
#: comes of it is seen by everybody who sees the entry: a list or a person that is restricted makes no difference to it.
_DECIDED = """
    SELECT DISTINCT ON (e.id) e.id, COALESCE(p.merged_into_id, d.person_id)
    FROM negotiations_listentry e
    JOIN negotiations_listentry o ON o.folded = e.folded AND o.folded <> '' AND o.name_list_id <> e.name_list_id
         AND o.born_on IS NOT DISTINCT FROM e.born_on AND o.born_on_precision = e.born_on_precision
         AND o.voided_at IS NULL
    JOIN negotiations_namelist l ON l.id = o.name_list_id AND NOT l.restricted
    JOIN negotiations_decision d ON d.entry_id = o.id AND d.voided_at IS NULL AND d.verdict <> 'duplicate'
    LEFT JOIN prisoners_person p ON p.id = d.person_id
    WHERE e.id = ANY(%s) AND e.folded <> '' AND p.restricted IS NOT TRUE
    ORDER BY e.id, d.id DESC
"""


def decided_before(entries: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID | None]:
    """By entry whom an earlier list's decision on the same name and birth date found; None where it found nobody."""
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, [list(entries)])
        return dict(cursor.fetchall())


def earlier_of(entry: ListEntry, user: User) -> list[Decision]:
    """What was decided of the same name and birth date on other lists that a user may see, the latest first."""
    if not entry.folded:
        return []
    same = {"entry__folded": entry.folded, "entry__born_on": entry.born_on}
    rows = Decision.objects.visible_to(user).standing().filter(**same).exclude(entry__name_list=entry.name_list_id)
    return list(rows.select_related("entry__name_list", "person").order_by("-id")[:TOLD])


def on_own_lists(persons: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the persons whom a list of ours names; one that is restricted makes no difference."""
    rows = _of_ours(persons).filter(name_list__restricted=False)
    return set(rows.values_list("captivity__person", flat=True))


def own_lists_of(persons: Collection[uuid.UUID], user: User) -> dict[uuid.UUID, list[NameList]]:
    """Lists of ours that name the persons and that a user may see, the latest first."""
    seen = ListEntry.objects.visible_to(user).filter(pk__in=_of_ours(persons).values("pk"))
    found: dict[uuid.UUID, list[NameList]] = defaultdict(list)
    for entry in seen.select_related("name_list", "captivity").order_by("-name_list"):
        found[entry.captivity.person_id].append(entry.name_list)
    return {person: lists[:TOLD] for person, lists in found.items()}


def _of_ours(persons: Collection[uuid.UUID]) -> QuerySet[ListEntry]:
    return ListEntry.objects.standing().filter(
        name_list__direction=Direction.OUTGOING, name_list__voided_at__isnull=True, captivity__person__in=persons
    )
