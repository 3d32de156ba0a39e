"""Pages of parties."""

from django.urls import path

from units.views.parties import PartyCreate, PartyDetail, PartyEdit, PartyList, PartyVoid

app_name = "parties"

urlpatterns = [
    path("", PartyList.as_view(), name="list"),
    path("new/", PartyCreate.as_view(), name="create"),
    path("<uuid:pk>/", PartyDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", PartyEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", PartyVoid.as_view(), name="void"),
]
