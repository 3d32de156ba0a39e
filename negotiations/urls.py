"""Pages of programmes."""

from django.urls import path

from negotiations.views.pages import ProgrammeCreate, ProgrammeDetail, ProgrammeEdit, ProgrammeList, ProgrammeVoid

app_name = "negotiations"

urlpatterns = [
    path("", ProgrammeList.as_view(), name="list"),
    path("new/", ProgrammeCreate.as_view(), name="create"),
    path("<uuid:pk>/", ProgrammeDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", ProgrammeEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", ProgrammeVoid.as_view(), name="void"),
]
