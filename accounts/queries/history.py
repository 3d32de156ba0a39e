"""What the history of a record needs to be put into words: changes, and the names of whom and what they name."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model

from accounts.models import Record, User
from accounts.models.record import name_for
from audit.models import Change
from audit.queries.book import changes_of

#: As many as a page shows.
LONGEST = 400


def history_of(ids: Iterable[uuid.UUID], before: int | None = None) -> tuple[list[Change], int | None]:
    """The latest changes of these records, the newest first, and the key from which the next page goes on."""
    changes = changes_of(ids)
    found = list((changes.filter(pk__lt=before) if before else changes)[: LONGEST + 1])
    return found[:LONGEST], found[LONGEST - 1].pk if len(found) > LONGEST else None


def people(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Names of those who acted."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in={each for each in ids if each})}


def names(wanted: dict[type[Model], set[str]], user: User) -> dict[str, str]:
    """Names of records by key, of those that the reader may see; one query for each model."""
    found: dict[str, str] = defaultdict(str)
    for model, ids in wanted.items():
        rows = model.objects.visible_to(user) if hasattr(model.objects, "visible_to") else model.objects.all()
        if called_with := getattr(model, "called_with", ()):
            rows = rows.select_related(*called_with)
        found |= {str(record.pk): _name(record, user) for record in rows.filter(pk__in=ids)}
    return found


def _name(record: Model, user: User) -> str:
    return name_for(record, user) if isinstance(record, Record) else str(record)
