"""The page behind the search box.

It is asked by POST: names and birth dates of persons are typed there, and an address stays in histories, logs and
proxies. So a page of answers has no address of its own.
"""

from typing import Any

from django.contrib.auth.mixins import UserPassesTestMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters

from accounts.roles import Permission
from common.navigation import optional_url
from common.reading import Surface, shown
from prisoners.interfaces.found import found
from prisoners.models import Person
from prisoners.queries.search import find_persons, may_search
from prisoners.queries.search_text import LONGEST

#: Persons that a page of answers shows.
SHOWN = 20


@method_decorator(sensitive_post_parameters("q"), name="dispatch")
class PersonSearch(UserPassesTestMixin, View):
    """Persons that answer what was typed, the best first, each with the reasons."""

    raise_exception = True

    def test_func(self) -> bool:
        return may_search(self.request.user)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page("")

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._page(" ".join(request.POST.get("q", "").split())[:LONGEST])

    def _page(self, text: str) -> HttpResponse:
        matches = find_persons(text, self.request.user, limit=SHOWN + 1) if text else []
        may_register = self.request.user.has_perm(Permission.PRISONERS_WRITE)
        shown(Person, [match.person.pk for match in matches[:SHOWN]], Surface.SEARCH)
        context: dict[str, Any] = {
            "title": _("Search"),
            "text": text,
            "found": [found(match) for match in matches[:SHOWN]],
            "is_cut": len(matches) > SHOWN,
            "register_url": optional_url("prisoners:create") if may_register else "",
        }
        return render(self.request, "prisoners/search.html", context)
