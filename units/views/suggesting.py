"""What the box for a unit suggests while somebody writes in it."""

from html import escape

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.views import View

from accounts.roles import Permission
from units.models.unit import code_and_name
from units.queries.search import suggested


class UnitSuggestions(PermissionRequiredMixin, View):
    """Units that a part of a name or code may mean (`?q=`), as the options of a list; without one the first by code."""

    permission_required = Permission.UNITS_VIEW
    raise_exception = True

    def get(self, request: HttpRequest) -> HttpResponse:
        called = suggested(request.user, request.GET.get("q", "").strip())
        # Each name is escaped here; a template would take four times as long.
        return HttpResponse("".join(f'<option value="{escape(code_and_name(*each))}"></option>' for each in called))
