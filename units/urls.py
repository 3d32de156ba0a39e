"""Pages of units."""

from django.urls import path

from units.views.placing import NameVoid, PlacementVoid, UnitMove, UnitNaming
from units.views.suggesting import UnitSuggestions
from units.views.units import UnitCreate, UnitDetail, UnitEdit, UnitList, UnitTree, UnitVoid

app_name = "units"

urlpatterns = [
    path("", UnitList.as_view(), name="list"),
    path("tree/", UnitTree.as_view(), name="tree"),
    path("suggested/", UnitSuggestions.as_view(), name="suggested"),
    path("new/", UnitCreate.as_view(), name="create"),
    path("<uuid:pk>/", UnitDetail.as_view(), name="detail"),
    path("<uuid:pk>/edit/", UnitEdit.as_view(), name="edit"),
    path("<uuid:pk>/void/", UnitVoid.as_view(), name="void"),
    path("<uuid:pk>/move/", UnitMove.as_view(), name="move"),
    path("<uuid:pk>/names/new/", UnitNaming.as_view(), name="name"),
    path("names/<uuid:pk>/void/", NameVoid.as_view(), name="name-void"),
    path("placements/<uuid:pk>/void/", PlacementVoid.as_view(), name="placement-void"),
]
