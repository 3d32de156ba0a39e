"""Pages of reports."""

from django.urls import path

from reports.views import runs
from reports.views.persons import run_persons
from reports.views.reports import Catalogue, ReportPage

app_name = "reports"

urlpatterns = [
    path("", Catalogue.as_view(), name="catalogue"),
    path("runs/", runs.RunList.as_view(), name="runs"),
    path("runs/<uuid:pk>/", runs.run_page, name="run"),
    path("runs/<uuid:pk>/status.json", runs.run_status, name="status"),
    path("runs/<uuid:pk>/cancel/", runs.run_cancel, name="cancel"),
    path("runs/<uuid:pk>/again/", runs.run_again, name="again"),
    path("runs/<uuid:pk>/files/<slug:kind>", runs.run_download, name="download"),
    path("runs/<uuid:pk>/behind/<slug:key>/", runs.run_behind, name="behind"),
    path("runs/<uuid:pk>/behind/<slug:key>/<int:row>/", runs.run_behind, name="behind-row"),
    path("runs/<uuid:pk>/persons/", run_persons, name="all-persons"),
    path("runs/<uuid:pk>/persons/<slug:key>/<int:row>/", run_persons, name="persons"),
    path("<slug:key>/", ReportPage.as_view(), name="report"),
]
