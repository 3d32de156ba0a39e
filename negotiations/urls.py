"""Pages of negotiations; their front page is the list of rounds."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="rounds:list"), name="negotiations"),
    path("rounds/", include("negotiations.round_urls")),
    path("proposals/", include("negotiations.proposal_urls")),
    path("stances/", include("negotiations.stance_urls")),
    path("programmes/", include("negotiations.programme_urls")),
]
