"""Plans of who goes: 10,000 candidates a side, from the facts to the answer written down, and the solver alone.

The register has whom it has: the facts of invented persons are given to the solver in a number that does not depend on
it. Beside the time stands that of bare SQL that sorts the same persons by tier; the time of the processor is printed.
"""

import random
import time
import uuid
from collections.abc import Callable, Iterator, Sequence

from accounts.models import User
from bench.bench_backlog import HEALTH, HELD, TIER, bare
from bench.data import ordered_by_policy
from bench.figures import Figure, compare
from common import clock
from exchanges.domain.planning.asked import Asked
from exchanges.domain.planning.problem import Candidate, Ratio, kinds_of
from exchanges.domain.planning.scenarios import outcome_of, variants
from exchanges.queries.candidates import Question, candidates
from negotiations.enums import Direction
from prisoners.models import Person
from prisoners.queries.priority import NO_TIER, policy_on
from units.models import Party

REGISTER = True
EACH = 10_000
BARE = f"""
WITH {HEALTH} SELECT count(*), max(n) FROM (
    SELECT row_number() OVER (ORDER BY {TIER}, c.captured_on NULLS LAST, c.id) AS n, c.id {HELD}
) o
"""  # noqa: S608
#: Shares of the groups: conscripts, mobilised, a branch that is refused, a unit that is insisted on.
SHARES = (0.2, 0.35, 0.1, 0.05)
LIMITS = [
    {"direction": "to_us", "subject": "category:mobilised", "most": 0},
    {"direction": "to_us", "subject": "category:women", "least": 20},
    {"direction": "to_them", "subject": "category:conscripts", "least": 300},
    {"direction": "to_them", "subject": "category:contract", "most": 100},
]
TERMS = {
    "to_us": {"most": 400},
    "to_them": {"most": 1_500},
    "ratio": [40, 150],
    "other_ratio": [1, 1],
    "limits": LIMITS,
}


def figures() -> Iterator[Figure]:
    ordered_by_policy()
    home, other, policy = Party.objects.home(), Party.objects.get(code="RU"), policy_on(clock.today())
    parameters = {"today": clock.today(), "side": home.pk}
    people = invented()
    yield compare(
        f"plan, {EACH:,} a side, all scenarios explained",
        told(lambda: solved(people)),
        lambda: bare([BARE], parameters),
        times=3,
    )
    question = Question(
        home.pk, other.pk, User.objects.system(), clock.today(), policy, Asked.from_json(TERMS).subjects
    )
    yield compare(
        f"facts of a plan, one side, {Person.objects.count():,} persons",
        told(lambda: candidates(question)),
        lambda: bare([BARE], parameters),
        times=3,
    )


def invented() -> list[Candidate]:
    """Candidates of both sides, always the same."""
    chance = random.Random(2026)  # noqa: S311 - nothing is kept secret by it
    return [_one(chance, way) for way in Direction for _each in range(EACH)]


def _one(chance: random.Random, way: str) -> Candidate:
    groups = sum(1 << bit for bit, share in enumerate(SHARES) if chance.random() < share)
    tier = chance.choices([2, 3, 4, NO_TIER], [3, 25, 12, 60])[0]
    return Candidate(uuid.UUID(int=chance.getrandbits(128)), str(way), tier, chance.randrange(1_700), groups)


def solved(people: Sequence[Candidate]) -> None:
    """Every scenario, with why each goes and what would have to change for the next in line."""
    kinds, asked = kinds_of(people), Asked.from_json(TERMS)
    for kind, terms in variants(asked.terms, Ratio.of(*asked.other_ratio)):
        outcome_of(kinds, kind, terms)


def told(work: Callable[[], object]) -> Callable[[], None]:
    """The same, saying the time of the processor."""

    def run() -> None:
        began = time.process_time()
        work()
        print(f"    processor {time.process_time() - began:.2f} s")

    return run
