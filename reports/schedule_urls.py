"""Pages of schedules."""

from django.urls import path

from reports.views import schedules

app_name = "schedules"

urlpatterns = [
    path("", schedules.ScheduleList.as_view(), name="list"),
    path("of/<slug:key>/", schedules.ScheduleCreate.as_view(), name="create"),
    path("<uuid:pk>/", schedules.ScheduleDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", schedules.ScheduleEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", schedules.ScheduleEnd.as_view(), name="void"),
    path("<uuid:pk>/pause/", schedules.ScheduleSwitch.as_view(), {"to": "pause"}, name="pause"),
    path("<uuid:pk>/resume/", schedules.ScheduleSwitch.as_view(), {"to": "resume"}, name="resume"),
]
