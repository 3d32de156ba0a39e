"""Addresses of REST v1."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from api.catalogue import RESOURCES
from api.views.base import NothingHere
from api.views.records import view_of
from api.views.schema import SchemaView

app_name = "api"

router = SimpleRouter(use_regex_path=False)
for resource in RESOURCES:
    router.register(resource.name, view_of(resource), basename=resource.name)

urlpatterns = [
    *router.urls,
    path("schema/", SchemaView.as_view(), name="schema"),
    re_path(r"^.*$", NothingHere.as_view()),
]
