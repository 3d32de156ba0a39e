"""Every URL of the site."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="exchanges:list"), name="today"),
    path("api/v1/", include("api.urls")),
    path("accounts/", include("accounts.urls")),
    path("exchanges/", include("exchanges.urls")),
    path("health/", include("common.urls")),
    path("reports/", include("reports.urls")),
]
