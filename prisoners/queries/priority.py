"""The order of priority on a day: the policy in force then, its tiers as SQL, and everybody held in that order.

The best tier wins; inside a tier those held longest come first, an unknown day of capture last. Those whom no rule
takes come after all others.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from common.classification import FieldClass
from prisoners.enums import Criterion, PolicyStatus
from prisoners.models import PriorityPolicy, PriorityRule
from prisoners.queries.held import Selection, Statement, held, rows
from prisoners.queries.known import known_ctes
from units.queries.tree import IN_FORCE

#: Place of those whom no rule takes, behind every tier.
NO_TIER = 32_767
#: The latest assessment of each on or before the day; one without a day counts only where there is no other.
HEALTH = """
    health AS (
        SELECT DISTINCT ON (captivity_id) captivity_id, grade FROM prisoners_healthassessment
        WHERE voided_at IS NULL AND (assessed_on IS NULL OR assessed_on <= %(on)s){of_one}
        ORDER BY captivity_id, assessed_on DESC NULLS LAST, id DESC
    )
"""
IN_POLICY = f"""
    SELECT id FROM prisoners_prioritypolicy
    WHERE status = '{PolicyStatus.IN_FORCE}' AND voided_at IS NULL AND effective_from <= %(on)s
    ORDER BY effective_from DESC LIMIT 1
"""  # noqa: S608
#: Whom a criterion takes: `c` is the captivity, `p` its person, {values} the parameter.
TAKES: dict[str, str] = {
    Criterion.HEALTH: "c.id IN (SELECT captivity_id FROM health WHERE grade = ANY({values}))",
    Criterion.SEX: "p.sex = ANY({values})",
    Criterion.DAYS_HELD: "c.captured_on <= %(on)s::date - ({values})[1]::int",
    Criterion.COHORT: """c.id IN (
        SELECT m.captivity_id FROM prisoners_cohortmembership m JOIN prisoners_cohort k ON k.id = m.cohort_id
        WHERE m.voided_at IS NULL AND k.code = ANY({values}))""",
    Criterion.CATEGORY: "c.legal_category = ANY({values})",
    Criterion.SERVICE_BASIS: "c.service_basis = ANY({values})",
    Criterion.UNIT: "c.unit_id IN (SELECT unit_id FROM {subtree})",
    Criterion.UNDER_AGE: "p.born_on > (%(on)s::date - make_interval(years => ({values})[1]::int))::date",
}
#: What somebody must be allowed to see to be told who is in the tier of a rule.
TELLS = {
    Criterion.HEALTH: FieldClass.HEALTH,
    Criterion.UNDER_AGE: FieldClass.IDENTITY,
}


@dataclass(frozen=True)
class Policy:
    """A policy with its rules, the first tier first; the place of a rule in the list is what the SQL answers."""

    policy: PriorityPolicy | None
    rules: tuple[PriorityRule, ...] = ()

    @classmethod
    def of(cls, policy: PriorityPolicy | None) -> "Policy":
        """A policy as it stands; without one nobody has a tier."""
        return cls(policy, tuple(policy.rules.standing().order_by("tier", "id")) if policy else ())

    @property
    def tells(self) -> frozenset[FieldClass]:
        """The classes of fields that the tiers give away."""
        return frozenset({FieldClass.STAFF, *(TELLS.get(rule.criterion, FieldClass.STAFF) for rule in self.rules)})

    @property
    def tiers(self) -> list[int]:
        return sorted({rule.tier for rule in self.rules})

    def tier_of(self, place: int) -> int | None:
        """The tier that the rule at a place stands for; None for NO_TIER."""
        return None if place == NO_TIER else self.rules[place].tier

    def reason_of(self, place: int) -> str:
        """Why somebody has the tier, in the reader's language; blank for NO_TIER."""
        return "" if place == NO_TIER else self.rules[place].label


