"""Lists as files: how far one is, the file itself for a day, and one's own files."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Permission
from common.errors import IllegalMove
from common.lists import ListPage
from common.reading import Surface, shown
from reports.domain.exports import cancel_export, export_list, opened
from reports.enums import RunStatus
from reports.interfaces import exports as presenters
from reports.models import ListExport
from reports.queries.runs import exports

may_export = permission_required(Permission.RECORDS_EXPORT, raise_exception=True)


def of_export(view: Callable) -> Callable:
    """Hands a view the reader's own file; 404 for any other."""

    @may_export
    def find(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return view(request, get_object_or_404(exports(request.user), pk=pk))

    return find


class ExportList(ListPage):
    """One's own files, the latest first."""

    model = ListExport
    filterset_class, table_class = presenters.ExportFilter, presenters.ExportTable
    permission_required = Permission.RECORDS_EXPORT
    title = gettext_lazy("My files")
    intro = gettext_lazy("Lists that you took as files. Each can be fetched for 24 hours; that it was taken is kept.")
    empty_text = gettext_lazy("You took no list as a file yet. The buttons for it stand above each list.")
    formats = ()

    def get_queryset(self) -> QuerySet:
        return exports(self.request.user)


@require_safe
@of_export
def export_page(request: HttpRequest, export: ListExport) -> HttpResponse:
    """How far it is; then the way to the file."""
    context = {
        "export": export,
        "title": presenters.title(export),
        "chip": presenters.chip(export),
        "job": presenters.progress(export),
        "facts": presenters.facts(export),
        "failure": presenters.why_failed(export),
        "is_ready": export.status == RunStatus.DONE and not export.has_expired,
        "list_url": presenters.list_url(export),
    }
    return render(request, "reports/export.html", context)


@require_safe
@of_export
def export_status(request: HttpRequest, export: ListExport) -> HttpResponse:
    """How far it is, for the page that waits for it."""
    told = {"progress": export.progress, "message": presenters.doing(export), "finished": export.has_ended}
    return JsonResponse(told)


@require_POST
@of_export
def export_cancel(request: HttpRequest, export: ListExport) -> HttpResponse:
    try:
        cancel_export(export=export, by=request.user)
    except IllegalMove as error:
        messages.warning(request, str(error))
    return redirect(export)


@require_POST
@of_export
def export_again(request: HttpRequest, export: ListExport) -> HttpResponse:
    """Asks for the same list anew."""
    try:
        return redirect(export_list(by=request.user, **export.told))
    except (LookupError, NoReverseMatch, Http404, PermissionDenied):
        messages.error(request, _("This list is not there any more, or you may not see it."))
        return redirect(export)


@require_safe
@of_export
def export_file(request: HttpRequest, export: ListExport) -> HttpResponse:
    """The file. Who is in it stands in the log since it was made; that it is fetched is logged now."""
    if export.status != RunStatus.DONE:
        raise Http404
    if export.has_expired:
        return redirect(export)
    request.export_id = export.pk
    shown(ListExport, [export.pk], Surface.EXPORT)
    headers: dict[str, Any] = {"Content-Length": export.size}
    return FileResponse(
        opened(export), as_attachment=True, filename=export.file_name, content_type=export.content_type, headers=headers
    )
