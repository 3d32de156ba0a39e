"""Pages of lists that go out."""

from django.urls import path

from negotiations.views import outgoing, outgoing_moves

app_name = "outgoing"

urlpatterns = [
    path("new/", outgoing.OutgoingCreate.as_view(), name="create"),
    path("<uuid:pk>/", outgoing.OutgoingDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", outgoing.OutgoingEdit.as_view(), name="edit"),
    path("<uuid:pk>/fill/", outgoing.Fill.as_view(), name="fill"),
    path("<uuid:pk>/put/", outgoing.PutByHand.as_view(), name="put"),
    path("<uuid:pk>/take-off/", outgoing.TakeOff.as_view(), name="take-off"),
    path("<uuid:pk>/files/", outgoing_moves.OutgoingFiles.as_view(), name="files"),
    path("<uuid:pk>/<slug:act>/", outgoing_moves.Move.as_view(), name="move"),
]
