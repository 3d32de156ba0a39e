"""Addresses of REST v1."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from api.catalogue import RESOURCES
from api.views.base import NothingHere
from api.views.hand_over import HandOverBatch
from api.views.list_decisions import ListAnswerView, ListDecisions
from api.views.manifests import ManifestView, Nominations
from api.views.minutes import MinutesContent, MinutesUpload
from api.views.name_lists import EntryCandidates, NameListUpload
from api.views.outgoing_lists import OutgoingDraft, OutgoingPersons
from api.views.person_search import PersonSearch
from api.views.pfif import PersonsPfif
from api.views.plans import PlanView
from api.views.records import view_of
from api.views.report_runs import ArtefactView, ReportRunView
from api.views.reports import ReportData, ReportList, ReportParquet
from api.views.run_acts import RunCompare, RunShare
from api.views.schema import SchemaView
from api.views.submissions import SubmissionView
from api.views.sync_batch import SyncBatch, SyncOperation
from api.views.sync_feed import SyncChanges, SyncSnapshot

app_name = "api"

router = SimpleRouter(use_regex_path=False)
for resource in RESOURCES:
    router.register(resource.name, view_of(resource), basename=resource.name)
router.register("plans", PlanView, basename="plans")
router.register("submissions", SubmissionView, basename="submissions")
router.register("report-runs", ReportRunView, basename="report-runs")

urlpatterns = [
    *router.urls,
    path("exchanges/<uuid:id>/hand-over/", HandOverBatch.as_view(), name="hand-over"),
    path("persons/pfif/", PersonsPfif.as_view(), name="persons-pfif"),
    path("persons/search/", PersonSearch.as_view(), name="person-search"),
    path("minutes/upload/", MinutesUpload.as_view(), name="minutes-upload"),
    path("minutes/<uuid:id>/content/", MinutesContent.as_view(), name="minutes-content"),
    path("name-lists/upload/", NameListUpload.as_view(), name="name-list-upload"),
    path("name-lists/outgoing/", OutgoingDraft.as_view(), name="name-list-outgoing"),
    path("name-lists/<uuid:id>/persons/", OutgoingPersons.as_view(), name="name-list-persons"),
    path("name-lists/<uuid:id>/decisions/", ListDecisions.as_view(), name="name-list-decisions"),
    path("name-lists/<uuid:id>/answer/", ListAnswerView.as_view(), name="name-list-answer"),
    path("list-entries/<uuid:id>/candidates/", EntryCandidates.as_view(), name="entry-candidates"),
    path("transfers/<uuid:id>/nominations/", Nominations.as_view(), name="nominations"),
    path("exchanges/<uuid:id>/manifest/", ManifestView.as_view(), name="manifest"),
    path("reports/", ReportList.as_view(), name="reports"),
    path("reports/<slug:key>/data.csv", ReportData.as_view(), name="report-data"),
    path("reports/<slug:key>/data.parquet", ReportParquet.as_view(), name="report-parquet"),
    path("report-runs/<uuid:id>/artefacts/<slug:format>", ArtefactView.as_view(), name="artefact"),
    path("report-runs/<uuid:id>/compare/", RunCompare.as_view(), name="report-run-compare"),
    path("report-runs/<uuid:id>/share/", RunShare.as_view(), name="report-run-share"),
    path("sync/changes/", SyncChanges.as_view(), name="sync-changes"),
    path("sync/changes", SyncChanges.as_view(schema=None)),
    path("sync/snapshot/", SyncSnapshot.as_view(), name="sync-snapshot"),
    path("sync/snapshot", SyncSnapshot.as_view(schema=None)),
    path("sync/batch/", SyncBatch.as_view(), name="sync-batch"),
    path("sync/batch", SyncBatch.as_view(schema=None)),
    path("sync/ops/<uuid:op_id>/", SyncOperation.as_view(), name="sync-operation"),
    path("sync/ops/<uuid:op_id>", SyncOperation.as_view(schema=None)),
    path("schema/", SchemaView.as_view(), name="schema"),
    re_path(r"^.*$", NothingHere.as_view()),
]
