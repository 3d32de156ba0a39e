"""What a type of record is to the API: one declaration, from which list, detail, writes, history and schema follow."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Expression, F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import Field

from accounts.models import Record, User
from accounts.models.record import visible_fields
from common.filters import FilterSet

Verb = Callable[..., Any]
#: What is done to a record that should never have been: the same word for every type.
VOIDED = "voided"
#: The compartments of a record that can be restricted.
RESTRICTED, GENERAL = "restricted", "general"
RESTRICTION = _(
    "`restricted` hides the record from everybody without the restricted compartment, at once; `general` lifts that, "
    "which takes two people. Both want a reason."
)


def _all_rows(rows: QuerySet) -> QuerySet:
    return rows


@dataclass(frozen=True, eq=False)
class Part:
    """A list that belongs to a record, shown and written whole with it.

    `owner` is the field that points to the record. `write(record, items, by)` is the verb; without one the verbs of the
    record take the list themselves, under its name, as `taken(items)`.
    """

    name: str
    model: type[Record]
    owner: str
    fields: tuple[str, ...]
    write: Callable[[Any, list[dict[str, Any]], User], None] | None = None
    taken: Callable[[list[dict[str, Any]]], Any] = list
    order: tuple[str, ...] = ("pk",)
    members_fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True)
class Key:
    """A scheme of If-None-Exist: the member that it looks at, and how it narrows records to those with a value."""

    member: str
    narrow: Callable[[QuerySet, str], QuerySet]

    @classmethod
    def equal(cls, member: str) -> "Key":
        """The record whose member is the value itself."""
        return cls(member, lambda rows, value: rows.filter(**{member: value}))


@dataclass(frozen=True, eq=False)
class Resource:
    """A type of record. Without the verb there is no such request: it is answered 405.

    `create_together(rows, by)` creates many as `create` does one, all or none, with a bounded number of statements;
    `revise_together(rows, by)` changes many, but for their parts.
    `doors` are the transitions by the state they lead to, or by what happened; `fixed` members are given once;
    `left_out` fields are no members; `computed` gives members another expression or another field than the model's;
    `orderings` that sort by another field than their own say which in `sorted_by`; `keys` are the schemes of
    If-None-Exist; `asks` are reference rows that a door takes by their code, and `door_members` whatever else one
    takes; `elsewhere` are filters of the page that the API does not offer, with where to go instead; `rows` adds what
    the filters need; `masked` members are null where they name a record that the reader may not see.
    """

    name: str
    model: type[Record]
    filterset: type[FilterSet]
    create: Verb | None = None
    create_together: Verb | None = None
    revise: Verb | None = None
    revise_together: Verb | None = None
    doors: Mapping[str, Verb] = field(default_factory=dict)
    doors_help: str | Promise = ""
    orderings: tuple[str, ...] = ()
    sorted_by: Mapping[str, str] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    computed: Mapping[str, Expression] = field(default_factory=dict)
    members_fields: Mapping[str, Field] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    asks: Mapping[str, type[Record]] = field(default_factory=dict)
    door_members: Mapping[str, Field] = field(default_factory=dict)
    elsewhere: Mapping[str, str | Promise] = field(default_factory=dict)
    rows: Callable[[QuerySet], QuerySet] = _all_rows
    masked: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The name under which the verbs take the record: `health_assessment` of HealthAssessment."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.model.__name__).lower()

    @property
    def field_names(self) -> list[str]:
        """Fields of the model that are members, in the model's order."""
        return [each.name for each in self.model._meta.concrete_fields if each.name not in self.left_out]

    def members(self, user: User) -> list[str]:
        """Members that the user may see."""
        seen = visible_fields(self.model, user)
        parts = [
            part.name
            for part in self.parts
            # A list is written whole, so it is seen whole or not at all.
            if user.has_perm(part.model.view_permission) and set(part.fields) <= visible_fields(part.model, user)
        ]
        return [name for name in self.field_names if name in seen] + parts

    def expression(self, member: str) -> Expression | F:
        """What Postgres reads a member from."""
        return self.computed.get(member) or F(self.model._meta.get_field(member).attname)
