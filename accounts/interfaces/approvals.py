"""Approvals as pages show them: the list, its filters, what waits on Today, the form that decides."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import ApprovalState
from accounts.models import Approval, Record, User
from accounts.models.record import name_for
from accounts.queries.approvals import subjects, waiting_for
from accounts.roles import Permission
from common.columns import ChipColumn, Column, RecordColumn
from common.filters import FilterSet
from common.forms import Form, ReasonField
from common.lists import Table
from common.pieces import Chip
from common.today import Waiting

S = ApprovalState
TONES = {S.PROPOSED: "warning", S.APPROVED: "good", S.REFUSED: "bad", S.WITHDRAWN: "neutral", S.LAPSED: "neutral"}
SHOWN, COUNTED = 5, 100


class DecideForm(Form):
    """A note on the decision, and the version of the record that was looked at."""

    subject_version = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(required=False, label=gettext_lazy("Note; a refusal wants one"))


class ApprovalFilter(FilterSet):
    """Filters of the list of approvals. Without a state it shows what waits."""

    whose = filters.ChoiceFilter(
        label=gettext_lazy("Whose"),
        choices=[("to_decide", gettext_lazy("I may decide")), ("mine", gettext_lazy("I proposed"))],
        method="narrow",
        field_name="proposed_by",
    )
    state = filters.ChoiceFilter(label=gettext_lazy("State"), choices=S)

    class Meta:
        model = Approval
        fields = ()

    def narrow(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        user = self.request.user
        if value == "mine":
            return rows.filter(proposed_by=user)
        return rows.filter(pk__in=waiting_for(user).order_by().values("pk"))


def chip(approval: Approval) -> Chip:
    """The state as a chip."""
    return Chip(approval.get_state_display(), TONES[S(approval.state)])


class ApprovalTable(Table):
    """The list of approvals."""

    act = RecordColumn(verbose_name=gettext_lazy("What"))
    subject_id = Column(verbose_name=gettext_lazy("Record"), orderable=False)
    why = Column(verbose_name=gettext_lazy("Why"), orderable=False, unknown="")
    proposed_by = Column(verbose_name=gettext_lazy("Proposed by"), orderable=False)
    proposed_at = Column(verbose_name=gettext_lazy("Proposed at"))
    state = ChipColumn(chip=chip, verbose_name=gettext_lazy("State"))
    decided_by = Column(verbose_name=gettext_lazy("Decided by"), orderable=False, unknown="")

    #: The records by key, set for the rows that are shown.
    subjects: dict[Any, Model] = {}
    reader: User

    def render_act(self, record: Approval) -> str:
        return said(record)

    value_act = render_act

    def render_subject_id(self, record: Approval) -> str:
        return name_of(self.subjects.get(record.subject_id), self.reader)

    value_subject_id = render_subject_id

    class Meta(Table.Meta):
        order_by = "-proposed_at"


def said(approval: Approval) -> str:
    """What is to be done: "Give this role: registrar"."""
    act = approval.registered_act
    exactly = act.exactly(approval.arguments)
    return f"{capfirst(str(act.label))}: {exactly}" if exactly else capfirst(str(act.label))


def name_of(subject: Model | None, user: User) -> str:
    """What a record is called to a reader."""
    if subject is None:
        return _("a record that you may not see")
    return name_for(subject, user) if isinstance(subject, Record) else str(subject)


def url_of(subject: Model | None) -> str:
    """The page on which a record is shown: its own, or that of what it belongs to."""
    if hasattr(subject, "get_absolute_url"):
        return subject.get_absolute_url()
    owners = (getattr(subject, name) for name in getattr(subject, "voided_with", ()))
    return next((url for owner in owners if owner and (url := url_of(owner))), "")


def may_decide(approval: Approval, user: User) -> bool:
    """Whether the reader may approve or refuse it."""
    own = approval.proposed_by_id == user.pk
    return approval.state == S.PROPOSED and not own and approval.registered_act.may_second(user)


def waiting(user: User) -> list[Waiting]:
    """What the reader may decide, for the page Today."""
    if not user.has_perm(Permission.APPROVALS_VIEW):
        return []
    rows = list(waiting_for(user)[:COUNTED])
    about = subjects(rows[:SHOWN], user)
    items = [
        (f"{said(row)} · {name_of(about.get(row.subject_id), user)}", row.get_absolute_url()) for row in rows[:SHOWN]
    ]
    url = f"{reverse('approvals:list')}?whose=to_decide"
    return [Waiting(_("Waits for a second person"), "warning", len(rows), items, url)]
