"""Runs of plain creations, or of plain patches, of one type: checked by one serializer, written with one statement."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError as RuleBroken
from django.db import DatabaseError, OperationalError, transaction
from rest_framework.request import Request
from rest_framework.serializers import ValidationError

from accounts.domain.together import Revision
from api import writing
from api.domain.operations import Sent
from api.domain.outcomes import Outcome
from api.preconditions import version_in
from api.queries.rows import any_exists, readable_each, versions
from api.resources import Resource
from common.errors import Conflict, Stale

#: What makes a run be tried in parts: the one that it is about is then answered as by itself.
ODD = (ValidationError, RuleBroken, Conflict, Stale, DatabaseError, KeyError)


class Act(Enum):
    """What is done to all of a run, and the status that each of it is answered with."""

    CREATE = 201
    PATCH = 200


class Kind(NamedTuple):
    """What operations have in common that are done together."""

    act: Act
    resource: Resource


def kind_of(sent: Sent) -> Kind | None:
    """What a plain operation does, if such are done together."""
    if not (sent.target and sent.target.record and isinstance(sent.body, dict)):
        return None
    resource = sent.target.resource
    if sent.method == "PUT" and sent.headers == {"If-None-Match": "*"} and resource.create_together:
        return Kind(Act.CREATE, resource)
    patches = sent.method == "PATCH" and sent.headers.keys() == {"If-Match"} and resource.revise_together
    if patches and not sent.body.keys() & {part.name for part in resource.parts}:
        return Kind(Act.PATCH, resource)
    return None


def done_together(outer: Request, kind: Kind, run: Sequence[Sent]) -> list[Outcome] | None:
    """What became of these operations, all of which were done; None where one of them is odd, and nothing was."""
    bodies = {sent.target.record: sent.body for sent in run}
    if len(bodies) < len(run) or not _may(outer, kind, run[0]):
        return None
    try:
        with transaction.atomic():
            if kind.act == Act.CREATE:
                _create(outer, kind.resource, bodies)
            else:
                _patch(outer, kind.resource, run, bodies)
            written = versions(kind.resource, bodies)
    except OperationalError:
        raise
    except ODD:
        return None
    return [Outcome(kind.act.value, key, written[key]) for key in bodies]


def _create(outer: Request, resource: Resource, bodies: Mapping[Any, dict[str, Any]]) -> None:
    if any_exists(resource, bodies):
        raise Conflict
    rows = writing.values_of_each(resource, bodies, outer.user)
    resource.create_together(rows=rows, by=outer.user)


def _patch(outer: Request, resource: Resource, run: Sequence[Sent], bodies: Mapping[Any, dict[str, Any]]) -> None:
    """Raises KeyError for a record that the writer does not see, or a version that cannot be read."""
    records = readable_each(resource, outer.user, bodies)
    changes = writing.changes_of_each(resource, bodies, records, outer.user)
    seen = {sent.target.record: version_in(sent.headers["If-Match"].strip()) for sent in run}
    if None in seen.values():
        raise KeyError
    rows = [Revision(key, seen[key], changes[key]) for key in bodies]
    resource.revise_together(rows=rows, by=outer.user)


def _may(outer: Request, kind: Kind, sent: Sent) -> bool:
    """Whether the view would let this user write: by the scope of the token, by her roles, by the verb's permission."""
    view = sent.target.view.cls
    verb = kind.resource.create if kind.act == Act.CREATE else kind.resource.revise
    guards = (guard() for guard in view.permission_classes)
    return all(guard.has_permission(outer, view) for guard in guards) and writing.is_permitted(verb, outer.user)
