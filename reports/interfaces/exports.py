"""Lists as files, as the pages show them."""

from typing import Any

import django_filters
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.lists import ChipColumn, Column, FilterSet, NumberColumn, RecordColumn, Table
from common.pieces import Chip, Progress
from reports.enums import RunStatus
from reports.interfaces.presenters import TONES
from reports.models import ListExport

FAILURES = {
    "worker_died": gettext_lazy(
        "The worker stopped in the middle of it three times, so it was not tried again. Take fewer rows, and tell "
        "those who run the server."
    ),
    "broke": gettext_lazy(
        "The file could not be made. The details are in the log of the worker, under the number of this file."
    ),
    "forbidden": gettext_lazy("You may no longer see this list, or may see nothing now."),
    "no_such_report": gettext_lazy("This version of the program has no such list any more."),
}


def title(export: ListExport) -> str:
    """What the list is called."""
    try:
        return str(resolve(reverse(export.page, kwargs=export.arguments)).func.view_class.title)
    except (NoReverseMatch, Resolver404, AttributeError):
        return export.page


def list_url(export: ListExport) -> str:
    """The page of the list with the same filters; nothing where there is none any more."""
    try:
        url = reverse(export.page, kwargs=export.arguments)
    except NoReverseMatch:
        return ""
    return f"{url}?{export.query}" if export.query else url


def chip(export: ListExport) -> Chip:
    """The state of a file."""
    if export.status == RunStatus.DONE and export.has_expired:
        return Chip(_("removed"), "neutral")
    return Chip(export.get_status_display(), TONES[RunStatus(export.status)])


def why_failed(export: ListExport) -> str:
    return str(FAILURES.get(export.failure, export.failure))


def doing(export: ListExport) -> str:
    """What is being done, in words, with the rows done."""
    if export.status == RunStatus.QUEUED:
        return _("Waiting for a worker")
    if export.status != RunStatus.RUNNING:
        return export.get_status_display()
    if not export.total:
        return _("A worker has taken it up")
    rows = ngettext("%(done)s of %(total)s row", "%(done)s of %(total)s rows", export.total)
    return rows % {"done": localize(export.done), "total": localize(export.total)}


def progress(export: ListExport) -> Progress:
    """The bar of a file."""
    url = reverse("exports:status", args=[export.pk])
    return Progress(url, title(export), doing(export), export.progress, finished=export.has_ended)


def facts(export: ListExport) -> list[tuple[str, Any]]:
    """What the file is."""
    made = [
        (_("File"), export.file_name),
        (_("Rows"), export.rows),
        (_("Size"), filesizeformat(export.size)),
        (_("SHA-256"), export.sha256),
        (_("Made at"), export.finished_at),
    ]
    asked = [(_("Format"), export.get_format_display()), (_("Asked at"), export.asked_at)]
    return [*asked, *(made if export.status == RunStatus.DONE else []), (_("Number"), str(export.pk))]


class ExportFilter(FilterSet):
    status = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=RunStatus.choices)

    class Meta:
        model = ListExport
        fields = ("status",)


class ExportTable(Table):
    page = RecordColumn(verbose_name=gettext_lazy("List"), orderable=False)
    format = Column(verbose_name=gettext_lazy("Format"), orderable=False)
    status = ChipColumn(verbose_name=gettext_lazy("State"), chip=chip, orderable=False)
    rows = NumberColumn(verbose_name=gettext_lazy("Rows"), accessor="rows", orderable=False)
    asked_at = Column(verbose_name=gettext_lazy("Asked at"))

    class Meta(Table.Meta):
        order_by = "-asked_at"

    def render_page(self, record: ListExport) -> str:
        return title(record)
