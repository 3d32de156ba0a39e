"""The doors of a record: state is never written, a record is moved by a verb, with a reason."""

import copy
import functools
import inspect
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts import acts
from accounts.domain.approvals import propose
from accounts.models import Approval, Record, User
from api.fields import CharField, ChoiceField
from api.queries.rows import readable
from api.resources import Resource, Verb
from api.serializers import KnownMembers

MOST_LETTERS = 4000


class Transition(KnownMembers):
    """Where a record is moved, and why."""


@functools.cache
def transition_class(resource: Resource) -> type[Transition]:
    """The body of a transition of this type."""
    members = {
        "to": ChoiceField(choices=sorted(resource.doors), help_text=resource.doors_help),
        "reason": CharField(required=False, allow_blank=True, max_length=MOST_LETTERS, trim_whitespace=True),
        **{name: CharField(required=False, max_length=MOST_LETTERS, help_text=_("A code.")) for name in resource.asks},
        **copy.deepcopy(resource.door_members),
    }
    return type(
        f"{resource.model.__name__}TransitionSerializer", (Transition,), {"__doc__": Transition.__doc__, **members}
    )


def pass_door(resource: Resource, record: Record, data: dict[str, Any], *, by: User, version: int) -> Approval | None:
    """Move a record that is at this version; where that takes two people, propose it and answer with what waits.

    Raises ValidationError by member, and what the verb raises.
    """
    serializer = transition_class(resource)(data=data, context={"user": by})
    serializer.is_valid(raise_exception=True)
    values = dict(serializer.validated_data)
    door = resource.doors[values.pop("to")]
    _refuse_untaken(door, serializer, data)
    for name in resource.asks.keys() & values.keys():
        values[name] = _named(resource.asks[name], name, values[name], by)
    if act := acts.of_verb(door):
        reason, fixed = values.pop("reason", ""), getattr(door, "keywords", {})
        told = {"reason": reason, "arguments": fixed | values, "by": by, "expected_version": version}
        return propose(act=act.name, subject=record, **told)
    door(**{resource.subject: record}, by=by, expected_version=version, **values)
    return None


def _refuse_untaken(door: Verb, serializer: Transition, data: dict[str, Any]) -> None:
    """Raises ValidationError for members that this door has no use for; a reason is always taken, for the book."""
    taken = {"to", "reason", *inspect.signature(door).parameters}
    if left := [name for name in data if serializer.fields[name].source not in taken]:
        refusal = [_("This transition does not take it.")]
        raise serializers.ValidationError(dict.fromkeys(left, refusal), code="unknown_member")


def _named(model: type[Record], member: str, code: str, by: User) -> Record:
    row = readable(model, by).standing().filter(code=code).first()
    if row is None:
        raise serializers.ValidationError({member: [_("There is no such code.")]}, code="does_not_exist")
    return row
