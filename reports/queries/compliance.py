"""Which tier of the priority order each of those was in who came home, on the day of the hand-over: one statement."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from exchanges.models import Exchange, ManifestEntry, Transfer
from prisoners.enums import PolicyStatus
from prisoners.models import PriorityPolicy
from prisoners.queries.by_day import DAYS, asked_by_day, statement_of_days
from prisoners.queries.held import TABLES as OF_PERSONS
from prisoners.queries.held import Selection, Statement, rows
from prisoners.queries.known import known_ctes
from prisoners.queries.priority import NO_TIER, Policy, rank_sql
from reports.queries.queue import tier_name

#: What the exchanges of a period and the policies are read from, and what those who came home in them are.
READ = (Exchange, Transfer, PriorityPolicy)
TABLES = (*OF_PERSONS, Transfer, ManifestEntry)
#: The number of a tier and what it is called in both languages.
Tier = tuple[str, ...]
#: Who was handed over in these exchanges, each with the day of it.
HAPPENED = """
    happened AS (
        SELECT m.delivered_on AS day, m.captivity_id, t.exchange_id AS what
        FROM exchanges_manifestentry m JOIN exchanges_transfer t ON t.id = m.transfer_id
        WHERE m.voided_at IS NULL AND m.status = 'delivered' AND t.voided_at IS NULL
              AND t.direction = %(direction)s AND t.exchange_id = ANY(%(exchanges)s::uuid[])
    )
"""


@dataclass(frozen=True)
class Policies:
    """The policies in force one after another, the latest first, and the place of the first rule of each in a row."""

    policies: tuple[Policy, ...]

    @property
    def tells(self) -> frozenset:
        return frozenset().union(*(each.tells for each in self.policies)) if self.policies else frozenset()

    @property
    def tiers(self) -> list[Tier]:
        """Every tier that one of them has, the latest policy's first: those of one number and one name are one."""
        return list(dict.fromkeys(tuple(tier_name(each, tier)) for each in self.policies for tier in each.tiers))

    def tier_at(self, place: int) -> Tier | None:
        """The tier for which a place of `rank` stands; None for none."""
        if place == NO_TIER:
            return None
        for policy, start in self._starts():
            if start <= place < start + len(policy.rules):
                return tuple(tier_name(policy, policy.rules[place - start].tier))
        raise LookupError(place)

    def places_of(self, tiers: Collection[Tier | None]) -> list[int]:
        """The places of `rank` that stand for these tiers; None is none."""
        places = [start + n for policy, start in self._starts() for n in range(len(policy.rules))]
        return [place for place in (*places, NO_TIER) if self.tier_at(place) in tiers]

    def rank(self, statement: Statement) -> str:
        """SQL of the place of the first rule of the policy of the day that takes a captivity."""
        branches = [
            f"WHEN %(on)s >= '{policy.policy.effective_from.isoformat()}'::date THEN "
            f"coalesce(nullif({rank_sql(policy, statement, f'policy_{start}')}, {NO_TIER}) + {start}, {NO_TIER})"
            for policy, start in self._starts()
        ]
        return f"CASE {' '.join(branches)} ELSE {NO_TIER} END" if branches else f"{NO_TIER}"

    def _starts(self) -> Iterable[tuple[Policy, int]]:
        start = 0
        for policy in self.policies:
            yield policy, start
            start += len(policy.rules)


def policies_until(day: datetime.date) -> Policies:
    """The policies that were in force on any day up to one."""
    found = PriorityPolicy.objects.standing().filter(status=PolicyStatus.IN_FORCE, effective_from__lte=day)
    return Policies(tuple(Policy.of(each) for each in found.order_by("-effective_from")))


def tiers_of_exchanges(
    selection: Selection, policies: Policies, exchanges: Collection[str], direction: str
) -> dict[str, Counter[Tier | None]]:
    """Persons of a selection who came home in each exchange, by their tier on the day of it."""
    statement, select = _asked(selection, policies, exchanges, direction)
    found: defaultdict[str, Counter] = defaultdict(Counter)
    counted = f"SELECT a.what, a.place, count(DISTINCT a.person_id) FROM ({select}) a GROUP BY 1, 2"  # noqa: S608
    for exchange, place, persons in rows(statement, counted):
        found[str(exchange)][policies.tier_at(place)] += persons
    return dict(found)


def came_home(
    selection: Selection,
    policies: Policies,
    exchanges: Collection[str],
    direction: str,
    tiers: Collection[Tier | None] | None = None,
) -> Statement:
    """Those who came home in these exchanges, of these tiers (one None: of no tier); of whatever tier without."""
    statement, select = _asked(selection, policies, exchanges, direction)
    inner = f"SELECT a.captivity_id FROM ({select}) a"  # noqa: S608
    if tiers is not None:
        statement.params["places"] = policies.places_of(tiers)
        inner += " WHERE a.place = ANY(%(places)s)"
    statement.limit(f"c.id IN ({inner})")
    return statement


def _asked(
    selection: Selection, policies: Policies, exchanges: Collection[str], direction: str
) -> tuple[Statement, str]:
    of_day = statement_of_days()
    of_day.limit("p.party_id = %(side)s", side=selection.side)
    of_day.limit(selection.seen)
    select = asked_by_day(of_day, f"{policies.rank(of_day)} AS place")
    ctes, params = known_ctes(TABLES, selection.known_on)
    params |= of_day.params | {"direction": direction, "exchanges": list(exchanges), "on": selection.on}
    return Statement([*ctes, HAPPENED, DAYS], params), select
