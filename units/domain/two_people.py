"""What takes two people among units."""

from accounts import acts
from units.domain.branches import void_branch
from units.domain.parties import void_party
from units.domain.units import check_void, void_name, void_unit
from units.models import Branch, Party, Unit, UnitName

TWO_PEOPLE = (
    acts.void(Party, void_party),
    acts.void(Branch, void_branch),
    acts.void(Unit, void_unit, check_void),
    acts.void(UnitName, void_name),
)
