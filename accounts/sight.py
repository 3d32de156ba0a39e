"""What a person's assignments let her see: whose persons, and whether what is restricted too (ADR 0019).

An assignment belongs to a role: it widens only what that role may see. Assignments are records of a room above, which
answers for them (`provide`).
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model, Q

from accounts.roles import PERMISSIONS, Permission, Role

if TYPE_CHECKING:
    from accounts.models import User

#: Ids of units; None is everywhere, also those who belong to no unit.
Units = frozenset[uuid.UUID] | None
NOWHERE: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class Recipient:
    """On whose behalf somebody reads who is to be told no record that is withheld from them (GC IV art. 137)."""

    #: Who reads by herself; none where the staff makes something for a party.
    user: uuid.UUID | None = None
    parties: frozenset[uuid.UUID] = NOWHERE
    #: The Central Agency, from which nothing is withheld.
    is_agency: bool = False

    def and_for(self, other: "Recipient | None") -> "Recipient":
        """Both at once, as where somebody who reads for one party makes something for another: told what both may."""
        if other is None:
            return self
        return Recipient(self.user or other.user, self.parties | other.parties, self.is_agency and other.is_agency)


@dataclass(frozen=True)
class Assigned:
    """One assignment as it holds today: the role, its units with all under them, the compartment, the recipient."""

    role: str
    units: Units
    restricted: bool
    party: uuid.UUID | None = None
    is_agency: bool = False


@dataclass(frozen=True)
class Sight:
    """Of which units the persons are seen who are not restricted, and of which those who are."""

    general: Units = NOWHERE
    restricted: Units = NOWHERE
    #: Exchanges under embargo too.
    embargoed: bool = False
    recipient: Recipient | None = None
    #: Records opened in an emergency, whatever the rest says (ADR 0021).
    opened: frozenset[uuid.UUID] = NOWHERE

    @property
    def nothing(self) -> bool:
        return self.general == NOWHERE and not self.opened

    @property
    def whole(self) -> bool:
        """Nothing is out of sight."""
        return self == EVERYTHING

    @property
    def tokens(self) -> frozenset[str]:
        """The sight in words that can be compared: who holds all of another's sees at least as much."""
        told = {"restricted": self.restricted, "general": self.general}
        found = {f"{name}:all" for name, units in told.items() if units is None}
        found |= {"embargoed"} if self.embargoed else set()
        return frozenset(found | {f"{name}:{unit}" for name, units in told.items() for unit in units or ()})


EVERYTHING = Sight(None, None, embargoed=True)
_assignments: list[Callable[["User"], Iterable[Assigned]]] = []


def provide(assignments: Callable[["User"], Iterable[Assigned]]) -> None:
    """Let a room above answer which assignments of a person hold today."""
    _assignments[:] = [assignments]


def assignments_of(user: "User") -> list[Assigned]:
    """The assignments of a person that hold today, of roles that she has."""
    return [each for provider in _assignments for each in provider(user) if each.role in user.roles]


def sight_of(user: "User", permission: str) -> Sight:
    """What the assignments of the roles that give a permission add up to; nothing without one."""
    held = [each for each in user.assignments if permission in PERMISSIONS[Role(each.role)]]
    embargoed, recipient = user.has_perm(Permission.EXCHANGES_EMBARGOED), _recipient(user, held)
    opened = frozenset(user.open_glass) if user.has_perm(Permission.READS_BREAK) else NOWHERE
    return Sight(_together(held), _together([each for each in held if each.restricted]), embargoed, recipient, opened)


def _together(assigned: list[Assigned]) -> Units:
    if any(each.units is None for each in assigned):
        return None
    return NOWHERE.union(*(each.units for each in assigned if each.units is not None))


def _recipient(user: "User", held: list[Assigned]) -> Recipient | None:
    """A machine client, and whoever reads on behalf of a party; the staff of the headquarters is no recipient."""
    parties = frozenset(each.party for each in held if each.party)
    if not parties and user.kind != "machine":
        return None
    return Recipient(user.pk, parties, any(each.is_agency for each in held))


def within(model: type[Model], sight: Sight) -> Q:
    """The rows of a model that a sight shows: those that stand on nothing that it does not show."""
    if not model.scoped_by or sight.whole:
        return Q()
    if sight.nothing:
        return Q(pk__in=[])
    condition = Q()
    for path in model.scoped_by:
        root = model if path == "self" else related(model, path)
        condition &= shown(root, sight) if path == "self" else in_sight(path, root, sight) | _none_named(model, path)
    return condition


def _none_named(model: type[Model], path: str) -> Q:
    """The rows that name nothing on the first step of a path, and so stand on nothing there."""
    first = path.split("__", maxsplit=1)[0]
    return Q(**{f"{first}__isnull": True}) if model._meta.get_field(first).null else Q()


def shown(root: type[Model], sight: Sight) -> Q:
    """The records of a root that a sight shows, those opened in an emergency among them."""
    seen = root.within(sight)
    return seen | Q(pk__in=sight.opened) if seen and sight.opened else seen


def hidden(root: type[Model], sight: Sight) -> Q | None:
    """The few records of a root that a sight does not show; None where they are many."""
    out = root.out_of(sight)
    return out & ~Q(pk__in=sight.opened) if out is not None and sight.opened else out


def in_sight(path: str, root: type[Model], sight: Sight) -> Q:
    """The rows whose relation leads to nothing out of sight.

    The few that are out of sight are left out, where it reaches everywhere; else only those in sight come in.
    """
    if (out := hidden(root, sight)) is not None:
        return ~Q(**{f"{path}__in": root._base_manager.filter(out).values("pk")})
    return Q(**{f"{path}__in": root._base_manager.filter(shown(root, sight)).values("pk")})


def related(model: type[Model], path: str) -> type[Model]:
    """The model at the end of a path of relations."""
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model
