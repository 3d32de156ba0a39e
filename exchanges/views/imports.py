"""Import of the public record: bring a file, look at what would become of each row, confirm, undo."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts import acts
from accounts.domain.approvals import propose
from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.lists import ListPage, Table
from common.reading import shown_or_404
from common.uploads import Quota
from exchanges.domain.imports import confirm_import, preview_import
from exchanges.domain.public_record import COLUMNS
from exchanges.enums import BatchStatus
from exchanges.interfaces.importing import FileRefused, account_of, read_file, too_large
from exchanges.interfaces.importing.forms import ImportForm, UndoForm
from exchanges.interfaces.importing.tables import ImportRowFilter, ImportRowTable, batch_chip
from exchanges.models import ImportBatch, ImportRow
from exchanges.queries.imports import brought, imports, programme_names, rows_of, same_file_before

SHOWN = 20


class ImportPage(PermissionRequiredMixin, View):
    """Base: who may import, and the import asked for."""

    permission_required: str | tuple[str, ...] = Permission.EXCHANGES_IMPORT

    def get_batch(self, pk: uuid.UUID) -> ImportBatch:
        return shown_or_404(imports(self.request.user), pk=pk)


@method_decorator(csrf_exempt, name="dispatch")
class ImportStart(ImportPage):
    """Bring a file; earlier imports stand below. The size is watched while the file comes in, so the check of the
    token, which reads the request, has to wait until the watch is set: it is done in `dispatch`.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, Quota(request))
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        valid = form.is_valid()
        if getattr(request, "upload_too_large", False):
            form.errors.pop("file", None)
            form.add_error("file", too_large(settings.IMPORT_MAX_BYTES).message)
            return self._page(form, status=413)
        if not valid:
            return self._page(form, status=422)
        upload = form.cleaned_data["file"]
        try:
            file = read_file(upload, name=upload.name, limit=settings.IMPORT_MAX_BYTES)
            batch = preview_import(
                file_name=file.name, sha256=file.sha256, size=file.size, rows=file.rows, by=request.user
            )
        except FileRefused as refused:
            form.add_error("file", [str(problem) for problem in refused.problems])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("exchanges:import-detail", batch.pk)
        return self._page(form, status=422)

    def _page(self, form: ImportForm, status: int = 200) -> HttpResponse:
        earlier = list(imports(self.request.user)[:SHOWN])
        told = brought(earlier)
        context = {
            "title": _("Import the public record"),
            "form": form,
            "columns": ", ".join(COLUMNS),
            "earlier": [(batch, batch_chip(batch), *told.get(batch.pk, ("", ""))) for batch in earlier],
        }
        return render(self.request, "exchanges/import_start.html", context, status=status)


class ImportDetail(ListPage):
    """An import: what becomes of its rows, altogether and one by one."""

    model = ImportRow
    filterset_class, table_class = ImportRowFilter, ImportRowTable
    permission_required = Permission.EXCHANGES_IMPORT
    title = gettext_lazy("Import of the public record")
    empty_text = gettext_lazy("The file holds no row.")
    export_name, page_size = "import", 100
    shown_model, shown_key = ImportBatch, "batch_id"
    template_name = "exchanges/import_detail.html"

    def find(self, pk: uuid.UUID) -> None:
        self.batch = shown_or_404(imports(self.request.user), pk=pk)

    def get_queryset(self) -> QuerySet[ImportRow]:
        return rows_of(self.batch, self.request.user)

    def get_table(self, queryset: QuerySet) -> Table:
        table = super().get_table(queryset)
        table.columns["said"].column.programmes = programme_names(self.request.user)
        return table

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        batch, user = self.batch, self.request.user
        account = account_of(batch)
        (when, who) = brought([batch]).get(batch.pk, ("", ""))
        waits = batch.status == BatchStatus.PREVIEWED
        return super().get_context_data(**context) | {
            "batch": batch,
            "state": batch_chip(batch),
            "account": account,
            "when": when,
            "who": who,
            "before": same_file_before(batch, user) if waits else None,
            "may_confirm": waits and account.to_create > 0,
            "may_undo": batch.status == BatchStatus.CONFIRMED and user.has_perm(Permission.EXCHANGES_VOID),
        }


class ImportConfirm(ImportPage):
    """Create what the preview promised."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch = self.get_batch(pk)
        try:
            done = account_of(confirm_import(batch=batch, by=request.user, reason=batch.file_name))
        except IllegalMove as refused:
            messages.warning(request, _("%(why)s Nothing was done twice.") % {"why": refused})
        except REFUSALS as refused:
            messages.error(request, " ".join(as_validation(refused).messages))
        else:
            messages.success(request, done.summary)
        return redirect("exchanges:import-detail", pk)


class ImportUndo(ImportPage):
    """Asks why, and voids all that an import created."""

    permission_required = (Permission.EXCHANGES_IMPORT, Permission.EXCHANGES_VOID)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self._page(self.get_batch(pk), UndoForm())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch, form = self.get_batch(pk), UndoForm(request.POST)
        if form.is_valid():
            try:
                propose(act=acts.UNDO_IMPORT, subject=batch, by=request.user, reason=form.cleaned_data["reason"])
            except IllegalMove as refused:
                messages.warning(request, str(refused))
                return redirect("exchanges:import-detail", pk)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                messages.success(
                    request, _("It is proposed to undo the import. Another person approves or refuses it.")
                )
                return redirect("exchanges:import-detail", pk)
        return self._page(batch, form, status=422)

    def _page(self, batch: ImportBatch, form: UndoForm, status: int = 200) -> HttpResponse:
        created = account_of(batch).created
        context = {
            "title": _("Propose to undo the import of “%(file)s”") % {"file": batch},
            "form": form,
            "consequences": [
                ngettext(
                    "%(number)d exchange is voided, with its transfers, claims and sources that nothing else uses.",
                    "%(number)d exchanges are voided, with their transfers, claims and sources that nothing else uses.",
                    created,
                )
                % {"number": created},
                _("Reports will count them no more. They stay in the book, with your name and reason."),
                _("If anything was changed or built upon since the import, nothing is undone and you are told what."),
            ],
            "undo": _("The same file can be imported again afterwards."),
            "danger": True,
            "submit_label": _("Propose to undo the import"),
            "cancel_url": "..",
        }
        return render(self.request, "common/_confirm.html", context, status=status)
