"""The pages of the style guide. They need no records: what they show is in demo.py."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template import engines
from django_tables2 import RequestConfig

from accounts.roles import Role
from common.classification import FieldClass
from common.filters import active_filters
from common.pagination import Page
from places.models import Place
from tests.system.styleguide import demo


class Reader:
    """A person who is signed in and may see everything."""

    is_authenticated = True
    language = ""
    roles = (Role.REGISTRAR, Role.ANALYST)
    field_classes_seen = frozenset(FieldClass)

    def __str__(self) -> str:
        return "Oksana Kovalenko"

    def has_perm(self, permission: str) -> bool:
        return True


def page(template: str, signed_in: bool = True, **context: Any) -> Callable[[HttpRequest], HttpResponse]:
    """A view of one template; a value of the context that can be called is called."""

    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        if signed_in:
            request.user = Reader()
        values = {name: value() if callable(value) else value for name, value in context.items()}
        return render(request, template, values)

    return view


@login_not_required
def pieces(request: HttpRequest) -> HttpResponse:
    """Every piece on one page."""
    request.user = Reader()
    messages.success(request, "The exchange is saved.")
    messages.warning(request, "The date lies before the first recorded exchange; look again.")
    messages.error(request, "Row 14 was refused: a count cannot be negative.")
    source = Path(__file__).with_name("pieces.html").read_text(encoding="utf-8")
    context = {"chips": demo.CHIPS, "facts": demo.FACTS, "events": demo.EVENTS, "job": demo.JOB}
    return HttpResponse(engines["django"].from_string(source).render(context, request))


@login_not_required
def record_list(request: HttpRequest) -> HttpResponse:
    """A list with filters in force, or an empty one (`?empty=1`)."""
    request.user = Reader()
    empty = "empty" in request.GET
    params = request.GET or QueryDict("kind=medical&happened_on_after=2025-01-01")
    filterset = demo.DemoFilter(params, queryset=Place.objects.none())
    table = demo.DemoTable(demo.RECORDS)
    table.caption = "Exchanges"
    RequestConfig(request, paginate=False).configure(table)
    rows = [] if empty else list(table.data.data) * 4
    table.data.data = rows
    context = {
        "title": "Exchanges",
        "intro": "",
        "filterset": filterset,
        "table": table,
        "active": [] if empty else active_filters(filterset, params),
        "filters_valid": filterset.form.is_valid(),
        "sorting": [("", "As usual", False), ("-happened_on", "Date ↓", True)],
        "page": Page(rows, 1, 71, next="?page=2"),
        "create_url": "/form/",
        "create_label": "Log an exchange",
        "empty_text": "No exchange is recorded yet. Log the first one or import the public record.",
    }
    return render(request, "common/list.html", context)


@login_not_required
def job(request: HttpRequest) -> JsonResponse:
    """What a progress bar asks."""
    return JsonResponse({"progress": 0.8, "message": "Drawing the chart", "finished": False})
