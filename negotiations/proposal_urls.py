"""Pages of proposals."""

from django.urls import path

from negotiations.views.proposals import (
    ProposalCreate,
    ProposalDetail,
    ProposalEdit,
    ProposalList,
    ProposalMove,
    ProposalVoid,
)

app_name = "proposals"

urlpatterns = [
    path("", ProposalList.as_view(), name="list"),
    path("new/", ProposalCreate.as_view(), name="create"),
    path("<uuid:pk>/", ProposalDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", ProposalEdit.as_view(), name="edit"),
    path("<uuid:pk>/move/<slug:to>/", ProposalMove.as_view(), name="move"),
    path("<uuid:pk>/void/", ProposalVoid.as_view(), name="void"),
]
