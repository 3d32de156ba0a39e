"""A parked submission beside its record: each member as it was read, as it stands now, and as it was sent, in words."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.interfaces.history import Telling
from accounts.models import Record, User
from api.models import Submission
from api.queries.base_version import as_it_was
from api.queries.rows import current
from api.queries.submissions import resource_of
from api.resources import Part
from api.serializers import body_class, defaults
from audit.models import Change
from common.partial_dates import PartialDate
from common.templatetags.obmin import known

EMPTY = (None, "", [], {}, False)


@dataclass(frozen=True)
class Row:
    """A member in three versions, in words; `is_sent` says whether the client sent it at all."""

    member: str
    label: str
    was: str
    now: str
    sent: str
    is_sent: bool
    changed_by_others: bool
    changed_by_sender: bool
    #: Whether what was sent is another thing than what stands.
    differs: bool

    @property
    def is_conflict(self) -> bool:
        """Both sides changed it, and not to the same."""
        return self.differs and self.changed_by_others and self.changed_by_sender


class Comparison:
    """A submission on a record, for one reader; members that she may not see are not in it."""

    def __init__(self, submission: Submission, record: Record, user: User) -> None:
        self.submission, self.record, self.user = submission, record, user
        self.resource = resource_of(submission.type)
        self.members = self.resource.members(user)
        self.now = current(self.resource, user, record.pk, self.members)
        self.was = as_it_was(self.resource, record, submission.base_version, self.now)
        self.parts = {part.name: part for part in self.resource.parts}

    @property
    def is_move(self) -> bool:
        """Whether a state was to be changed: that is done or left, not chosen member by member."""
        return self.submission.method == "POST"

    @property
    def move(self) -> list[tuple[str, str]]:
        """What a change of state says, as it was sent."""
        labels = {"to": _("To"), "reason": _("Reason")}
        plain = {name: value for name, value in self.content_sent.items() if not isinstance(value, dict | list)}
        return [(labels.get(name, name), str(known(value))) for name, value in plain.items()]

    @cached_property
    def writable(self) -> dict[str, Any]:
        """The fields of the members that may be written."""
        fields = body_class(self.resource)().fields
        return {name: each for name, each in fields.items() if not each.read_only and name not in self.resource.fixed}

    @property
    def content_sent(self) -> dict[str, Any]:
        """The body as it came; nobody has checked it."""
        return self.submission.content if isinstance(self.submission.content, dict) else {}

    @property
    def unknown(self) -> list[str]:
        """What was sent and is no member of the type."""
        return [] if self.is_move else sorted(self.content_sent.keys() - body_class(self.resource)().fields.keys())

    @cached_property
    def everything_sent(self) -> dict[str, Any]:
        """What was sent, with null and, in a whole record, what was left out, said as the default that they mean."""
        blank = defaults(self.resource)
        sent = {name: blank.get(name) if value is None else value for name, value in self.content_sent.items()}
        if self.submission.method == "PUT":
            seen = self.resource.members(self.submission.sent_by)
            sent = {name: value for name, value in blank.items() if name in seen} | sent
        return {name: value for name, value in sent.items() if name in self.writable}

    @property
    def sent(self) -> dict[str, Any]:
        return {name: value for name, value in self.everything_sent.items() if name in self.members}

    @property
    def is_whole(self) -> bool:
        """Whether the reader sees all that was sent; who does not can settle nothing of it."""
        return self.is_move or self.everything_sent.keys() <= set(self.members)

    @cached_property
    def rows(self) -> list[Row]:
        """Members that are not the same in all three versions, in the order of the record."""
        if self.is_move:
            return []
        names = [name for name in self.members if name in self.writable]
        rows = [self._row(name) for name in names]
        return [row for row in rows if row.changed_by_others or row.differs]

    def content(self, chosen: Iterable[str]) -> dict[str, Any]:
        """What is written when these members are taken from what was sent, and all others as they stand."""
        taken = {name: self.sent[name] for name in chosen}
        return self.now | taken if self.submission.method == "PUT" else taken

    def _row(self, name: str) -> Row:
        was, now, sent = self.was.get(name), self.now.get(name), self.sent.get(name)
        is_sent = name in self.sent
        return Row(
            member=name,
            label=self._label(name),
            was=self._words(name, was),
            now=self._words(name, now),
            sent=self._words(name, sent) if is_sent else "",
            is_sent=is_sent,
            changed_by_others=not _same(was, now),
            changed_by_sender=is_sent and not _same(was, sent),
            differs=is_sent and not _same(now, sent),
        )

    def _label(self, name: str) -> str:
        if name in self.parts:
            return capfirst(str(self.parts[name].model._meta.verbose_name_plural))
        return capfirst(str(self._field(name).verbose_name))

    def _field(self, name: str) -> Field:
        return self.resource.model._meta.get_field(name)

    def _words(self, name: str, value: Any) -> str:
        if name in self.parts:
            return "; ".join(self._item(self.parts[name], each) for each in value or ()) or _("none")
        if f"{name}_precision" in {field.name for field in self.resource.model._meta.concrete_fields}:
            return str(PartialDate.parse(value or "")) if _is_date(value) else str(value)
        return self._told(self._field(name), value)

    def _item(self, part: Part, item: Any) -> str:
        if not isinstance(item, dict):
            return json.dumps(item, ensure_ascii=False)
        fields = {name: part.model._meta.get_field(name) for name in part.fields if item.get(name) not in EMPTY}
        return ", ".join(
            f"{field.verbose_name}: {self._told(field, item[name])}" if field.get_internal_type() == "BooleanField"
            else self._told(field, item[name])
            for name, field in fields.items()
        )  # fmt: skip

    def _told(self, field: Field, value: Any) -> str:
        if isinstance(value, dict) or (isinstance(value, list) and not hasattr(field, "base_field")):
            return json.dumps(value, ensure_ascii=False)
        if value in EMPTY and value is not False:
            return str(known(None))
        try:
            return str(self._telling.words(field, value))
        except (TypeError, ValueError):
            # It was kept as it came: it may be no date at all.
            return json.dumps(value, ensure_ascii=False)

    @cached_property
    def _telling(self) -> Telling:
        """Knows the names of whom and what the three versions name, and notes who of them is shown."""
        lines = []
        for version in (self.was, self.now, self.sent):
            lines.append(_as_line(self.resource.model, version))
            lines += [
                _as_line(part.model, item)
                for name, part in self.parts.items()
                for item in version.get(name) or ()
                if isinstance(item, dict)
            ]
        return Telling(lines, self.user)


def _as_line(model: Any, values: dict[str, Any]) -> Change:
    """Values as a line of the book, in which the keys of others are found."""
    named = {field.column: values[field.name] for field in model._meta.concrete_fields if _names(field, values)}
    return Change(model=model._meta.label_lower, before={}, after=named)


def _names(field: Field, values: dict[str, Any]) -> bool:
    if not field.is_relation:
        return False
    try:
        return bool(uuid.UUID(values.get(field.name)))
    except (TypeError, ValueError, AttributeError):
        return False


def _is_date(value: Any) -> bool:
    try:
        PartialDate.parse(value or "")
    except (ValueError, AttributeError):
        return False
    return True


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same: blank and not there, and items of a list less what they leave out."""
    return _bare(one) == _bare(other)


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(each) for each in value] or None
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items() if each not in EMPTY}
    return None if value == "" else value
