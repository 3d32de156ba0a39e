from exchanges.models.claim import Claim
from exchanges.models.exchange import Exchange
from exchanges.models.frozen_manifest import FrozenManifest
from exchanges.models.hand_over_mark import HandOverMark
from exchanges.models.import_batch import ImportBatch
from exchanges.models.import_row import ImportRow
from exchanges.models.information_transfer import InformationTransfer
from exchanges.models.manifest_entry import ManifestEntry
from exchanges.models.mediation import Mediation
from exchanges.models.ordinal import Ordinal
from exchanges.models.plan import Plan
from exchanges.models.plan_choice import PlanChoice
from exchanges.models.programme_booking import ProgrammeBooking
from exchanges.models.remains_identification import RemainsIdentification
from exchanges.models.remains_transfer import RemainsTransfer
from exchanges.models.scenario import Scenario
from exchanges.models.setback_reason import SetbackReason
from exchanges.models.transfer import Transfer

__all__ = [
    "Claim",
    "Exchange",
    "FrozenManifest",
    "HandOverMark",
    "ImportBatch",
    "ImportRow",
    "InformationTransfer",
    "ManifestEntry",
    "Mediation",
    "Ordinal",
    "Plan",
    "PlanChoice",
    "ProgrammeBooking",
    "RemainsIdentification",
    "RemainsTransfer",
    "Scenario",
    "SetbackReason",
    "Transfer",
]
