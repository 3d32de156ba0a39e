"""An import: what becomes of its rows, altogether and one by one; people decide those that look like somebody."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import Permission
from common import reading
from common.errors import IllegalMove
from common.lists import ListPage, Table
from common.reading import Surface, shown_or_404
from prisoners.domain.importing.imports import decide_rows
from prisoners.import_enums import DECIDABLE, WRITTEN, Decision, ImportState, JobStatus
from prisoners.import_enums import PersonRowOutcome as Outcome
from prisoners.interfaces.importing.comparing import as_it_came, as_read, compared
from prisoners.interfaces.importing.tables import RowFilter, RowTable
from prisoners.interfaces.importing.words import (
    FAILURES,
    OUTCOME_TONES,
    outcome_chip,
    problems_of,
    progress,
    state_chip,
    summary,
)
from prisoners.models import Person, PersonImport, PersonImportRow
from prisoners.queries.imports import decidable_rows, imports, outcomes, persons, rows_of, same_file_before
from prisoners.views.imports import ImportPage

#: States in which people have the say.
OPEN = {ImportState.PREVIEWED, ImportState.IMPORTED}


class ImportDetail(ListPage):
    """An import: its state, its work, its account, its rows."""

    model = PersonImportRow
    filterset_class, table_class = RowFilter, RowTable
    permission_required = Permission.PRISONERS_IMPORT
    title = gettext_lazy("Import of persons")
    empty_text = gettext_lazy("No row was looked through yet.")
    export_name, page_size = "import-of-persons", 100
    shown_model, shown_key = PersonImport, "batch_id"
    template_name = "prisoners/imports/detail.html"

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        self.find(pk)
        if self.batch.state == ImportState.MAPPING:
            return redirect("prisoners-import:columns", pk)
        return super().get(request, pk=pk)

    def find(self, pk: uuid.UUID) -> None:
        if not hasattr(self, "batch"):
            self.batch = shown_or_404(imports(self.request.user), pk=pk)

    def get_queryset(self) -> QuerySet[PersonImportRow]:
        return rows_of(self.batch, self.request.user)

    def get_table(self, queryset: QuerySet) -> Table:
        table = super().get_table(queryset)
        if not may_decide(self.batch):
            table.columns.hide("choose")
        return table

    def name_rows(self, table: Table, rows: Iterable[PersonImportRow]) -> None:
        alike = {each["person"] for row in rows for each in row.candidates}
        found = persons(alike, self.request.user) if alike else {}
        reading.shown(Person, map(uuid.UUID, found), Surface.LIST)
        table.columns["who"].column.persons = found

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        batch, user = self.batch, self.request.user
        counted = outcomes(rows_of(batch, user))
        to_write = sum(counted.get(outcome, 0) for outcome in WRITTEN)
        said = may_decide(batch)
        return super().get_context_data(**context) | {
            "batch": batch,
            "state": state_chip(batch),
            "job": progress(batch) if batch.is_working else None,
            "failure": FAILURES.get(batch.failure) if batch.status == JobStatus.FAILED else "",
            "summary": summary(counted),
            "figures": [(each, OUTCOME_TONES.get(each, ""), number) for each, number in counted.items()],
            "to_write": to_write,
            "undecided": counted.get(Outcome.ALIKE, 0),
            "refused": counted.get(Outcome.REFUSED, 0),
            "decisions": Decision.choices if said and set(counted) & set(DECIDABLE) else [],
            "before": same_file_before(batch, user) if batch.state == ImportState.PREVIEWED else None,
            "may_confirm": said and to_write > 0,
            "may_undo": batch.state == ImportState.IMPORTED and said and user.has_perm(Permission.PRISONERS_VOID),
        }


class ImportRowPage(ImportPage):
    """One row: as it came, as it was understood, beside the persons whom it may be."""

    def get(self, request: HttpRequest, pk: uuid.UUID, row_no: int) -> HttpResponse:
        batch = self.get_batch(pk)
        row = get_object_or_404(rows_of(batch, request.user), row_no=row_no)
        keys = {each["person"] for each in row.candidates} | ({str(row.person_id)} if row.person_id else set())
        alike = persons(keys, request.user) if keys else {}
        reading.shown(Person, map(uuid.UUID, alike))
        context = {
            "batch": batch,
            "row": row,
            "title": _("Row %(row)d") % {"row": row.row_no},
            "chip": outcome_chip(row),
            "problems": problems_of(row),
            "raw": as_it_came(row, batch.columns),
            "read": as_read(row),
            "compared": compared(row, alike),
            "decisions": Decision,
            "may_decide": may_decide(batch) and row.outcome in DECIDABLE,
        }
        return render(request, "prisoners/imports/row.html", context)


class ImportDecide(ImportPage):
    """What becomes of the rows that were chosen, or of all that wait for a decision."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch = self.get_batch(pk)
        decision = request.POST.get("decision")
        rows = self._rows(batch)
        if decision not in Decision.values or not rows:
            messages.warning(request, _("Choose rows, and what becomes of them."))
            return redirect(batch)
        try:
            person = request.POST.get("person")
            settled, left = decide_rows(
                batch=batch, rows=rows, decision=Decision(decision), person=person, by=request.user
            )
        except IllegalMove as refused:
            messages.warning(request, str(refused))
        else:
            self._tell(settled, left)
        return redirect(batch)

    def _rows(self, batch: PersonImport) -> Iterable[int]:
        if self.request.POST.get("which") == "alike":
            return decidable_rows(batch, self.request.user)
        return [int(number) for number in self.request.POST.getlist("row") if number.isdecimal()]

    def _tell(self, settled: int, left: int) -> None:
        said = ngettext("%(number)d row is decided.", "%(number)d rows are decided.", settled) % {"number": settled}
        messages.success(self.request, said)
        if left:
            more = ngettext(
                "%(number)d row was left: open it and say which person is meant.",
                "%(number)d rows were left: open each and say which person is meant.",
                left,
            )
            messages.warning(self.request, more % {"number": left})


def may_decide(batch: PersonImport) -> bool:
    """Whether people have the say over an import now."""
    return batch.state in OPEN and not batch.is_working
