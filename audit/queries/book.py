"""Reads of the book of changes."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from audit.models import Change


def changes_of(ids: Iterable[uuid.UUID]) -> QuerySet[Change]:
    """Changes of these records, the newest first."""
    return Change.objects.filter(object_id__in=list(ids)).order_by("-id")


@dataclass(frozen=True)
class Act:
    """What one actor did through one verb to records of one kind."""

    actor_id: uuid.UUID | None
    verb: str
    model: str
    records: int
    last: datetime.datetime


def acts_since(
    moment: datetime.datetime, models: Iterable[str], *, but_of: uuid.UUID, hidden: Iterable[QuerySet] = ()
) -> list[Act]:
    """What others did since a moment, the latest first; `hidden` are keys of records that count for nothing."""
    changes = Change.objects.filter(at__gt=moment, model__in=list(models)).exclude(actor_id=but_of)
    for keys in hidden:
        changes = changes.exclude(object_id__in=keys)
    acts = changes.values("actor_id", "verb", "model").annotate(
        records=Count("object_id", distinct=True), last=Max("at")
    )
    return [Act(**act) for act in acts.order_by("-last")]


def touched_since(moment: datetime.datetime, models: Iterable[str], *, but_of: uuid.UUID, most: int) -> list[Change]:
    """The latest changes by others since a moment, without what they changed."""
    changes = Change.objects.filter(at__gt=moment, model__in=list(models)).exclude(actor_id=but_of)
    return list(changes.only("actor_id", "verb", "model", "object_id").order_by("-id")[:most])
