"""The doors of a record: state is never written, a record is moved by a verb, with a reason."""

import functools
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models import Record, User
from api.fields import CharField, ChoiceField
from api.queries.rows import readable
from api.resources import Resource
from api.serializers import KnownMembers

MOST_LETTERS = 4000


class Transition(KnownMembers):
    """Where a record is moved, and why."""


@functools.cache
def transition_class(resource: Resource) -> type[Transition]:
    """The body of a transition of this type."""
    members = {
        "to": ChoiceField(choices=sorted(resource.doors)),
        "reason": CharField(required=False, allow_blank=True, max_length=MOST_LETTERS, trim_whitespace=True),
        **{name: CharField(required=False, max_length=MOST_LETTERS, help_text=_("A code.")) for name in resource.asks},
    }
    return type(
        f"{resource.model.__name__}TransitionSerializer", (Transition,), {"__doc__": Transition.__doc__, **members}
    )


def pass_door(resource: Resource, record: Record, data: dict[str, Any], *, by: User, version: int) -> None:
    """Move a record that is at this version. Raises ValidationError by member, and what the verb raises."""
    serializer = transition_class(resource)(data=data)
    serializer.is_valid(raise_exception=True)
    values = dict(serializer.validated_data)
    for name in resource.asks.keys() & values.keys():
        values[name] = _named(resource.asks[name], name, values[name], by)
    door = resource.doors[values.pop("to")]
    door(**{resource.subject: record}, by=by, expected_version=version, **values)


def _named(model: type[Record], member: str, code: str, by: User) -> Record:
    row = readable(model, by).standing().filter(code=code).first()
    if row is None:
        raise serializers.ValidationError({member: [_("There is no such code.")]}, code="does_not_exist")
    return row
