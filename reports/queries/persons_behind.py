"""The persons behind a figure of the backlog: the same predicate, the same days, the part of one row."""

import uuid
from dataclasses import replace
from typing import Any

from prisoners.models import PriorityPolicy
from prisoners.queries.bands import Band
from prisoners.queries.held import STAY, Selection, Statement, held, within_band
from prisoners.queries.priority import NO_TIER, Policy, rank_sql

#: Whom a row of a table counts, and whom its row of what is not known; %(part)s is a code or a key.
OF_PART = {
    "categories": "c.legal_category = %(part)s",
    "sexes": "p.sex = %(part)s",
    "branches": "c.unit_id IN (SELECT id FROM units_unit WHERE branch_id = %(part)s)",
    "cohorts": "c.id IN (SELECT captivity_id FROM prisoners_cohortmembership"
    " WHERE cohort_id = %(part)s AND voided_at IS NULL)",
}
OF_NO_PART = {
    "units": "c.unit_id IS NULL",
    "branches": "(c.unit_id IS NULL OR c.unit_id NOT IN (SELECT id FROM units_unit WHERE branch_id IS NOT NULL))",
}


def counted_in(selection: Selection, policy: Policy, key: str, value: Any) -> Statement:
    """Whom a figure or a row of a table of the backlog counts: `value` is the first cell of the row.

    Raises LookupError for one that leads to nobody.
    """
    if key == "units" and value:
        return held(replace(selection, unit=uuid.UUID(value[3])))
    statement = held(selection)
    if key == "held":
        return statement
    if key == "unknown_start":
        key, value = "bands", Band.UNKNOWN
    _narrow(statement, selection, policy, key, value)
    return statement


def _narrow(statement: Statement, selection: Selection, policy: Policy, table: str, value: Any) -> None:
    if table == "bands":
        within_band(statement, Band(value), selection.on)
    elif table == "regions":
        _in_region(statement, value, selection.places)
    elif table == "tiers":
        places = [place for place, rule in enumerate(policy.rules) if value and rule.tier == int(value[0])]
        statement.limit(f"{rank_sql(policy, statement)} = ANY(%(part)s)", part=places or [NO_TIER])
    else:
        key = value[3] if isinstance(value, list) else value
        statement.limit((OF_PART if value else OF_NO_PART)[table], part=key)


def _in_region(statement: Statement, value: list[str] | None, places: str) -> None:
    statement.ctes.append(STAY.format(places=places))
    known = "SELECT s.captivity_id FROM stay s JOIN places_place l ON l.id = s.place_id WHERE l.region"
    if value:
        statement.limit(f"c.id IN ({known} = %(part)s)", part=value[0])
    else:
        statement.limit(f"c.id NOT IN ({known} <> '')")


def policy_of(key: str | None) -> Policy:
    """The policy that an answer was made with."""
    return Policy.of(PriorityPolicy.objects.get(pk=key) if key else None)
