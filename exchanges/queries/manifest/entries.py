"""The entries of a manifest, what is counted of them, and what else is known of each."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from accounts.models import User
from common import clock
from exchanges.enums import Direction
from exchanges.manifest_enums import LIVE, EntryCategory
from exchanges.models import Exchange, FrozenManifest, ManifestEntry, Transfer
from exchanges.queries.eligibility import consents_of
from prisoners.models import Captivity, Consent
from prisoners.queries.held import Selection, of_reader, rows
from prisoners.queries.priority import NO_TIER, Policy, ordered, policy_on
from prisoners.rules import sees_order


def entries(user: User) -> QuerySet[ManifestEntry]:
    """Entries that a user may see, with what pages name of them."""
    return ManifestEntry.objects.visible_to(user).select_related(
        "transfer__exchange", "captivity__person", "captivity__unit", "demanded_by", "frozen_in"
    )


def transfers(user: User) -> QuerySet[Transfer]:
    """Transfers that a user may see, with their exchange and their parties."""
    return Transfer.objects.visible_to(user).select_related("exchange", "from_party", "to_party")


def frozen(exchange: Exchange, user: User) -> list[FrozenManifest]:
    """What was approved of an exchange, the last first."""
    rows = FrozenManifest.objects.visible_to(user).standing().filter(exchange=exchange)
    return list(rows.defer("content").order_by("-number"))


@dataclass
class Tally:
    """One direction of a manifest in numbers: of people whom the reader may see."""

    direction: Direction
    transfers: list[Transfer] = field(default_factory=list)
    states: Counter = field(default_factory=Counter)
    categories: Counter = field(default_factory=Counter)

    @property
    def agreed(self) -> int | None:
        """How many were agreed; None where that is not known of every transfer."""
        numbers = [transfer.agreed for transfer in self.transfers]
        return sum(numbers) if numbers and None not in numbers else None

    @property
    def going(self) -> int:
        """How many are about to go."""
        return sum(number for state, number in self.states.items() if state in LIVE)

    @property
    def places(self) -> int | None:
        """How many more would fill what was agreed; below zero where there are too many, None where not known."""
        return None if self.agreed is None else self.agreed - self.going


def tally(exchange: Exchange, user: User) -> list[Tally]:
    """Both directions, ours first; two statements."""
    made = {direction: Tally(direction) for direction in (Direction.TO_US, Direction.TO_THEM)}
    for transfer in transfers(user).standing().filter(exchange=exchange).order_by("pk"):
        made[transfer.direction].transfers.append(transfer)
    counted = ManifestEntry.objects.visible_to(user).standing().filter(transfer__exchange=exchange).order_by()
    for direction, status, category, number in counted.values_list(
        "transfer__direction", "status", "category"
    ).annotate(number=Count("pk")):
        made[direction].states[status] += number
        if status in LIVE:
            made[direction].categories[EntryCategory(category)] += number
    return list(made.values())


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in the order of priority of today: the tier (None: none) and why they have it."""

    tier: int | None
    why: str


@dataclass(frozen=True)
class Beside:
    """What is known beside the entries of a page: answers to whether they want to return, and tiers of priority.

    `tiers` is None for a reader to whom they would tell too much.
    """

    consents: dict[uuid.UUID, Consent]
    tiers: dict[uuid.UUID, Standing] | None


def beside(captivities: Iterable[Captivity], user: User) -> Beside:
    """What is known beside these captivities; a statement for consents, and one for the tiers of each side's people."""
    captivities = list(captivities)
    return Beside(consents_of([each.pk for each in captivities]), tiers_of(captivities, user))


def tiers_of(captivities: Collection[Captivity], user: User) -> dict[uuid.UUID, Standing] | None:
    """How each of these captivities stands in the order of today; None where tiers would tell the reader too much."""
    policy = policy_on(clock.today())
    if not sees_order(user, policy.tells):
        return None
    sides = defaultdict(list)
    for each in captivities:
        sides[each.person.party_id].append(each.pk)
    return {key: each for side, keys in sides.items() for key, each in _ranked(side, keys, policy, user)}


def _ranked(side: uuid.UUID, keys: list[uuid.UUID], policy: Policy, user: User) -> list[tuple[uuid.UUID, Standing]]:
    statement, select = ordered(Selection(side, clock.today(), of_reader(user)), policy, of=keys)
    found = rows(statement, f"SELECT o.id, o.place FROM ({select}) o")  # noqa: S608
    return [(key, standing(policy, place)) for key, place in found]


def standing(policy: Policy, place: int) -> Standing:
    """The tier of the rule at a place of a policy, and why."""
    return Standing(None, "") if place == NO_TIER else Standing(policy.tier_of(place), policy.reason_of(place))


def of_manifest(exchange: Exchange, user: User) -> QuerySet[ManifestEntry]:
    """The entries of an exchange that stand and that a user may see."""
    return entries(user).standing().filter(transfer__exchange=exchange)
