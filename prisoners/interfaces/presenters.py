"""A person as the page shows them to one reader. What is hidden from the reader is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.interfaces import restriction
from accounts.interfaces.history import Entries, History
from accounts.models import User
from accounts.models.record import name_for, visible_fields
from accounts.roles import Permission
from common.classification import FieldClass
from common.pieces import Chip, Event
from prisoners.interfaces import words
from prisoners.interfaces.chapters import ChapterPage
from prisoners.interfaces.timeline import timeline
from prisoners.models import Alert, Person
from prisoners.queries.dossier import Dossier


@dataclass(frozen=True)
class Action:
    """A button or a link of the page."""

    label: str
    url: str


class PersonPage:
    """What `templates/prisoners/detail.html` shows."""

    def __init__(self, dossier: Dossier, user: User, *, history_before: int | None = None) -> None:
        self.history_before = history_before
        self.dossier, self.user, self.person = dossier, user, dossier.person

    @cached_property
    def seen(self) -> frozenset[str]:
        return visible_fields(Person, self.user)

    @cached_property
    def title(self) -> str:
        """The name, else the description; a pseudonym for those who may not know who it is."""
        return name_for(self.person, self.user)

    @cached_property
    def chip(self) -> Chip:
        return words.person_chip(self.person)

    @cached_property
    def may_write(self) -> bool:
        return self.user.has_perm(Permission.PRISONERS_WRITE, self.person)

    @cached_property
    def may_void(self) -> bool:
        return self.user.has_perm(Permission.PRISONERS_VOID, self.person)

    @cached_property
    def may_withhold(self) -> bool:
        return self.user.has_perm(Permission.RESTRICT) and not self.person.is_voided

    @cached_property
    def marks(self) -> list[Chip]:
        """That the person is restricted, or withheld from somebody, for those who may know."""
        held = [each for each in self.withholdings if each["chip"].tone == "warning"]
        told = ngettext("withheld from %(number)d recipient", "withheld from %(number)d recipients", len(held))
        withheld = [Chip(told % {"number": len(held)}, "warning")] if held else []
        return [*restriction.chips(self.person, self.user), *withheld]

    @cached_property
    def withholdings(self) -> list[dict[str, Any]]:
        """From whom the person is withheld."""
        may_end = self.user.has_perm(Permission.LIFT_RESTRICTION)
        return [
            {
                "record": each,
                "chip": words.withholding_chip(each),
                "end_url": self._part_url("withholding-end", each, may_end),
            }
            for each in self.dossier.withholdings
        ]

    @cached_property
    def chapters(self) -> list[ChapterPage]:
        """Captivities, the latest first."""
        total = len(self.dossier.chapters)
        return [
            ChapterPage(chapter, total - place if total > 1 else 0, self.user, self.may_write, self.may_void)
            for place, chapter in enumerate(self.dossier.chapters)
        ]

    @cached_property
    def latest(self) -> ChapterPage | None:
        return self.chapters[0] if self.chapters else None

    @cached_property
    def open_alerts(self) -> list[Alert]:
        """Alerts that nobody has answered yet."""
        return [each for chapter in self.dossier.chapters for each in chapter.alerts if not each.answered_at]

    @cached_property
    def next_action(self) -> Action | None:
        """The one thing that usually comes next."""
        if not self.may_write:
            return None
        if self.open_alerts:
            return Action(_("Answer the alert"), reverse("prisoners:alert-answer", args=[self.open_alerts[0].pk]))
        if self.latest is None:
            return Action(_("Record a captivity"), self.captivity_url)
        if self.latest.captivity.is_open:
            return Action(_("Record what happened"), self.latest.event_url)
        return Action(_("Captured again"), self.captivity_url)

    @cached_property
    def edit_url(self) -> str:
        return self._url("edit") if self.may_write else ""

    @cached_property
    def captivity_url(self) -> str:
        return self._url("captivity-add") if self.may_write else ""

    @cached_property
    def more_actions(self) -> list[Action]:
        """What else may be done, the gravest last."""
        actions = []
        if self.may_write:
            actions += [
                Action(_("Add a name"), self._url("name-add")),
                Action(_("Add a number"), self._url("identifier-add")),
                Action(_("Log a past captivity"), self._url("captivity-past")),
            ]
        if self.user.has_perm(Permission.READS_VIEW):
            actions.append(Action(_("Who was shown this person"), self._url("reads")))
        if self.may_withhold:
            actions.append(Action(_("Withhold from a recipient"), self._url("withhold")))
        actions += [Action(*each) for each in restriction.actions(self.person, self.user, "prisoners")]
        if self.may_void:
            actions.append(Action(_("Void this person"), self._url("void")))
        return actions

    @cached_property
    def lead(self) -> list[tuple[str, Any]]:
        """Since when, how long, where and by whom, of the captivity that counts now."""
        return self.latest.lead if self.latest else []

    @cached_property
    def facts(self) -> list[tuple[str, Any]]:
        person = self.person
        rows: list[tuple[str, str, Any, bool]] = [
            ("party", _("Side"), person.party, True),
            ("description", _("Description"), person.description, bool(person.description)),
            ("sex", _("Sex"), None if person.sex == "unknown" else person.get_sex_display(), True),
            ("born_on", _("Born on"), person.born, True),
            ("birth_place", _("Place of birth"), person.birth_place, True),
            ("citizenships", _("Citizenships"), ", ".join(person.citizenships), True),
            ("identity_status", _("Identity"), person.get_identity_status_display(), True),
            ("identity_basis", _("Identity known from"), person.get_identity_basis_display(), True),
            ("last_residence", _("Last residence"), person.last_residence, True),
            ("distinguishing_marks", _("Distinguishing marks"), person.distinguishing_marks, True),
            ("origin_group", _("Origin group"), person.origin_group, bool(person.origin_group)),
            ("transmission", _("May be sent on"), person.get_transmission_display(), True),
            ("transmission_reason", _("Why not sent on"), person.transmission_reason, person.transmission != "free"),
        ]
        told = [(label, value) for field, label, value, shown in rows if shown and field in self.seen]
        return told + restriction.facts(person, self.user)

    @cached_property
    def family(self) -> list[tuple[str, Any]]:
        """What is known of relatives, for those who may know."""
        names = ("father_name", "mother_maiden_name", "person_to_inform", "correspondence_address")
        fields = [Person._meta.get_field(name) for name in names if name in self.seen]
        return [(capfirst(field.verbose_name), getattr(self.person, field.name)) for field in fields]

    @cached_property
    def names(self) -> list[dict[str, Any]]:
        """Names in every script, the preferred one first; none for those who may not know who it is."""
        if "name" not in self.seen:
            return []
        return [self._name(each) for each in self.dossier.names]

    @cached_property
    def identifiers(self) -> list[dict[str, Any]]:
        if FieldClass.IDENTITY not in self.user.field_classes_seen:
            return []
        return [
            {"record": each, "void_url": self._part_url("identifier-void", each, self.may_void)}
            for each in self.dossier.identifiers
        ]

    @cached_property
    def notes(self) -> str:
        return self.person.notes if "notes" in self.seen else ""

    @cached_property
    def timeline(self) -> list[Event]:
        return timeline(self.dossier, self.user)

    @cached_property
    def history(self) -> Entries:
        """The book's entries, for those who may see who did what."""
        if FieldClass.STAFF not in self.user.field_classes_seen:
            return Entries()
        return History(self.dossier.ids, self.user, before=self.history_before).entries()

    @cached_property
    def merged_into(self) -> SafeString | None:
        """The record that stays, when this one was merged into it."""
        return _link(self.person.merged_into) if self.person.merged_into else None

    @cached_property
    def duplicates(self) -> list[SafeString]:
        """Records that were merged into this one."""
        return _links(self.dossier.duplicates)

    def _url(self, name: str) -> str:
        return reverse(f"prisoners:{name}", args=[self.person.pk])

    @staticmethod
    def _part_url(name: str, record: Model, allowed: bool) -> str:
        return reverse(f"prisoners:{name}", args=[record.pk]) if allowed and not record.is_voided else ""

    def _name(self, name: Any) -> dict[str, Any]:
        return {
            "record": name,
            "source": name.source if self.user.has_perm(Permission.SOURCES_VIEW) else None,
            "prefer_url": self._part_url("name-prefer", name, self.may_write and not name.is_preferred),
            "void_url": self._part_url("name-void", name, self.may_void),
        }


def _link(record: Model) -> SafeString:
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record)


def _links(records: Iterable[Model]) -> list[SafeString]:
    return [_link(each) for each in records]
