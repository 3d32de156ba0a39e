"""Groups that negotiations speak of, as SQL over captivities: a category, a branch, a unit with all under it, a cohort.

Some say nothing that the register tells, as an origin does: nobody is chosen, or left, by it.
"""

import uuid

from django.db.models import TextChoices

from negotiations.enums import Category
from prisoners.domain.founding_policy import LONG_HELD_DAYS
from prisoners.enums import Criterion, HealthGrade, LegalCategory, ServiceBasis, Sex
from prisoners.queries.held import Statement
from prisoners.queries.priority import takes_sql

#: Held for less is “recently captured”; younger than so many years is young, where no programme says otherwise.
RECENT_DAYS, YOUNG_BEFORE = 365, 26
_CRITERIA: dict[str, tuple[Criterion, list[str]]] = {
    Category.POW: (Criterion.CATEGORY, [LegalCategory.POW]),
    Category.CIVILIANS: (Criterion.CATEGORY, [LegalCategory.CIVILIAN]),
    Category.SERIOUSLY_WOUNDED: (Criterion.HEALTH, [HealthGrade.SERIOUSLY_WOUNDED]),
    Category.GRAVELY_SICK: (Criterion.HEALTH, [HealthGrade.GRAVELY_SICK]),
    Category.WOMEN: (Criterion.SEX, [Sex.FEMALE]),
    Category.YOUNG: (Criterion.UNDER_AGE, [str(YOUNG_BEFORE)]),
    Category.LONG_HELD: (Criterion.DAYS_HELD, [str(LONG_HELD_DAYS)]),
    Category.CONSCRIPTS: (Criterion.SERVICE_BASIS, [ServiceBasis.CONSCRIPT]),
    Category.CONTRACT: (Criterion.SERVICE_BASIS, [ServiceBasis.CONTRACT]),
    Category.MOBILISED: (Criterion.SERVICE_BASIS, [ServiceBasis.MOBILISED]),
    Category.OCCUPIED: (Criterion.SERVICE_BASIS, [ServiceBasis.PROXY]),
    Category.CONVICTS: (Criterion.SERVICE_BASIS, [ServiceBasis.CONVICT]),
    Category.COMPANY: (Criterion.SERVICE_BASIS, [ServiceBasis.COMPANY]),
}
#: Categories that the register tells of every captivity.
TOLD = frozenset({*_CRITERIA, Category.RECENT})


class GroupKind(TextChoices):
    """By what a group is named; `kind:value` names it, the value a code of a category or a key."""

    CATEGORY = "category"
    BRANCH = "branch"
    UNIT = "unit"
    COHORT = "cohort"


def is_told(group: str) -> bool:
    """Whether the register tells who is of a group."""
    kind, _colon, value = group.partition(":")
    if kind == GroupKind.CATEGORY:
        return value in TOLD
    try:
        return kind in GroupKind.values and bool(uuid.UUID(value))
    except ValueError:
        return False


def group_sql(statement: Statement, name: str, group: str) -> str:
    """SQL of whether a captivity `c` of person `p` is of a group; adds to the statement what it reads.

    `name` keeps apart the parameters of several groups. Raises ValueError for a group that the register does not tell.
    """
    if not is_told(group):
        raise ValueError(f"nobody can be told to be of {group}")
    kind, _colon, value = group.partition(":")
    if kind == GroupKind.UNIT:
        return f"COALESCE({takes_sql(statement, name, Criterion.UNIT, [value])}, false)"
    if kind == GroupKind.BRANCH:
        statement.params[name] = value
        return f"COALESCE(c.unit_id IN (SELECT id FROM units_unit WHERE branch_id = %({name})s), false)"  # noqa: S608
    if kind == GroupKind.COHORT:
        statement.params[name] = value
        members = "SELECT captivity_id FROM prisoners_cohortmembership WHERE voided_at IS NULL AND cohort_id"
        return f"c.id IN ({members} = %({name})s)"
    if value == Category.RECENT:
        return f"COALESCE(NOT {takes_sql(statement, name, Criterion.DAYS_HELD, [str(RECENT_DAYS)])}, false)"
    return f"COALESCE({takes_sql(statement, name, *_CRITERIA[value])}, false)"
