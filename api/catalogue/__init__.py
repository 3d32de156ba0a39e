"""The types of records that the API knows."""

from api.catalogue.ground import PARTIES, PLACES, PROGRAMMES, SOURCES

RESOURCES = (PARTIES, PLACES, SOURCES, PROGRAMMES)
