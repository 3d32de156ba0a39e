"""Pages of parked submissions."""

from django.urls import path

from api.views.submission_pages import SubmissionList, SubmissionPage

app_name = "submissions"

urlpatterns = [
    path("", SubmissionList.as_view(), name="list"),
    path("<uuid:pk>/", SubmissionPage.as_view(), name="detail"),
]
