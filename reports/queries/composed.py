"""Who came home, by name, along each axis: counted from the manifests of exchanges that were carried out.

Of the delivered only those who are named stand here; a number that was claimed says nothing of them.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from accounts.models import User
from exchanges.enums import DELIVERED, Direction
from exchanges.manifest_enums import EntryCategory, EntryStatus
from exchanges.queries.completion import counts_as
from prisoners.enums import LegalCategory
from prisoners.models import Cohort
from prisoners.queries.bands import MONTHS, Band
from prisoners.queries.held import STANDING, Statement, of_reader, rows
from prisoners.queries.known import known_ctes
from reports.queries.as_known import SIGHT
from reports.queries.transfers import TABLES, Period, keys_sql, transfers
from units.models import Branch


class OwnAxis(StrEnum):
    """What our own record tells of those who came home. An axis of claims of the same name asks the same."""

    STATUS = "status"
    SERVICE_BASIS = "service_basis"
    BRANCH = "branch"
    RANK = "rank"
    SEX = "sex"
    COHORT = "cohort"
    DURATION = "duration"


A = OwnAxis
#: Whoever was captured less than so many months before the hand-over, as prisoners/queries/bands.py counts months.
LASTED = " ".join(
    f"WHEN c.captured_on > (m.delivered_on - interval '{months} months')::date THEN '{band}'"
    for band, months in MONTHS.items()
)
BAND = f"CASE WHEN c.captured_on IS NULL THEN '{Band.UNKNOWN}' {LASTED} ELSE '{Band.OVER_3_YEARS}' END"
UNIT = "(SELECT u.branch_id::text FROM units_unit u WHERE u.id = c.unit_id)"
#: What is counted of each, as text; a person has one value on each but of cohorts.
VALUES = {
    A.STATUS: "m.category || ' ' || c.legal_category",
    A.SERVICE_BASIS: "c.service_basis",
    A.BRANCH: f"coalesce({UNIT}, '')",
    A.RANK: "c.rank",
    A.SEX: "p.sex",
    A.DURATION: BAND,
}
COHORTS = """
    SELECT 'cohort', g.direction, b.cohort_id::text, count(*)
    FROM gone g JOIN prisoners_cohortmembership b ON b.captivity_id = g.id AND b.voided_at IS NULL GROUP BY 2, 3
"""
NAMED = """
    FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
    JOIN exchanges_exchange e ON e.id = t.exchange_id
    JOIN prisoners_captivity c ON c.id = m.captivity_id JOIN prisoners_person p ON p.id = c.person_id
    WHERE m.voided_at IS NULL AND m.status = %(delivered)s AND e.status = ANY(%(carried_out)s)
"""
#: The captivities of those who went one way, of one value of an axis, for whoever is led to them.
OF_VALUE = f"""
    of_value AS MATERIALIZED (SELECT c.id {NAMED} AND {{where}} AND t.direction = %(direction)s AND {{value}})
"""


@dataclass(frozen=True)
class Came:
    """How many of one kind came home, by direction."""

    value: str
    to_us: int
    to_them: int


def composed(user: User, period: Period, axes: Collection[OwnAxis]) -> dict[OwnAxis, list[Came]]:
    """By axis those named who came home, of whom a user may be told; one statement. A blank value is not known."""
    statement = _statement(user, period)
    counted = [axis for axis in VALUES if axis in axes]
    columns = ", ".join(f"{VALUES[axis]} AS {axis}" for axis in counted)
    parts = [f"SELECT '{axis}', direction, {axis}, count(*) FROM gone GROUP BY 2, 3" for axis in counted]  # noqa: S608
    parts += [COHORTS] if A.COHORT in axes else []
    statement.ctes.append(
        f"gone AS MATERIALIZED (SELECT c.id, t.direction{', ' if columns else ''}{columns} {NAMED}"
        f" AND {statement.where})"
    )
    found: dict[OwnAxis, dict[str, dict[str, int]]] = {axis: defaultdict(dict) for axis in axes}
    for axis, direction, value, number in rows(statement, " UNION ALL ".join(parts)) if parts else ():
        told = _folded(A(axis), value)
        by_direction = found[A(axis)][told]
        by_direction[direction] = by_direction.get(direction, 0) + number
    return {axis: _came(values) for axis, values in found.items()}


def behind(user: User, period: Period, axis: OwnAxis, value: str, direction: Direction) -> Statement:
    """Those whom one count of `composed` counts, as a statement over `c` and `p`."""
    found = _statement(user, period)
    found.params |= {"direction": direction, "value": value}
    of_value = OF_VALUE.format(where=found.where, value=_condition(axis, value, found))
    return Statement([*found.ctes, of_value], found.params, [STANDING, "c.id IN (SELECT id FROM of_value)"])


def names_of(axis: OwnAxis) -> dict[str, list[str]]:
    """Code and names of the records that the values of an axis are keys of."""
    model = {A.BRANCH: Branch, A.COHORT: Cohort}.get(axis)
    if model is None:
        return {}
    return {str(key): [code, uk, en, str(key)] for key, code, uk, en in model.objects.values_list(*FIELDS)}


FIELDS = ("pk", "code", "name_uk", "name_en")


def _statement(user: User, period: Period) -> Statement:
    """The conditions on those who came home in the transfers that a user may see."""
    ctes, params = known_ctes(TABLES, period.known_on, today=SIGHT) if period.known_on else ([], {})
    ctes.append(f"asked AS MATERIALIZED ({keys_sql(transfers(user, period))})")
    statement = Statement(ctes, params, [STANDING, of_reader(user), "t.id IN (TABLE asked)"])
    statement.params |= {"delivered": EntryStatus.DELIVERED, "carried_out": sorted(DELIVERED)}
    return statement


def _folded(axis: OwnAxis, value: str) -> str:
    """The value as it is told: of as what somebody went and was held, whether that is military or civilian."""
    return (counts_as(*value.split()) or "") if axis == A.STATUS else value


def _condition(axis: OwnAxis, value: str, statement: Statement) -> str:
    if axis == A.COHORT:
        return (
            "c.id IN (SELECT b.captivity_id FROM prisoners_cohortmembership b"
            " WHERE b.voided_at IS NULL AND b.cohort_id = %(value)s::uuid)"
        )
    if axis == A.STATUS:
        pairs = [
            f"{one} {two}" for one in EntryCategory for two in LegalCategory if (counts_as(one, two) or "") == value
        ]
        statement.params["value"] = pairs
        return f"{VALUES[axis]} = ANY(%(value)s)"
    return f"{VALUES[axis]} = %(value)s"


def _came(values: dict[str, dict[str, int]]) -> list[Came]:
    found = [
        Came(value, *(by.get(way, 0) for way in (Direction.TO_US, Direction.TO_THEM))) for value, by in values.items()
    ]
    return sorted(found, key=lambda each: (-each.to_us - each.to_them, each.value))
