"""Synthetic branches of service and units."""

import factory

from tests.factories.base import VerbFactory
from tests.factories.records import home
from units.domain.branches import register_branch
from units.domain.placements import place_unit
from units.domain.units import name_unit, register_unit


class BranchFactory(VerbFactory):
    class Meta:
        model = register_branch

    code = factory.Sequence(lambda n: f"branch-{n}")
    name_uk = factory.Sequence(lambda n: f"Рід військ {n}")
    name_en = factory.Sequence(lambda n: f"Branch {n}")


class UnitFactory(VerbFactory):
    """A unit of ours; `parent` and `since` put it into the tree."""

    class Meta:
        model = register_unit

    party = factory.LazyFunction(home)
    name_uk = factory.Sequence(lambda n: f"Частина {n}")
    name_en = factory.Sequence(lambda n: f"Unit {n}")


class UnitNameFactory(VerbFactory):
    class Meta:
        model = name_unit

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Alias {n}")


class PlacementFactory(VerbFactory):
    class Meta:
        model = place_unit

    unit = factory.SubFactory(UnitFactory)
    parent = factory.SubFactory(UnitFactory)
