"""What was told of an invented person later: capture cards, decisions carried out, news of the ill, life at home.

It draws from a chance of its own, so that whoever was invented before it was told of stays who he was.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from prisoners.domain.demo.calendar import DAY, partial
from prisoners.domain.demo.draft import Draft, Side
from prisoners.domain.demo.particulars import GRADES, GRAVE
from prisoners.domain.demo.words import Pick
from prisoners.enums import HOME_AGAIN, OPEN, CaptivityStatus, LegalCategory
from prisoners.models import Captivity, CommissionDecision, HealthAssessment, Person, PostReturnReport
from prisoners.return_enums import AfterReturn

R = AfterReturn
AFTERWARDS = Pick.of({R.REHABILITATION: 45, R.LEAVE: 20, R.DISCHARGED: 18, R.ACTIVE_SERVICE: 10, R.FRONT: 4, R.DIED: 3})
SEEN = frozenset(OPEN) - {CaptivityStatus.MISSING}
Row = dict[str, Any]
#: How many rows of each model there were before a person.
Before = Mapping[type, int]


def tell_later(draft: Draft, side: Side, before: Before) -> None:
    """Add what was told later of the person whose rows came after those `before`."""
    rows = {model: draft.rows[model][number:] for model, number in before.items()}
    captivities = {row["id"]: row for row in rows[Captivity]}
    for row in captivities.values():
        if row["status"] in SEEN:
            _send_cards(draft, row)
        elif row["status"] in HOME_AGAIN:
            _report(draft, side, row)
    for decision in rows[CommissionDecision]:
        _carry_out(draft, decision, captivities[decision["captivity_id"]])
    for assessment in rows[HealthAssessment]:
        _look_again(draft, assessment, captivities[assessment["captivity_id"]])
    for person in rows[Person]:
        _ask_family(draft, person)


def _send_cards(draft: Draft, row: Row) -> None:
    """One card to the family and one to the Central Agency, most of them too late, many never."""
    began = row.get("arrived_in_camp_on")
    if row["legal_category"] == LegalCategory.CIVILIAN and row["captured_on"]:
        began = row["captured_on"]
    for column, share in (("card_to_family_on", 0.35), ("card_to_agency_on", 0.55)):
        if began and draft.happens(share):
            sent = began + draft.within(2, 8 if draft.happens(0.4) else 200) * DAY
            row[column] = sent if sent < draft.world.today else None


def _report(draft: Draft, side: Side, row: Row) -> None:
    """What a source says of the life at home of every eighth."""
    if not draft.happens(0.12):
        return
    home = row["ended_on"]
    day = home + draft.within(5, max((draft.world.today - home).days, 6)) * DAY if home else None
    draft.add(
        PostReturnReport,
        captivity_id=row["id"],
        kind=AFTERWARDS.draw(draft.chance),
        source_id=side.sources.draw(draft.chance)[0],
        note="вигадане / invented",
        **partial("reported_on", day, "day"),
    )


def _carry_out(draft: Draft, decision: Row, captivity: Row) -> None:
    if not draft.happens(0.5):
        return
    last: datetime.date = captivity["ended_on"] or draft.world.today - DAY
    done = decision["decided_on"] + draft.within(10, 160) * DAY
    decision["carried_out_on"] = done if done <= last else None


def _look_again(draft: Draft, assessment: Row, captivity: Row) -> None:
    """Of every fourth of the gravely ill there is news of the last days."""
    if assessment["grade"] in GRAVE and captivity["status"] in SEEN and draft.happens(0.25):
        day, grade = draft.world.today - draft.within(1, 13) * DAY, GRADES.draw(draft.chance)
        draft.add(HealthAssessment, captivity_id=captivity["id"], grade=grade, **partial("assessed_on", day, "day"))


def _ask_family(draft: Draft, person: Row) -> None:
    """What only the family knows (GC III art. 122)."""
    if not (person["last_residence"] and draft.happens(0.6)):
        return
    town = person["last_residence"]
    person["person_to_inform"] = f"мати, {town} (вигадано / invented)"
    person["correspondence_address"] = f"{town}, до запитання (вигадано / invented)"
    person["distinguishing_marks"] = "шрам на лівому передпліччі (вигадано / invented)"
