"""Pages of the log of reads."""

from django.urls import path

from accounts.views import reads

app_name = "reads"

urlpatterns = [
    path("", reads.ReadList.as_view(), name="list"),
    path("readers/", reads.Readers.as_view(), name="readers"),
    path("alarms/", reads.Alarms.as_view(), name="alarms"),
    path("alarms/<uuid:pk>/lift/", reads.Lift.as_view(), name="lift"),
    path("emergencies/", reads.Emergencies.as_view(), name="emergencies"),
    path("emergencies/<uuid:pk>/", reads.Review.as_view(), name="review"),
]
