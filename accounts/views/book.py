"""The page of the book: who did what to which record, and how the chain stands."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from accounts.interfaces.book import BookFilter, told
from accounts.queries import book as queries
from accounts.roles import Permission
from audit.queries.state import chain_state
from common.filters import active_filters

PAGE = 50


class Book(PermissionRequiredMixin, View):
    """Lines of the book, the newest first, by keyset."""

    permission_required = Permission.BOOK_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        filterset = BookFilter(request.GET, queryset=queries.book(request.user), request=request)
        valid = filterset.form.is_valid()
        after = request.GET.get("after", "")
        before = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
        rows = filterset.qs if valid else filterset.queryset.none()
        found = queries.lines(rows, request.user, before=before, size=PAGE)
        context: dict[str, Any] = {
            "title": _("Book"),
            "filterset": filterset,
            "filters_valid": valid,
            "active": active_filters(filterset, request.GET),
            "sorting": [],
            "lines": told(found, request.user),
            "next": found.next,
            "paged": before is not None,
            "state": chain_state(),
            "may_redact": request.user.has_perm(Permission.BOOK_REDACT),
        }
        return render(request, "book/list.html", context, status=200 if valid else 400)
