"""Pages of stances."""

from django.urls import path

from negotiations.views.stances import (
    StanceChange,
    StanceCreate,
    StanceDetail,
    StanceEdit,
    StanceList,
    StanceMatrix,
    StanceVoid,
)

app_name = "stances"

urlpatterns = [
    path("", StanceList.as_view(), name="list"),
    path("matrix/", StanceMatrix.as_view(), name="matrix"),
    path("new/", StanceCreate.as_view(), name="create"),
    path("<uuid:pk>/", StanceDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", StanceEdit.as_view(), name="edit"),
    path("<uuid:pk>/change/", StanceChange.as_view(), name="change"),
    path("<uuid:pk>/void/", StanceVoid.as_view(), name="void"),
]
