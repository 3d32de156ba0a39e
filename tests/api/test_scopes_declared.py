"""A view without a declared scope fails at start-up."""

from django.test import override_settings
from django.urls import include, path
from rest_framework.views import APIView

from api.checks import every_view_has_a_scope, views_under
from api.permissions import Scoped


class NoScope(APIView):
    permission_classes = [Scoped]


class NoGuard(APIView):
    scope = "sources"


urlpatterns = [
    path("api/v1/", include([path("unscoped/", NoScope.as_view()), path("unguarded/", NoGuard.as_view())])),
    path("api/v1/function/", lambda request: None),
    path("elsewhere/", NoScope.as_view()),
]


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_without_a_scope_is_found() -> None:
    found = {str(error.msg).split()[0] for error in every_view_has_a_scope(None)}
    assert found == {"/api/v1/unscoped/", "/api/v1/unguarded/", "/api/v1/function/"}


def test_ours_all_have_one() -> None:
    assert list(views_under("api/"))
    assert every_view_has_a_scope(None) == []
