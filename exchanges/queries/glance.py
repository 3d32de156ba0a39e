"""How far an exchange is with how many: requested, agreed, approved, boarded, delivered, each way and by category."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from accounts.models import User
from accounts.roles import Permission
from exchanges.enums import Direction
from exchanges.manifest_enums import MISSED, EntryCategory, EntryOrigin, EntryStatus
from exchanges.models import ManifestEntry, Transfer
from exchanges.queries.record import Dossier

S = EntryStatus
#: Those who came in later in somebody's place, or were found at the bus: nobody requested them.
JOINED = (EntryOrigin.SUBSTITUTION, EntryOrigin.HAND_OVER)
#: Whose place became free, or was taken by somebody else, before the bus.
OFF = (S.SUBSTITUTED, S.WITHDRAWN, S.VETOED)
#: Approved by two people and not taken off since: whoever is let go at the end stood on the manifest until then.
APPROVED = Q(frozen_in__isnull=False) & (~Q(status__in=OFF) | Q(let_go=True))
#: Those who were named at first, and those who got onto the bus.
REQUESTED = ~Q(origin__in=JOINED)
BOARDED = (S.BOARDED, S.DELIVERED)
#: How somebody who was named did not go, in the order in which it is told.
LOST = (*OFF, *MISSED)


@dataclass(frozen=True)
class Group:
    """So many entries of one kind."""

    category: EntryCategory
    status: EntryStatus
    approved: bool
    joined: bool
    number: int


@dataclass
class Way:
    """One direction: the numbers of its transfers, and those named on the manifest whom the reader may see."""

    direction: Direction
    transfers: list[Transfer] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def agreed(self) -> int | None:
        """Persons agreed; None where that is not known of every transfer."""
        return _whole(each.agreed for each in self.transfers)

    @property
    def delivered(self) -> int | None:
        """Persons delivered as the transfers count them; None where that is not known of every one."""
        return _whole(each.delivered for each in self.transfers)

    @property
    def counted(self) -> Counter[EntryCategory]:
        """Of the delivered, how many are told to be military and civilians; a blank is not told, and not zero."""
        told = {
            EntryCategory.MILITARY: _whole(each.delivered_military for each in self.transfers),
            EntryCategory.CIVILIAN: _whole(each.delivered_civilian for each in self.transfers),
        }
        return Counter({category: number for category, number in told.items() if number is not None})

    @property
    def requested(self) -> Counter[EntryCategory]:
        """Those who were named at first."""
        return self._sum(lambda each: not each.joined)

    @property
    def approved(self) -> Counter[EntryCategory]:
        """Those approved by two people and not taken off since; who stayed behind at the bus is among them."""
        return self._sum(lambda each: each.approved)

    @property
    def boarded(self) -> Counter[EntryCategory]:
        return self._sum(lambda each: each.status in BOARDED)

    @property
    def named(self) -> Counter[EntryCategory]:
        """Those delivered who are known by name."""
        return self._sum(lambda each: each.status == S.DELIVERED)

    @property
    def unnamed(self) -> int | None:
        """Persons counted as delivered and not named; None while nobody was counted."""
        return None if self.delivered is None else max(self.delivered - self.named.total(), 0)

    def lost(self, status: EntryStatus) -> Counter[EntryCategory]:
        """Those named who did not go, and why."""
        return self._sum(lambda each: each.status == status)

    def _sum(self, fits: Callable[[Group], bool]) -> Counter[EntryCategory]:
        found: Counter[EntryCategory] = Counter()
        for each in filter(fits, self.groups):
            found[each.category] += each.number
        return found


@dataclass(frozen=True)
class Glance:
    """Both directions, ours first. `names` says whether the reader may see manifests, `whole` whether all persons."""

    ways: list[Way]
    names: bool
    whole: bool


def glance(dossier: Dossier, user: User) -> Glance:
    """The numbers of an exchange in one statement; persons whom the reader may not see are counted nowhere."""
    names = user.has_perm(Permission.MANIFESTS_VIEW)
    ways = {each: Way(each) for each in (Direction.TO_US, Direction.TO_THEM)}
    for transfer in dossier.transfers:
        ways[Direction(transfer.direction)].transfers.append(transfer)
    for direction, group in _groups(dossier, user) if names else ():
        ways[direction].groups.append(group)
    return Glance(list(ways.values()), names, names and user.sight(Permission.MANIFESTS_VIEW).whole)


def _groups(dossier: Dossier, user: User) -> Iterable[tuple[Direction, Group]]:
    seen = (
        ManifestEntry.objects.visible_to(user).standing().filter(transfer__in=[each.pk for each in dossier.transfers])
    )
    kinds = {
        "approved": ExpressionWrapper(APPROVED, BooleanField()),
        "joined": ExpressionWrapper(Q(origin__in=JOINED), BooleanField()),
    }
    columns = ("transfer__direction", "category", "status", *kinds)
    rows = seen.annotate(**kinds).order_by().values_list(*columns).annotate(number=Count("pk"))
    for direction, category, status, approved, joined, number in rows:
        yield Direction(direction), Group(EntryCategory(category), S(status), approved, joined, number)


def _whole(numbers: Iterable[int | None]) -> int | None:
    """The sum, where every part of it is known: a part is not the whole."""
    known = list(numbers)
    return sum(known) if known and None not in known else None
