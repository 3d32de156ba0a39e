"""Members of a body, read strictly: a number is no string, and an error never repeats what was sent."""

import re
import uuid
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.queries.people import machine_clients
from common.partial_dates import PartialDate

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
KEY = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


class Strict:
    """Takes the JSON type of the field only."""

    json_type: type | tuple[type, ...] = str
    default_error_messages = {"type": _("This member has another JSON type.")}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, self.json_type) or (isinstance(data, bool) and self.json_type is not bool):
            self.fail("type")
        return super().to_internal_value(data)


class CharField(Strict, serializers.CharField):
    """Text, kept as it was written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"trim_whitespace": False} | kwargs)


class URLField(Strict, serializers.URLField):
    """An absolute address."""


class SlugField(Strict, serializers.SlugField):
    """Letters, digits, hyphens and underscores."""


class IntegerField(Strict, serializers.IntegerField):
    """A whole number."""

    json_type = int


class DecimalField(Strict, serializers.DecimalField):
    """A number with a fixed count of decimals."""

    json_type = (int, float)


class BooleanField(Strict, serializers.BooleanField):
    """true or false."""

    json_type = bool


class ChoiceField(Strict, serializers.ChoiceField):
    """One word of a list."""

    json_type = (str, int)
    default_error_messages = {"invalid_choice": _("This is none of the words allowed here.")}


class DateField(Strict, serializers.DateField):
    """A day, as 2024-10-18."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and not DAY.match(data):
            self.fail("invalid", format="YYYY-MM-DD")
        return super().to_internal_value(data)


PARTIAL_DATE = {
    "type": "string",
    "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "example": "2024-10",
    "nullable": True,
    "description": "A date as far as it is known: 2024-10-18, 2024-10 or 2024; null when nothing is known.",
}


@extend_schema_field(PARTIAL_DATE)
class PartialDateField(serializers.Field):
    """A date as far as it is known: `2024-10-18`, `2024-10`, `2024` or null."""

    default_error_messages = {"invalid": _("Write a date as 2024, 2024-10 or 2024-10-18.")}

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return PartialDate() if data is None else super().run_validation(data)

    def to_internal_value(self, data: Any) -> PartialDate:
        try:
            return PartialDate.parse(data if isinstance(data, str) and data.strip() else "?")
        except ValueError:
            self.fail("invalid")


@extend_schema_field({"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$", "example": "08:00:00"})
class ClockField(Strict, serializers.TimeField):
    """A time by the clock of the headquarters, as 08:00:00."""


def keys_in(value: Any) -> set[uuid.UUID]:
    """Every id that stands in JSON, however deep."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return set().union(*map(keys_in, inside))
    return {uuid.UUID(value)} if isinstance(value, str) and KEY.match(value) else set()


class _Key(serializers.PrimaryKeyRelatedField):
    """The id of something, as its canonical text."""

    known: dict[uuid.UUID, Model] | None = None
    default_error_messages = {
        "does_not_exist": _("There is no such record, or you may not see it."),
        "incorrect_type": _("This must be the id of a record."),
    }

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not KEY.match(data):
            self.fail("incorrect_type")
        try:
            return self._named(uuid.UUID(data))
        except (ObjectDoesNotExist, KeyError):
            self.fail("does_not_exist")

    def _named(self, key: uuid.UUID) -> Model:
        """The record; where the context has the keys of many bodies, those of all are asked for at once."""
        if "keys" not in self.context:
            return self.get_queryset().get(pk=key)
        if self.known is None:
            self.known = self.get_queryset().in_bulk(self.context["keys"])
        return self.known[key]


class KeyField(_Key):
    """The id of another record, which the writer must be able to see."""


class ClientKeyField(_Key):
    """The id of a machine client, for those who may withhold a person from one."""

    def get_queryset(self) -> QuerySet:
        return machine_clients(self.context["user"])


class KeyFieldSchema(OpenApiSerializerFieldExtension):
    target_class, match_subclasses = _Key, True

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return {"type": "string", "format": OpenApiTypes.UUID.name.lower()}
