"""What befell an invented person: capture, places, health, evidence, an end; sometimes a second capture."""

import datetime
from dataclasses import dataclass
from typing import Any

from prisoners.domain.demo.calendar import (
    BEGINNING,
    DAY,
    PRECISION_OF_CAPTURE,
    PRECISION_OF_END,
    day_of,
    partial,
    recorded,
)
from prisoners.domain.demo.draft import Draft
from prisoners.domain.demo.particulars import add_particulars
from prisoners.domain.demo.people import Made
from prisoners.domain.demo.words import Pick
from prisoners.enums import (
    HOME_AGAIN,
    LEADS_TO,
    AlertKind,
    CaptivityStatus,
    EventKind,
    LegalCategory,
    ServiceBasis,
)
from prisoners.models import Alert, Captivity, CohortMembership, StatusEvent

S, E, B = CaptivityStatus, EventKind, ServiceBasis
OPEN_STATUS = Pick.of({S.MISSING: 25, S.CLAIMED: 15, S.CONFIRMED: 48, S.LISTED: 12})
ENDS = Pick.of(
    {E.EXCHANGED: 78, E.REPATRIATED: 6, E.DIED: 8, E.ESCAPED: 2, E.STAYED: 2, E.INTERNED: 1, E.NOT_CAPTIVE: 3}
)
ENDS_OF_CIVILIANS = Pick.of({E.RELEASED: 70, E.EXCHANGED: 20, E.DIED: 6, E.NOT_CAPTIVE: 4})
#: What leads to each open state, one after the other.
COURSE = {S.MISSING: (E.MISSING,), S.CLAIMED: (E.CLAIMED,), S.CONFIRMED: (E.CLAIMED, E.CONFIRMED)}
COURSE[S.LISTED] = (*COURSE[S.CONFIRMED], E.LISTED)
RANKS = {
    "UA": "солдат солдат солдат старший_солдат старший_солдат молодший_сержант сержант старший_сержант матрос "
    "старшина штаб-сержант лейтенант старший_лейтенант капітан майор",
    "": "рядовой рядовой рядовой ефрейтор младший_сержант сержант старший_сержант матрос старшина прапорщик "
    "лейтенант старший_лейтенант капитан майор",
}
BASES = {
    "UA": Pick.of({B.CONTRACT: 45, B.MOBILISED: 38, B.VOLUNTEER: 10, B.CONSCRIPT: 4, "": 3}),
    "": Pick.of({B.CONTRACT: 40, B.MOBILISED: 25, B.CONVICT: 14, B.COMPANY: 8, B.PROXY: 8, B.CONSCRIPT: 3, "": 2}),
}
CATEGORIES = Pick.of({LegalCategory.POW: 90, LegalCategory.UNDETERMINED: 8, LegalCategory.MEDICAL: 2})
FRONT = "Бахмут Авдіївка Вугледар Покровськ Куп'янськ Лиман Ізюм Роботине Курська_область Торецьк Часів_Яр"
MARIUPOL = (datetime.date(2022, 4, 1), datetime.date(2022, 5, 21))
AZOVSTAL_SINCE = datetime.date(2022, 5, 16)


@dataclass
class Held:
    """One captivity in the making."""

    key: str
    person: Made
    captured: datetime.date
    status: CaptivityStatus
    ended: datetime.date | None = None
    outcome: str = ""
    number: int = 1


def add_captivities(draft: Draft, person: Made) -> str:
    """Add what befell a person; returns the key of the captivity that counts now."""
    first = _held(draft, person, day_of(person.side.months.draw(draft.chance), draft.chance))
    _write(draft, first)
    latest = first
    if LEADS_TO.get(first.outcome) in HOME_AGAIN and not person.is_civilian and draft.happens(0.02):
        again = first.ended + draft.within(90, 600) * DAY
        if again < draft.world.today - 40 * DAY:
            latest = Held(draft.key(), person, again, S.CONFIRMED, number=2)
            _write(draft, latest)
            draft.add(Alert, captivity_id=latest.key, kind=AlertKind.RECAPTURED)
    return latest.key


def _held(draft: Draft, person: Made, captured: datetime.date) -> Held:
    """A captivity, the likelier over the longer ago it began."""
    held = Held(draft.key(), person, captured, OPEN_STATUS.draw(draft.chance))
    passed = (draft.world.today - captured).days
    if passed > 45 and draft.happens(min(0.5, 0.12 + passed / 3200)):
        held.outcome = (ENDS_OF_CIVILIANS if person.is_civilian else ENDS).draw(draft.chance)
        held.ended = captured + draft.within(10, min(passed, 1200)) * DAY
        if draft.happens(0.35):
            held.status = S.MISSING
    return held


