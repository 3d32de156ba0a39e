"""Every URL of the site."""

from django.conf import settings
from django.urls import include, path

from exchanges.views.today import today
from prisoners.views.search import PersonSearch

urlpatterns = [
    path("", today, name="today"),
    path("api/v1/", include("api.urls")),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("accounts.sign_in_urls")),
    path("book/", include("accounts.book_urls")),
    path("approvals/", include("accounts.approval_urls")),
    path("exchanges/manifest/", include("exchanges.manifest_urls")),
    path("exchanges/remains/", include("exchanges.remains_urls")),
    path("exchanges/information/", include("exchanges.information_urls")),
    path("exchanges/", include("exchanges.urls")),
    path("assignments/", include("units.assignment_urls")),
    path("branches/", include("units.branch_urls")),
    path("negotiations/", include("negotiations.urls")),
    path("parties/", include("units.party_urls")),
    path("places/", include("places.urls")),
    path("prisoners/imports/", include("prisoners.import_urls")),
    path("prisoners/identity/", include("prisoners.identity_urls")),
    path("prisoners/priorities/", include("prisoners.policy_urls")),
    path("prisoners/", include("prisoners.urls")),
    path("lists/", include("negotiations.list_urls")),
    path("lists/", include("negotiations.verdict_urls")),
    path("lists/out/", include("negotiations.outgoing_urls")),
    path("search/", PersonSearch.as_view(), name="search"),
    path("sources/", include("sources.urls")),
    path("units/", include("units.urls")),
    path("health/", include("common.urls")),
    path("reads/", include("accounts.read_urls")),
    path("reports/schedules/", include("reports.schedule_urls")),
    path("reports/", include("reports.urls")),
    path("exports/", include("reports.export_urls")),
    path("clients/", include("api.client_urls")),
    path("submissions/", include("api.submission_urls")),
]

if settings.OIDC_SERVER:
    urlpatterns.append(path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")))
