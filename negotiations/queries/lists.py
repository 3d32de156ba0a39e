"""Lists of names that a user may see, their entries, and how far they are decided."""

from collections.abc import Mapping

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from negotiations.list_enums import EntryState, ListStatus, ReconciliationStatus
from negotiations.models import Decision, ListEntry, NameList, NameListFile, Reconciliation, Round
from units.models import Party

#: As many lists as are counted among what waits.
MOST = 100


def name_lists(user: User) -> QuerySet[NameList]:
    """Lists, the voided ones among them, with what their pages name."""
    seen = NameList.objects.visible_to(user)
    named = seen.select_related("party", "side", "programme", "source", "reconciliation")
    return named.prefetch_related(*named_where_seen(user))


def named_where_seen(user: User) -> tuple[Prefetch, Prefetch]:
    """What a list replaces and the round that it belongs to: None on the list where the user may not see them."""
    lists, rounds = NameList.objects.visible_to(user), Round.objects.visible_to(user)
    return Prefetch("previous", lists), Prefetch("round", rounds)


def counted(lists: QuerySet[NameList], user: User) -> QuerySet[NameList]:
    """The lists with how many entries the user sees of each, and how many of those are decided."""
    entries = ListEntry.objects.visible_to(user).standing().filter(name_list=OuterRef("pk")).order_by()
    decided = entries.filter(state=EntryState.DECIDED)
    return lists.annotate(entry_count=_number(entries), decided_count=_number(decided))


def _number(entries: QuerySet[ListEntry]) -> Coalesce:
    number = entries.values("name_list").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def file_of(name_list: NameList) -> NameListFile | None:
    """What is known of the file of a list, without its content."""
    return NameListFile.objects.filter(name_list=name_list).defer("content", "cells").first()


def content_of(name_list: NameList) -> NameListFile | None:
    """The file of a list with its content."""
    return NameListFile.objects.filter(name_list=name_list).defer("cells").first()


def work_of(name_list: NameList) -> Reconciliation | None:
    """The job of a list; one that goes out has none."""
    return Reconciliation.objects.filter(name_list=name_list).first()


def entries_of(name_list: NameList, user: User) -> QuerySet[ListEntry]:
    """Entries of a list, with the decision that stands and the row that each repeats."""
    standing = Decision.objects.visible_to(user).standing()
    return (
        ListEntry.objects.visible_to(user)
        .standing()
        .filter(name_list=name_list)
        .select_related("side", "same_as")
        .prefetch_related(Prefetch("decisions", standing, to_attr="standing_decisions"))
    )


def decided_as(verdict: str, user: User) -> QuerySet:
    """Keys of the entries that were decided so, by decisions that the reader may know of."""
    return Decision.objects.visible_to(user).standing().filter(verdict=verdict).values("entry")


def states_of(name_list: NameList, user: User) -> Mapping[EntryState, int]:
    """How many entries of a list are in each state, in the order of the states, without those that none is in."""
    entries = ListEntry.objects.visible_to(user).standing().filter(name_list=name_list)
    found = dict(entries.order_by().values_list("state").annotate(number=Count("pk")))
    return {state: found[state] for state in EntryState if state in found}


def problem_count(name_list: NameList, user: User) -> int:
    """Of how many entries something could not be read."""
    return ListEntry.objects.visible_to(user).standing().filter(~Q(problems=[]), name_list=name_list).count()


def parties(user: User) -> QuerySet[Party]:
    """Those who send lists, and of whom lists are."""
    return Party.objects.visible_to(user).standing().order_by("-is_home", "code")


def lists_to_choose(user: User) -> QuerySet[NameList]:
    """Lists that another one may come in the place of."""
    return NameList.objects.visible_to(user).standing().order_by("-received_on", "-pk")


def rounds_to_choose(user: User) -> QuerySet[Round]:
    """Rounds that a list may belong to, the latest first."""
    return Round.objects.visible_to(user).standing().order_by(F("starts_on").desc(nulls_last=True), "-pk")


def lists_of(round: Round, user: User) -> QuerySet[NameList]:
    """Standing lists of a round that a user may see, in the order of their days."""
    return NameList.objects.visible_to(user).standing().filter(round=round).order_by("received_on", "pk")


def unfinished(user: User) -> list[NameList]:
    """Standing lists that came in and wait for a person, the oldest first; `work` is where the job of each is."""
    waits = Q(reconciliation__status__in=(ReconciliationStatus.IDLE, ReconciliationStatus.FAILED))
    lists = NameList.objects.visible_to(user).standing().filter(waits | Q(status=ListStatus.RECONCILED))
    return list(lists.annotate(work=F("reconciliation__status")).order_by("received_on", "pk")[:MOST])
