"""Reads of the log of reads."""

import datetime
import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from audit.models import Read
from common.reading import ONE_ACT, Surface

BY_REST = [Surface.SYNC.value, Surface.API.value]
#: By the index of keys, once for all of them.
GIVEN = """
SELECT DISTINCT r.kind, given::text FROM audit_read r CROSS JOIN unnest(r.ids) given
WHERE r.ids && %(ids)s::uuid[] AND r.user_id = %(user)s AND r.surface = ANY(%(surfaces)s) AND NOT r.refused
    AND given = ANY(%(ids)s::uuid[])
"""


def reads() -> QuerySet[Read]:
    """The whole log, the latest first."""
    return Read.objects.order_by("-id")


def reads_of(ids: Iterable[uuid.UUID]) -> QuerySet[Read]:
    """Reads that showed any of these records, and downloads of files that hold one; the latest first."""
    showed = Read.objects.filter(ids__overlap=list(ids))
    files = showed.filter(export_id__isnull=False).values("export_id")
    return (showed | Read.objects.filter(export_id__in=files)).order_by("-id")


def shown_since(
    user_id: uuid.UUID, since: datetime.datetime, kinds: Iterable[str]
) -> dict[uuid.UUID, datetime.datetime]:
    """The records of these kinds that a user was shown one by one since a moment, each with when last."""
    lines = Read.objects.filter(user_id=user_id, at__gt=since, kind__in=list(kinds), refused=False)
    lines = lines.exclude(surface__in=ONE_ACT).order_by("at")
    return {key: at for at, ids in lines.values_list("at", "ids") for key in ids}


def given(user_id: uuid.UUID, ids: Iterable[str]) -> set[tuple[str, str]]:
    """Which of these records this user ever got by REST, each as kind and key."""
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, {"user": str(user_id), "ids": list(ids), "surfaces": BY_REST})
        return set(cursor.fetchall())
