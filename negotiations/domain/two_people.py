"""What takes two people among negotiations."""

from accounts import acts
from accounts.domain.parts import refuse_leaned_on
from negotiations.domain import lists
from negotiations.domain.minutes import void_minutes
from negotiations.domain.programmes import void_programme, void_programme_event
from negotiations.domain.proposals import void_proposal
from negotiations.domain.rounds import lift_restriction, void_round
from negotiations.domain.stances import void_stance
from negotiations.models import Minutes, NameList, Programme, ProgrammeEvent, Proposal, Round, Stance

TWO_PEOPLE = (
    acts.void(Round, void_round, refuse_leaned_on),
    acts.lift(Round, lift_restriction),
    acts.void(Minutes, void_minutes),
    acts.void(Proposal, void_proposal, refuse_leaned_on),
    acts.void(Stance, void_stance),
    acts.void(Programme, void_programme),
    acts.void(ProgrammeEvent, void_programme_event),
    acts.void(NameList, lists.void_list, lists.check_void),
    acts.lift(NameList, lists.lift_restriction),
)
