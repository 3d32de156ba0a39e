"""The types of records that the API knows."""

from api.catalogue.exchanges import CLAIMS, EXCHANGES, TRANSFERS
from api.catalogue.ground import PARTIES, PLACES, PROGRAMMES, SOURCES

RESOURCES = (PARTIES, PLACES, SOURCES, PROGRAMMES, EXCHANGES, TRANSFERS, CLAIMS)
