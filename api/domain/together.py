"""Runs of plain creations of one type, checked by the same serializer and written with one statement a table."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError as RuleBroken
from django.db import DatabaseError, OperationalError, transaction
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

from api import writing
from api.domain.operations import Sent
from api.domain.outcomes import Outcome
from api.domain.subrequests import Target
from api.queries.rows import any_exists, versions
from api.resources import Resource
from common.errors import Conflict

#: What makes a run be tried in parts: the one that it is about is then answered as by itself.
ODD = (ValidationError, RuleBroken, Conflict, DatabaseError)


def creates(sent: Sent) -> Resource | None:
    """The type of record that an operation creates under an id of the client, if such are written together."""
    plain = sent.method == "PUT" and sent.headers == {"If-None-Match": "*"} and isinstance(sent.body, dict)
    resource = sent.target.resource if plain and sent.target and sent.target.record else None
    return resource if resource and resource.create_together else None


def created_together(outer: Request, run: Sequence[Sent]) -> list[Outcome] | None:
    """What became of these creations, all of which were done; None where one of them is odd, and nothing was."""
    target = run[0].target
    resource, bodies = target.resource, {sent.target.record: sent.body for sent in run}
    if len(bodies) < len(run) or not _may(outer, target) or any_exists(resource, bodies):
        return None
    try:
        with transaction.atomic():
            rows = writing.values_of_each(resource, bodies, outer.user)
            resource.create_together(rows=rows, by=outer.user)
            written = versions(resource, bodies)
    except OperationalError:
        raise
    except ODD:
        return None
    return [Outcome(201, key, written[key]) for key in bodies]


def _may(outer: Request, target: Target) -> bool:
    """Whether the view would let this user write: by the scope of the token, by her roles, by the verb's permission."""
    view = target.view.cls
    guards = (guard() for guard in view.permission_classes)
    return all(guard.has_permission(outer, view) for guard in guards) and writing.is_permitted(
        target.resource.create, outer.user
    )
