"""Where an invented prisoner was held, how he was, and who says so."""

import datetime

from prisoners.domain.demo.calendar import DAY, partial
from prisoners.domain.demo.draft import Draft, Side
from prisoners.domain.demo.words import Pick
from prisoners.enums import (
    ConsentAnswer,
    ConsentPurpose,
    EvidenceClass,
    HealthGrade,
    MedicalBasis,
    Strength,
    Voluntariness,
)
from prisoners.models import CommissionDecision, Confirmation, Consent, Detention, HealthAssessment

G = HealthGrade
GRADES = Pick.of({G.WOUNDED: 36, G.SICK: 22, G.FIT: 20, G.SERIOUSLY_WOUNDED: 13, G.GRAVELY_SICK: 9})
GRAVE = {G.SERIOUSLY_WOUNDED, G.GRAVELY_SICK}
STRONG = {EvidenceClass.POWER, EvidenceClass.ICRC_VISIT, EvidenceClass.LIST}
WEAK = {EvidenceClass.FAMILY, EvidenceClass.OPEN_SOURCE}
FREELY = Pick.of({Voluntariness.FREE: 60, Voluntariness.UNKNOWN: 30, Voluntariness.COERCED: 10})


def add_particulars(
    draft: Draft, captivity: str, side: Side, since: datetime.date, until: datetime.date | None, *, known: bool
) -> None:
    """Add detentions, health and confirmations of a captivity; of somebody only missing, hardly any."""
    last = until or draft.world.today - DAY
    if known and draft.happens(0.65):
        _detentions(draft, captivity, side, since, until)
    if known and draft.happens(0.7):
        _confirmations(draft, captivity, side, since, last)
    if draft.happens(0.25 if known else 0.05):
        _health(draft, captivity, since, last)
    if known and draft.happens(0.02):
        _consent(draft, captivity, _between(draft, since, last))


def _between(draft: Draft, first: datetime.date, last: datetime.date) -> datetime.date:
    return first + draft.within(0, max((last - first).days, 1)) * DAY


def _detentions(draft: Draft, captivity: str, side: Side, since: datetime.date, until: datetime.date | None) -> None:
    """One place or two, the second after the first."""
    moved = _between(draft, since, until or draft.world.today - DAY) if draft.happens(0.2) else None
    for began, ended in ((since, moved), (moved, until)) if moved else ((since, until),):
        improvised = draft.happens(0.08)
        draft.add(
            Detention,
            captivity_id=captivity,
            place_id=None if improvised else side.places.draw(draft.chance),
            place_as_reported="підвал, точне місце не відоме" if improvised else "",
            **partial("since", began, "day" if draft.happens(0.6) else "month"),
            **partial("until", ended, "day"),
        )


def _confirmations(draft: Draft, captivity: str, side: Side, since: datetime.date, last: datetime.date) -> None:
    """One source or two; a source confirms a captivity once."""
    count = 2 if draft.happens(0.25) else 1
    for source, evidence in dict.fromkeys(side.sources.draw(draft.chance) for _ in range(count)):
        fair = Strength.WEAK if evidence in WEAK else Strength.FAIR
        draft.add(
            Confirmation,
            captivity_id=captivity,
            source_id=source,
            evidence=evidence,
            strength=Strength.STRONG if evidence in STRONG else fair,
            **partial("confirmed_on", _between(draft, since, last), "day"),
        )


def _health(draft: Draft, captivity: str, since: datetime.date, last: datetime.date) -> None:
    """An assessment; of the gravely sick now and then a decision of the commission."""
    grade, day = GRADES.draw(draft.chance), _between(draft, since, last)
    draft.add(HealthAssessment, captivity_id=captivity, grade=grade, **partial("assessed_on", day, "day"))
    if grade in GRAVE and draft.happens(0.2):
        basis = MedicalBasis.INCURABLE if draft.happens(0.5) else MedicalBasis.YEAR_LONG
        draft.add(CommissionDecision, captivity_id=captivity, decided_on=_between(draft, day, last), basis=basis)


def _consent(draft: Draft, captivity: str, day: datetime.date) -> None:
    refused = draft.happens(0.1)
    draft.add(
        Consent,
        captivity_id=captivity,
        purpose=ConsentPurpose.RETURN,
        answer=ConsentAnswer.REFUSED if refused else ConsentAnswer.GIVEN,
        voluntariness=FREELY.draw(draft.chance),
        answered_on=day,
    )
