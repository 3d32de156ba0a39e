"""Pages of transfers of remains."""

from django.urls import path

from exchanges.views import identifications, remains

app_name = "remains"

urlpatterns = [
    path("", remains.RemainsList.as_view(), name="list"),
    path("new/", remains.RemainsCreate.as_view(), name="create"),
    path("<uuid:pk>/", remains.RemainsDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", remains.RemainsEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", remains.RemainsVoid.as_view(), name="void"),
    path("<uuid:pk>/claims/new/", remains.RemainsClaimAdd.as_view(), name="claim-add"),
    path("<uuid:pk>/bodies/new/", identifications.BodyAdd.as_view(), name="body-add"),
    path("<uuid:pk>/bodies/many/", identifications.BodiesAdd.as_view(), name="bodies-add"),
    path("bodies/<uuid:pk>/edit/", identifications.BodyEdit.as_view(), name="body-edit"),
    path("bodies/<uuid:pk>/void/", identifications.BodyVoid.as_view(), name="body-void"),
]
