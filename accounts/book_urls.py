"""The book, and redactions of it."""

from django.urls import path

from accounts.views.book import Book
from accounts.views.redactions import Propose, RedactionDetail, Redactions

app_name = "book"

urlpatterns = [
    path("", Book.as_view(), name="list"),
    path("lines/<int:pk>/redact/", Propose.as_view(), name="redact"),
    path("redactions/", Redactions.as_view(), name="redactions"),
    path("redactions/<uuid:pk>/", RedactionDetail.as_view(), name="redaction"),
    path("redactions/<uuid:pk>/<slug:act>/", RedactionDetail.as_view(http_method_names=["post"]), name="settle"),
]
