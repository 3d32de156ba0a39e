"""What the book holds of a record and of what belongs to it, told in the members of the API."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from accounts.models import Record, User
from accounts.models.record import visible_fields
from api.resources import Resource
from audit.models import Change
from common.classification import FieldClass


def changes_of(resource: Resource, record: Record) -> QuerySet[Change]:
    """Lines of the book about a record and its parts, the newest first."""
    about = Q(object_id=record.pk)
    for part in resource.parts:
        about |= Q(object_id__in=part.model._default_manager.filter(**{part.owner: record}).values("pk"))
    return Change.objects.filter(about).order_by("-id")


def lines(resource: Resource, changes: Sequence[Change], user: User) -> list[dict[str, Any]]:
    """Each line: which fields changed, and, for those who may know, who did it and why.

    A key of a record that the reader may not see is null, as it is in the record itself; a query for each type named.
    """
    named: dict[type[Model], set[str]] = defaultdict(set)
    for change in changes:
        for name, target in _scoped(apps.get_model(change.model)).items():
            named[target] |= {each[name] for each in (change.before or {}, change.after) if each.get(name)}
    seen = {str(key) for model, keys in named.items() if keys for key in _visible(model, keys, user)}
    return [_line(resource, change, user, seen) for change in changes]


def _scoped(model: type[Model]) -> dict[str, type[Record]]:
    """The columns of a model that name records which may be out of sight."""
    fields = {field.column: field.related_model for field in model._meta.concrete_fields}
    return {column: target for column, target in fields.items() if getattr(target, "scoped_by", ())}


def _visible(model: type[Record], keys: set[str], user: User) -> QuerySet:
    return model._default_manager.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)


def _line(resource: Resource, change: Change, user: User, seen: set[str]) -> dict[str, Any]:
    parts = {part.model._meta.label_lower: part for part in resource.parts}
    part = parts.get(change.model)
    told = {
        "id": change.pk,
        "at": change.at,
        "version": change.version,
        "part": part.name if part else None,
        "part_id": change.object_id if part else None,
        "changes": _changes(part.model if part else resource.model, change, user, seen),
    }
    if FieldClass.STAFF in user.field_classes_seen:
        told |= {
            "actor": change.actor_id,
            "verb": change.verb,
            "reason": change.reason,
            "request_id": change.request_id,
        }
    return told


def _changes(model: type[Model], change: Change, user: User, seen: set[str]) -> list[dict[str, Any]]:
    names, fields, scoped = field_by_column(model), visible_fields(model, user), _scoped(model)
    before = change.before or {}

    def told(column: str, values: dict[str, Any]) -> Any:
        value = values.get(column)
        return None if column in scoped and value not in seen else value

    return [
        {"member": names[column], "before": told(column, before), "after": told(column, change.after)}
        for column in sorted(before.keys() | change.after.keys(), key=list(names).index)
        if names[column] in fields and column != "parts_revision"
    ]


def field_by_column(model: type[Model]) -> dict[str, str]:
    """Names of fields by those of their columns, which is what the book keeps."""
    return {field.column: field.name for field in model._meta.concrete_fields}


def members_of(resource: Resource, columns: list[str], user: User) -> list[str]:
    """Members behind columns that changed, as far as the user may see them."""
    names, members = field_by_column(resource.model), resource.members(user)
    found = {names.get(column, column) for column in columns}
    if "parts_revision" in found:
        found |= {part.name for part in resource.parts}
    found |= {name.removesuffix("_precision") for name in found}
    return [name for name in members if name in found]
