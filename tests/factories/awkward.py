"""A small register with every awkward case, told twice: as rows of plain Python, and as records made of them by verbs.

    register = awkward()                    # once for a file of tests (tests/shared.py)
    [case for case in CASES if case.on(day)]  # an independent answer, without the database

Dates are written as far as they are known: "2023-06", "2022", "" for not at all; what is not known is not zero.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from common.partial_dates import PartialDate
from exchanges.domain.exchanges import move_exchange, restrict_exchange
from exchanges.enums import COMPLETE, CountStatus, Direction, ExchangeKind, ExchangeStatus
from exchanges.models import Exchange
from prisoners.domain.captivities import log_past_captivity
from prisoners.domain.custody import record_detention
from prisoners.domain.health import record_health_assessment
from prisoners.domain.restricting import restrict_person
from prisoners.models import Captivity, Person
from tests.factories.approvals import by_two, voided
from tests.factories.exchanges import ExchangeFactory, RemainsFactory, TransferFactory
from tests.factories.policies import CIVILIANS, WOMEN, in_force
from tests.factories.prisoners import CaptivityFactory, CohortFactory, PersonFactory, merged
from tests.factories.records import PlaceFactory, home, other
from tests.factories.units import BranchFactory, PlacementFactory, UnitFactory
from units.models import Unit

#: A day on which reports are asked about it: the last of a month, so that everybody may ask.
ON = datetime.date(2025, 12, 31)
#: Units by code: the one above, and the branch.
UNITS = {"3057": (None, "guard"), "3057-1": ("3057", "guard"), "36-bde": (None, "marines"), "tdf": (None, None)}
THEIR_UNITS = {"akhmat": (None, None)}


def first_day(text: str) -> datetime.date | None:
    """A date as it counts: from its first day; None for one that is not known."""
    return PartialDate.parse(text).date if text else None


@dataclass(frozen=True)
class Case:
    """One captivity. `way` is what ended it, on `ended` or on a day not known; blank is still held.

    `again` names the captivity whose person was captured again; `merged_into` the one whose person this record
    duplicates.
    """

    key: str
    captured: str = "2024-03-10"
    ended: str = ""
    way: str = ""
    again: str = ""
    sex: str = "male"
    category: str = "pow"
    unit: str = ""
    cohort: str = ""
    region: str = ""
    basis: str = ""
    health: str = ""
    status: str = "confirmed"
    party: str = "UA"
    restricted: bool = False
    void: bool = False
    merged_into: str = ""

    @property
    def stands(self) -> bool:
        """Whether it counts at all: voided records, merged duplicates and those never held do not."""
        return not (self.void or self.merged_into or self.way == "not_captive")

    def on(self, day: datetime.date) -> bool:
        """Whether somebody was held on a day: begun by then or on an unknown day, and not over.

        An end on an unknown day is past. Whoever was captured again on an unknown day was so after the return before.
        """
        start = first_day(self.captured)
        if not self.stands or (start and start > day) or (self.way and not self.ended):
            return False
        if not start and self.again and CASE[self.again].ended and first_day(CASE[self.again].ended) > day:
            return False
        return not self.way or first_day(self.ended) > day


CASES = (
    Case("plain", "2024-01-15", unit="3057", region="North"),
    Case("woman", "2022-05-20", sex="female", unit="3057-1", cohort="azovstal", region="South"),
    Case("month", "2023-06", unit="36-bde", cohort="mariupol", basis="contract"),
    Case("year", "2022", unit="36-bde", cohort="mariupol", status="claimed"),
    Case("unknown_day", "", unit="tdf", status="missing"),
    Case("unknown_unit", "2023-12-31", sex="unknown", category="undetermined", status="missing"),
    Case("civilian", "2022-03-05", sex="female", category="civilian", region="North"),
    Case("medic", "2022-04-12", category="medical", unit="36-bde"),
    Case("grave", "2024-08-06", unit="3057", health="seriously_wounded", region="South"),
    Case("back", "2022-06-01", "2024-10-18", "exchanged", unit="3057", cohort="azovstal"),
    Case("back_again", "2025-07-02", again="back", unit="3057"),
    Case("returned", "2023-02-10", "2024-05-31", "exchanged", unit="3057-1"),
    Case("again_unknown", "", again="returned"),
    Case("never_confirmed", "", "2024-09-14", "exchanged", unit="3057-1", status="missing"),
    Case("medical", "2022-05-17", "2022-10-17", "repatriated", sex="female", unit="3057", cohort="azovstal"),
    Case("freed", "2022-03-05", "2024-04", "released", category="civilian"),
    Case("unknown_end", "2022-03-20", "", "exchanged", unit="36-bde"),
    Case("died", "2022-05-18", "2023", "died", unit="3057-1"),
    Case("escaped", "2022-04-01", "2022-04-09", "escaped", unit="tdf"),
    Case("interned", "2022-05-16", "2022-09-21", "interned", unit="3057", cohort="azovstal"),
    Case("later", "2025-06-01", "2026-02-05", "exchanged", unit="tdf"),
    Case("never_held", "2022-04-01", "2022-05-01", "not_captive", unit="tdf"),
    Case("void", "2023-01-01", void=True, unit="3057"),
    Case("duplicate", "2024-01-15", merged_into="plain", unit="3057"),
    Case("restricted", "2023-03-03", restricted=True, sex="female", unit="3057"),
    *(Case(f"soldier{n}", f"2024-{n + 1:02}-20", unit="36-bde", basis="mobilised") for n in range(9)),
    *(Case(f"theirs{n}", f"2024-08-{10 + n}", party="RU", unit="akhmat", basis="convict") for n in range(6)),
    Case("their_conscript", "2024-08-06", "2024-08-24", "exchanged", party="RU", basis="conscript"),
)
CASE = {case.key: case for case in CASES}


@dataclass(frozen=True)
class Swap:
    """One exchange. None is a number that nobody stated, "withheld" one that the sides keep to themselves."""

    key: str
    when: str
    to_us: int | str | None = None
    to_them: int | str | None = None
    kind: str = ExchangeKind.NEGOTIATED
    status: str = ExchangeStatus.COMPLETED
    stage_of: str = ""
    counted: bool = True
    restricted: bool = False
    void: bool = False
    #: Directions of which there is no transfer at all.
    without: tuple[str, ...] = ()


SWAPS = (
    Swap("asymmetric", "2022-09-21", 40, 150),
    Swap("one_for_one", "2024-10-18", 95, 95),
    Swap("nobody_back", "2023-04-10", 5, 0, kind=ExchangeKind.MEDICAL),
    Swap("one_way", "2023-05-01", 22, kind=ExchangeKind.UNILATERAL, without=(Direction.TO_THEM,), counted=False),
    Swap("withheld", "2025-06-09", "withheld", "withheld"),
    Swap("half_known", "2024-05-31", 75, None),
    Swap("month", "2025-08", 84, 84),
    Swap("staged", "2025-05-23", status=ExchangeStatus.DRAFT),
    Swap("stage1", "2025-05-23", 390, 390, stage_of="staged"),
    Swap("stage2", "2025-05-24", 307, 307, stage_of="staged"),
    Swap("dead", "2025-06-11", 1212, 27, kind=ExchangeKind.REMAINS),
    Swap("derailed", "2025-06-07", status=ExchangeStatus.DERAILED),
    Swap("postponed", "2025-09-01", status=ExchangeStatus.POSTPONED),
    Swap("planned", "2025-12-01", status=ExchangeStatus.DRAFT),
    Swap("void", "2024-02-08", 100, 100, void=True),
    Swap("restricted", "2024-03-01", 7, 7, restricted=True),
)


@dataclass
class Awkward:
    """What was made: captivities and exchanges by the keys of their cases, units by code, places by region."""

    captivities: dict[str, Captivity] = field(default_factory=dict)
    exchanges: dict[str, Exchange] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        return self.captivities[key].person


def awkward() -> Awkward:
    """The register, the exchanges and a policy in force (first women, then civilians)."""
    made = Awkward()
    in_force(WOMEN, CIVILIANS, since="2022-01-01")
    _units(made)
    cohorts = {code: CohortFactory(code=code) for code in sorted({case.cohort for case in CASES} - {""})}
    made.places = {name: PlaceFactory(region=name) for name in ("North", "South")}
    for case in CASES:
        made.captivities[case.key] = _captivity(made, case, cohorts)
    for case in CASES:
        _afterwards(made, case)
    for swap in SWAPS:
        made.exchanges[swap.key] = _exchange(made, swap)
    return made


def _units(made: Awkward) -> None:
    branches = {code: BranchFactory(code=code) for code in ("guard", "marines")}
    for party, units in ((home(), UNITS), (other(), THEIR_UNITS)):
        for code, (above, branch) in units.items():
            unit = UnitFactory(party=party, code=code, branch=branches.get(branch))
            made.units[code] = unit
            if above:
                PlacementFactory(unit=unit, parent=made.units[above])


def _captivity(made: Awkward, case: Case, cohorts: dict[str, Any]) -> Captivity:
    side, power = (home(), other()) if case.party == "UA" else (other(), home())
    person = made.person(case.again) if case.again else PersonFactory(party=side, sex=case.sex)
    told = {
        "person": person,
        "detaining_power": power,
        "captured": PartialDate.parse(case.captured) if case.captured else PartialDate(),
        "unit": made.units.get(case.unit),
        "legal_category": case.category,
        "service_basis": case.basis,
        "cohorts": [cohorts[case.cohort]] if case.cohort else [],
    }
    if not case.way:
        return CaptivityFactory(**told, status=case.status)
    ended = PartialDate.parse(case.ended) if case.ended else PartialDate()
    return log_past_captivity(**told, outcome=case.way, ended=ended, by=User.objects.system())


def _afterwards(made: Awkward, case: Case) -> None:
    """What becomes of the record when all are there."""
    captivity, system = made.captivities[case.key], User.objects.system()
    if case.region:
        began = PartialDate.parse(case.captured)
        record_detention(captivity=captivity, place=made.places[case.region], began=began, by=system)
    if case.health:
        assessed = PartialDate.parse(case.captured)
        record_health_assessment(captivity=captivity, grade=case.health, assessed=assessed, by=system)
    if case.merged_into:
        captivity.person.refresh_from_db()
        merged(captivity.person, into=made.person(case.merged_into))
    if case.void:
        voided(captivity, "synthetic")
    if case.restricted:
        restrict_person(person=captivity.person, reason="synthetic", by=system)


def _exchange(made: Awkward, swap: Swap) -> Exchange:
    delivered = swap.status == ExchangeStatus.COMPLETED
    whole = made.exchanges.get(swap.stage_of)
    told: dict[str, Any] = {"kind": swap.kind, "counted_in_format": swap.counted, "formula": swap.key}
    told |= {"when": PartialDate.parse(swap.when)} if delivered else {"planned_on": first_day(swap.when)}
    told |= {"parent": whole, "stage_no": whole.stages.count() + 1} if whole else {}
    exchange = ExchangeFactory(**told)
    if not any(each.stage_of == swap.key for each in SWAPS):
        _transfers(exchange, swap)
    if delivered:
        by_two(COMPLETE, exchange, to=ExchangeStatus.COMPLETED)
    elif swap.status != ExchangeStatus.DRAFT:
        move_exchange(exchange=exchange, to=swap.status, reason="lists changed", by=User.objects.system())
    if swap.void:
        voided(exchange, "synthetic")
    if swap.restricted:
        restrict_exchange(exchange=exchange, reason="synthetic", by=User.objects.system())
    exchange.refresh_from_db()
    return exchange


def _transfers(exchange: Exchange, swap: Swap) -> None:
    make, counted = (
        (RemainsFactory, "received") if swap.kind == ExchangeKind.REMAINS else (TransferFactory, "delivered")
    )
    for direction, number in ((Direction.TO_US, swap.to_us), (Direction.TO_THEM, swap.to_them)):
        if direction in swap.without:
            continue
        known = isinstance(number, int)
        status = CountStatus.KNOWN if known else CountStatus.WITHHELD if number else CountStatus.NOT_STATED
        if swap.status != ExchangeStatus.COMPLETED:
            status = CountStatus.PENDING
        told = {counted: number} if known else {}
        make(exchange=exchange, direction=direction, count_status=status, **told)
