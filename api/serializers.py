"""Bodies: what a client writes of a record, checked for form. The rules are the verbs'."""

import datetime
import functools
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from api import fields
from api.queries.rows import readable
from api.resources import Part, Resource

MOST_ITEMS = 100


class Body(serializers.ModelSerializer):
    """The members of a record or of a part. Wants `user` in its context, and `now`: what a record says before it."""

    serializer_related_field = fields.KeyField
    serializer_choice_field = fields.ChoiceField
    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: fields.CharField,
        models.TextField: fields.CharField,
        models.SlugField: fields.SlugField,
        models.URLField: fields.URLField,
        models.IntegerField: fields.IntegerField,
        models.PositiveIntegerField: fields.IntegerField,
        models.PositiveSmallIntegerField: fields.IntegerField,
        models.BigIntegerField: fields.IntegerField,
        models.DecimalField: fields.DecimalField,
        models.BooleanField: fields.BooleanField,
        models.DateField: fields.DateField,
    }

    def get_fields(self) -> dict[str, serializers.Field]:
        found = super().get_fields()
        user, members = self.context.get("user"), self.context.get("members")
        if user is None:
            return found
        for field in found.values():
            if isinstance(field, fields.KeyField) and not field.read_only:
                field.queryset = readable(field.queryset.model, user)
        return {name: field for name, field in found.items() if self.parent is not None or name in members}

    def build_standard_field(self, field_name: str, model_field: models.Field) -> tuple[type, dict[str, Any]]:
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if field_class is serializers.ModelField:
            return serializers.ReadOnlyField, {}
        if model_field.choices and model_field.blank and kwargs.get("read_only"):
            kwargs["allow_blank"] = True  # the framework says so only of what may be written
        return field_class, kwargs

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """The values for the verb. Raises ValidationError with every error at once."""
        if not isinstance(data, Mapping):
            return super().to_internal_value(data)
        errors = {name: [_unknown()] for name in data if name not in self.fields}
        unwritable = self._unwritable()
        errors |= {name: [_given()] for name in unwritable if self._differs(data, name)}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail
        if errors:
            raise serializers.ValidationError(errors)
        return {name: value for name, value in values.items() if name not in unwritable}

    def _unwritable(self) -> set[str]:
        """Members that are never written and, once the record is there, those that are given once."""
        fixed = self.context.get("fixed", ()) if self.parent is None else ()
        return {name for name, field in self.fields.items() if field.read_only or name in fixed}

    def _differs(self, data: Mapping[str, Any], name: str) -> bool:
        return name in data and data[name] != self.context.get("now", {}).get(name)


class KnownMembers(serializers.Serializer):
    """A body that is no record: members that are not known are refused here too.

    With `user` in its context, a member that names a record takes only one that this user can see.
    """

    def get_fields(self) -> dict[str, serializers.Field]:
        found = super().get_fields()
        if user := self.context.get("user"):
            for field in found.values():
                if isinstance(field, fields.KeyField):
                    field.queryset = readable(field.queryset.model, user).standing()
        return found

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if unknown := {name: [_unknown()] for name in data if name not in self.fields}:
            raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


def _unknown() -> ErrorDetail:
    return ErrorDetail(_("There is no such member."), code="unknown_member")


def _given() -> ErrorDetail:
    return ErrorDetail(_("This member is not written. Leave it out, or send it as you read it."), code="read_only")


@functools.cache
def body_class(resource: Resource) -> type[Body]:
    """The serializer of a type of record."""
    parts = {part.name: _part_class(part)(many=True, required=False, max_length=MOST_ITEMS) for part in resource.parts}
    meta = type(
        "Meta",
        (),
        {
            "model": resource.model,
            "fields": [*resource.field_names, *parts],
            "extra_kwargs": {"url": {"max_length": 1000}} if "url" in resource.field_names else {},
            "validators": [],
        },
    )
    name = f"{resource.model.__name__}Serializer"
    return type(name, (Body,), {"Meta": meta, "__doc__": resource.model.__doc__, **resource.members_fields, **parts})


def _part_class(part: Part) -> type[Body]:
    meta = type("Meta", (), {"model": part.model, "fields": list(part.fields), "validators": []})
    members = {"Meta": meta, "__doc__": part.model.__doc__, **part.members_fields}
    return type(f"{part.model.__name__}Serializer", (Body,), members)


def defaults(resource: Resource) -> dict[str, Any]:
    """What a writable member says when a whole record is sent without it. Members that must be sent are not here."""
    found: dict[str, Any] = {part.name: [] for part in resource.parts}
    for field in _defaulted(resource):
        # Asked each time: a default may be today.
        default = field.get_default()
        found[field.name] = default.isoformat() if isinstance(default, datetime.date | datetime.time) else default
    return found


@functools.cache
def _defaulted(resource: Resource) -> list[models.Field]:
    read_only = {name for name, field in resource.members_fields.items() if getattr(field, "read_only", False)}
    fields = (resource.model._meta.get_field(name) for name in resource.field_names if name not in read_only)
    return [
        field
        for field in fields
        if field.editable and not field.primary_key and not field.generated and (field.blank or field.has_default())
    ]
