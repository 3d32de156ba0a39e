"""The log of reads as pages show it: its filters and columns, charts, forms, what waits on Today."""

from dataclasses import dataclass

import django_filters as filters
from django import forms
from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import BreakGlass, ReadAlarm, User
from accounts.queries import reads as queries
from accounts.roles import Permission
from audit.models import Read
from common.classification import FieldClass
from common.filters import FilterSet, PeriodFilter
from common.forms import Form, ReasonField
from common.lists import ChipColumn, Column, NumberColumn, Table
from common.pieces import Chip
from common.reading import Surface
from common.templatetags.obmin import known
from common.today import Waiting

SHOWN = 5
#: Height of the tallest bar of the chart of hours, and the width of one, in units of the drawing.
HEIGHT, STEP, BAR = 120, 30, 11


def kind_words(kind: str) -> str:
    """A kind of record in words."""
    return capfirst(apps.get_model(kind)._meta.verbose_name_plural)


class ReadFilter(FilterSet):
    """Filters of the log."""

    user_id = filters.ModelChoiceFilter(label=_("Who"), queryset=lambda request: queries.readers(), method="of_user")
    day = PeriodFilter(label=_("Date"), field_name="at")
    surface = filters.ChoiceFilter(label=_("Where"), choices=Surface, empty_label=_("Any"))
    time = filters.ChoiceFilter(
        label=_("Time of day"), choices=[("odd", _("night or weekend"))], empty_label=_("Any"), method="at_odd_hours"
    )
    many = filters.NumberFilter(label=_("Records at once, at least"), field_name="count", lookup_expr="gte")
    refused = filters.BooleanFilter(label=_("Kept back"))
    emergency = filters.BooleanFilter(label=_("In an emergency"), field_name="break_glass_id", method="with_glass")

    primary = ("user_id", "day", "surface", "time")

    class Meta:
        model = Read
        fields = ()

    def of_user(self, queryset: QuerySet, name: str, value: User) -> QuerySet:
        return queryset.filter(user_id=value.pk)

    def at_odd_hours(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(queries.odd())

    def with_glass(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(break_glass_id__isnull=not value)


def read_chip(read: Read) -> Chip:
    """What was unusual about a read."""
    if read.refused:
        return Chip(_now("kept back"), "bad")
    return Chip(_now("in an emergency"), "warning") if read.break_glass_id else Chip(_now("shown"))


class ReadTable(Table):
    # The log is written in the order of time, so its key sorts it.
    at = Column(verbose_name=_("When"), order_by="id")
    reader = Column(verbose_name=_("Who"), shows="user_id", orderable=False)
    surface = Column(verbose_name=_("Where"), orderable=False)
    kind = Column(verbose_name=_("What"), orderable=False)
    count = NumberColumn(verbose_name=_("Records"), orderable=False)
    field_classes_shown = Column(verbose_name=_("Classes of fields"), orderable=False)
    state = ChipColumn(verbose_name=_("State"), chip=read_chip, accessor="pk", orderable=False)

    class Meta(Table.Meta):
        order_by = "-at"

    def render_at(self, value: object) -> str:
        return known(value)

    def render_kind(self, value: str) -> str:
        return kind_words(value)

    def render_field_classes_shown(self, value: list[str]) -> str:
        return ", ".join(str(FieldClass(each).label) for each in value)


@dataclass(frozen=True)
class Bar:
    """A bar of the chart of hours, in units of the drawing."""

    x: int
    y: float
    height: float
    label: str
    tone: str


def hour_bars(counted: dict[tuple[int, bool], int]) -> list[Bar]:
    """Two bars for each hour: weekdays and weekends; those outside of working hours stand out."""
    tallest = max(counted.values(), default=0) or 1
    bars = []
    for (hour, weekend), number in sorted(counted.items()):
        height = max(1.0, number / tallest * HEIGHT)
        working = not weekend and queries.DAY_BEGINS <= hour < queries.DAY_ENDS
        when = _now("weekend") if weekend else _now("weekday")
        told = ngettext("%(hour)s:00, %(when)s: %(n)d request", "%(hour)s:00, %(when)s: %(n)d requests", number)
        label = told % {"hour": hour, "when": when, "n": number}
        bars.append(
            Bar(hour * STEP + (BAR if weekend else 0), HEIGHT - height, height, label, "day" if working else "odd")
        )
    return bars


class LiftForm(Form):
    """Why an alarm is lifted."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(label=_("Why it is lifted"))


class ReviewForm(Form):
    """What the review of an opening found."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    justified = forms.TypedChoiceField(
        label=_("Was it justified"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = ReasonField(label=_("What you found"))


def alarm_chip(alarm: ReadAlarm) -> Chip:
    """Whether somebody is stopped by it."""
    return Chip(_now("lifted"), "good") if alarm.lifted_at else Chip(_now("open"), "bad")


def glass_chip(glass: BreakGlass) -> Chip:
    """What the review found, or that there was none yet."""
    if glass.reviewed_at is None:
        return Chip(_now("not reviewed"), "warning")
    return Chip(_now("justified"), "good") if glass.justified else Chip(_now("not justified"), "bad")


def waiting(user: User) -> list[Waiting]:
    """Alarms to lift and openings to review, for the page Today; not one's own."""
    found = []
    if user.has_perm(Permission.READS_LIFT):
        alarms = [each for each in queries.alarms(user).open()[:100] if each.user_id != user.pk]
        items = [(str(each.user), reverse("reads:lift", args=[each.pk])) for each in alarms[:SHOWN]]
        found.append(
            Waiting(
                _now("Stopped: very many records in a short time"), "bad", len(alarms), items, reverse("reads:alarms")
            )
        )
    if user.has_perm(Permission.READS_REVIEW):
        opened = [each for each in queries.openings(user).unreviewed()[:100] if each.user_id != user.pk]
        items = [(str(each), reverse("reads:review", args=[each.pk])) for each in opened[:SHOWN]]
        found.append(
            Waiting(
                _now("Opened in an emergency, to review"), "warning", len(opened), items, reverse("reads:emergencies")
            )
        )
    return found


#: Verbs of the log of reads, as after the name of who did it.
ACTS = {
    "reads.raise_alarm": _("stopped a reader of very many records"),
    "reads.lift_alarm": _("lifted an alarm of reads"),
    "reads.break_glass": _("opened a record in an emergency"),
    "reads.review_glass": _("reviewed what was opened in an emergency"),
}
