"""Sources, places and parties: what everything else stands on."""

from api.resources import GENERAL, RESTRICTED, RESTRICTION, VOIDED, Key, Resource
from places.domain import places
from places.interfaces.filters import PlaceFilter
from places.models import Place
from sources.domain import sources
from sources.interfaces.filters import SourceFilter
from sources.models import Source
from units.domain import parties
from units.interfaces.filters import PartyFilter
from units.models import Party

PARTIES = Resource(
    name="parties",
    model=Party,
    create=parties.register_party,
    revise=parties.revise_party,
    doors={VOIDED: parties.void_party},
    filterset=PartyFilter,
    orderings=("code", "name_en", "name_uk"),
    keys={"code": Key.equal("code")},
)

PLACES = Resource(
    name="places",
    model=Place,
    create=places.register_place,
    create_together=places.register_places,
    revise=places.revise_place,
    revise_together=places.revise_places,
    doors={RESTRICTED: places.restrict_place, GENERAL: places.lift_restriction, VOIDED: places.void_place},
    doors_help=RESTRICTION,
    filterset=PlaceFilter,
    orderings=("name_en", "name_uk", "kind"),
)

SOURCES = Resource(
    name="sources",
    model=Source,
    create=sources.register_source,
    create_together=sources.register_sources,
    revise=sources.revise_source,
    revise_together=sources.revise_sources,
    doors={VOIDED: sources.void_source},
    filterset=SourceFilter,
    orderings=("published_on", "title", "publisher"),
    keys={"url": Key.equal("url")},
)
