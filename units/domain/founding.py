"""Units that the public record speaks of, so that a fresh house has a tree: organisation only, no person."""

import datetime
from dataclasses import dataclass

from accounts.models import User
from units.domain.branches import register_branch
from units.domain.placements import move_unit
from units.domain.units import name_unit, register_unit
from units.enums import UnitKind, UnitNameKind
from units.models import Branch, Party, Unit

#: Code, name in Ukrainian, name in English.
BRANCHES = (
    ("ground-forces", "Сухопутні війська", "Ground forces"),
    ("navy", "Військово-морські сили", "Navy"),
    ("marines", "Морська піхота", "Marines"),
    ("national-guard", "Національна гвардія", "National Guard"),
    ("border-guard", "Прикордонна служба", "Border guard"),
    ("territorial", "Територіальна оборона", "Territorial defence"),
)
#: On this day the marines of Ukraine became a branch of their own, outside of the navy.
MARINES_APART = datetime.date(2023, 5, 23)
K = UnitKind


@dataclass(frozen=True)
class Founding:
    """A unit: the key of the one above it among these, and what it is and was called."""

    key: str
    party: str
    branch: str
    kind: UnitKind
    names: tuple[str, str]
    above: str = ""
    code: str = ""
    aliases: tuple[str, ...] = ()


UNITS = (
    Founding("ngu", "UA", "national-guard", K.FORMATION, ("Національна гвардія України", "National Guard of Ukraine")),
    Founding(
        "3057",
        "UA",
        "national-guard",
        K.MILITARY_UNIT,
        ("Військова частина 3057", "Military unit 3057"),
        "ngu",
        "3057",
        ("в/ч 3057",),
    ),
    Founding(
        "azov",
        "UA",
        "national-guard",
        K.BRIGADE,
        ("12-та бригада спеціального призначення «Азов»", "12th Special Purpose Brigade “Azov”"),
        "3057",
        aliases=("Азов", "Azov", "полк «Азов»", "Azov regiment"),
    ),
    Founding(
        "3057-rest",
        "UA",
        "national-guard",
        K.OTHER,
        ("Інші підрозділи військової частини 3057", "Other subdivisions of military unit 3057"),
        "3057",
    ),
    Founding("afu", "UA", "", K.FORMATION, ("Збройні сили України", "Armed Forces of Ukraine")),
    Founding("navy", "UA", "navy", K.FORMATION, ("Військово-морські сили", "Navy of Ukraine"), "afu"),
    Founding("marines", "UA", "marines", K.FORMATION, ("Корпус морської піхоти", "Marine Corps"), "afu"),
    Founding(
        "36",
        "UA",
        "marines",
        K.BRIGADE,
        (
            "36-та окрема бригада морської піхоти імені контр-адмірала Михайла Білинського",
            "36th Separate Marine Brigade",
        ),
        "navy",
        aliases=("36 ОБрМП",),
    ),
    Founding(
        "35",
        "UA",
        "marines",
        K.BRIGADE,
        (
            "35-та окрема бригада морської піхоти імені контр-адмірала Михайла Остроградського",
            "35th Separate Marine Brigade",
        ),
        "navy",
        aliases=("35 ОБрМП",),
    ),
    Founding("land", "UA", "ground-forces", K.FORMATION, ("Сухопутні війська", "Ground Forces of Ukraine"), "afu"),
    Founding(
        "56",
        "UA",
        "ground-forces",
        K.BRIGADE,
        ("56-та окрема мотопіхотна Маріупольська бригада", "56th Separate Motorised Brigade"),
        "land",
    ),
    Founding(
        "tdf",
        "UA",
        "territorial",
        K.TERRITORIAL,
        ("Сили територіальної оборони", "Territorial Defence Forces"),
        "afu",
    ),
    Founding(
        "dpsu",
        "UA",
        "border-guard",
        K.FORMATION,
        ("Державна прикордонна служба України", "State Border Guard Service of Ukraine"),
    ),
    Founding(
        "donetsk-detachment",
        "UA",
        "border-guard",
        K.DETACHMENT,
        ("Донецький прикордонний загін", "Donetsk Border Detachment"),
        "dpsu",
    ),
    Founding("afrf", "RU", "", K.FORMATION, ("Збройні сили Росії", "Armed Forces of Russia")),
    Founding("fleet", "RU", "navy", K.FORMATION, ("Чорноморський флот", "Black Sea Fleet"), "afrf"),
    Founding(
        "810",
        "RU",
        "marines",
        K.BRIGADE,
        ("810-та окрема бригада морської піхоти", "810th Separate Naval Infantry Brigade"),
        "fleet",
    ),
    Founding(
        "akhmat",
        "RU",
        "",
        K.FORMATION,
        ("Спеціальний загін «Ахмат»", "Special forces “Akhmat”"),
        "afrf",
        aliases=("Ахмат", "Akhmat", "кадировці", "Kadyrovites"),
    ),
    Founding(
        "rosgvardia", "RU", "national-guard", K.FORMATION, ("Росгвардія", "National Guard of Russia (Rosgvardia)")
    ),
    Founding(
        "141",
        "RU",
        "national-guard",
        K.REGIMENT,
        ("141-й спеціальний моторизований полк", "141st Special Motorised Regiment"),
        "rosgvardia",
        aliases=("Ахмат-Північ", "Akhmat-North"),
    ),
)


def add_founding_units(*, by: User) -> int:
    """Register the branches and units that are missing; returns how many units were. Changes none that is there.

    A unit is known again by its party and its Ukrainian name. Wants the parties of its units.
    """
    branches = _branches(by)
    parties = {party.code: party for party in Party.objects.standing()}
    there = {(unit.party_id, unit.name_uk): unit for unit in Unit.objects.standing()}
    known: dict[str, Unit] = {}
    added: list[str] = []
    for each in UNITS:
        party = parties[each.party]
        found = there.get((party.pk, each.names[0]))
        known[each.key] = found or _registered(each, party, branches.get(each.branch), known.get(each.above), by)
        if not found:
            added.append(each.key)
    reason = "The marines became a branch of their own."
    for key in {"35", "36"} & set(added):
        move_unit(unit=known[key], parent=known["marines"], on=MARINES_APART, reason=reason, by=by)
    return len(added)


def _branches(by: User) -> dict[str, Branch]:
    there = {branch.code: branch for branch in Branch.objects.standing()}
    return {
        code: there.get(code) or register_branch(code=code, name_uk=name_uk, name_en=name_en, by=by)
        for code, name_uk, name_en in BRANCHES
    }


def _registered(each: Founding, party: Party, branch: Branch | None, above: Unit | None, by: User) -> Unit:
    name_uk, name_en = each.names
    unit = register_unit(
        party=party,
        branch=branch,
        kind=each.kind,
        code=each.code,
        name_uk=name_uk,
        name_en=name_en,
        parent=above,
        by=by,
    )
    for alias in each.aliases:
        name_unit(unit=unit, kind=UnitNameKind.ALIAS, name=alias, by=by)
    return unit
