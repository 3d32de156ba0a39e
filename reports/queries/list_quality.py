"""What lists that came in turned out to hold, and how long their answers took: four statements, however many lists."""

import datetime
import functools
import operator
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.models import User
from audit.models import Change
from negotiations.list_enums import Direction, EntryState, ListStatus
from negotiations.models import Decision, ListEntry, NameList
from negotiations.queries.entries import COUNTED
from prisoners.queries.known import end_of
from reports.queries.told import counted_for
from units.models import Party

LIST = NameList._meta.label_lower
#: What an entry is beside the verdicts.
WAITING, DECIDED, OUT_OF_SIGHT = "waiting", "decided", "out_of_sight"


@dataclass(frozen=True)
class Scope:
    """Lists that came in from a day (None: from the first) up to another; those without a day only where none is asked.

    `party` is the code of who sent them, `known_on` the day at the end of which all this was known (None: now).
    """

    until: datetime.date
    since: datetime.date | None = None
    party: str = ""
    kind: str = ""
    known_on: datetime.date | None = None


@dataclass
class ListFigures:
    """One list. `entries` of it are `waiting`, `out_of_sight`, or of one of the verdicts."""

    id: uuid.UUID
    number: str
    title: str
    party: list[str]
    received_on: datetime.date | None
    claimed: int | None
    official: bool
    is_answered: bool
    answered_on: datetime.date | None = None
    entries: int = 0
    waiting: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def called(self) -> str:
        """The title after the number, as the list itself is called."""
        return f"{self.number} · {self.title}" if self.number else self.title

    @property
    def out_of_sight(self) -> int:
        """Entries decided on somebody of whom the reader may not be told."""
        return self.entries - self.waiting - self.verdicts.total()

    @property
    def days(self) -> int | None:
        """Days from the list to its answer; None where a day is not known."""
        return (self.answered_on - self.received_on).days if self.answered_on and self.received_on else None


def lists_of(user: User, scope: Scope) -> QuerySet[NameList]:
    """The lists that came in and count for a user."""
    return within_scope(counted_for(NameList, user), scope)


def within_scope(lists: QuerySet[NameList], scope: Scope, path: str = "") -> QuerySet:
    """Those of a scope; `path` leads from the rows to their list."""
    came = Q(**{f"{path}received_on__lte": scope.until})
    if scope.since:
        came &= Q(**{f"{path}received_on__gte": scope.since})
    else:
        came |= Q(**{f"{path}received_on__isnull": True})
    narrowed = {"party__code": scope.party, "kind": scope.kind}
    given = {f"{path}{name}": value for name, value in narrowed.items() if value}
    return lists.filter(came, **{f"{path}direction": Direction.INCOMING}, **given)


FIELDS = ("pk", "number", "year", "title", "received_on", "claimed_size", "official", "status")
PARTY = ("party__code", "party__name_uk", "party__name_en")


def list_figures(user: User, scope: Scope) -> list[ListFigures]:
    """Each list with its figures, the latest first, those without a day last."""
    rows = lists_of(user, scope).order_by("-received_on", "-pk").values_list(*FIELDS, *PARTY)
    found = {row[0]: _list(*row) for row in rows}
    counted = ListEntry.objects.standing().filter(name_list__in=found).order_by().values_list("name_list")
    for key, total, waiting in counted.annotate(total=COUNTED["total"], waiting=COUNTED["waiting"]):
        found[key].entries, found[key].waiting = total, waiting
    decided = decisions(user, found).values_list("entry__name_list", "verdict")
    for key, verdict, number in decided.annotate(number=Count("pk")):
        found[key].verdicts[verdict] = number
    _add_answers(found, scope)
    dated = sorted((each for each in found.values() if each.received_on), key=lambda each: each.received_on)
    return [*reversed(dated), *(each for each in found.values() if not each.received_on)]


def decisions(user: User, lists: Iterable[uuid.UUID]) -> QuerySet[Decision]:
    """The decisions that stand on entries of lists, and count for a user."""
    return (
        counted_for(Decision, user).filter(entry__name_list__in=list(lists), entry__voided_at__isnull=True).order_by()
    )


def _list(
    pk: uuid.UUID,
    number: int | None,
    year: int | None,
    title: str,
    received_on: datetime.date | None,
    claimed: int | None,
    official: bool,
    status: str,
    *party: str,
) -> ListFigures:
    told = f"{number}/{year}" if number else ""
    return ListFigures(pk, told, title, [*party], received_on, claimed, official, status == ListStatus.ANSWERED)


def _add_answers(found: dict[uuid.UUID, ListFigures], scope: Scope) -> None:
    """The day of each answer, which the book tells; one that went out later has not gone out yet."""
    answered = Change.objects.filter(model=LIST, object_id__in=found, after__status=ListStatus.ANSWERED)
    if scope.known_on:
        answered = answered.filter(at__lt=end_of(scope.known_on))
    for key, day in answered.order_by().values_list("object_id").annotate(day=Min(TruncDate("at"))):
        found[key].is_answered &= day <= scope.until
        found[key].answered_on = day if found[key].is_answered else None


def senders() -> QuerySet[Party]:
    """Those who may have sent a list."""
    return Party.objects.standing().order_by("-is_home", "code")


def entries_found(user: User, scope: Scope, found: Sequence[str] = (), name_list: str = "") -> QuerySet[ListEntry]:
    """The entries of a scope that a user may see, or of one list of it, with one of these verdicts, `waiting`, …"""
    lists = lists_of(user, scope).filter(**({"pk": name_list} if name_list else {}))
    entries = ListEntry.objects.visible_to(user).standing().filter(name_list__in=lists.values("pk"))
    if found:
        entries = entries.filter(functools.reduce(operator.or_, (_found(user, each) for each in found)))
    return as_they_are(entries)


def _found(user: User, what: str) -> Q:
    is_decided = Q(state=EntryState.DECIDED)
    decided = counted_for(Decision, user).filter(entry=OuterRef("pk"))
    if what == OUT_OF_SIGHT:
        return is_decided & ~Exists(decided)
    return {WAITING: ~is_decided, DECIDED: is_decided}.get(what) or Exists(decided.filter(verdict=what))


def official_lists(user: User, scope: Scope, party: str, which: str) -> QuerySet[NameList]:
    """The official lists of a party that a user may see: all of them, those `answered` or those `unanswered`."""
    wanted = {"answered": (True,), "unanswered": (False,)}.get(which, (True, False))
    found = list_figures(user, replace(scope, party=party))
    keys = [each.id for each in found if each.official and each.is_answered in wanted]
    return NameList.objects.visible_to(user).filter(pk__in=keys)


def as_they_are(rows: QuerySet) -> QuerySet:
    """These rows whatever day is asked about: which they are is settled now."""
    return rows.model.objects.filter(pk__in=list(rows.order_by().values_list("pk", flat=True)))
