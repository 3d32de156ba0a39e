"""Synthetic sources, places, parties and programmes."""

import factory

from negotiations.domain.programmes import log_programme
from places.domain.places import register_place
from places.enums import PlaceKind
from sources.domain.sources import register_source
from sources.enums import SourceKind
from tests.factories.base import VerbFactory
from units.domain.parties import register_party
from units.models import Party


class SourceFactory(VerbFactory):
    class Meta:
        model = register_source

    kind = SourceKind.PRESS
    title = factory.Sequence(lambda n: f"Synthetic statement {n}")
    url = factory.Sequence(lambda n: f"https://example.org/{n}")


class PlaceFactory(VerbFactory):
    class Meta:
        model = register_place

    name_uk = factory.Sequence(lambda n: f"Вигадане місце {n}")
    name_en = factory.Sequence(lambda n: f"Synthetic place {n}")
    kind = PlaceKind.CROSSING


class PartyFactory(VerbFactory):
    class Meta:
        model = register_party

    code = factory.Sequence(lambda n: f"P{n}")
    name_uk = factory.Sequence(lambda n: f"Сторона {n}")
    name_en = factory.Sequence(lambda n: f"Party {n}")


class ProgrammeFactory(VerbFactory):
    class Meta:
        model = log_programme

    code = factory.Sequence(lambda n: f"programme-{n}")
    name_uk = factory.Sequence(lambda n: f"Домовленість {n}")
    name_en = factory.Sequence(lambda n: f"Programme {n}")


def home() -> Party:
    """The party whose headquarters this is."""
    party = Party.objects.standing().filter(is_home=True).first()
    return party or PartyFactory(code="UA", name_en="Ukraine", name_uk="Україна", is_home=True)


def other() -> Party:
    """The other side."""
    party = Party.objects.standing().filter(code="RU").first()
    return party or PartyFactory(code="RU", name_en="Russia", name_uk="Росія")
