"""Pages of branches of service."""

from django.urls import path

from units.views.branches import BranchCreate, BranchDetail, BranchEdit, BranchList, BranchVoid

app_name = "branches"

urlpatterns = [
    path("", BranchList.as_view(), name="list"),
    path("new/", BranchCreate.as_view(), name="create"),
    path("<uuid:pk>/", BranchDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", BranchEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", BranchVoid.as_view(), name="void"),
]
