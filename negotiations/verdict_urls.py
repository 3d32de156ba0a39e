"""Pages on which a list is decided and answered."""

from django.urls import path

from negotiations.views import answer, bulk, deciding

app_name = "verdicts"

urlpatterns = [
    path("<uuid:pk>/decide/", deciding.DecideNext.as_view(), name="next"),
    path("<uuid:pk>/decide/<uuid:entry>/", deciding.DecideEntry.as_view(), name="entry"),
    path("<uuid:pk>/decide/<uuid:entry>/undo/", deciding.UndoDecision.as_view(), name="undo"),
    path("<uuid:pk>/decide/<uuid:entry>/search/", deciding.SearchPerson.as_view(), name="search"),
    path("<uuid:pk>/certain/", bulk.Certain.as_view(), name="certain"),
    path("<uuid:pk>/certain/<uuid:bulk>/undo/", bulk.UndoBulk.as_view(), name="undo-bulk"),
    path("<uuid:pk>/answer/", answer.AnswerPage.as_view(), name="answer"),
]
