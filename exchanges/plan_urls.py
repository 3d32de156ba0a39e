"""Pages of plans: who goes, as a worker proposes it."""

from django.urls import path

from exchanges.views.plan_moves import PlanCancel, PlanNominate, PlanStatusPage
from exchanges.views.plans import PlanCreate, PlanDetail, PlanList

urlpatterns = [
    path("", PlanList.as_view(), name="plans"),
    path("new/", PlanCreate.as_view(), name="plan-new"),
    path("<uuid:pk>/", PlanDetail.as_view(), name="plan"),
    path("<uuid:pk>/status/", PlanStatusPage.as_view(), name="plan-status"),
    path("<uuid:pk>/cancel/", PlanCancel.as_view(), name="plan-cancel"),
    path("<uuid:pk>/<slug:kind>/", PlanDetail.as_view(), name="plan-scenario"),
    path("<uuid:pk>/<slug:kind>/nominate/", PlanNominate.as_view(), name="plan-nominate"),
]