def policy_on(on: datetime.date, known_on: datetime.date | None = None) -> Policy:
    """The policy in force on a day, as it was known at the end of another (None: now)."""
    ctes, params = known_ctes([PriorityPolicy], known_on)
    found = rows(Statement(ctes, params | {"on": on}), IN_POLICY)
    return Policy.of(PriorityPolicy.objects.get(pk=found[0][0]) if found else None)


def rank_sql(policy: Policy, statement: Statement, name: str = "rule") -> str:
    """SQL of the place of the first rule that takes a captivity; adds to the statement what it reads.

    `name` keeps apart the parameters of two policies in one statement.
    """
    branches = []
    for place, rule in enumerate(policy.rules):
        condition = takes_sql(statement, f"{name}_{place}", rule.criterion, rule.values)
        branches.append(f"WHEN {condition} THEN {place}")
    return f"CASE {' '.join(branches)} ELSE {NO_TIER} END" if branches else f"{NO_TIER}"


def takes_sql(statement: Statement, key: str, criterion: str, values: Collection[str]) -> str:
    """SQL of whether a criterion with these values takes a captivity; adds to the statement what it reads.

    `key` names the parameter, and keeps apart those of several criteria in one statement.
    """
    statement.params[key] = list(values)
    health = HEALTH.format(of_one=_only(statement))
    if criterion == Criterion.HEALTH and health not in statement.ctes:
        statement.ctes.append(health)
    if criterion == Criterion.UNIT:
        statement.ctes.append(_under(key))
    return TAKES[criterion].format(values=f"%({key})s", subtree=f"{key}_units")


def _only(statement: Statement) -> str:
    """Of a statement over one captivity, or over a few, only their health is read."""
    if "one" in statement.params:
        return " AND captivity_id = %(one)s"
    return " AND captivity_id = ANY(%(of)s::uuid[])" if "of" in statement.params else ""


def _under(key: str) -> str:
    return f"""
        {key}_units (unit_id) AS (
            SELECT unnest(%({key})s)::uuid
            UNION
            SELECT p.unit_id FROM {key}_units s JOIN units_placement p ON p.parent_id = s.unit_id AND {IN_FORCE}
        )
    """  # noqa: S608


RANKED = f"""
    SELECT h.*, coalesce((%(tiers)s::int[])[h.place + 1], {NO_TIER}) AS tier
    FROM (
        SELECT c.id, c.person_id, c.captured_on, coalesce(c.captured_on, 'infinity') AS start, {{rank}} AS place
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {{where}}
        OFFSET 0
    ) h
"""  # noqa: S608
#: The sort key of the order; whoever has no day of capture comes last inside a tier.
ORDER = "o.tier, o.start, o.id"


def ordered(
    selection: Selection, policy: Policy, *, one: uuid.UUID | None = None, of: Collection[uuid.UUID] | None = None
) -> tuple[Statement, str]:
    """A statement and its SELECT of everybody held: id, person_id, captured_on, start, place, tier; to sort by ORDER.

    `one` narrows it to a single captivity, `of` to some.
    """
    statement = held(selection)
    if of is not None:
        statement.limit("c.id = ANY(%(of)s::uuid[])", of=[str(key) for key in of])
    if one:
        statement.limit("c.id = %(one)s", one=one)
    rank = rank_sql(policy, statement)
    statement.params["tiers"] = _tiers(policy)
    return statement, RANKED.format(rank=rank, where=statement.where)


@dataclass(frozen=True)
class Ranked:
    """Somebody in the order: the captivity, the place of the rule that took them, their tier (None: none)."""

    id: uuid.UUID
    captured_on: datetime.date | None
    place: int
    tier: int | None


def standing_of(selection: Selection, policy: Policy, captivity: uuid.UUID) -> Ranked | None:
    """How one captivity stands; None for one that is not held on the day or not of the selection."""
    return next(iter(in_order(selection, policy, one=captivity, limit=1)), None)


