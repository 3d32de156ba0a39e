"""The book for those who read it: lines of the records that they may see, and those records themselves."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet

from accounts.models import User
from accounts.roles import Permission
from audit.domain.redactions import MOST_LINES
from audit.models import Booked, Change, Redaction

#: Lines read at once. Few are hidden among those of the kinds that somebody may see, so that is nearly always enough.
WINDOW = 200
WINDOWS = 10
#: Lines of one record that a redaction may be chosen from.
OF_RECORD = 100
#: Who acts and what they may: told to whoever reads the book, without the permission to manage it.
ACCESS = {"accounts", "audit"}


@dataclass(frozen=True)
class Lines:
    """Lines of the book, the newest first, with their records by key; `next` is the key to go on from."""

    changes: list[Change]
    records: dict[uuid.UUID, Model]
    next: int | None


def kinds(user: User) -> list[type[Model]]:
    """The kinds of records whose lines a person may read."""
    if not user.has_perm(Permission.BOOK_VIEW):
        return []
    booked = [model for model in apps.get_models() if issubclass(model, Booked)]
    return [model for model in booked if _told(model) or user.has_perm(model.view_permission)]


def book(user: User) -> QuerySet[Change]:
    """Lines of the kinds that a person may read; which of the records she may see `lines` tells."""
    return Change.objects.filter(model__in=[model._meta.label_lower for model in kinds(user)])


def lines(changes: QuerySet[Change], user: User, *, before: int | None, size: int) -> Lines:
    """As many lines as a page shows. Lines of records that the reader may not see are not there, nor counted."""
    ordered = changes.select_related("entry").order_by("-pk")
    kept: list[Change] = []
    records: dict[uuid.UUID, Model] = {}
    for _window in range(WINDOWS):
        read = list((ordered.filter(pk__lt=before) if before else ordered)[:WINDOW])
        seen = visible(read, user)
        records |= seen
        kept += [change for change in read if change.object_id in seen]
        before = read[-1].pk if len(read) == WINDOW else None
        if before is None or len(kept) > size:
            break
    if len(kept) > size:
        before = kept[size - 1].pk
    return Lines(kept[:size], records, before)


def visible(changes: Iterable[Change], user: User) -> dict[uuid.UUID, Model]:
    """The records of these lines that a person may see, by key; one query for each kind."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for change in changes:
        wanted[change.model].add(change.object_id)
    found = {}
    for model in kinds(user):
        if ids := wanted.get(model._meta.label_lower):
            rows = model.objects.all() if _told(model) else model.objects.visible_to(user)
            found |= {row.pk: row for row in rows.select_related(*getattr(model, "called_with", ())).filter(pk__in=ids)}
    return found


def people() -> QuerySet[User]:
    """Those who may have acted."""
    return User.objects.order_by("full_name", "username")


def lines_of_record(pk: int, user: User) -> Lines | None:
    """A line and the latest others of its record, the newest first; None where the reader may not see it."""
    change = book(user).filter(pk=pk).first()
    if change is None:
        return None
    found = lines(book(user).filter(object_id=change.object_id), user, before=None, size=OF_RECORD)
    if change.object_id not in found.records:
        return None
    return found if change in found.changes else lines_by_key([pk], user)


def lines_by_key(keys: Iterable[int], user: User) -> Lines:
    """Those of some lines that a person may see."""
    return lines(book(user).filter(pk__in=list(keys)), user, before=None, size=MOST_LINES)


def redactions(user: User) -> QuerySet[Redaction]:
    """Redactions, the newest first."""
    return Redaction.objects.visible_to(user).order_by("-pk")


def _told(model: type[Model]) -> bool:
    return model._meta.app_label in ACCESS or not hasattr(model, "view_permission")
