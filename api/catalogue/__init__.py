"""The types of records that the API knows."""

from api.catalogue.after_exchanges import INFORMATION_TRANSFERS, REMAINS_IDENTIFICATIONS, REMAINS_TRANSFERS
from api.catalogue.approvals import APPROVALS
from api.catalogue.captivity_records import (
    ALERTS,
    COHORTS,
    COMMISSION_DECISIONS,
    CONFIRMATIONS,
    CONSENTS,
    CUSTODY_CHANGES,
    DETENTIONS,
    HEALTH_ASSESSMENTS,
    POST_RETURN_REPORTS,
    STATUS_EVENTS,
)
from api.catalogue.exchanges import CLAIMS, EXCHANGES, TRANSFERS
from api.catalogue.ground import PARTIES, PLACES, SOURCES
from api.catalogue.identity import JUDGEMENTS, MERGES
from api.catalogue.lists import DECISIONS, LIST_ENTRIES, NAME_LISTS
from api.catalogue.manifests import FROZEN_MANIFESTS, MANIFEST_ENTRIES
from api.catalogue.negotiations import MINUTES, PROGRAMMES, PROPOSALS, ROUNDS, STANCES
from api.catalogue.policies import PRIORITY_POLICIES
from api.catalogue.prisoners import CAPTIVITIES, PERSONS, WITHHOLDINGS
from api.catalogue.schedules import SCHEDULES
from api.catalogue.units import BRANCHES, PLACEMENTS, UNIT_NAMES, UNITS

RESOURCES = (
    PARTIES,
    BRANCHES,
    UNITS,
    UNIT_NAMES,
    PLACEMENTS,
    PLACES,
    SOURCES,
    ROUNDS,
    MINUTES,
    PROPOSALS,
    STANCES,
    PROGRAMMES,
    NAME_LISTS,
    LIST_ENTRIES,
    DECISIONS,
    EXCHANGES,
    TRANSFERS,
    CLAIMS,
    MANIFEST_ENTRIES,
    FROZEN_MANIFESTS,
    REMAINS_TRANSFERS,
    REMAINS_IDENTIFICATIONS,
    INFORMATION_TRANSFERS,
    PERSONS,
    WITHHOLDINGS,
    CAPTIVITIES,
    DETENTIONS,
    CUSTODY_CHANGES,
    HEALTH_ASSESSMENTS,
    COMMISSION_DECISIONS,
    CONFIRMATIONS,
    CONSENTS,
    POST_RETURN_REPORTS,
    COHORTS,
    STATUS_EVENTS,
    ALERTS,
    JUDGEMENTS,
    MERGES,
    PRIORITY_POLICIES,
    APPROVALS,
    SCHEDULES,
)
