"""Parked submissions as pages show them: the list, the form that settles one, what waits on Today."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import history
from accounts.roles import Permission
from api import scopes
from api.enums import SubmissionState
from api.interfaces.conflicts import Comparison, Row
from api.models import Submission
from api.queries.submissions import resource_of, senders, submissions_for
from common.columns import ChipColumn, Column, RecordColumn
from common.filters import FilterSet
from common.forms import Form, ReasonField
from common.lists import Table
from common.pieces import Chip
from common.reading import Surface, shown
from common.templatetags.obmin import known
from common.today import Waiting

S = SubmissionState
TONES = {S.WAITING: "warning", S.APPLIED: "good", S.DISMISSED: "neutral"}
SHOWN, COUNTED = 5, 100
NOW, SENT = "now", "sent"


def chip(submission: Submission) -> Chip:
    """The state as a chip."""
    return Chip(submission.get_state_display(), TONES[S(submission.state)])


class SubmissionFilter(FilterSet):
    """Filters of the list. Without a state it shows what waits."""

    state = filters.ChoiceFilter(label=_("State"), choices=S, empty_label=_("Any"))
    type = filters.ChoiceFilter(
        label=_("Type of record"),
        choices=lambda: [(name, scopes.in_words(name)) for name in scopes.types()],
        empty_label=_("Any"),
    )
    sent_by = filters.ModelChoiceFilter(label=_("Sent by"), queryset=lambda request: senders(), empty_label=_("Any"))

    primary = ("state", "type", "sent_by")

    class Meta:
        model = Submission
        fields = ()


class SubmissionTable(Table):
    """The list of parked submissions."""

    record = RecordColumn(verbose_name=_("Record"), orderable=False)
    type = Column(verbose_name=_("Type of record"), orderable=False)
    sent_by = Column(verbose_name=_("Sent by"), orderable=False)
    sent_at = Column(verbose_name=_("Sent at"))
    state = ChipColumn(chip=chip, verbose_name=_("State"), orderable=False)
    settled_by = Column(verbose_name=_("Settled by"), orderable=False, unknown="")

    #: The names of the records by key, set for the rows that are shown.
    names: dict[str, str] = {}

    class Meta(Table.Meta):
        order_by = "-sent_at"

    def render_record(self, value: uuid.UUID) -> str:
        return self.names.get(str(value), str(value))

    def render_type(self, value: str) -> str:
        return scopes.in_words(value)

    def render_sent_at(self, value: Any) -> str:
        return known(value)


def names_of(rows: Iterable[Submission], user: User) -> dict[str, str]:
    """What the records are called that these submissions are about, noted as shown; a query for each type."""
    keys: dict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        keys[row.type].add(row.record)
    found: dict[str, str] = {}
    for name, wanted in keys.items():
        model = resource_of(name).model
        shown(model, wanted, Surface.LIST)
        found |= history.names({model: {str(key) for key in wanted}}, user)
    return found


def field_of(member: str) -> str:
    """The field of the form in which the version of a member is chosen."""
    return f"member-{member}"


class SettleForm(Form):
    """For each member that differs, which version is kept; and why."""

    record_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField()

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        self.choices = [row for row in comparison.rows if row.differs]
        for row in self.choices:
            self.fields[field_of(row.member)] = forms.ChoiceField(
                label=row.label,
                choices=[(NOW, _("as it stands now")), (SENT, _("as it was sent"))],
                initial="" if row.is_conflict else SENT if row.changed_by_sender else NOW,
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def is_write(self) -> bool:
        """Whether it was sent by the button that writes, not by the one that dismisses."""
        return self.data.get("act") == "write"

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if self.is_write and not self.comparison.is_move:
            for row in self.choices:
                if not typed.get(field_of(row.member)):
                    self.add_error(field_of(row.member), _now("Choose which version is kept"))
            if not self.errors and not self.taken:
                raise ValidationError(
                    _now("Nothing that was sent is chosen: choose it, or do not write the submission.")
                )
        return typed

    @property
    def taken(self) -> list[str]:
        """Members that are written as they were sent."""
        return [row.member for row in self.choices if self.cleaned_data.get(field_of(row.member)) == SENT]

    @property
    def content(self) -> dict[str, Any] | None:
        """What the verb writes; None for all of what was sent."""
        return None if self.comparison.is_move else self.comparison.content(self.taken)

    @property
    def lines(self) -> list[tuple[Row, BoundField | None, list[tuple[BoundWidget, str]]]]:
        """Each row with its field and both choices in words, where there is something to choose."""
        lines = []
        for row in self.comparison.rows:
            field = self[field_of(row.member)] if row.differs else None
            words = (row.now, row.sent)
            lines.append((row, field, list(zip(field.subwidgets, words, strict=True)) if field else []))
        return lines


def waiting(user: User) -> list[Waiting]:
    """Submissions that wait for somebody who may settle them, on the page Today."""
    if not user.has_perm(Permission.SYNC_SETTLE):
        return []
    found = list(submissions_for(user).waiting().select_related("sent_by").order_by("sent_at", "pk")[:COUNTED])
    items = [
        (f"{scopes.in_words(each.type)} · {each.sent_by} · {known(each.sent_at)}", each.get_absolute_url())
        for each in found[:SHOWN]
    ]
    label = _now("Sent by clients on records that had changed, to settle")
    return [Waiting(capfirst(label), "warning", len(found), items, reverse("submissions:list"))]


#: Verbs of submissions, as after the name of who did it.
ACTS = {
    "api.park_submission": _("sent what has to be settled"),
    "api.settle_submission": _("settled what a client had sent"),
}
