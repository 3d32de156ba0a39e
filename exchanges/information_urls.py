"""Pages of information passed on."""

from django.urls import path

from exchanges.views import information

app_name = "information"

urlpatterns = [
    path("", information.InformationList.as_view(), name="list"),
    path("new/", information.InformationCreate.as_view(), name="create"),
    path("<uuid:pk>/", information.InformationDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", information.InformationEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", information.InformationVoid.as_view(), name="void"),
]
