"""One captivity as the page of a person shows it to one reader."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.models.record import visible_fields
from accounts.roles import Permission
from common.classification import FieldClass
from common.pieces import Chip
from prisoners.interfaces import words
from prisoners.interfaces.particular import Particular
from prisoners.interfaces.particulars import CONFIRMATION, PARTICULARS
from prisoners.models import Captivity, Detention
from prisoners.queries.dossier import Chapter


@dataclass(frozen=True)
class Row:
    """A particular: its cells, its source where the reader may see sources, and what may be done with it."""

    cells: list[Any]
    source: SafeString | str
    edit_url: str
    void_url: str


@dataclass(frozen=True)
class Section:
    """Particulars of one kind; `note` says what they add up to."""

    title: str
    heads: list[str]
    rows: list[Row]
    add_url: str
    add_label: str
    note: str = ""


class ChapterPage:
    """What `templates/prisoners/_captivity.html` shows. `number` is 0 for the only captivity of a person."""

    def __init__(self, chapter: Chapter, number: int, user: User, may_write: bool, may_void: bool) -> None:
        self.chapter, self.number, self.user = chapter, number, user
        self.captivity = chapter.captivity
        self.may_write, self.may_void = may_write, may_void
        self.seen = visible_fields(Captivity, user)

    @cached_property
    def title(self) -> str:
        begun, ended = self.captivity.captured, self.captivity.ended
        since = _("since %(day)s") % {"day": begun} if begun else _("since a day not known")
        if self.captivity.is_open:
            return since
        return _("%(begun)s – %(ended)s") % {"begun": begun, "ended": ended}

    @cached_property
    def chip(self) -> Chip:
        return words.status_chip(self.captivity)

    @cached_property
    def event_url(self) -> str:
        return self._url("event") if self.may_write else ""

    @cached_property
    def actions(self) -> list[tuple[str, str]]:
        """(label, URL) of what may be done with the captivity, the gravest last."""
        found = []
        if self.may_write:
            found += [
                (_("Record what happened"), self.event_url),
                (_("Edit the captivity"), self._url("captivity-edit")),
            ]
        if self.may_void:
            found.append((_("Correct the status"), self._url("correct")))
            found.append((_("Void the captivity"), self._url("captivity-void")))
        return found

    @cached_property
    def lead(self) -> list[tuple[str, Any]]:
        """What one wants to know first, of those things that the reader may know."""
        captivity = self.captivity
        rows: list[tuple[str, str, Any, bool]] = [
            ("captured_on", _("Since"), captivity.captured, captivity.is_open),
            ("captured_on", _("Captured on"), captivity.captured, not captivity.is_open),
            ("ended_on", _("Ended on"), captivity.ended, not captivity.is_open),
            ("surely_held", _("Days held"), words.days_held_words(captivity), True),
            ("holder", _("By whom held"), captivity.holder or captivity.detaining_power, True),
            ("captured_at", _("Where held, as last known"), self._last_place, True),
            ("unit", _("Unit"), _link(captivity.unit), True),
        ]
        return [(label, value) for field, label, value, shown in rows if shown and field in self.seen]

    @cached_property
    def facts(self) -> list[tuple[str, Any]]:
        each = self.captivity
        source = each.source if self.user.has_perm(Permission.SOURCES_VIEW) else None
        civilian = bool(each.measure)
        rows: list[tuple[str, str, Any, bool]] = [
            ("captured_on", _("Captured on"), each.captured, True),
            ("captured_at", _("Captured where"), each.captured_at, True),
            ("outcome", _("How it ended"), each.get_outcome_display(), bool(each.outcome)),
            ("ended_on", _("Ended on"), each.ended, bool(each.outcome)),
            ("detaining_power", _("Detaining Power"), each.detaining_power, True),
            ("holder", _("Held by"), each.holder, True),
            ("unit", _("Unit"), _link(each.unit), True),
            ("unit", _("Branch of service"), each.unit and each.unit.branch, each.unit_id),
            ("rank", _("Rank"), each.rank, True),
            ("service_basis", _("Service basis"), each.get_service_basis_display(), True),
            ("legal_category", _("Legal category"), each.get_legal_category_display(), True),
            ("determined_by", _("Category determined by"), each.determined_by, bool(each.determined_by)),
            ("measure", _("Nature of the measure"), each.measure, civilian),
            ("proceedings", _("Criminal proceedings"), each.get_proceedings_display(), True),
            ("person", _("Cohorts"), ", ".join(map(str, self.chapter.cohorts)), True),
            ("arrived_in_camp_on", _("Arrived in a camp on"), each.arrived_in_camp_on, True),
            ("card_to_family_on", _("Capture card to the family"), each.card_to_family_on, True),
            ("card_to_agency_on", _("Capture card to the Central Agency"), each.card_to_agency_on, True),
            ("source", _("Source"), _link(source), source),
        ]
        return [(label, value) for field, label, value, shown in rows if shown and field in self.seen]

    @cached_property
    def notes(self) -> str:
        return self.captivity.notes if "notes" in self.seen else ""

    @cached_property
    def sections(self) -> list[Section]:
        """Particulars by kind; a kind that the reader may not see, or that there cannot be any of, is not there."""
        seen = [kind for kind in PARTICULARS if kind.seen_by(self.user)]
        return [self._section(kind) for kind in seen if kind.fits(self.captivity) or self._of(kind)]

    def _of(self, kind: Particular) -> list[Model]:
        return self.chapter.particulars.get(kind.model, [])

    @cached_property
    def _last_place(self) -> str:
        """The place of the last detention that is not over, for those who may know places."""
        if FieldClass.LOCATION not in self.user.field_classes_seen:
            return ""
        found = self.chapter.particulars.get(Detention, ())
        lasting = [each for each in found if not each.ended] or found
        latest = max(lasting, key=lambda each: (bool(each.since), each.since, each.pk), default=None)
        return str(latest) if latest else ""

    def _section(self, kind: Particular) -> Section:
        records = self._of(kind)
        seen = visible_fields(kind.model, self.user)
        cells = [[cell for cell in kind.cells(each) if cell[0] in seen] for each in records]
        return Section(
            title=str(kind.title),
            heads=[head for _field, head, _value in cells[0]] if cells else [],
            rows=[self._row(kind, each, row) for each, row in zip(records, cells, strict=True)],
            add_url=self._url(f"{kind.slug}-add") if self.may_write else "",
            add_label=str(kind.add_label),
            note=self._independent() if kind is CONFIRMATION and records else "",
        )

    def _row(self, kind: Particular, record: Model, cells: list[tuple[str, str, Any]]) -> Row:
        def url(name: str, allowed: bool) -> str:
            return reverse(f"prisoners:{kind.slug}-{name}", args=[record.pk]) if allowed else ""

        sourced = self.user.has_perm(Permission.SOURCES_VIEW)
        return Row(
            cells=[value for _field, _head, value in cells],
            source=(_link(record.source) or "–") if sourced else "",
            edit_url=url("edit", self.may_write),
            void_url=url("void", self.may_void),
        )

    def _independent(self) -> str:
        count = self.chapter.independent
        return ngettext(
            "%(count)d independent confirmation: reprints of one statement count once.",
            "%(count)d independent confirmations: reprints of one statement count once.",
            count,
        ) % {"count": count}

    def _url(self, name: str) -> str:
        return reverse(f"prisoners:{name}", args=[self.captivity.pk])


def _link(record: Model | None) -> SafeString | None:
    return record and format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)
