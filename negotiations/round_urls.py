"""Pages of rounds and their minutes."""

from django.urls import path

from negotiations.views.minutes import MinutesAdd, MinutesContent, MinutesVoid
from negotiations.views.rounds import (
    RoundCalendar,
    RoundCreate,
    RoundDetail,
    RoundEdit,
    RoundLift,
    RoundList,
    RoundMove,
    RoundRestrict,
    RoundVoid,
)

app_name = "rounds"

urlpatterns = [
    path("", RoundList.as_view(), name="list"),
    path("calendar/", RoundCalendar.as_view(), name="calendar"),
    path("new/", RoundCreate.as_view(), name="create"),
    path("<uuid:pk>/", RoundDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", RoundEdit.as_view(), name="edit"),
    path("<uuid:pk>/move/<slug:to>/", RoundMove.as_view(), name="move"),
    path("<uuid:pk>/restrict/", RoundRestrict.as_view(), name="restrict"),
    path("<uuid:pk>/lift/", RoundLift.as_view(), name="lift"),
    path("<uuid:pk>/void/", RoundVoid.as_view(), name="void"),
    path("<uuid:pk>/minutes/new/", MinutesAdd.as_view(), name="minutes-file"),
    path("minutes/<uuid:pk>/", MinutesContent.as_view(), name="minutes"),
    path("minutes/<uuid:pk>/void/", MinutesVoid.as_view(), name="minutes-void"),
]
