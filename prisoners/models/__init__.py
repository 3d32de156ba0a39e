from prisoners.models.alert import Alert
from prisoners.models.captivity import Captivity
from prisoners.models.cohort import Cohort
from prisoners.models.cohort_membership import CohortMembership
from prisoners.models.column_mapping import ColumnMapping
from prisoners.models.commission_decision import CommissionDecision
from prisoners.models.confirmation import Confirmation
from prisoners.models.consent import Consent
from prisoners.models.custody_change import CustodyChange
from prisoners.models.detention import Detention
from prisoners.models.health_assessment import HealthAssessment
from prisoners.models.identifier import Identifier
from prisoners.models.judgement import Judgement
from prisoners.models.merge import Merge
from prisoners.models.person import Person
from prisoners.models.person_import import PersonImport
from prisoners.models.person_import_file import PersonImportFile
from prisoners.models.person_import_row import PersonImportRow
from prisoners.models.person_name import PersonName
from prisoners.models.post_return_report import PostReturnReport
from prisoners.models.priority_policy import PriorityPolicy
from prisoners.models.priority_rule import PriorityRule
from prisoners.models.status_event import StatusEvent
from prisoners.models.withholding import Withholding

__all__ = [
    "Alert",
    "Captivity",
    "Cohort",
    "CohortMembership",
    "ColumnMapping",
    "CommissionDecision",
    "Confirmation",
    "Consent",
    "CustodyChange",
    "Detention",
    "HealthAssessment",
    "Identifier",
    "Judgement",
    "Merge",
    "Person",
    "PersonImport",
    "PersonImportFile",
    "PersonImportRow",
    "PersonName",
    "PostReturnReport",
    "PriorityPolicy",
    "PriorityRule",
    "StatusEvent",
    "Withholding",
]
