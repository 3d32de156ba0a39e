"""The import of persons: bring a file, say how its columns are read, follow the work, confirm, undo."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.errors import IllegalMove
from common.export import XLSX
from common.reading import shown_or_404
from common.uploads import Quota
from prisoners.domain.importing.files import MIB
from prisoners.domain.importing.imports import bring_file, map_columns
from prisoners.domain.importing.problems import FileRefused
from prisoners.domain.importing.samples import samples_of
from prisoners.import_enums import ImportState
from prisoners.interfaces.importing import template
from prisoners.interfaces.importing.forms import ColumnsForm, FileForm
from prisoners.interfaces.importing.words import doing, state_chip
from prisoners.models import PersonImport
from prisoners.queries.imports import imports, sides, sources_of

SHOWN = 20
may_import = permission_required(Permission.PRISONERS_IMPORT, raise_exception=True)


class ImportPage(PermissionRequiredMixin, View):
    """Base: who may import, and the import asked for."""

    permission_required: str | tuple[str, ...] = Permission.PRISONERS_IMPORT

    def get_batch(self, pk: uuid.UUID) -> PersonImport:
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
        return self._page(FileForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        valid = form.is_valid()
        if getattr(request, "upload_too_large", False):
            form.errors.pop("file", None)
            refused = FileRefused("too_large", limit=f"{settings.IMPORT_MAX_BYTES / MIB:g}")
            form.add_error("file", str(refused.problem))
            return self._page(form, status=413)
        if valid:
            upload = form.cleaned_data["file"]
            try:
                batch = bring_file(content=upload.read(), file_name=upload.name, by=request.user)
            except FileRefused as refused:
                form.add_error("file", str(refused.problem))
            else:
                return redirect("prisoners-import:columns", batch.pk)
        return self._page(form, status=422)

    def _page(self, form: FileForm, status: int = 200) -> HttpResponse:
        earlier = [(batch, state_chip(batch)) for batch in imports(self.request.user)[:SHOWN]]
        context = {"title": _("Import persons"), "form": form, "earlier": earlier}
        return render(self.request, "prisoners/imports/start.html", context, status=status)


class ImportColumns(ImportPage):
    """What each column tells; guessed, and remembered for the next file of the same make."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch = self.get_batch(pk)
        if batch.state != ImportState.MAPPING:
            return redirect(batch)
        return self._page(batch, self._form(batch))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        batch = self.get_batch(pk)
        form = self._form(batch, request.POST)
        if form.is_valid():
            try:
                map_columns(batch=batch, by=request.user, **form.cleaned_data)
            except IllegalMove as refused:
                messages.warning(request, str(refused))
                return redirect(batch)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                return redirect(batch)
        return self._page(batch, form, status=422)

    def _form(self, batch: PersonImport, data: Any = None) -> ColumnsForm:
        user = self.request.user
        samples = samples_of(batch)
        return ColumnsForm(data, batch=batch, samples=samples, parties=sides(user), sources=sources_of(user))

    def _page(self, batch: PersonImport, form: ColumnsForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Columns of “%(file)s”") % {"file": batch},
            "intro": _("Check what each column tells. Nothing is written yet: first you see what becomes of each row."),
            "form": form,
            "submit_label": _("Look through the rows"),
            "cancel_url": "../..",
        }
        return render(self.request, "common/form_page.html", context, status=status)


@require_safe
@may_import
def import_status(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far the work is, for the page that waits for it."""
    batch = get_object_or_404(imports(request.user), pk=pk)
    return JsonResponse({"progress": batch.progress, "message": doing(batch), "finished": not batch.is_working})


@require_safe
@may_import
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The file to fill in."""
    if kind == "xlsx":
        return FileResponse(template.as_xlsx(), as_attachment=True, filename="persons.xlsx", content_type=XLSX)
    if kind != "csv":
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="persons.csv"'}
    return StreamingHttpResponse(template.as_csv(), content_type="text/csv; charset=utf-8", headers=headers)
