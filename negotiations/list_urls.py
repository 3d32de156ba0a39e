"""Pages of lists of names."""

from django.urls import path

from negotiations.views.intake import (
    ListAgain,
    ListCancel,
    ListCompare,
    ListFile,
    ListStatusPage,
    ReceiveList,
)
from negotiations.views.list_reading import ReadingPage
from negotiations.views.lists import (
    NameListDetail,
    NameListEdit,
    NameListLift,
    NameListList,
    NameListRestrict,
    NameListVoid,
)

app_name = "name-lists"

urlpatterns = [
    path("", NameListList.as_view(), name="list"),
    path("new/", ReceiveList.as_view(), name="create"),
    path("<uuid:pk>/", NameListDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", NameListEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", NameListVoid.as_view(), name="void"),
    path("<uuid:pk>/restrict/", NameListRestrict.as_view(), name="restrict"),
    path("<uuid:pk>/lift/", NameListLift.as_view(), name="lift"),
    path("<uuid:pk>/reading/", ReadingPage.as_view(), name="reading"),
    path("<uuid:pk>/status/", ListStatusPage.as_view(), name="status"),
    path("<uuid:pk>/file/", ListFile.as_view(), name="file"),
    path("<uuid:pk>/again/", ListAgain.as_view(), name="again"),
    path("<uuid:pk>/cancel/", ListCancel.as_view(), name="cancel"),
    path("<uuid:pk>/compare/", ListCompare.as_view(), name="compare"),
]
