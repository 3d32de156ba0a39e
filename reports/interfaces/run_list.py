"""The list of runs: its filters and its columns."""

import django_filters
from django.utils.translation import gettext_lazy as _

from common.lists import ChipColumn, Column, FilterSet, RecordColumn, Table
from reports import catalogue
from reports.enums import RunStatus
from reports.interfaces import presenters
from reports.models import ReportRun


class RunFilter(FilterSet):
    report = django_filters.ChoiceFilter(
        label=_("Report"), choices=lambda: [(each.key, each.title) for each in catalogue.everything()]
    )
    status = django_filters.ChoiceFilter(label=_("State"), choices=RunStatus.choices)

    class Meta:
        model = ReportRun
        fields = ["report", "status"]


class RunTable(Table):
    report = RecordColumn(verbose_name=_("Report"))
    status = ChipColumn(verbose_name=_("State"), chip=presenters.chip)
    as_of = Column(verbose_name=_("As true on"))
    asked_at = Column(verbose_name=_("Asked at"))
    asked_by = Column(verbose_name=_("Asked by"), order_by="asked_by__username")

    class Meta(Table.Meta):
        order_by = "-asked_at"

    def render_report(self, record: ReportRun) -> str:
        return presenters.title(record)
