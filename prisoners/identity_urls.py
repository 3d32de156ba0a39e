"""Pages of identity."""

from django.urls import path

from prisoners.views import identity, merges

app_name = "identity"

urlpatterns = [
    path("", identity.Queue.as_view(), name="queue"),
    path("merges/", merges.Merges.as_view(), name="merges"),
    path("merges/<uuid:pk>/", merges.MergePage.as_view(), name="merge"),
    path("merges/<uuid:pk>/<slug:act>/", merges.MergePage.as_view(http_method_names=["post"]), name="settle"),
    path("merges/new/<uuid:duplicate>/<uuid:into>/", merges.Propose.as_view(), name="propose"),
    path("judgements/<uuid:pk>/take-back/", identity.TakeBack.as_view(), name="take-back"),
    path("<uuid:one>/<uuid:other>/", identity.Compare.as_view(), name="compare"),
]
