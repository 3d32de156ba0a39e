"""A person's own account: where she is signed in, her password, and the table of who may what."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts.domain.people import change_password
from accounts.domain.sessions import end_other_sessions, end_session
from accounts.interfaces.devices import in_words
from accounts.interfaces.editing import add_errors
from accounts.interfaces.people_forms import ChangePasswordForm
from accounts.interfaces.who_may_what import field_classes, permissions, scopes
from accounts.queries.sessions import sessions_of
from accounts.roles import Role


@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the browsers in which I am signed in."""
    shown = [(each, in_words(each.device), each.pk == request.session.digest) for each in sessions_of(request.user)]
    return render(request, "accounts/profile.html", {"sessions": shown})


@require_POST
def end_one(request: HttpRequest, digest: str) -> HttpResponse:
    """End one of my sessions."""
    if end_session(request.user, digest):
        messages.success(request, _("That session has ended."))
    return redirect("accounts:profile")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    end_other_sessions(request.user, keep=request.session.digest)
    messages.success(request, _("You are signed in here only."))
    return redirect("accounts:profile")


class ChangePassword(View):
    """A password of one's own; all other sessions end."""

    def dispatch(self, request: HttpRequest) -> HttpResponse:
        return sensitive_post_parameters()(super().dispatch)(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(ChangePasswordForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChangePasswordForm(request.POST, user=request.user)
        if form.is_valid():
            try:
                change_password(user=request.user, password=form.cleaned_data["new"])
            except ValidationError as refused:
                add_errors(form, ValidationError({"new": refused.messages}))
            else:
                update_session_auth_hash(request, request.user)
                end_other_sessions(request.user, keep=request.session.digest)
                messages.success(request, _("Your password is changed. Your other sessions have ended."))
                return redirect("today")
        return self.page(form)

    def page(self, form: ChangePasswordForm) -> HttpResponse:
        temporary = self.request.user.password_expires_at is not None
        return render(self.request, "accounts/change_password.html", {"form": form, "temporary": temporary})


@require_GET
def who_may_what(request: HttpRequest) -> HttpResponse:
    """Roles against permissions and classes of fields, as the code has them."""
    context = {
        "roles": [(role.label, role in request.user.roles) for role in Role],
        "tables": [(_("What may be done"), permissions()), (_("Which fields are seen"), field_classes())],
        "scopes": scopes(),
    }
    return render(request, "accounts/who_may_what.html", context)
