"""The awkward register with what the conventions ask for: cards, reports of the Power, decisions, health, particulars.

Told twice, as the awkward register is: as rows of plain Python (DUES, EXTRA), and as records made of them by verbs.
"""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from common.partial_dates import PartialDate
from prisoners.domain.after_return import report_after_return
from prisoners.domain.alerts import answer_alert
from prisoners.domain.captivities import revise_captivity
from prisoners.domain.evidence import record_confirmation
from prisoners.domain.health import record_commission_decision, record_health_assessment
from prisoners.models import Captivity
from tests.factories.awkward import Awkward, awkward, first_day
from tests.factories.prisoners import CaptivityFactory, PersonFactory
from tests.factories.records import SourceFactory


@dataclass(frozen=True)
class Due:
    """What is on record of one captivity; dates as far as they are known, "" for not at all."""

    arrived: str = ""
    family: str = ""
    agency: str = ""
    #: (class of evidence, day).
    told: tuple[tuple[str, str], ...] = ()
    #: (basis, decided, carried out).
    decisions: tuple[tuple[str, str, str], ...] = ()
    #: (grade, day).
    health: tuple[tuple[str, str], ...] = ()


#: By the key of a captivity of the awkward register. The day of the tests is 2025-12-31.
DUES = {
    "plain": Due("2024-01-20", family="2024-01-27", agency="2024-02-10"),
    "woman": Due("2022-06-01"),
    "month": Due("2025-12-28", agency="2025-12-29"),
    "unknown_unit": Due("2024-01-01"),
    "civilian": Due(told=(("open_source", "2022-03-10"),)),
    "grave": Due(decisions=(("a110_1", "2025-09-30", ""),), health=(("gravely_sick", "2025-12-20"),)),
    "medic": Due(decisions=(("a110_2", "2025-10-01", ""),)),
    "year": Due(decisions=(("not_eligible", "2024-01-01", ""),)),
    "soldier0": Due(decisions=(("a110_1", "2025-01-01", "2025-03-30"),)),
    "soldier1": Due(decisions=(("a110_1", "2024-01-01", "2024-09-01"), ("a110_3", "2025-12-01", ""))),
    "soldier2": Due(decisions=(("a110_1", "2024-01-01", "2024-09-01"),)),
    "soldier3": Due(health=(("gravely_sick", "2025-12-24"),)),
    "soldier4": Due(health=(("gravely_sick", "2025-01-01"), ("fit", "2025-02-01"))),
    "soldier5": Due(health=(("seriously_wounded", ""),)),
    "soldier6": Due(health=(("seriously_wounded", "2025-12"),)),
    "soldier7": Due(health=(("seriously_wounded", "2025-12-23"),)),
    "back": Due("2022-06-02"),
}


@dataclass(frozen=True)
class Extra:
    """Somebody besides the awkward ones: when captured, as what, and what is on record of the person."""

    key: str
    captured: str
    category: str = "civilian"
    due: Due = Due()
    person: tuple[str, ...] = ()
    captivity: tuple[str, ...] = ()
    number: str = ""


ADDRESS = ("person_to_inform", "correspondence_address")
PARENTS = ("father_name", "mother_maiden_name")
CIVIL = ("last_residence", "distinguishing_marks")
#: What article 122 asks for besides the names, the rank and the number.
MOST = ("birth_place", "born", *PARENTS, *ADDRESS)
EXTRA = (
    Extra("civ_month", "2025-12"),
    Extra("civ_new", "2025-12-20"),
    Extra("civ_told", "2025-01-01", due=Due(told=(("power", "2025-01-10"), ("list", "2025-03-01")))),
    Extra("civ_late", "2025-01-01", due=Due(told=(("list", "2025-02-01"),))),
    Extra("civ_card", "2025-01-01", due=Due(agency="2025-01-15", told=(("power", "2025-02-01"),))),
    Extra("civ_told_some_day", "2025-01-01", due=Due(told=(("power", ""),))),
    Extra("civ_unknown", "", due=Due(told=(("family", ""),))),
    Extra(
        "civ_whole",
        "2025-12-30",
        person=("birth_place", "born", "citizenships", *CIVIL, *PARENTS, *ADDRESS),
        captivity=("captured_at", "measure"),
    ),
    Extra("whole", "2025-06-01", "pow", person=MOST, captivity=("rank",), number="service"),
    Extra("no_number", "2025-06-01", "pow", person=MOST, captivity=("rank",)),
    Extra("tax_number", "2025-06-01", "undetermined", person=("birth_place", "father_name"), number="tax"),
)
VALUES: dict[str, Any] = {"born": PartialDate.parse("1990-05-06"), "citizenships": ["UA"]}
#: Reports after returns: (captivity, kind, day, whether it is a reprint of the one before).
REPORTS = (
    ("returned", "front", "2025-01-02", False),
    ("returned", "front", "2025-01-03", True),
    ("back", "active_service", "2025-03", False),
    ("medical", "leave", "2022-11-01", False),
    ("never_confirmed", "front", "2026-01-05", False),
    ("escaped", "recaptured", "", False),
)


def lawful() -> Awkward:
    """The awkward register with all this; the captivities of EXTRA stand among the others by their keys."""
    made = awkward()
    for each in EXTRA:
        made.captivities[each.key] = _extra(each)
    for key, due in [*DUES.items(), *((each.key, each.due) for each in EXTRA)]:
        _record(made.captivities[key], due)
    _reports(made)
    return made


def _extra(each: Extra) -> Captivity:
    values = {name: VALUES.get(name, "synthetic") for name in each.person}
    numbers = [{"scheme": each.number, "value": f"0-{each.key}"}] if each.number else []
    person = PersonFactory(**values, identifiers=numbers)
    told = dict.fromkeys(each.captivity, "synthetic")
    captured = PartialDate.parse(each.captured) if each.captured else PartialDate()
    return CaptivityFactory(person=person, captured=captured, legal_category=each.category, **told)


def _record(captivity: Captivity, due: Due) -> None:
    system = User.objects.system()
    cards = {"arrived_in_camp_on": due.arrived, "card_to_family_on": due.family, "card_to_agency_on": due.agency}
    if changes := {name: first_day(day) for name, day in cards.items() if day}:
        revise_captivity(captivity=captivity, by=system, **changes)
    for evidence, day in due.told:
        confirmed = PartialDate.parse(day)
        record_confirmation(
            captivity=captivity, evidence=evidence, confirmed=confirmed, source=SourceFactory(), by=system
        )
    for basis, decided, carried in due.decisions:
        days = {"decided_on": first_day(decided), "carried_out_on": first_day(carried)}
        record_commission_decision(captivity=captivity, basis=basis, by=system, **days)
    for grade, day in due.health:
        record_health_assessment(captivity=captivity, grade=grade, assessed=PartialDate.parse(day), by=system)


def _reports(made: Awkward) -> None:
    system, source = User.objects.system(), None
    for key, kind, day, reprint in REPORTS:
        source = SourceFactory(same_statement_as=source if reprint else None)
        reported = PartialDate.parse(day)
        report_after_return(captivity=made.captivities[key], kind=kind, reported=reported, source=source, by=system)
    alert = made.captivities["back_again"].alerts.get()
    answer_alert(alert=alert, answer="synthetic", by=system)
