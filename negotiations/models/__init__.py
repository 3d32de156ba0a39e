from negotiations.models.candidate import Candidate
from negotiations.models.decision import Decision
from negotiations.models.list_entry import ListEntry
from negotiations.models.name_list import NameList
from negotiations.models.name_list_file import NameListFile
from negotiations.models.programme import Programme
from negotiations.models.reconciliation import Reconciliation

__all__ = ["Candidate", "Decision", "ListEntry", "NameList", "NameListFile", "Programme", "Reconciliation"]
