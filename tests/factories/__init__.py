"""Synthetic records for tests, made through the verbs that the product uses."""

from tests.factories.accounts import UserFactory, user_with
from tests.factories.approvals import allowed, by_two, proposed, settle, someone, voided
from tests.factories.exchanges import (
    ClaimFactory,
    ExchangeFactory,
    InformationFactory,
    RemainsFactory,
    TransferFactory,
    completed_exchange,
)
from tests.factories.manifests import ManifestEntryFactory, agreed_exchange, approved_manifest
from tests.factories.negotiations import ProposalFactory, RoundFactory, StanceFactory, minutes_of
from tests.factories.prisoners import CaptivityFactory, CohortFactory, PersonFactory, merged, returned
from tests.factories.records import PartyFactory, PlaceFactory, ProgrammeFactory, SourceFactory, home, other
from tests.factories.units import BranchFactory, PlacementFactory, UnitFactory, UnitNameFactory

__all__ = [
    "BranchFactory",
    "CaptivityFactory",
    "ClaimFactory",
    "CohortFactory",
    "ExchangeFactory",
    "InformationFactory",
    "ManifestEntryFactory",
    "PartyFactory",
    "PersonFactory",
    "PlaceFactory",
    "PlacementFactory",
    "ProgrammeFactory",
    "ProposalFactory",
    "RemainsFactory",
    "RoundFactory",
    "SourceFactory",
    "StanceFactory",
    "TransferFactory",
    "UnitFactory",
    "UnitNameFactory",
    "UserFactory",
    "agreed_exchange",
    "allowed",
    "approved_manifest",
    "by_two",
    "completed_exchange",
    "home",
    "merged",
    "minutes_of",
    "other",
    "proposed",
    "returned",
    "settle",
    "someone",
    "user_with",
    "voided",
]
