"""Open one person in an emergency: for who holds the address or the number already, with a reason, for half an hour.

Whatever was asked for, the answer is the same: only the page of the person itself tells whether there is one.
"""

import uuid

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from accounts.domain.emergency import break_glass
from accounts.interfaces.editing import add_errors
from accounts.queries.reads import own_openings
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.forms import Form, ReasonField
from prisoners.models import Person
from prisoners.queries.named import key_meant


class EmergencyForm(Form):
    """Which person, and why now."""

    asked = forms.CharField(
        label=gettext_lazy("Address of the person's page, or a whole number of the person"),
        help_text=gettext_lazy("Not a name: this page does not search."),
        max_length=200,
    )
    reason = ReasonField(label=gettext_lazy("Why you have to see this record now"))


@require_safe
@permission_required(Permission.READS_BREAK, raise_exception=True)
def opened(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Leads to what was opened, while it is open; 404 also where there is no such person."""
    glass = get_object_or_404(own_openings(request.user), pk=pk)
    if glass.object_id is None:
        raise Http404
    return redirect("prisoners:detail", glass.object_id)


class Emergency(PermissionRequiredMixin, View):
    """The form, and under it what stands open to the reader now."""

    permission_required = Permission.READS_BREAK

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(EmergencyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EmergencyForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        asked = form.cleaned_data["asked"]
        told = {"asked": asked, "object_id": key_meant(asked), "reason": form.cleaned_data["reason"]}
        try:
            break_glass(kind=Person._meta.label_lower, by=request.user, **told)
        except REFUSALS as refused:
            add_errors(form, as_validation(refused))
            return self.page(form)
        messages.success(request, _("If there is such a record, it is open to you for 30 minutes."))
        return redirect("prisoners:emergency")

    def page(self, form: EmergencyForm) -> HttpResponse:
        context = {
            "title": _("Open a person in an emergency"),
            "form": form,
            "submit_label": _("Open for 30 minutes"),
            "open": own_openings(self.request.user),
        }
        return render(self.request, "prisoners/emergency.html", context)