def place_of(selection: Selection, policy: Policy, captivity: uuid.UUID) -> int | None:
    """The place of one captivity in the whole order, from 1; None for one that is not in it."""
    statement, select = ordered(selection, policy)
    statement.params["one"] = captivity
    found = rows(
        statement,
        f"SELECT n FROM (SELECT o.id, row_number() OVER (ORDER BY {ORDER}) AS n FROM ({select}) o) a"  # noqa: S608
        " WHERE a.id = %(one)s",
    )
    return found[0][0] if found else None


def in_order(
    selection: Selection,
    policy: Policy,
    *,
    tier: int | None = None,
    after: uuid.UUID | None = None,
    one: uuid.UUID | None = None,
    limit: int,
) -> list[Ranked]:
    """The first of the order, those after a captivity, or only one; `tier` keeps one tier, NO_TIER those without."""
    statement, select = ordered(selection, policy, one=one)
    conditions = ["true"]
    if tier is not None:
        conditions.append("o.tier = %(tier)s")
        statement.params["tier"] = tier
    if after and (last := standing_of(selection, policy, after)):
        conditions.append(f"({ORDER}) > (%(after_tier)s, %(after_start)s, %(after)s)")
        start = last.captured_on or "infinity"
        statement.params |= {"after_tier": last.tier or NO_TIER, "after_start": start, "after": after}
    found = rows(
        statement,
        f"SELECT o.id, o.captured_on, o.place FROM ({select}) o "  # noqa: S608
        f"WHERE {' AND '.join(conditions)} ORDER BY {ORDER} LIMIT {limit:d}",
    )
    return [_ranked(policy, row) for row in found]


def _ranked(policy: Policy, row: tuple) -> Ranked:
    return Ranked(*row, policy.tier_of(row[-1]))


@dataclass(frozen=True)
class Moved:
    """Somebody near the head of a new order, with the places and the tiers in both."""

    id: uuid.UUID
    captured_on: datetime.date | None
    new_place: int
    old_place: int
    new_rule: int
    old_rule: int


def compared(selection: Selection, old: Policy, new: Policy, *, shown: int) -> tuple[Counter, list[Moved]]:
    """What a new policy does: how many go from which tier to which (None: none), and the first of the new order."""
    statement = held(selection)
    ranks = rank_sql(old, statement, "old"), rank_sql(new, statement, "new")
    select = f"""
        SELECT c.id, c.captured_on, coalesce(c.captured_on, 'infinity') AS start, {ranks[0]} AS old_rule,
               {ranks[1]} AS new_rule
        FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id WHERE {statement.where} OFFSET 0
    """  # noqa: S608
    tiers: Counter = Counter()
    for old_rule, new_rule, persons in rows(
        statement,
        f"SELECT h.old_rule, h.new_rule, count(*) FROM ({select}) h GROUP BY 1, 2",  # noqa: S608
    ):
        tiers[old.tier_of(old_rule), new.tier_of(new_rule)] += persons
    statement.params |= {"old_tiers": _tiers(old), "new_tiers": _tiers(new), "shown": shown}
    heads = rows(statement, HEAD_OF_BOTH.format(select=select))
    return tiers, [Moved(*row) for row in heads]


HEAD_OF_BOTH = f"""
    SELECT n.id, n.captured_on, n.new_place, n.old_place, n.new_rule, n.old_rule FROM (
        SELECT t.*, row_number() OVER (ORDER BY t.new_tier, t.start, t.id) AS new_place,
               row_number() OVER (ORDER BY t.old_tier, t.start, t.id) AS old_place
        FROM (
            SELECT h.*, coalesce((%(new_tiers)s::int[])[h.new_rule + 1], {NO_TIER}) AS new_tier,
                   coalesce((%(old_tiers)s::int[])[h.old_rule + 1], {NO_TIER}) AS old_tier
            FROM ({{select}}) h
        ) t
    ) n ORDER BY n.new_place LIMIT %(shown)s
"""  # noqa: S608


def _tiers(policy: Policy) -> list[int]:
    return [rule.tier for rule in policy.rules]