def _write(draft: Draft, held: Held) -> None:
    civilian, side, today = held.person.is_civilian, held.person.side, draft.world.today
    cohorts = [] if not side.is_home or civilian else _cohorts(draft, held)
    steps = COURSE[held.status]
    final = LEADS_TO[held.outcome] if held.outcome else held.status
    end = partial("ended_on", held.ended, PRECISION_OF_END.draw(draft.chance))
    draft.rows[Captivity].append(
        {
            "id": held.key,
            "person_id": held.person.key,
            "number": held.number,
            "detaining_power_id": side.holder,
            **partial("captured_on", held.captured, PRECISION_OF_CAPTURE.draw(draft.chance)),
            "captured_at": "Маріуполь" if cohorts else _front(draft),
            "source_id": side.sources.draw(draft.chance)[0] if draft.happens(0.6) else None,
            "status": final,
            "outcome": held.outcome,
            **end,
            "recorded_at": recorded(held.captured, today, draft.chance),
            **(_civilian(draft) if civilian else _soldier(draft, held)),
        }
    )
    for code in cohorts:
        draft.add(CohortMembership, captivity_id=held.key, cohort_id=draft.world.cohorts[code])
    _events(draft, held, steps, end)
    add_particulars(draft, held.key, side, held.captured, held.ended, known=held.status != S.MISSING)


def _soldier(draft: Draft, held: Held) -> dict[str, Any]:
    side, chance = held.person.side, draft.chance
    is_proxy = held.person.family.people.origin_group == "кримські татари" and not side.is_home
    ranks = _RANKS.get(side.code, _RANKS[""])
    return {
        "unit_id": side.units.draw(chance) if draft.happens(0.93) else None,
        "rank": "" if is_proxy or draft.happens(0.06) else ranks[draft.within(0, len(ranks))],
        "service_basis": B.PROXY if is_proxy else BASES.get(side.code, BASES[""]).draw(chance),
        "legal_category": CATEGORIES.draw(chance),
        "proceedings": "pending" if draft.happens(0.03) else "",
        "arrived_in_camp_on": held.captured + draft.within(1, 9) * DAY if draft.happens(0.3) else None,
    }


def _civilian(draft: Draft) -> dict[str, Any]:
    measure = ("інтернування", "арешт", "примусове поселення")[draft.within(0, 3)]
    return {"legal_category": LegalCategory.CIVILIAN, "measure": measure}


def _front(draft: Draft) -> str:
    return _FRONT[draft.within(0, len(_FRONT))] if draft.happens(0.7) else ""


_RANKS = {code: [rank.replace("_", " ") for rank in ranks.split()] for code, ranks in RANKS.items()}
_FRONT = [place.replace("_", " ") for place in FRONT.split()]


def _cohorts(draft: Draft, held: Held) -> list[str]:
    """Codes of the cohorts that one captured on that day belongs to."""
    if MARIUPOL[0] <= held.captured < MARIUPOL[1] and draft.happens(0.75):
        azovstal = held.captured >= AZOVSTAL_SINCE and draft.happens(0.9)
        return ["mariupol-garrison", "azovstal"] if azovstal else ["mariupol-garrison"]
    if held.captured == BEGINNING:
        return ["chornobyl-guard"] if draft.happens(0.5) else ["zmiinyi"]
    return []


def _events(draft: Draft, held: Held, steps: tuple[EventKind, ...], end: dict[str, Any]) -> None:
    """The course of events up to the present state, each recorded some days after it happened."""
    before, today = CaptivityStatus.MISSING, draft.world.today
    last = held.ended or today - DAY
    day = held.captured
    for kind in steps:
        after = LEADS_TO[kind]
        _event(
            draft, held, kind, (before, after), partial("occurred_on", day, "day"), recorded(day, today, draft.chance)
        )
        before, day = after, day + draft.within(0, max((last - day).days, 1)) * DAY
    if held.outcome:
        occurred = {name.replace("ended_on", "occurred_on"): value for name, value in end.items()}
        known = recorded(held.ended, today, draft.chance)
        _event(draft, held, held.outcome, (before, LEADS_TO[held.outcome]), occurred, known)


def _event(
    draft: Draft, held: Held, kind: str, moved: tuple[str, str], occurred: dict[str, Any], recorded_at: str
) -> None:
    source = held.person.side.sources.draw(draft.chance)[0] if draft.happens(0.5) else None
    draft.add(
        StatusEvent,
        captivity_id=held.key,
        kind=kind,
        from_status=moved[0],
        to_status=moved[1],
        **occurred,
        recorded_at=recorded_at,
        source_id=source,
    )
