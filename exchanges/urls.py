"""Pages of exchanges."""

from django.urls import include, path

from exchanges.views.again import ExchangeAgain
from exchanges.views.calendar import ExchangeCalendar
from exchanges.views.claims import ClaimAdd, ClaimAdopt, ClaimVoid, TransferVoid, UnitClaimAdd
from exchanges.views.correcting import Difference, ExchangeAfterwards, ExchangeCorrect
from exchanges.views.detail import exchange_detail
from exchanges.views.entry import ExchangeCreate, ExchangeEdit
from exchanges.views.hand_over import HandOver, HandOverMarks, HandOverSearch, HandOverState, hand_over_worker
from exchanges.views.listing import ExchangeList
from exchanges.views.manifest.acts import ManifestAct
from exchanges.views.manifest.approving import ManifestApprove
from exchanges.views.manifest.listing import ManifestPage
from exchanges.views.manifest.nominating import Nominate
from exchanges.views.moves import ExchangeMove, ExchangeVoid
from exchanges.views.restricting import ExchangeLift, ExchangeRestrict

app_name = "exchanges"

urlpatterns = [
    path("", ExchangeList.as_view(), name="list"),
    path("calendar/", ExchangeCalendar.as_view(), name="calendar"),
    path("import/", include("exchanges.import_urls")),
    path("plans/", include("exchanges.plan_urls")),
    path("new/", ExchangeCreate.as_view(), name="create"),
    path("hand-over-worker.js", hand_over_worker, name="hand-over-worker"),
    path("<uuid:pk>/", exchange_detail, name="detail"),
    path("<uuid:pk>/hand-over/", HandOver.as_view(), name="hand-over"),
    path("<uuid:pk>/hand-over/state/", HandOverState.as_view(), name="hand-over-state"),
    path("<uuid:pk>/hand-over/marks/", HandOverMarks.as_view(), name="hand-over-marks"),
    path("<uuid:pk>/hand-over/search/", HandOverSearch.as_view(), name="hand-over-search"),
    path("<uuid:pk>/manifest/", ManifestPage.as_view(), name="manifest"),
    path("<uuid:pk>/manifest/approve/", ManifestApprove.as_view(), name="manifest-approve"),
    path("<uuid:pk>/manifest/<slug:act>/", ManifestAct.as_view(), name="manifest-act"),
    path("transfers/<uuid:pk>/nominate/", Nominate.as_view(), name="nominate"),
    path("<uuid:pk>/edit/", ExchangeEdit.as_view(), name="edit"),
    path("<uuid:pk>/correct/", ExchangeCorrect.as_view(), name="correct"),
    path("<uuid:pk>/difference/", Difference.as_view(), name="difference"),
    path("<uuid:pk>/afterwards/", ExchangeAfterwards.as_view(), name="afterwards"),
    path("<uuid:pk>/move/<slug:to>/", ExchangeMove.as_view(), name="move"),
    path("<uuid:pk>/again/", ExchangeAgain.as_view(), name="again"),
    path("<uuid:pk>/void/", ExchangeVoid.as_view(), name="void"),
    path("<uuid:pk>/restrict/", ExchangeRestrict.as_view(), name="restrict"),
    path("<uuid:pk>/lift/", ExchangeLift.as_view(), name="lift"),
    path("<uuid:pk>/claims/new/", ClaimAdd.as_view(), name="claim-add"),
    path("claims/of-unit/<uuid:pk>/new/", UnitClaimAdd.as_view(), name="unit-claim-add"),
    path("claims/<uuid:pk>/adopt/", ClaimAdopt.as_view(), name="claim-adopt"),
    path("claims/<uuid:pk>/void/", ClaimVoid.as_view(), name="claim-void"),
    path("transfers/<uuid:pk>/void/", TransferVoid.as_view(), name="transfer-void"),
]
