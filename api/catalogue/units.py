"""Branches of service, units, what they were called and where they stood in the tree."""

from api.resources import VOIDED, Key, Resource
from units.domain import branches, placements, units
from units.interfaces.filters import BranchFilter, PlacementFilter, UnitFilter, UnitNameFilter
from units.models import Branch, Placement, Unit, UnitName

BRANCHES = Resource(
    name="branches",
    model=Branch,
    create=branches.register_branch,
    revise=branches.revise_branch,
    doors={VOIDED: branches.void_branch},
    filterset=BranchFilter,
    orderings=("code", "name_en", "name_uk"),
    keys={"code": Key.equal("code")},
)

UNITS = Resource(
    name="units",
    model=Unit,
    create=units.register_unit,
    revise=units.revise_unit,
    doors={VOIDED: units.void_unit},
    filterset=UnitFilter,
    orderings=("code", "name_en", "name_uk"),
)

UNIT_NAMES = Resource(
    name="unit-names",
    model=UnitName,
    create=units.name_unit,
    revise=units.revise_name,
    doors={VOIDED: units.void_name},
    filterset=UnitNameFilter,
    orderings=("name", "valid_from"),
    fixed=("unit",),
)

PLACEMENTS = Resource(
    name="placements",
    model=Placement,
    create=placements.place_unit,
    revise=placements.revise_placement,
    doors={VOIDED: placements.void_placement},
    filterset=PlacementFilter,
    orderings=("valid_from",),
    fixed=("unit",),
)
