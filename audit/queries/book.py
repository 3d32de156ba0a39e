"""Reads of the book of changes."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import Count, Max, Min, QuerySet

from audit.models import Change


def changes_of(ids: Iterable[uuid.UUID]) -> QuerySet[Change]:
    """Changes of these records, the newest first."""
    return Change.objects.filter(object_id__in=list(ids)).order_by("-id")


def acts_since(moment: datetime.datetime, models: Iterable[str]) -> QuerySet:
    """Who did what since a moment: one row for each (actor_id, verb, model) with `records`, `last` and `one` record."""
    changes = Change.objects.filter(at__gt=moment, model__in=list(models))
    return (
        changes.values("actor_id", "verb", "model")
        .annotate(records=Count("object_id", distinct=True), last=Max("at"), newest=Max("id"), oldest=Min("id"))
        .order_by("-newest")
    )
