"""The snapshot: all that a client may copy, type after type, by key. What changes meanwhile comes by the feed."""

import uuid
from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _

from api.errors import Detail
from api.problems import BadParameter
from api.queries import copies
from api.sync.changes import ENTRY
from api.sync.scope import Scope


@dataclass(frozen=True)
class SnapshotPage:
    """Entries as JSON texts, the records that they show by kind, and the parameters of the next page."""

    entries: list[str]
    shown: dict[type[Model], list[str]]
    next: dict[str, str] | None


def read(scope: Scope, name: str, after: uuid.UUID | None, limit: int) -> SnapshotPage:
    """A page from a type on, or from the first one: what is left of a type, and of the next ones while there is room.

    Raises a problem 400 for a type that is not asked for.
    """
    names = [each.name for each in scope.asked]
    if name and name not in names:
        raise BadParameter(Detail.of_parameter("type", "unknown_type", _("There is no such type.")))
    entries, shown = [], {}
    for resource in scope.asked[names.index(name) if name else 0 :]:
        room = limit - len(entries)
        if not room:
            return SnapshotPage(entries, shown, {"type": resource.name})
        rows = copies.rows_of(resource, scope.user, scope.members[resource.name])
        found = copies.page_of(rows, after, room + 1)
        entries += [ENTRY % ("null", resource.name, *row[:2], "upsert", "null", row[2]) for row in found[:room]]
        shown[resource.model] = [row[0] for row in found[:room]]
        if len(found) > room:
            return SnapshotPage(entries, shown, {"type": resource.name, "after": found[room - 1][0]})
        after = None
    return SnapshotPage(entries, shown, None)
