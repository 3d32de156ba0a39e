"""Pages of places."""

from django.urls import path

from places.views.pages import PlaceCreate, PlaceDetail, PlaceEdit, PlaceList, PlaceVoid

app_name = "places"

urlpatterns = [
    path("", PlaceList.as_view(), name="list"),
    path("new/", PlaceCreate.as_view(), name="create"),
    path("<uuid:pk>/", PlaceDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", PlaceEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", PlaceVoid.as_view(), name="void"),
]
