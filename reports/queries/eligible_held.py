"""Whom we hold of another side: who may be proposed for an exchange, and why the others may not; one statement."""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from exchanges.manifest_enums import LIVE, EntryCategory
from exchanges.models import ManifestEntry
from exchanges.queries.candidates import REFUSED, category_sql
from prisoners.enums import CaptivityStatus
from prisoners.models import CommissionDecision, Consent
from prisoners.queries.held import STANDING, Selection, Statement, lasting, recorded, rows
from reports.queries.flow import HELD_BY

ELIGIBLE, ON_MANIFEST, DECLINED, MISSING = "eligible", "on_manifest", "declined", "missing"
MEDICAL, CIVILIAN, OTHER = EntryCategory.MEDICAL.value, EntryCategory.CIVILIAN.value, EntryCategory.OTHER.value
#: In the order in which a plan asks (exchanges/queries/candidates.py); each person is in one.
STANDINGS = (ELIGIBLE, ON_MANIFEST, DECLINED, MISSING, MEDICAL, CIVILIAN, OTHER)
PROMISED = """
    c.id IN (SELECT captivity_id FROM exchanges_manifestentry WHERE voided_at IS NULL AND status = ANY(%(live)s))
"""
STANDING_SQL = f"""
    CASE WHEN {PROMISED} THEN '{ON_MANIFEST}' WHEN {REFUSED} THEN '{DECLINED}'
         WHEN c.status = '{CaptivityStatus.MISSING}' THEN '{MISSING}'
         ELSE coalesce(nullif({{category}}, '{EntryCategory.MILITARY}'), '{ELIGIBLE}') END
"""
GROUPED = """
    SELECT grouping(service_basis, legal_category, captured_on), standing, service_basis, legal_category, captured_on,
           count(*)
    FROM (
        SELECT {standing} AS standing, c.service_basis, c.legal_category, c.captured_on
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {where}
    ) h
    GROUP BY GROUPING SETS ((standing, service_basis), (standing, legal_category), (standing, captured_on))
"""
BY_BASIS, BY_CATEGORY, BY_DAY = 0b011, 0b101, 0b110


@dataclass
class Eligible:
    """Those whom we hold by where they stand; those eligible by service basis, legal category and day of capture."""

    standings: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    days: Counter[datetime.date | None] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.standings.total()


def eligible_held(selection: Selection, holder: uuid.UUID) -> Eligible:
    """Whom `holder` holds of a selection on its day."""
    statement, standing = of_holder(selection, holder)
    found = Eligible()
    for grouping, stands, basis, category, day, number in rows(
        statement, GROUPED.format(standing=standing, where=statement.where)
    ):
        if grouping == BY_BASIS:
            found.standings[stands] += number
        if stands == ELIGIBLE:
            counter, key = {
                BY_BASIS: (found.bases, basis),
                BY_CATEGORY: (found.categories, category),
                BY_DAY: (found.days, day),
            }[grouping]
            counter[key] += number
    return found


def of_holder(selection: Selection, holder: uuid.UUID) -> tuple[Statement, str]:
    """Whom a party holds, and SQL of where each of them stands."""
    statement = recorded(selection, [Consent, CommissionDecision, ManifestEntry])
    statement.limit(STANDING, live=list(LIVE))
    statement.limit(HELD_BY, holder=holder)
    statement.limit(lasting(selection, statement))
    return statement, STANDING_SQL.format(category=category_sql(statement))


def standing_so(selection: Selection, holder: uuid.UUID, standing: str, **part: Any) -> Statement:
    """Whom a party holds who stand so; `part` narrows to a service basis or a legal category."""
    statement, sql = of_holder(selection, holder)
    statement.limit(f"({sql}) = %(standing)s", standing=standing)
    for column, value in part.items():
        statement.limit(f"c.{column} = %({column})s", **{column: value})
    return statement
