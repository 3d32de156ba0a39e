"""Pages of priority policies and of the order that they make."""

from django.urls import path

from prisoners.views import policies, priority_order

app_name = "priorities"

urlpatterns = [
    path("", policies.policy_list, name="list"),
    path("new/", policies.PolicyDraft.as_view(), name="create"),
    path("order/", priority_order.order_page, name="order"),
    path("order/file/", priority_order.OrderFile.as_view(), name="order-file"),
    path("order/<uuid:captivity>/", priority_order.place_page, name="place"),
    path("<uuid:pk>/", policies.policy_detail, name="detail"),
    path("<uuid:pk>/edit/", policies.PolicyEdit.as_view(), name="edit"),
    path("<uuid:pk>/rules/new/<slug:criterion>/", policies.rule_add, name="rule-add"),
    path("<uuid:pk>/rules/<uuid:rule>/<slug:change>/", policies.rule_change, name="rule-change"),
    path("<uuid:pk>/propose/", policies.policy_propose, name="propose"),
    path("<uuid:pk>/approve/", policies.policy_approve, name="approve"),
    path("<uuid:pk>/refuse/", policies.policy_refuse, name="refuse"),
    path("<uuid:pk>/preview/", priority_order.preview, name="preview"),
]
