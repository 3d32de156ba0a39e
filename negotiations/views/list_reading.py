"""How the columns of a list are read: its first rows as they would be entered, and the way to read them otherwise."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.interfaces.editing import add_errors
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.sight import may_see
from negotiations.domain.lists import reconcile_list
from negotiations.domain.reading.preview import Preview, preview
from negotiations.interfaces.list_forms import ColumnsForm
from negotiations.interfaces.list_tables import ListEntryTable
from negotiations.list_enums import ReconciliationStatus
from negotiations.models import ListEntry, NameList, Reconciliation
from negotiations.queries.lists import content_of
from negotiations.views.intake import ListPageBase

#: Means nothing before the list is compared.
AFTERWARDS = "state"


class ReadingPage(ListPageBase):
    """How the columns of a list are read, until it is compared with the register."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        work = self.get_work(name_list)
        if work.status != ReconciliationStatus.IDLE:
            return redirect(name_list)
        return self._page(name_list, work)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        work = self.get_work(name_list)
        if work.status != ReconciliationStatus.IDLE:
            return redirect(name_list)
        form = ColumnsForm(request.POST, work=work, samples=self._seen(name_list, work).samples)
        if form.is_valid() and "look" not in request.POST and self._reconciled(name_list, form):
            return redirect(name_list)
        if not form.errors:
            work.mapping = {name: form.cleaned_data[name] for name in ("fields", "order")}
            work.first_row = form.cleaned_data["first_row"]
        return self._page(name_list, work, form, status=422 if form.errors else 200)

    def _reconciled(self, name_list: NameList, form: ColumnsForm) -> bool:
        """Whether the work went on; else the form says why not."""
        try:
            reconcile_list(name_list=name_list, by=self.request.user, **form.cleaned_data)
        except IllegalMove as refused:
            messages.warning(self.request, str(refused))
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return False
        return True

    def _seen(self, name_list: NameList, work: Reconciliation) -> Preview:
        return preview(work, content_of(name_list))

    def _page(
        self, name_list: NameList, work: Reconciliation, form: ColumnsForm | None = None, status: int = 200
    ) -> HttpResponse:
        seen = self._seen(name_list, work)
        context = {
            "title": _("How “%(list)s” is read") % {"list": name_list},
            "form": form or ColumnsForm(work=work, samples=seen.samples),
            "table": self._table(seen),
            "seen": seen,
            "submit_label": _("Compare with the register"),
            "cancel_url": reverse("name-lists:list"),
        }
        return render(self.request, "negotiations/lists/reading.html", context, status=status)

    def _table(self, seen: Preview) -> ListEntryTable:
        """The first rows, without the columns that the reader may not see."""
        columns = ListEntryTable.base_columns.items()
        paths = {name: getattr(each, "shows", "") or str(each.accessor or name) for name, each in columns}
        hidden = [name for name, path in paths.items() if not may_see(self.request.user, ListEntry, path)]
        table = ListEntryTable(seen.entries, exclude=(AFTERWARDS, *hidden), orderable=False)
        table.caption = _("The first rows as they are read")
        return table
