"""The history of a record: who did what, when and why, before and after in words. What is hidden is not there."""

import datetime
import itertools
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.record import visible_fields
from accounts.queries import history
from accounts.queries.approvals import approvals_about
from audit.models import Change
from audit.words import words_of
from common.reading import Surface, shown
from common.templatetags.obmin import known

#: Columns that say nothing beside the verb and its reason.
TOLD_ALREADY = {"voided_at", "voided_by", "void_reason"}


@dataclass(frozen=True)
class Line:
    """One field: what it was and what it became. `before` is empty for a new record."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    """What changed of one record."""

    what: str
    is_new: bool
    lines: list[Line]
    redacted: bool = False


@dataclass(frozen=True)
class Entry:
    """One act, which may have changed several records."""

    when: datetime.datetime
    who: str
    did: str
    reason: str
    parts: list[Part]


class Entries(list[Entry]):
    """Acts, the newest first: `older` is the key from which the next page goes on, `paged` says that this is one."""

    older: int | None = None
    paged: bool = False


def before_of(request: HttpRequest) -> int | None:
    """The key that a page of history begins before, from the address."""
    asked = request.GET.get("history", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None


class Telling:
    """Changes in words, for one reader: with the names of whom and what they name."""

    #: The record that the page is of; that a line belongs to it is no news there.
    subject = ""
    #: Keys of the records that the page is of: they are noted by it.
    own: frozenset[str] = frozenset()

    def __init__(self, changes: Sequence[Change], user: User) -> None:
        self.user, self.changes = user, changes
        self.people = history.people(change.actor_id for change in changes)
        named = self._named()
        self.names = history.names(named, user)
        for model, ids in named.items():
            # Parties and units are known to everybody who sees a record; whose sight is told apart is noted.
            if getattr(model, "scoped_by", ()):
                others = [uuid.UUID(each) for each in ids if each in self.names and each not in self.own]
                if others:
                    shown(model, others, Surface.HISTORY)

    def who(self, change: Change) -> str:
        """Who acted."""
        return self.people.get(change.actor_id, _("nobody who signed in"))

    def part(self, change: Change) -> Part | None:
        """What changed of one record; None where the reader may see nothing of it."""
        model, is_new = _model(change), change.before is None
        if change.is_redacted:
            return Part(str(model._meta.verbose_name), is_new, [], redacted=True)
        fields = [field for field in model._meta.concrete_fields if field.column in change.after]
        lines = [line for field in fields if (line := self._line(field, change))]
        voided = "voided_at" in change.after
        if not (lines or voided):
            return None
        what = str(model._meta.verbose_name)
        return Part(_("%(what)s, voided") % {"what": what} if voided else what, is_new, lines)

    def _line(self, field: models.Field, change: Change) -> Line | None:
        told = TOLD_ALREADY | getattr(field.model, "told_by_verb", frozenset())
        if field.name in told or field.name not in visible_fields(field.model, self.user):
            return None
        after = change.after[field.column]
        if change.before is None and after in ("", False, None, [], self.subject):
            return None
        before = "" if change.before is None else self.words(field, change.before.get(field.column))
        return Line(str(field.verbose_name), before, self.words(field, after))

    def words(self, field: models.Field, value: Any) -> str:
        """A value of a field, with the name of whom or what it names."""
        if field.is_relation and value is not None:
            return self.names.get(str(value)) or _("a record that you may not see")
        if isinstance(value, list):
            labels = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()))
            words = (_as_stored(each) if isinstance(each, list | dict) else labels.get(each, each) for each in value)
            return ", ".join(map(str, words)) or str(known(None))
        if isinstance(value, dict):
            return _as_stored(value) if value else str(known(None))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value)) if value not in (None, "") else str(known(None))
        if isinstance(value, str):
            moment = {"DateField": parse_date, "DateTimeField": parse_datetime}.get(field.get_internal_type())
            value = moment(value) if moment else value
        return known(value)

    def _named(self) -> dict[type[models.Model], set[str]]:
        wanted: dict[type[models.Model], set[str]] = defaultdict(set)
        for change in self.changes:
            for column, value in itertools.chain((change.before or {}).items(), change.after.items()):
                field = _field(_model(change), column)
                if field is not None and field.is_relation and value is not None:
                    wanted[field.related_model].add(value)
        return wanted


def _as_stored(value: list | dict) -> str:
    """A value of parts, which no words are made for."""
    return json.dumps(value, ensure_ascii=False)


class History(Telling):
    """The history of a record (the first id) and of what belongs to it, for one reader.

    It tells the latest changes, or those before the change whose key `before` is.
    """

    def __init__(self, ids: Iterable[uuid.UUID], user: User, *, before: int | None = None) -> None:
        ids = list(ids)
        ids += approvals_about(ids)
        self.subject, self.before, self.own = str(ids[0]), before, frozenset(map(str, ids))
        read, self.older = history.history_of(ids, before)
        super().__init__([change for change in read if user.has_perm(_model(change).view_permission)], user)

    def entries(self) -> Entries:
        """Acts, the newest first."""
        groups = itertools.groupby(self.changes, key=_act)
        entries = Entries(entry for _key, changes in groups if (entry := self._entry(list(changes))).parts)
        entries.older, entries.paged = self.older, self.before is not None
        return entries

    def _entry(self, changes: Sequence[Change]) -> Entry:
        verbs = dict.fromkeys(words_of(change.verb) for change in reversed(changes) if change.verb)
        reasons = dict.fromkeys(change.reason for change in changes if change.reason)
        return Entry(
            when=changes[0].at,
            who=self.who(changes[0]),
            did=", ".join(verbs) or _("changed outside of the program"),
            reason=" ".join(reasons),
            parts=[part for change in reversed(changes) if (part := self.part(change))],
        )


def _act(change: Change) -> tuple:
    """What belongs to one act: one request; outside of requests, one actor within a second."""
    return (change.actor_id, change.request_id or change.at.replace(microsecond=0))


def _model(change: Change) -> type[models.Model]:
    return apps.get_model(change.model)


def _field(model: type[models.Model], column: str) -> models.Field | None:
    for field in model._meta.concrete_fields:
        if field.column == column:
            return field
    return None
