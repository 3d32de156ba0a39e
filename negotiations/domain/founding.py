"""What the public record says of negotiations, so that a fresh house knows it: sides, rounds and proposals, no person.

It wants the founding parties, units and cohorts. Each thing says which document it stands in.
"""

from typing import Any

from accounts.models import User
from negotiations.domain import founding_facts as facts
from negotiations.domain.proposals import log_proposal, move_proposal
from negotiations.domain.rounds import log_round, move_round
from negotiations.domain.stances import change_stance, record_stance
from negotiations.enums import ProposalStatus, RoundStatus
from negotiations.models import Proposal, Round, Stance
from prisoners.models import Cohort
from sources.domain.founding import FOUNDING, founding_source
from sources.models import Source
from units.models import Branch, Party, Unit


def add_founding_negotiations(*, by: User) -> int:
    """Record what is missing of it; returns how many records were added. Changes nothing that is there."""
    known = Known(by)
    return _rounds(known) + _proposals(known) + _stances(known)


class Known:
    """What the founding facts name, read once."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.sources: dict[str, Source] = {key: founding_source(key, by=by) for key in FOUNDING}
        self.parties = {each.code: each for each in Party.objects.standing()}
        self.branches = {each.code: each for each in Branch.objects.standing()}
        self.cohorts = {each.code: each for each in Cohort.objects.standing()}
        self.units = {each.name_uk: each for each in Unit.objects.standing()}

    def subject(self, kind: str, value: str) -> dict[str, Any]:
        """What a stance is about, as the verb takes it."""
        rows = {"branch": self.branches, "cohort": self.cohorts, "unit": self.units}.get(kind)
        return {kind: rows[value] if rows else value}


def _rounds(known: Known) -> int:
    there = set(Round.objects.standing().values_list("title", flat=True))
    missing = [each for each in facts.ROUNDS if each.title not in there]
    for each in missing:
        logged = log_round(
            title=each.title,
            starts_on=each.day,
            channel=each.channel,
            venue_as_reported=each.venue,
            agenda=each.agenda,
            source=known.sources[each.source] if each.source else None,
            delegations=[{"party": known.parties[code]} for code in each.parties],
            mediations=[{"mediator": known.parties[code], "role": role} for code, role in each.mediators],
            by=known.by,
        )
        move_round(round=logged, to=RoundStatus.CONCLUDED, reason=each.outcome, by=known.by)
    return len(missing)


def _proposals(known: Known) -> int:
    there = set(Proposal.objects.standing().values_list("title", flat=True))
    missing = [each for each in facts.PROPOSALS if each.title not in there]
    for each in missing:
        proposal = log_proposal(
            title=each.title,
            kind=each.kind,
            made_by=known.parties[each.made_by],
            made_to=known.parties[each.made_to],
            made_on=each.made_on,
            channel=each.channel,
            format=each.format,
            text=each.text,
            source=known.sources[each.source],
            terms=[{"direction": way, "category": category, "number": number} for way, category, number in each.terms],
            by=known.by,
        )
        if each.status != ProposalStatus.TABLED:
            move_proposal(proposal=proposal, to=each.status, reason=each.answer, by=known.by)
    return len(missing)


def _stances(known: Known) -> int:
    """A party that thought better of it has a later line on the same group, which ends the earlier one."""
    if Stance.objects.standing().exists():
        return 0
    last: dict[tuple[str, ...], Stance] = {}
    for code, position, way, kind, value, since, source, note in facts.STANCES:
        told = {"position": position, "source": known.sources[source], "note": note, "by": known.by}
        key = (code, way, kind, value)
        if key in last:
            last[key] = change_stance(stance=last[key], on=since, **told)
        else:
            about = known.subject(kind, value)
            last[key] = record_stance(party=known.parties[code], direction=way, since=since, **about, **told)
    return len(facts.STANCES)
