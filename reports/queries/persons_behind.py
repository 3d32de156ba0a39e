"""The persons behind a figure of the backlog: the same predicate, the same days, the part of one row."""

import uuid
from dataclasses import replace
from typing import Any

from accounts.models import User
from prisoners.models import Captivity, PriorityPolicy
from prisoners.queries.bands import Band
from prisoners.queries.held import STAY, Selection, Statement, held, rows, within_band
from prisoners.queries.priority import NO_TIER, Policy, rank_sql

PAGE = 50
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
START = "coalesce(c.captured_on, 'infinity')"
#: The longest held first; the key is that of a captivity and says nothing about a person.
LISTED = f"""
    SELECT c.id FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id
    WHERE {{where}} ORDER BY {START}, c.id LIMIT {PAGE + 1}
"""  # noqa: S608
AFTER = f"""({START}, c.id) > (
    SELECT coalesce(b.captured_on, 'infinity'), b.id FROM prisoners_captivity b WHERE b.id = %(after)s
)"""  # noqa: S608


def persons_behind(
    user: User, selection: Selection, policy: Policy, part: tuple[str, Any] | None, after: uuid.UUID | None
) -> tuple[list[Captivity], uuid.UUID | None]:
    """A page of the captivities behind a figure, with the key after which the next page begins, if there is one.

    `part` is the key of a table and the first cell of its row; None is everybody held. Raises LookupError for a table
    that leads to nobody.
    """
    statement = _narrowed(selection, policy, *part) if part else held(selection)
    if after:
        statement.limit(AFTER, after=after)
    keys = [key for (key,) in rows(statement, LISTED.format(where=statement.where))]
    found = Captivity.objects.visible_to(user).select_related("person", "unit").in_bulk(keys[:PAGE])
    more = keys[PAGE - 1] if len(keys) > PAGE else None
    return [found[key] for key in keys[:PAGE] if key in found], more


def _narrowed(selection: Selection, policy: Policy, table: str, value: Any) -> Statement:
    if table == "units" and value:
        return held(replace(selection, unit=uuid.UUID(value[3])))
    statement = held(selection)
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
    return statement


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
