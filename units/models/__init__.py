from units.models.assignment import Assignment
from units.models.branch import Branch
from units.models.party import Party
from units.models.placement import Placement
from units.models.unit import Unit
from units.models.unit_name import UnitName

__all__ = ["Assignment", "Branch", "Party", "Placement", "Unit", "UnitName"]
