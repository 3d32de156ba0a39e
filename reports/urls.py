"""Pages of reports."""

from django.urls import path

from reports.views import comparing, runs, sharing
from reports.views.behind import run_behind
from reports.views.microdata import Microdata
from reports.views.reports import Catalogue, ReportPage

app_name = "reports"

urlpatterns = [
    path("", Catalogue.as_view(), name="catalogue"),
    path("microdata/", Microdata.as_view(), name="microdata"),
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/<uuid:pk>/", runs.run_page, name="run"),
    path("runs/<uuid:pk>/status.json", runs.run_status, name="status"),
    path("runs/<uuid:pk>/cancel/", runs.run_cancel, name="cancel"),
    path("runs/<uuid:pk>/again/", sharing.run_again, name="again"),
    path("runs/<uuid:pk>/share/", sharing.run_share, name="share"),
    path("runs/<uuid:pk>/compare/", comparing.run_compare, name="compare"),
    path("runs/<uuid:pk>/compare/<uuid:other>/", comparing.run_compared, name="compared"),
    path("runs/<uuid:pk>/compare/<uuid:other>/<slug:key>/", comparing.run_explained, name="explained"),
    path("runs/<uuid:pk>/compare/<uuid:other>/<slug:key>/<int:line>/", comparing.run_explained, name="explained-line"),
    path("runs/<uuid:pk>/files/<slug:kind>", runs.run_download, name="download"),
    path("runs/<uuid:pk>/behind/<slug:key>/", run_behind, name="behind"),
    path("runs/<uuid:pk>/behind/<slug:key>/<int:row>/", run_behind, name="behind-row"),
    path("runs/<uuid:pk>/behind/<slug:key>/<int:row>/<slug:column>/", run_behind, name="behind-cell"),
    path("<slug:key>/", ReportPage.as_view(), name="report"),
]
