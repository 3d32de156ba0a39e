"""Invented units of a side: commands, brigades, battalions, companies; about a thousand, each says so in its name."""

from accounts.models import User
from common.bulk import copy_in
from common.ids import new_id
from units.domain.branches import register_branch
from units.enums import UnitKind
from units.models import Branch, Party, Placement, Unit

#: Code, name in Ukrainian, name in English.
BRANCHES = (
    ("ground-forces", "Сухопутні війська", "Ground forces"),
    ("marines", "Морська піхота", "Marines"),
    ("national-guard", "Національна гвардія", "National Guard"),
    ("airborne", "Десантно-штурмові війська", "Airborne forces"),
    ("border-guard", "Прикордонна служба", "Border guard"),
    ("territorial", "Територіальна оборона", "Territorial defence"),
)
#: Each level: kind, name in Ukrainian, name in English, how many under one of the level above.
LEVELS = (
    (UnitKind.FORMATION, "Командування", "Command", 6),
    (UnitKind.BRIGADE, "Бригада", "Brigade", 8),
    (UnitKind.BATTALION, "Батальйон", "Battalion", 5),
    (UnitKind.COMPANY, "Рота", "Company", 3),
)
CODE = "SYN-"


def add_army(party: Party, *, by: User) -> list[str]:
    """Keys of the invented units of a party, those in which people serve; added when there are none. In a verb only."""
    if not Unit.objects.filter(party=party, code__startswith=CODE).exists():
        units, placements = _drawn(party, _branches(by))
        copy_in(Unit, units)
        copy_in(Placement, placements)
    served_in = Unit.objects.standing().filter(party=party, code__startswith=CODE).exclude(kind=UnitKind.FORMATION)
    return [key.hex for key in served_in.order_by("code").values_list("pk", flat=True)]


def _branches(by: User) -> list[Branch]:
    there = {branch.code: branch for branch in Branch.objects.standing()}
    return [
        there.get(code) or register_branch(code=code, name_uk=name_uk, name_en=name_en, by=by)
        for code, name_uk, name_en in BRANCHES
    ]


def _drawn(party: Party, branches: list[Branch]) -> tuple[list[dict], list[dict]]:
    """Rows of the tree: the code of a unit begins with that of the unit above it."""
    units, placements = [], []
    above: list[tuple[dict | None, str]] = [(None, "")]
    for kind, name_uk, name_en, count in LEVELS:
        level = []
        for parent, number in above:
            for place in range(1, count + 1):
                own = f"{number}{place}"
                unit = {
                    "id": new_id().hex,
                    "party_id": party.pk,
                    "branch_id": branches[int(own[0]) - 1].pk,
                    "kind": kind,
                    "code": f"{CODE}{party.code}-{own}",
                    "name_uk": f"{name_uk} № {own} (синтетична)",
                    "name_en": f"{name_en} No. {own} (synthetic)",
                }
                level.append((unit, own))
                if parent:
                    placements.append({"unit_id": unit["id"], "parent_id": parent["id"]})
        units += [unit for unit, _number in level]
        above = level
    return units, placements
