"""The FilterSet and the Table of the list “Article 117”, shared by the page and its export."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock
from common.columns import ChipColumn, Column, DayColumn, RecordColumn
from common.filters import FilterSet, PeriodFilter
from common.lists import Table
from common.pieces import Chip
from common.templatetags.obmin import render_chip
from prisoners.interfaces import words
from prisoners.interfaces.after_return import report_chip, trust
from prisoners.interfaces.filters import parties, units
from prisoners.interfaces.recipients import RecipientFilter
from prisoners.interfaces.tables import CapturedColumn, UnitColumn
from prisoners.models import Captivity, PostReturnReport
from prisoners.return_enums import EVIDENCE, AfterReturn
from units.interfaces.choosing import UnitChoiceFilter
from units.models import Unit
from units.queries.tree import subtree

ALERT, REPORT = "alert", "report"


class Article117Filter(FilterSet):
    """Filters of returns after which something speaks against art. 117 (`prisoners.queries.article_117`)."""

    evidence = filters.ChoiceFilter(
        label=gettext_lazy("Known from"),
        choices=[(ALERT, gettext_lazy("a second capture")), (REPORT, gettext_lazy("a report"))],
        method="known_from",
        field_name="status",
    )
    kind = filters.ChoiceFilter(
        label=gettext_lazy("Reported"),
        choices=[(each.value, each.label) for each in AfterReturn if each in EVIDENCE],
        method="reported",
        field_name="status",
    )
    waits = filters.ChoiceFilter(
        label=gettext_lazy("Alert"),
        choices=[("yes", gettext_lazy("not answered yet")), ("no", gettext_lazy("answered"))],
        method="answered",
        field_name="status",
    )
    party = filters.ModelChoiceFilter(label=gettext_lazy("Side"), queryset=parties, field_name="person__party")
    unit = UnitChoiceFilter(label=gettext_lazy("Unit"), queryset=units, method="of_unit")
    ended = PeriodFilter(label=gettext_lazy("Came home"), field_name="ended_on")
    last = PeriodFilter(label=gettext_lazy("Last reported"), field_name="reported_last")
    recipient = RecipientFilter(field_name="person")
    primary = ("evidence", "kind", "waits", "party")

    class Meta:
        model = Captivity
        fields = ()

    def known_from(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        if value == ALERT:
            return rows.filter(captured_again=True)
        return rows.filter(pk__in=PostReturnReport.objects.standing().evidence().values("captivity"))

    def reported(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=PostReturnReport.objects.standing().filter(kind=value).values("captivity"))

    def answered(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        return rows.filter(captured_again=True, waits=value == "yes")

    def of_unit(self, rows: QuerySet, _name: str, unit: Unit) -> QuerySet:
        """The unit, with those under it."""
        return rows.filter(unit__in=subtree(unit, clock.today()))


class ReportsColumn(Column):
    """The reports after the return, the latest first, each with the trust in its source."""

    def render(self, value: list[PostReturnReport]) -> str:
        return format_html_join(" ", "{} {}", ((render_chip(report_chip(each)), trust(each)) for each in value))

    def value(self, value: list[PostReturnReport]) -> str:
        return "; ".join(f"{each.get_kind_display()} ({trust(each)})" for each in value)


def alert_chip(captivity: Captivity) -> Chip:
    """Whether the person was captured again, and whether somebody looked at it."""
    if not captivity.captured_again:
        return Chip(_("none known"), "neutral")
    return Chip(_("captured again"), "bad") if captivity.waits else Chip(_("captured again, answered"), "warning")


class Article117Table(Table):
    """Returns after which something speaks against art. 117."""

    person = RecordColumn(verbose_name=gettext_lazy("Person"), orderable=False)
    party = Column(verbose_name=gettext_lazy("Side"), accessor="person__party", orderable=False)
    unit = UnitColumn(verbose_name=gettext_lazy("Unit"), orderable=False, attrs={"td": {"class": "code"}})
    ended_on = CapturedColumn(
        verbose_name=gettext_lazy("Came home"), accessor="ended", shows="ended_on", order_by="ended_on"
    )
    recaptured_on = DayColumn(verbose_name=gettext_lazy("Captured again"), shows="captured_on", unknown="–")
    waits = ChipColumn(chip=alert_chip, verbose_name=gettext_lazy("Second capture"), shows="status", empty_values=())
    reports = ReportsColumn(
        verbose_name=gettext_lazy("Reported, and trust in the source"),
        accessor="reports_after",
        shows="status",
        orderable=False,
        unknown="–",
        empty_values=(None, []),
    )
    reported_last = DayColumn(verbose_name=gettext_lazy("Last reported"), shows="status", unknown="–")

    class Meta(Table.Meta):
        order_by = "-ended_on"

    def render_person(self, record: Captivity) -> str:
        return words.marked(record.person)

    def value_person(self, record: Captivity) -> str:
        return str(record.person)
