"""The page of signing in, and signing out."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse

from accounts.queries.demo import is_demo

DEMO_COMMAND = "make demo-code NAME=registrar"


class SignIn(LoginView):
    """User name and password; on a site for trying out it says where the codes are."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "demo_command": DEMO_COMMAND if is_demo() else "",
            "single_sign_on": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        }
        return super().get_context_data(**kwargs) | context


class SignOut(LogoutView):
    """Ends the session, and has the browser throw away what pages kept on the device."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"storage"'
        return answer
