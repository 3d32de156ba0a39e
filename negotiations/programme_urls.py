"""Pages of programmes and of what became of them."""

from django.urls import path

from negotiations.views.programmes import (
    ProgrammeCreate,
    ProgrammeDetail,
    ProgrammeEdit,
    ProgrammeEventAdd,
    ProgrammeEventVoid,
    ProgrammeList,
    ProgrammeVoid,
)

app_name = "programmes"

urlpatterns = [
    path("", ProgrammeList.as_view(), name="list"),
    path("new/", ProgrammeCreate.as_view(), name="create"),
    path("<uuid:pk>/", ProgrammeDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", ProgrammeEdit.as_view(), name="edit"),
    path("<uuid:pk>/events/new/", ProgrammeEventAdd.as_view(), name="event-add"),
    path("<uuid:pk>/void/", ProgrammeVoid.as_view(), name="void"),
    path("events/<uuid:pk>/void/", ProgrammeEventVoid.as_view(), name="event-void"),
]
