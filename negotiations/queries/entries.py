"""Entries of a list by what is still to be done with them."""

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from negotiations.list_enums import Band, EntryState
from negotiations.models import Candidate, ListEntry, NameList

WAITING = (EntryState.MATCHED, EntryState.UNMATCHED)
#: What is counted of the entries of a list, wherever it is told.
COUNTED = {
    "total": Count("pk"),
    "waiting": Count("pk", filter=~Q(state=EntryState.DECIDED)),
    "unread": Count("pk", filter=~Q(problems=[])),
    "repeated": Count("pk", filter=Q(same_as__isnull=False)),
}


def entries_of(name_list: NameList) -> QuerySet[ListEntry]:
    """The entries that stand, in the order of the list."""
    return ListEntry.objects.standing().filter(name_list=name_list).order_by("row_number")


def undecided(name_list: NameList) -> QuerySet[ListEntry]:
    """The entries that wait for a decision."""
    return entries_of(name_list).filter(state__in=WAITING)


def certain(name_list: NameList, reader: User) -> QuerySet[ListEntry]:
    """The entries of which the machine is certain who they are, of those whom the reader may see.

    A row that repeats another one is not among them.
    """
    best = Candidate.objects.visible_to(reader).filter(entry__name_list=name_list, rank=1, band=Band.CERTAIN)
    return entries_of(name_list).filter(pk__in=best.values("entry"), same_as__isnull=True)
