"""Pages of the entries of manifests."""

from django.urls import path

from exchanges.views.manifest.entry import EntryDetail, EntryEdit, EntryVoid
from exchanges.views.manifest.substituting import Substitute

app_name = "manifests"

urlpatterns = [
    path("<uuid:pk>/", EntryDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", EntryEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", EntryVoid.as_view(), name="void"),
    path("<uuid:pk>/substitute/", Substitute.as_view(), name="substitute"),
]
