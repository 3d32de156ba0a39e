"""What a request shows of records, noted where it is shown, and logged before the answer leaves.

    from common import reading
    reading.shown(Person, [person.pk])                       # a page of one record
    reading.shown(Person, ids, Surface.LIST)                 # rows of a list
    rows = reading.ahead(rows, Person, lambda row: row.pk)   # rows of a file that is written as it is sent

The middleware of the log opens a note for each request. Where there is none, nothing may be shown: `shown` raises.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

R = TypeVar("R")
#: Rows of a file that are noted, and logged, at once.
AHEAD = 5000


class Surface(models.TextChoices):
    """Where records were shown."""

    PAGE = "page", _("page of a record")
    LIST = "list", _("list")
    SEARCH = "search", _("search")
    HISTORY = "history", _("history")
    REPORT = "report", _("behind a figure of a report")
    API = "api", _("REST")
    EXPORT = "export", _("file")
    SYNC = "sync", _("copy of a machine client")


#: Those who may make a file, or keep a copy, do it by right and in one act: it is in the log and raises no alarm.
ONE_ACT = frozenset({Surface.EXPORT, Surface.SYNC})


class NothingNotes(Exception):
    """Records were about to be shown where no log of reads is kept."""


@dataclass
class Notes:
    """The keys of records that were shown, by surface and kind (`prisoners.person`), since they were last taken."""

    pending: dict[tuple[Surface, str], dict[uuid.UUID, None]] = field(default_factory=dict)

    def add(self, surface: Surface, kind: str, ids: Iterable[uuid.UUID | str]) -> None:
        """Note these records, each once."""
        if fresh := dict.fromkeys(ids):
            self.pending.setdefault((surface, kind), {}).update(fresh)

    def take(self) -> dict[tuple[Surface, str], list[uuid.UUID]]:
        """What was noted since the last time."""
        taken, self.pending = self.pending, {}
        return {key: list(ids) for key, ids in taken.items()}


_notes: ContextVar[Notes | None] = ContextVar("reading", default=None)


@contextmanager
def noting(notes: Notes) -> Iterator[Notes]:
    """Collect in `notes` what is shown inside."""
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def shown(model: type[models.Model], ids: Iterable[uuid.UUID], surface: Surface = Surface.PAGE) -> None:
    """Note that these records of a model are shown. Raises NothingNotes outside of a request that is logged."""
    notes = _notes.get()
    if notes is None:
        raise NothingNotes(f"{model._meta.label} was about to be shown unlogged")
    notes.add(surface, model._meta.label_lower, ids)


def each_shown(records: Iterable[models.Model], surface: Surface = Surface.PAGE) -> None:
    """Note that these records, of whatever models, are shown."""
    for record in records:
        shown(type(record), [record.pk], surface)


def shown_or_404(rows: models.QuerySet, **which: Any) -> Any:
    """The one record of these rows that is asked for, noted as shown. Raises Http404 where there is none."""
    record = get_object_or_404(rows, **which)
    shown(type(record), [record.pk])
    return record


def ahead(rows: Iterable[R], model: type[models.Model], key: Callable[[R], uuid.UUID]) -> Iterator[R]:
    """Rows of a file, noted some thousands ahead of their being written."""
    rows = iter(rows)
    while taken := list(islice(rows, AHEAD)):
        shown(model, [key(row) for row in taken], Surface.EXPORT)
        yield from taken
