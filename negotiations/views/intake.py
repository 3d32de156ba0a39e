"""Bringing a list, following, stopping and resuming the work on it, taking its file home."""

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.interfaces.editing import add_errors
from accounts.models.record import visible_fields
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common import reading
from common.errors import IllegalMove
from common.reading import Surface
from common.uploads import MIB, Quota
from negotiations.domain.lists import SameFile, cancel, receive_list, reconcile_list, try_again
from negotiations.domain.reading.problems import ListRefused
from negotiations.interfaces.list_forms import ReceiveForm
from negotiations.interfaces.list_words import doing
from negotiations.models import ListEntry, NameList, Reconciliation
from negotiations.queries.lists import content_of, name_lists, work_of


class ListPageBase(PermissionRequiredMixin, View):
    """Base: who may receive lists, and the standing list asked for."""

    permission_required = Permission.LISTS_RECEIVE

    def get_list(self, pk: uuid.UUID) -> NameList:
        name_list = get_object_or_404(name_lists(self.request.user).standing(), pk=pk)
        reading.shown(NameList, [pk])
        return name_list

    def get_work(self, name_list: NameList) -> Reconciliation:
        if work := work_of(name_list):
            return work
        raise Http404


@method_decorator(csrf_exempt, name="dispatch")
class ReceiveList(ListPageBase):
    """Bring a list. The size is watched while the file comes in, so the check of the token, which reads the request,
    has to wait until the watch is set: it is done in `dispatch`.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers.insert(0, Quota(request))
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(ReceiveForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReceiveForm(request.POST, request.FILES, user=request.user)
        valid, same = form.is_valid(), None
        if getattr(request, "upload_too_large", False):
            form.errors.pop("file", None)
            form.add_error("file", ListRefused("too_large", limit=f"{settings.IMPORT_MAX_BYTES / MIB:g}").message)
            return self._page(form, status=413)
        if valid:
            try:
                return redirect(receive_list(by=request.user, **form.values))
            except ListRefused as refused:
                form.add_error("file", refused.message)
            except SameFile as refused:
                same = refused.name_list
                add_errors(form, refused)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
        return self._page(form, status=422, same=same)

    def _page(self, form: ReceiveForm, status: int = 200, same: NameList | None = None) -> HttpResponse:
        context = {
            "title": _("Receive a list"),
            "intro": _(
                "Bring the list as it came. It is kept as it is; a worker reads it, and you see how before any "
                "name is compared with the register."
            ),
            "form": form,
            "same": same,
            "submit_label": _("Receive"),
            "cancel_url": "..",
            "multipart": True,
        }
        return render(self.request, "negotiations/lists/receive.html", context, status=status)


class ListStatusPage(ListPageBase):
    """How far the work is, for the page that waits for it."""

    permission_required = Permission.LISTS_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        work = self.get_work(self.get_list(pk))
        return JsonResponse({"progress": work.progress, "message": doing(work), "finished": not work.is_working})


class ListFile(ListPageBase):
    """The file as it came, to be kept and never opened here. Who may not see names may not have it."""

    permission_required = Permission.LISTS_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        name_list = self.get_list(pk)
        file = content_of(name_list) if "raw" in visible_fields(ListEntry, request.user) else None
        if file is None:
            raise Http404
        reading.shown(NameList, [pk], Surface.EXPORT)
        response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
        name = f"{name_list.register_number.replace('/', '-')}_{file.sha256[:12]}.{_ending(file.name)}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending in {"csv", "txt", "tsv", "xlsx", "docx", "pdf"} else "txt"


def _act(verb: Callable[..., Any]) -> type[ListPageBase]:
    """A page that does one thing on POST and goes back to the list."""

    class Act(ListPageBase):
        def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
            name_list = self.get_list(pk)
            try:
                verb(name_list=name_list, by=request.user)
            except IllegalMove as refused:
                messages.warning(request, str(refused))
            except REFUSALS as refused:
                messages.error(request, " ".join(as_validation(refused).messages))
            return redirect(name_list)

    return Act


ListAgain, ListCancel, ListCompare = _act(try_again), _act(cancel), _act(reconcile_list)
