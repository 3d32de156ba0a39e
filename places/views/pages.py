"""Pages of places: list, detail, create, edit, void, restrict."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordDetail, RecordEdit, RecordPage
from accounts.views.restricting import RecordLift, RecordRestrict
from accounts.views.void import RecordVoid
from common.lists import ListPage
from places.domain.places import register_place, restrict_place, revise_place
from places.interfaces.filters import PlaceFilter
from places.interfaces.forms import PlaceForm
from places.interfaces.tables import PlaceTable
from places.models import Place
from places.queries.records import places


class PlacePage(RecordPage):
    """What the pages of a place share."""

    queryset = staticmethod(places)
    namespace, argument = "places", "place"


class PlaceList(ListPage):
    """Places, filtered, sorted, paged and exported."""

    model = Place
    filterset_class, table_class = PlaceFilter, PlaceTable
    permission_required = Permission.PLACES_VIEW
    title = _("Places")
    empty_text = _("No place is registered yet.")
    create_url_name, create_permission = "places:create", Permission.PLACES_WRITE
    create_label = _("Register a place")
    export_name = "places"

    def get_queryset(self) -> QuerySet[Place]:
        return places(self.request.user).standing()


class PlaceDetail(PlacePage, RecordDetail):
    """A place with its history."""

    write_permission = Permission.PLACES_WRITE


class PlaceCreate(PlacePage, RecordCreate):
    """Register a place."""

    permission_required = Permission.PLACES_WRITE
    form_class, verb = PlaceForm, staticmethod(register_place)
    title = _("Register a place")


class PlaceEdit(PlacePage, RecordEdit):
    """Correct a place."""

    permission_required = Permission.PLACES_WRITE
    form_class, verb = PlaceForm, staticmethod(revise_place)


class PlaceVoid(PlacePage, RecordVoid):
    """Void a place that should never have been there."""

    permission_required = Permission.PLACES_WRITE


class PlaceRestrict(PlacePage, RecordRestrict):
    """Restrict a place."""

    verb = staticmethod(restrict_place)


class PlaceLift(PlacePage, RecordLift):
    """Propose to lift the restriction of a place."""
