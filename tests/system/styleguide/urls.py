"""Addresses of the style guide."""

from django.urls import include, path

from accounts.interfaces.sign_in import SignInForm
from tests.system.styleguide import demo
from tests.system.styleguide.views import job, page, pieces, record_list

FORM, TITLE = "common/form_page.html", "Log an exchange"
VOID = {
    "title": "Void this exchange",
    "submit_label": "Void the exchange",
    "cancel_url": "/",
    "danger": True,
    "consequences": [
        "The exchange of 5 Feb 2026 leaves all lists and totals.",
        "It stays in the book of changes with your name and reason.",
    ],
}

urlpatterns = [
    path("", pieces, name="today"),
    path("search/", page("404.html"), name="search"),
    path("form/", page(FORM, title=TITLE, form=demo.DemoForm, cancel_url="/")),
    path("wrong/", page(FORM, title=TITLE, form=lambda: demo.DemoForm(demo.WRONG), cancel_url="/")),
    path("list/", record_list, name="list"),
    path("confirm/", page("common/_confirm.html", form=demo.VoidForm, **VOID)),
    path(
        "sign-in/",
        page(
            "account/login.html",
            signed_in=False,
            form=SignInForm,
            redirect_field="",
            demo_command="",
            single_sign_on="",
        ),
    ),
    path("missing/", page("404.html")),
    path("forbidden/", page("403.html")),
    path("broken/", page("500.html")),
    path("job/", job),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.sign_in_urls")),
    *[path(f"room-{number}/", page("404.html"), name=f"room-{number}") for number in range(8)],
]
