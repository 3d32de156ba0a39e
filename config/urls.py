"""Every URL of the site."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("health/", include("common.urls")),
]
