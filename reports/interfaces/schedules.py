"""Schedules as people meet them: the form, the list, the facts."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.interfaces.editing import SEEN, SeenField
from accounts.roles import PERMISSIONS, Permission, Role
from common.forms import Form
from common.lists import ChipColumn, Column, FilterSet, RecordColumn, Table
from common.pieces import Chip
from reports import catalogue
from reports.artefacts.document import parameters_in_words
from reports.catalogue.report import Report
from reports.domain.notices import mails_go
from reports.models import Schedule
from reports.queries.schedules import with_address
from reports.schedule_enums import AsOf, ScheduleStatus, Weekday

TONES = {ScheduleStatus.ACTIVE: "active", ScheduleStatus.PAUSED: "neutral", ScheduleStatus.STOPPED: "bad"}
#: The fields of a schedule beside the parameters of its report.
OWN = ("as_of", "weekday", "at", "role")


def _by_the_clock() -> str:
    return _now("By the clock of the headquarters, %(zone)s") % {"zone": settings.TIME_ZONE}


class ScheduleForm(Form):
    """When a question is asked, as of which day, and who is told."""

    blank_label = _("all")

    as_of = forms.ChoiceField(label=_("As true on"), choices=AsOf, initial=AsOf.TODAY)
    weekday = forms.TypedChoiceField(label=_("Every"), choices=Weekday, coerce=int, initial=Weekday.MONDAY)
    at = forms.TimeField(
        label=_("At"),
        initial="08:00",
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        help_text=lazy(_by_the_clock, str)(),
    )
    role = forms.ChoiceField(
        label=_("Tell"),
        choices=[(role, role.label) for role in Role if Permission.REPORTS_VIEW in PERMISSIONS[role]],
        help_text=_(
            "Everybody of this role is sent a link by mail, never the answer. Each sees it as far as she may see all "
            "that it was made of."
        ),
    )
    seen = SeenField()

    @property
    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        own = {name: self.cleaned_data[name] for name in OWN}
        left_out = {*OWN, SEEN}
        return own | {"parameters": {name: v for name, v in self.cleaned_data.items() if name not in left_out}}


def schedule_form(report: Report) -> type[ScheduleForm]:
    """The form class of the schedules of a report: its parameters first."""
    asked = [*report.Parameters.base_fields, "as_of"]
    fieldsets = [(_("What is asked"), asked), (_("When, and who is told"), ["weekday", "at", "role"])]
    return type("ScheduledQuestion", (ScheduleForm, report.Parameters), {"fieldsets": fieldsets})


def initial_of(schedule: Schedule) -> dict[str, Any]:
    """What the form of a schedule shows at first."""
    return schedule.parameters | {name: getattr(schedule, name) for name in OWN}


class ScheduleFilter(FilterSet):
    report = django_filters.ChoiceFilter(
        label=_("Report"), choices=lambda: [(each.key, each.title) for each in catalogue.everything()]
    )
    status = django_filters.ChoiceFilter(label=_("State"), choices=ScheduleStatus.choices)
    role = django_filters.ChoiceFilter(label=_("Told to"), choices=Role.choices)

    class Meta:
        model = Schedule
        fields = ["report", "status", "role"]


def chip(schedule: Schedule) -> Chip:
    """The state of a schedule."""
    return Chip(schedule.get_status_display(), TONES[ScheduleStatus(schedule.status)])


def report_of(schedule: Schedule) -> Report | None:
    """The report that a schedule asks; None when this version has it no more."""
    try:
        return catalogue.find(schedule.report)
    except catalogue.UnknownReport:
        return None


def report_url(report: Report) -> str:
    """The page that asks a report."""
    return reverse("reports:report", args=[report.key])


def title(schedule: Schedule) -> str:
    report = report_of(schedule)
    return str(report.title) if report else schedule.report


class ScheduleTable(Table):
    report = RecordColumn(verbose_name=_("Report"))
    status = ChipColumn(verbose_name=_("State"), chip=chip)
    weekday = Column(verbose_name=_("Every"))
    at = Column(verbose_name=_("At"))
    role = Column(verbose_name=_("Told to"))
    owner = Column(verbose_name=_("Owner"), order_by="owner__username")

    class Meta(Table.Meta):
        order_by = "report"

    def render_report(self, record: Schedule) -> str:
        return title(record)

    def render_at(self, record: Schedule) -> str:
        return f"{record.at:%H:%M}"


def facts(schedule: Schedule) -> list[tuple[str, Any]]:
    """What is asked, when, and who is told."""
    report = report_of(schedule)
    is_active = schedule.status == ScheduleStatus.ACTIVE and not schedule.is_voided
    return [
        *(parameters_in_words(report, schedule.parameters) if report else []),
        (_("As true on"), schedule.get_as_of_display()),
        (_("Every"), f"{schedule.get_weekday_display()}, {schedule.at:%H:%M}"),
        *([(_("Next"), schedule.slot_after(timezone.now()))] if is_active else []),
        (_("Told to"), _told_to(schedule)),
        (_("Owner"), str(schedule.owner)),
    ]


def _told_to(schedule: Schedule) -> str:
    people, reached = with_address(schedule.role)
    role = schedule.get_role_display()
    if not mails_go():
        return _now("%(role)s; this server sends no mail, the answers stand here") % {"role": role}
    return _now("%(role)s: %(reached)s of %(people)s have an e-mail address") % {
        "role": role, "reached": reached, "people": people,
    }  # fmt: skip
