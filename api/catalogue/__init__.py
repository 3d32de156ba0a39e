"""The types of records that the API knows."""

from api.catalogue.exchanges import CLAIMS, EXCHANGES, TRANSFERS
from api.catalogue.ground import PARTIES, PLACES, PROGRAMMES, SOURCES
from api.catalogue.units import BRANCHES, PLACEMENTS, UNIT_NAMES, UNITS

RESOURCES = (
    PARTIES,
    BRANCHES,
    UNITS,
    UNIT_NAMES,
    PLACEMENTS,
    PLACES,
    SOURCES,
    PROGRAMMES,
    EXCHANGES,
    TRANSFERS,
    CLAIMS,
)
