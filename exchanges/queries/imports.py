"""Imports of the public record that a user may see, their rows, and who brought them."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from accounts.queries.history import people
from audit.models import Change
from exchanges.enums import BatchStatus
from exchanges.models import ImportBatch, ImportRow
from negotiations.models import Programme


def imports(user: User) -> QuerySet[ImportBatch]:
    """Imports, the newest first."""
    return ImportBatch.objects.visible_to(user).order_by("-id")


def rows_of(batch: ImportBatch, user: User) -> QuerySet[ImportRow]:
    """Rows of an import in the order of the file, with the exchange of each."""
    return ImportRow.objects.visible_to(user).filter(batch=batch).select_related("exchange").order_by("row_no")


def same_file_before(batch: ImportBatch, user: User) -> ImportBatch | None:
    """The import by which this very file, byte for byte, was imported before."""
    return imports(user).filter(sha256=batch.sha256, status=BatchStatus.CONFIRMED).exclude(pk=batch.pk).first()


def brought(batches: Iterable[ImportBatch]) -> dict[uuid.UUID, tuple[datetime.datetime, str]]:
    """When each file was brought, and by whom; the book knows."""
    first = Change.objects.filter(model="exchanges.importbatch", version=1, object_id__in=[each.pk for each in batches])
    told = {change.object_id: change for change in first}
    names = people(change.actor_id for change in told.values())
    return {key: (change.at, names.get(change.actor_id, "")) for key, change in told.items()}


def programme_names(user: User) -> dict[str, str]:
    """Names of programmes by code."""
    return {each.code: each.name for each in Programme.objects.visible_to(user).filter(voided_at=None)}
