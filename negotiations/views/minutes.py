"""Minutes of a round: filed, sent as an attachment to those who may read them, voided."""

import uuid

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.interfaces.editing import add_errors
from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from accounts.views.void import RecordVoid
from common import reading
from common.uploads import Quota
from negotiations.domain.minutes import file_minutes
from negotiations.interfaces.act_forms import MinutesForm
from negotiations.models import Minutes, Round
from negotiations.queries.minutes import content_of
from negotiations.queries.records import minutes, rounds

MAY_FILE = (Permission.NEGOTIATIONS_WRITE, Permission.NEGOTIATIONS_MINUTES)


@method_decorator(csrf_exempt, name="dispatch")
class MinutesAdd(PermissionRequiredMixin, View):
    """File minutes. The size is watched while the file comes in, so the token is checked after the watch is set."""

    permission_required = MAY_FILE

    def dispatch(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        request.upload_handlers.insert(0, Quota(request))
        return csrf_protect(super().dispatch)(request, pk=pk)

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        return self.page(self.get_round(pk), MinutesForm())

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        record = self.get_round(pk)
        form = MinutesForm(request.POST, request.FILES)
        valid = form.is_valid()
        if getattr(request, "upload_too_large", False):
            form.errors.pop("file", None)
            form.add_error("file", _("The file is larger than this."))
            return self.page(record, form, status=413)
        if not valid:
            return self.page(record, form)
        upload = form.cleaned_data["file"]
        try:
            file_minutes(round=record, name=upload.name, content=upload.read(), by=request.user)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(record, form)
        messages.success(request, _("The minutes are filed. Only those who may read minutes see them."))
        return redirect(f"{record.get_absolute_url()}#minutes")

    def get_round(self, pk: uuid.UUID) -> Round:
        record = get_object_or_404(rounds(self.request.user).standing(), pk=pk)
        reading.shown(Round, [pk])
        return record

    def page(self, record: Round, form: MinutesForm, status: int = 200) -> HttpResponse:
        context = {
            "title": _("File minutes"),
            "record": record,
            "form": form,
            "multipart": True,
            "submit_label": _("File them"),
            "cancel_url": record.get_absolute_url(),
        }
        return render(self.request, "negotiations/act.html", context, status=status)


class MinutesContent(View):
    """The file, as an attachment: no browser opens it on this site. 404 for who may not read minutes."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        found = get_object_or_404(minutes(request.user).standing(), pk=pk)
        reading.shown(Minutes, [pk], reading.Surface.EXPORT)
        return FileResponse(content_of(found), as_attachment=True, filename=found.name, content_type=found.content_type)


class MinutesVoid(RecordVoid):
    """Void minutes that are of another round."""

    queryset = staticmethod(minutes)
    namespace, argument = "rounds", "minutes"
    permission_required = (Permission.NEGOTIATIONS_VOID, Permission.NEGOTIATIONS_MINUTES)

    def consequences(self, record: Record) -> list[str]:
        return [gettext_lazy("Nobody can read the file any more. It stays, with its hash, in the archive.")]

    def cancel_url(self, record: Record) -> str:
        return record.get_absolute_url()
