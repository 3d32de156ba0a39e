"""From a body to a verb: create, replace, patch and move a record, with what belongs to it, in one transaction."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.functional import SimpleLazyObject
from rest_framework.serializers import ValidationError

from accounts.domain.records import changed_since
from accounts.models import Record, User
from api.fields import keys_in
from api.queries.book import members_of
from api.queries.rows import current, current_each
from api.resources import Resource, Verb
from api.serializers import body_class, defaults
from audit.verbs import VERBS
from common.errors import Stale


def refuse_unpermitted(verb: Verb, user: User) -> None:
    """Raises PermissionDenied before the body is looked at: who may not write is told that and no more."""
    if not is_permitted(verb, user):
        raise PermissionDenied


def is_permitted(verb: Verb, user: User) -> bool:
    """Whether a user holds the permission that a verb asks for."""
    return user.has_perm(VERBS[verb.verb_name])


def values_of(
    resource: Resource,
    data: dict[str, Any],
    user: User,
    record: Record | None = None,
    *,
    key: uuid.UUID | None = None,
    whole: bool,
) -> dict[str, Any]:
    """The checked values of a body. `whole`: a member that is left out says its default; else it stays as it is.

    Raises ValidationError, with every error at once.
    """
    members = resource.members(user)
    context: dict[str, Any] = {"user": user, "members": members, "now": {"id": str(key)}}
    if record is not None:
        now = SimpleLazyObject(lambda: current(resource, user, record.pk, members))
        context |= {"now": now, "fixed": resource.fixed}
    data = _completed(resource, data, members, whole=whole)
    serializer = body_class(resource)(data=data, partial=not whole, context=context)
    if not serializer.is_valid():
        raise ValidationError(serializer.errors)
    return serializer.validated_data if record is None else _unblanked(record, serializer.validated_data, context)


def values_of_each(resource: Resource, bodies: Mapping[uuid.UUID, dict[str, Any]], user: User) -> list[dict[str, Any]]:
    """The checked values of whole new records by their ids, as `values_of` gives those of one, with the id.

    The serializer is made once, and the records that bodies name are asked for with one query a member. Raises
    ValidationError for the first one that is wrong.
    """
    members = resource.members(user)
    context: dict[str, Any] = {"user": user, "members": members, "keys": keys_in(list(bodies.values()))}
    serializer, found = body_class(resource)(context=context), []
    for key, body in bodies.items():
        context["now"] = {"id": str(key)}
        values = serializer.run_validation(_completed(resource, body, members, whole=True))
        found.append({**values, "id": key})
    return found


def changes_of_each(
    resource: Resource, bodies: Mapping[uuid.UUID, dict[str, Any]], records: Mapping[uuid.UUID, Record], user: User
) -> dict[uuid.UUID, dict[str, Any]]:
    """The checked changes of records by their ids, as `values_of` gives those of one; no body names a part.

    Raises ValidationError for the first one that is wrong.
    """
    members = resource.members(user)
    now = SimpleLazyObject(lambda: current_each(resource, user, bodies, members))
    context: dict[str, Any] = {"user": user, "members": members, "fixed": resource.fixed}
    context["keys"] = keys_in(list(bodies.values()))
    serializer, found = body_class(resource)(partial=True, context=context), {}
    for key, body in bodies.items():
        context["now"] = SimpleLazyObject(lambda key=key: now[key])
        values = serializer.run_validation(_completed(resource, body, members, whole=False))
        found[key] = _unblanked(records[key], values, context)
    return found


def _unblanked(record: Record, values: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The values without the nulls of members that only seem to be null: they name what the writer may not see."""

    def kept(name: str, value: Any) -> bool:
        return value is None and getattr(record, f"{name}_id", None) is not None and context["now"].get(name) is None

    return {name: value for name, value in values.items() if not kept(name, value)}


def _completed(resource: Resource, data: dict[str, Any], members: list[str], *, whole: bool) -> dict[str, Any]:
    """Null removes a member (RFC 7396), and a member that is not there says its default."""
    blank = {name: value for name, value in defaults(resource).items() if name in members}
    data = {name: blank.get(name) if value is None else value for name, value in data.items()}
    return blank | data if whole else data


def create(resource: Resource, values: dict[str, Any], *, by: User, key: uuid.UUID | None = None) -> Record:
    """Create a record under the id that the client minted, or a fresh one."""
    fields, parts = _split(resource, values)
    with _together(parts):
        record = resource.create(by=by, id=key, **fields)
        _write_parts(resource, record, parts, by)
    return record


def revise(
    resource: Resource, record: Record, values: dict[str, Any], *, version: int, by: User, reason: str = ""
) -> Record:
    """Change a record that is at this version, with a reason for the book. Raises Stale when it no longer is."""
    fields, parts = _split(resource, values)
    with told_in_members(resource, by), _together(parts):
        # The verb looks at the version again, under its lock.
        # A record with a reason of its own, as an entry of a manifest, has it among its members.
        told = {"reason": reason} if reason and "reason" not in resource.field_names else {}
        revised = resource.revise(**{resource.subject: record}, by=by, expected_version=version, **told, **fields)
        _write_parts(resource, revised, parts, by)
    return revised


def _split(resource: Resource, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the verb of the record takes, and the lists that have verbs of their own."""
    parts = {part.name: part for part in resource.parts}
    apart = {name for name, part in parts.items() if part.write}
    fields = {
        name: parts[name].taken(value) if name in parts else value
        for name, value in values.items()
        if name not in apart
    }
    return fields, {name: value for name, value in values.items() if name in apart}


def _together(parts: dict[str, Any]) -> contextlib.AbstractContextManager:
    """One transaction over several verbs; a verb alone has its own, and tries again by itself after a deadlock."""
    return transaction.atomic() if parts else contextlib.nullcontext()


def _write_parts(resource: Resource, record: Record, parts: dict[str, Any], by: User) -> None:
    for part in resource.parts:
        if part.name in parts:
            part.write(record, parts[part.name], by)


def refuse_stale(resource: Resource, record: Record, version: int, user: User) -> None:
    """Raises Stale before the body is looked at, so that a stale writer is not told of errors that are none."""
    if record.version != version:
        with told_in_members(resource, user):
            raise Stale(record.version, changed_since(record, version))


@contextlib.contextmanager
def told_in_members(resource: Resource, user: User) -> Iterator[None]:
    """Tells what changed in the names of members that the user may see, not in those of columns."""
    try:
        yield
    except Stale as stale:
        raise Stale(stale.current_version, members_of(resource, stale.changed_fields, user)) from stale
