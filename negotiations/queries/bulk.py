"""What the page of the certain entries reads."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import Count

from accounts.models import User
from accounts.queries.history import people
from audit.models import Change
from negotiations.list_enums import EntryState
from negotiations.models import Candidate, Decision, NameList
from negotiations.queries.entries import certain

#: Entries of a page.
SHOWN = 100


@dataclass(frozen=True)
class Bulk:
    """What was accepted together and still stands: how many, by whom and when."""

    key: uuid.UUID
    number: int
    who: str
    when: datetime.datetime


def certain_shown(name_list: NameList, user: User) -> list[Candidate]:
    """The first certain entries that wait, each with whom it certainly is."""
    waiting = certain(name_list, user).filter(state=EntryState.MATCHED).values("pk")
    rows = Candidate.objects.visible_to(user).filter(entry__in=waiting, rank=1)
    return list(rows.select_related("entry", "person__latest_captivity").order_by("entry__row_number")[:SHOWN])


def bulks_of(name_list: NameList) -> list[Bulk]:
    """What was accepted together, the latest first; the book tells by whom."""
    standing = Decision.objects.standing().filter(entry__name_list=name_list, bulk__isnull=False)
    numbers = {row["bulk"]: row["number"] for row in standing.values("bulk").annotate(number=Count("pk"))}
    first = dict(standing.order_by("bulk", "pk").distinct("bulk").values_list("pk", "bulk"))
    told = Change.objects.filter(object_id__in=first, before__isnull=True).order_by("-id")
    changes = [(first[change.object_id], change) for change in told]
    names = people(change.actor_id for _bulk, change in changes)
    return [Bulk(key, numbers[key], names.get(change.actor_id, ""), change.at) for key, change in changes]
