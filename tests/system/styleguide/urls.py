"""Addresses of the style guide."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from accounts.roles import Role
from common.filters import active_filters
from common.forms import Form, ReasonField
from common.pagination import Page
from common.pieces import Chip, Progress
from tests.system.styleguide import demo


class Reader:
    """A person who is signed in and may see everything; the guide needs no database."""

    is_authenticated = True
    roles = (Role.REGISTRAR, Role.ANALYST)

    def __str__(self) -> str:
        return "Oksana Kovalenko"

    def has_perm(self, permission: str) -> bool:
        return True


def page(template: str, signed_in: bool = True, **context):
    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        if signed_in:
            request.user = Reader()
        values = {name: value(request) if callable(value) else value for name, value in context.items()}
        return render(request, template, values)

    return view


class VoidForm(Form):
    reason = ReasonField()


class SignInForm(Form):
    from django import forms

    username = forms.CharField(label=_("User name"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)


def chips(request: HttpRequest) -> list[Chip]:
    messages.success(request, "The exchange is saved.")
    messages.warning(request, "The date lies before the first recorded exchange; look again.")
    messages.error(request, "Row 14 was refused: a count cannot be negative.")
    labels = ("Draft", "Under way", "Completed", "Postponed", "Derailed")
    return [
        Chip(label, tone) for label, tone in zip(labels, ("neutral", "active", "good", "warning", "bad"), strict=True)
    ]


@login_not_required
def record_list(request: HttpRequest) -> HttpResponse:
    request.user = Reader()
    params = request.GET or QueryDict("kind=medical&happened_on_after=2025-01-01")
    filterset = demo.DemoFilter(params, queryset=Permission.objects.none())
    table = demo.DemoTable(demo.RECORDS)
    table.caption = "Exchanges"
    RequestConfig(request, paginate=False).configure(table)
    rows = [] if "empty" in request.GET else demo.RECORDS * 8
    table.data.data = rows
    return render(
        request,
        "common/list.html",
        {
            "title": _("Exchanges"),
            "intro": "",
            "filterset": filterset,
            "table": table,
            "active": [] if "empty" in request.GET else active_filters(filterset, params),
            "filters_valid": filterset.form.is_valid(),
            "page": Page(rows, 1, 71, next="?page=2"),
            "create_url": "/form/",
            "create_label": "Log an exchange",
            "empty_text": "No exchange is recorded yet. Log the first one or import the public record.",
        },
    )


job = Progress("/job/", "Swap ratio, 2022 to 2026", "Reading exchanges: 45 of 71", 0.63)
consequences = [
    "The exchange of 5 Feb 2026 leaves all lists and totals.",
    "It stays in the book of changes with your name and reason.",
]
urlpatterns = [
    path("", page("styleguide/pieces.html", chips=chips, facts=demo.FACTS, events=demo.EVENTS, job=job), name="today"),
    path("search/", page("404.html"), name="search"),
    path(
        "form/",
        page("common/form_page.html", title="Log an exchange", form=lambda _r: demo.DemoForm(), cancel_url="/"),
        name="form",
    ),
    path(
        "wrong/",
        page(
            "common/form_page.html", title="Log an exchange", form=lambda _r: demo.DemoForm(demo.WRONG), cancel_url="/"
        ),
    ),
    path("list/", record_list, name="list"),
    path(
        "confirm/",
        page(
            "common/_confirm.html",
            title="Void this exchange",
            consequences=consequences,
            danger=True,
            form=lambda _r: VoidForm(),
            submit_label="Void the exchange",
            cancel_url="/",
        ),
    ),
    path("sign-in/", page("accounts/sign_in.html", signed_in=False, form=lambda _r: SignInForm())),
    path("missing/", page("404.html")),
    path("forbidden/", page("403.html")),
    path("broken/", page("500.html")),
    path(
        "job/",
        login_not_required(lambda request: JsonResponse({"progress": 0.7, "message": "Reading", "finished": False})),
    ),
    path("i18n/", include("django.conf.urls.i18n")),
    path("out/", page("404.html"), name="out"),
]

ROOMS = [
    _("Today"),
    _("Exchanges"),
    _("Negotiations"),
    _("Lists"),
    _("Prisoners"),
    _("Units"),
    _("Places"),
    _("Sources"),
    _("Reports"),
    _("Book"),
]
