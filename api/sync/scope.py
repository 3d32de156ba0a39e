"""What a client may copy, and a short name for it: when that changes, its cursor is of no use any more."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.models import User
from accounts.sight import Sight
from api.catalogue import RESOURCES
from api.catalogue.approvals import APPROVALS
from api.catalogue.schedules import SCHEDULES
from api.errors import Detail
from api.problems import BadParameter, Problem
from api.resources import Resource
from common.classification import FieldClass

#: Work of people at the headquarters, seen by rules that no change of another record tells of: asked for, not copied.
APART = (APPROVALS, SCHEDULES)
SYNCED = tuple(each for each in RESOURCES if each not in APART)


@dataclass(frozen=True)
class Eyes:
    """What of a reader decides which members she sees: the same for all who have these roles."""

    permissions: frozenset[str]
    field_classes_seen: frozenset[FieldClass]

    def has_perm(self, permission: str) -> bool:
        return permission in self.permissions


@lru_cache(maxsize=512)
def _members(resource: Resource, eyes: Eyes) -> tuple[str, ...]:
    return tuple(resource.members(eyes))


@dataclass(frozen=True)
class Scope:
    """A reader with the types of records that her roles and her token let her copy, and those of them asked for."""

    user: User
    permitted: tuple[Resource, ...]
    asked: tuple[Resource, ...]

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The members of each type that she may see."""
        eyes = Eyes(self.user.permissions, self.user.field_classes_seen)
        return {each.name: _members(each, eyes) for each in self.permitted}

    @cached_property
    def sights(self) -> dict[str, Sight]:
        """What she sees, by permission; of types too that her token does not name, for records name others."""
        held = sorted({each.model.view_permission for each in SYNCED} & self.user.permissions)
        return {permission: self.user.sight(permission) for permission in held}

    @cached_property
    def version(self) -> str:
        """A digest of all that decides what she is shown: types, members, units, compartments, whose recipient."""
        told = [self.members, {name: _told(sight) for name, sight in self.sights.items()}]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def scope_of(request: Request) -> Scope:
    """What the caller may copy, narrowed by `types=`.

    Raises a problem 403 for a token that names no type, 400 for types that there are not.
    """
    permitted = tuple(each for each in SYNCED if _may_copy(request, each))
    if not permitted:
        told = _("The token has the scope of no type of record, as persons:read or *:read.")
        raise Problem(403, told, code="missing_scope")
    if not (names := request.query_params.get("types", "")):
        return Scope(request.user, permitted, permitted)
    known = {each.name: each for each in permitted}
    if unknown := sorted(set(names.split(",")) - set(known)):
        detail = _("There is no such type: %(names)s.") % {"names": ", ".join(unknown)[:200]}
        raise BadParameter(Detail.of_parameter("types", "unknown_type", detail))
    return Scope(request.user, permitted, tuple(each for each in permitted if each.name in names.split(",")))


def _may_copy(request: Request, resource: Resource) -> bool:
    user, kind = request.user, resource.model.all_of_class
    scopes = None if request.auth is None else set(request.auth.scopes)
    return (
        user.has_perm(resource.model.view_permission)
        and (kind is None or kind in user.field_classes_seen)
        and (scopes is None or bool(scopes & {f"{resource.name}:read", "*:read"}))
    )


def _told(sight: Sight) -> list:
    whom = sight.recipient
    recipient = whom and [str(whom.user), _sorted(whom.parties), whom.is_agency]
    return [sorted(sight.tokens), recipient, _sorted(sight.opened)]


def _sorted(keys: Iterable[object]) -> list[str]:
    return sorted(map(str, keys))
