"""What the page of the book shows: its filters, and lines with what changed in words."""

from dataclasses import dataclass
from functools import cached_property

import django_filters as filters
from django import forms
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.history import Part, Telling
from accounts.models import Record, User
from accounts.models.record import name_for
from accounts.queries import book as queries
from audit.enums import RedactionStatus
from audit.models import Change, Redaction
from audit.verbs import VERBS
from audit.words import words_of
from common.filters import FilterSet, PeriodFilter
from common.forms import Form, ReasonField
from common.pieces import Chip
from common.reading import Surface, each_shown
from common.templatetags.obmin import known

TONES = {
    RedactionStatus.PROPOSED: "warning",
    RedactionStatus.APPROVED: "good",
    RedactionStatus.REFUSED: "neutral",
}


def kind_choices(user: User) -> list[tuple[str, str]]:
    """The kinds of records that the reader may choose."""
    found = [(model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in queries.kinds(user)]
    return sorted(found, key=lambda each: str(each[1]))


def verb_choices() -> list[tuple[str, str]]:
    """Every verb in words."""
    return sorted(((name, capfirst(words_of(name))) for name in VERBS), key=lambda each: str(each[1]))


class BookFilter(FilterSet):
    """Filters of the book."""

    day = PeriodFilter(field_name="at", label=_("Date"))
    actor = filters.ModelChoiceFilter(
        label=_("Who acted"), queryset=lambda request: queries.people(), method="acted_by", empty_label=_("Anyone")
    )
    kind = filters.ChoiceFilter(field_name="model", label=_("Kind of record"), empty_label=_("Any"))
    verb = filters.ChoiceFilter(label=_("What was done"), choices=verb_choices, empty_label=_("Any"))
    record = filters.UUIDFilter(field_name="object_id", label=_("Key of the record"))

    primary = ("day", "actor", "kind", "verb")

    class Meta:
        model = Change
        fields = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kind_choices(self.request.user)

    def acted_by(self, queryset: QuerySet, name: str, value: User) -> QuerySet:
        return queryset.filter(actor_id=value.pk)


@dataclass(frozen=True)
class BookLine:
    """A line of the book as the reader sees it."""

    change: Change
    record: Model
    who: str
    part: Part | None
    reader: User

    @property
    def seq(self) -> int | None:
        """Its number in the published sequence; None while it is not published."""
        return self.change.entry.seq if hasattr(self.change, "entry") else None

    @property
    def did(self) -> str:
        return words_of(self.change.verb) if self.change.verb else str(_("changed outside of the program"))

    @property
    def kind(self) -> str:
        return capfirst(self.record._meta.verbose_name)

    @cached_property
    def name(self) -> str:
        return name_for(self.record, self.reader) if isinstance(self.record, Record) else str(self.record)

    @property
    def url(self) -> str:
        """The page of the record, where it has one."""
        return self.record.get_absolute_url() if hasattr(self.record, "get_absolute_url") else ""

    @property
    def in_short(self) -> str:
        """When, who and what, on one line."""
        return f"{known(self.change.at)} · {self.who} · {self.did}"


def redaction_chip(redaction: Redaction) -> Chip:
    """The state of a redaction."""
    return Chip(redaction.get_status_display(), TONES[redaction.status])


def told(found: queries.Lines, user: User) -> list[BookLine]:
    """Lines in words, noted for the log of reads."""
    telling = Telling(found.changes, user)
    each_shown((found.records[change.object_id] for change in found.changes), Surface.HISTORY)
    return [
        BookLine(change, found.records[change.object_id], telling.who(change), telling.part(change), user)
        for change in found.changes
    ]


class ProposeRedactionForm(Form):
    """Why the content of a line has to go, and that of which further lines of the record."""

    lines = forms.MultipleChoiceField(
        label=_("Lines of this record whose content is removed"),
        widget=forms.CheckboxSelectMultiple,
    )
    note = ReasonField(help_text=_("It stays in the book: do not repeat here what has to go."))

    def __init__(self, *args: object, choices: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = choices


class SettleRedactionForm(Form):
    """What the second person says; a reason is asked for when she refuses."""

    reason = ReasonField(required=False, label=_("Remark"), help_text=_("To refuse, say why."))
    version = forms.IntegerField(widget=forms.HiddenInput)
