"""Addresses of what takes two people."""

from django.urls import path

from accounts.views.approvals import ApprovalDecision, ApprovalList, ApprovalPage

app_name = "approvals"

urlpatterns = [
    path("", ApprovalList.as_view(), name="list"),
    path("<uuid:pk>/", ApprovalPage.as_view(http_method_names=["get", "head"]), name="detail"),
    path("<uuid:pk>/approve/", ApprovalDecision.as_view(), {"act": "approve"}, name="approve"),
    path("<uuid:pk>/refuse/", ApprovalDecision.as_view(), {"act": "refuse"}, name="refuse"),
    path("<uuid:pk>/withdraw/", ApprovalPage.as_view(http_method_names=["post"]), {"act": "withdraw"}, name="withdraw"),
]
