"""Pages of machine clients."""

from django.urls import path

from api.views.clients import AddClient, ClientDetail, ClientList, IssueToken, RevokeToken, RotateToken

app_name = "clients"

urlpatterns = [
    path("", ClientList.as_view(), name="list"),
    path("new/", AddClient.as_view(), name="create"),
    path("<uuid:pk>/", ClientDetail.as_view(), name="detail"),
    path("<uuid:pk>/tokens/new/", IssueToken.as_view(), name="issue"),
    path("tokens/<uuid:pk>/rotate/", RotateToken.as_view(), name="rotate"),
    path("tokens/<uuid:pk>/revoke/", RevokeToken.as_view(), name="revoke"),
]
