"""Pages of places."""

from django.urls import path

from places.views import pages

app_name = "places"

urlpatterns = [
    path("", pages.PlaceList.as_view(), name="list"),
    path("new/", pages.PlaceCreate.as_view(), name="create"),
    path("<uuid:pk>/", pages.PlaceDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", pages.PlaceEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", pages.PlaceVoid.as_view(), name="void"),
    path("<uuid:pk>/restrict/", pages.PlaceRestrict.as_view(), name="restrict"),
    path("<uuid:pk>/lift/", pages.PlaceLift.as_view(), name="lift"),
]
