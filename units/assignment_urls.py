"""Pages of assignments."""

from django.urls import path

from units.views.assignments import AssignmentCreate, AssignmentDetail, AssignmentList, AssignmentVoid

app_name = "assignments"

urlpatterns = [
    path("", AssignmentList.as_view(), name="list"),
    path("new/", AssignmentCreate.as_view(), name="create"),
    path("<uuid:pk>/", AssignmentDetail.as_view(), name="detail"),
    path("<uuid:pk>/void/", AssignmentVoid.as_view(), name="void"),
]
