"""Pages of sources."""

from django.urls import path

from sources.views.pages import SourceCreate, SourceDetail, SourceEdit, SourceList, SourceVoid

app_name = "sources"

urlpatterns = [
    path("", SourceList.as_view(), name="list"),
    path("new/", SourceCreate.as_view(), name="create"),
    path("<uuid:pk>/", SourceDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", SourceEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", SourceVoid.as_view(), name="void"),
]
