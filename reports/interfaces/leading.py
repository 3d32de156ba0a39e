"""Where figures lead: the address behind each count, and what the page behind it is called."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from common.classification import FieldClass
from reports import cells
from reports.catalogue.answer import Answer, Figure, Table
from reports.catalogue.report import Report
from reports.enums import Leads
from reports.models import ReportRun


def sees_persons(user: User) -> bool:
    """Whether a reader is led from figures to persons."""
    return user.has_perm(Permission.PRISONERS_VIEW) and FieldClass.IDENTITY in user.field_classes_seen


def of_figure(run: ReportRun, figure: Figure, reader: User) -> str:
    """The page behind a figure; blank for one that leads nowhere."""
    if not _is_led(figure.leads_to, figure.value, reader) and not figure.exchanges:
        return ""
    return reverse("reports:behind", args=[run.pk, figure.key])


def of_row(run: ReportRun, table: Table, row: int, reader: User) -> str:
    """The page behind a row of a table; blank for one that leads nowhere."""
    made_of = table.behind is not None and table.behind[row]
    if not made_of and not (table.leads_to and _is_led(table.leads_to, table.rows[row][table.count_place], reader)):
        return ""
    return reverse("reports:behind-row", args=[run.pk, table.key, row])


def of_cell(run: ReportRun, table: Table, row: int, place: int, reader: User) -> str:
    """The page behind one count of a table; blank for one that leads nowhere."""
    column = table.columns[place]
    if not _is_led(column.leads_to, table.rows[row][place], reader):
        return ""
    return reverse("reports:behind-cell", args=[run.pk, table.key, row, column.key])


def _is_led(leads_to: Leads, value: Any, reader: User) -> bool:
    """Nobody is led by a figure that is not told, nor to nothing, nor to persons who may not see them."""
    if not leads_to or not isinstance(value, int) or not value:
        return False
    return leads_to != Leads.PERSONS or sees_persons(reader)


def told(report: Report, answer: Answer, key: str, row: int | None, column: str) -> dict[str, Any]:
    """What the page behind a figure is called, and what the answer says there. Raises LookupError for none."""
    if row is None:
        figure = answer.figure(key)
        if not figure.leads_to and not figure.exchanges:
            raise LookupError(key)
        counted = cells.in_words(report, figure, figure.value) if figure.leads_to else ""
        return {"title": report.label(key), "definition": report.define(key), "told": counted}
    table = answer.table(key)
    values = table.rows[row]
    place = table.place(column) if column else None
    if not (table.columns[place].leads_to if column else table.leads_to or table.behind):
        raise LookupError(key)
    names = [report.label(key), cells.in_words(report, table.columns[0], values[0])]
    names += [report.label(column)] if column else []
    if place is None and table.leads_to:
        place = table.count_place
    counted = cells.in_words(report, table.columns[place], values[place]) if place is not None else ""
    return {"title": " · ".join(names), "definition": report.define(column or key), "told": counted}
