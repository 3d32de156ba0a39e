"""What the machine proposes for an entry, from the likeliest candidate and what the register says of that person now.

A proposal decides nothing. It is made from what the reader may see: a candidate out of sight does not exist.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from accounts.models import User
from negotiations.domain.matching.judging import SURE
from negotiations.list_enums import Band, EntryVerdict, Guard
from negotiations.models import Candidate, ListEntry
from prisoners.domain.matching import Feature, Verdict
from prisoners.enums import HOME_AGAIN, OPEN, CaptivityStatus, LegalCategory
from prisoners.models import Captivity

V = EntryVerdict
#: What a captivity that has ended says; any other end: held by nobody.
ENDED_AS = {CaptivityStatus.DIED: V.DECEASED, **dict.fromkeys(HOME_AGAIN, V.ALREADY_RETURNED)}


@dataclass(frozen=True)
class Proposal:
    """A verdict, on whom, and the candidate that it rests on."""

    verdict: EntryVerdict
    person: uuid.UUID | None = None
    captivity: uuid.UUID | None = None
    candidate: Candidate | None = None

    @property
    def is_certain(self) -> bool:
        return self.candidate is not None and self.candidate.rank == 1 and self.candidate.band == Band.CERTAIN


def proposals(entries: Collection[ListEntry], reader: User) -> dict[uuid.UUID, Proposal]:
    """Proposals by entry, in two statements; none for an entry whose candidates are no better than possible,
    unless everything but the birth date agrees.
    """
    best: dict[uuid.UUID, Candidate] = {}
    rows = Candidate.objects.visible_to(reader).filter(entry__in=entries, rank__gt=0, person__voided_at__isnull=True)
    for candidate in rows.order_by("-rank"):
        best[candidate.entry_id] = candidate
    captivities: dict[uuid.UUID, list[Captivity]] = defaultdict(list)
    held = Captivity.objects.standing().filter(person__in={each.person_id for each in best.values()})
    for captivity in held.order_by("captured_on", "id"):
        captivities[captivity.person_id].append(captivity)
    found = {entry.pk: _proposal(entry, best.get(entry.pk), captivities) for entry in entries}
    return {key: proposal for key, proposal in found.items() if proposal}


def _proposal(
    entry: ListEntry, candidate: Candidate | None, captivities: dict[uuid.UUID, list[Captivity]]
) -> Proposal | None:
    if entry.same_as_id:
        return Proposal(V.DUPLICATE)
    if candidate is None:
        return Proposal(V.UNKNOWN)
    contradicted = born_otherwise(candidate)
    if candidate.band == Band.POSSIBLE and not contradicted:
        return None
    of_person = captivities[candidate.person_id]
    latest = next((each for each in of_person if each.status in OPEN), of_person[-1] if of_person else None)
    # Of somebody who is not held any more that is the answer, whatever the list says of their birth.
    is_held = latest is not None and latest.status in OPEN
    verdict = V.IDENTITY_ERROR if contradicted and is_held else verdict_of(latest, of_person)
    return Proposal(verdict, candidate.person_id, latest.pk if latest else None, candidate)


def born_otherwise(candidate: Candidate) -> bool:
    """Whether name and unit, or name and number, are the candidate's, and the birth date is more than a slip away."""
    told = {feature: finding["verdict"] for feature, finding in candidate.features.items()}
    named = told.get(Feature.SURNAME) in SURE and told.get(Feature.GIVEN_NAME) in SURE
    known = Verdict.SAME in (told.get(Feature.UNIT), told.get(Feature.IDENTIFIER))
    otherwise = told.get(Feature.BORN) == Verdict.DIFFERENT and told.get(Feature.PATRONYMIC) != Verdict.DIFFERENT
    return named and known and otherwise and candidate.guard == Guard.NONE


def verdict_of(latest: Captivity | None, captivities: Collection[Captivity]) -> EntryVerdict:
    """What the register says of somebody: their latest captivity, and those before it."""
    if latest is None:
        return V.NOT_HELD
    if latest.status not in OPEN:
        return ENDED_AS.get(CaptivityStatus(latest.status), V.NOT_HELD)
    if any(each.status in HOME_AGAIN for each in captivities):
        return V.CAPTURED_AGAIN
    return V.CIVILIAN if latest.legal_category == LegalCategory.CIVILIAN else V.OK
