"""Enter many persons captured together: type or paste, look, save all of them or nobody."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from accounts.interfaces.editing import add_errors
from accounts.roles import Permission
from accounts.views.records import REFUSALS, as_validation
from common.reading import Surface, shown
from prisoners.domain.intake import register_intake
from prisoners.interfaces.intake_form import LEFT_OUT, NEW, IntakeForm
from prisoners.models import Person

SAVE = "save"


class Intake(PermissionRequiredMixin, View):
    """The form, the preview under it, and the act; a line that is wrong keeps all from being saved."""

    permission_required = Permission.PRISONERS_WRITE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(IntakeForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = IntakeForm(request.POST, user=request.user)
        if form.is_valid() and form.is_ready and SAVE in request.POST:
            try:
                made = register_intake(by=request.user, **form.arguments)
            except REFUSALS as refused:
                add_errors(form, as_validation(refused))
            else:
                told = ngettext("%(count)d person is registered.", "%(count)d persons are registered.", len(made))
                messages.success(request, told % {"count": len(made)})
                return redirect(f"{reverse('prisoners:list')}?{self._where(form)}")
        return self._page(form)

    @staticmethod
    def _where(form: IntakeForm) -> str:
        """The filter of the list that shows those who were captured on this day; it names no person."""
        day = form.cleaned_data["captured_on"].date
        return f"captured_after={day}&captured_before={day}" if day else "held=held"

    def _page(self, form: IntakeForm) -> HttpResponse:
        ready = form.is_bound and form.is_ready
        shown(Person, [each.person.pk for found in form.candidates.values() for each in found], Surface.SEARCH)
        wrong = sum(1 for line in form.kept if line.problems) if form.is_bound else 0
        context = {
            "title": _("Enter many at once"),
            "form": form,
            "lines": [(line, form.candidates.get(line.number, []), form.choice(line)) for line in form.rows],
            "choices": [("", _("Choose")), (NEW, _("another person: register")), (LEFT_OUT, _("the same: leave out"))],
            "wrong": wrong,
            "ready": ready,
            "count": len(form.kept) if form.is_bound else 0,
            "cancel_url": reverse("prisoners:list"),
        }
        return render(self.request, "prisoners/intake.html", context)
