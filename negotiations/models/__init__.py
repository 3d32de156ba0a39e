from negotiations.models.candidate import Candidate
from negotiations.models.decision import Decision
from negotiations.models.delegation import Delegation
from negotiations.models.list_entry import ListEntry
from negotiations.models.minutes import Minutes
from negotiations.models.minutes_file import MinutesFile
from negotiations.models.name_list import NameList
from negotiations.models.name_list_file import NameListFile
from negotiations.models.programme import Programme
from negotiations.models.programme_event import ProgrammeEvent
from negotiations.models.proposal import Proposal
from negotiations.models.proposal_term import ProposalTerm
from negotiations.models.reconciliation import Reconciliation
from negotiations.models.round import Round
from negotiations.models.round_mediation import RoundMediation
from negotiations.models.stance import Stance

__all__ = [
    "Candidate",
    "Decision",
    "Delegation",
    "ListEntry",
    "Minutes",
    "MinutesFile",
    "NameList",
    "NameListFile",
    "Programme",
    "ProgrammeEvent",
    "Proposal",
    "ProposalTerm",
    "Reconciliation",
    "Round",
    "RoundMediation",
    "Stance",
]
