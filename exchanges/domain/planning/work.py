"""How a plan is worked off: who there is to choose from, each scenario, and what was found written down as a whole."""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from audit.verbs import acting
from common import clock, jobs
from exchanges.domain.planning.asked import Asked
from exchanges.domain.planning.bell import fail
from exchanges.domain.planning.problem import Candidate, Ratio, kinds_of
from exchanges.domain.planning.scenarios import Outcome, outcome_of, variants
from exchanges.domain.planning.writing import beside_of, choices_of, scenario_of
from exchanges.models import Plan, PlanChoice
from exchanges.plan_enums import PlanStatus
from exchanges.queries.candidates import Found, Question, candidates
from negotiations.enums import Direction
from prisoners.queries.priority import Policy, policy_on
from units.models import Party

logger = logging.getLogger(__name__)
LOOKING, SOLVING, WRITING = "looking", "solving", "writing"
VERB = "exchanges.work_off_plan"
CHUNK = 5_000


@dataclass(frozen=True)
class Answer:
    """All that a plan found."""

    policy: Policy
    found: dict[str, Found]
    outcomes: list[Outcome]


def work_off(pk: uuid.UUID) -> bool:
    """Do a plan that waits, unless somebody else has it; True when this call finished it.

    Nothing is written before all is found: a worker that is killed leaves the plan to another one as it was.
    """
    with acting(by=User.objects.system(), verb_name="exchanges.claim_plan"):
        lease = jobs.claim(Plan, pk, seconds=settings.JOB_LEASE_SECONDS)
    if lease is None:
        return False
    plan = Plan.objects.select_related("programme", "asked_by", "other_side").get(pk=pk)
    try:
        with jobs.Heart(lease) as heart:
            answer = answered(plan, heart.tell)
        with jobs.holding(lease), acting(by=plan.asked_by, verb_name=VERB):
            write(plan, answer)
    except jobs.LostLease:
        logger.warning("plan %s: attempt %s lost its lease", pk, lease.attempt)
        return False
    except Exception as error:  # noqa: BLE001 - whatever went wrong is the plan's to tell
        logger.error("plan %s failed: %s", pk, type(error).__name__)
        return _fail(plan, lease)
    return True


def answered(plan: Plan, tell: Callable[..., None]) -> Answer:
    """All that a plan finds; `tell` hears of each step, and raises LostLease where the plan is not to be done."""
    asked = Asked.from_json(plan.terms)
    todo = list(variants(asked.terms, Ratio.of(*asked.other_ratio) if asked.other_ratio else None))
    steps = len(todo) + 1
    tell(done=0, total=steps, message=LOOKING)
    policy = policy_on(clock.today())
    found = {str(way): candidates(question) for way, question in _questions(plan, asked, policy)}
    people = [
        Candidate(fact.key, way, fact.tier, fact.days or 0, fact.groups)
        for way, each in found.items()
        for fact in each.candidates
    ]
    kinds, outcomes = kinds_of(people), []
    for done, (kind, terms) in enumerate(todo, start=1):
        tell(done=done, total=steps, message=SOLVING)
        outcomes.append(outcome_of(kinds, kind, terms))
    tell(done=steps, total=steps, message=WRITING)
    return Answer(policy, found, outcomes)


def _questions(plan: Plan, asked: Asked, policy: Policy) -> Iterator[tuple[str, Question]]:
    home = Party.objects.home()
    told: dict[str, Any] = {"by": plan.asked_by, "hand_over_on": plan.hand_over_on, "policy": policy}
    told |= {"groups": asked.subjects, "programme": plan.programme, "with_missing": asked.with_missing}
    yield Direction.TO_US, Question(side=home.pk, holder=plan.other_side_id, **told)
    yield Direction.TO_THEM, Question(side=plan.other_side_id, holder=home.pk, **told)


def write(plan: Plan, answer: Answer) -> None:
    """The scenarios and choices of a plan, and its end, within the transaction that holds its lease."""
    rules = Asked.from_json(plan.terms).terms.rules
    for place, outcome in enumerate(answer.outcomes, start=1):
        scenario = scenario_of(plan, place, outcome, rules, answer.policy)
        scenario.save(force_insert=True)
        PlanChoice.objects.bulk_create(choices_of(scenario, outcome, rules, answer.policy, answer.found), CHUNK)
    PlanChoice.objects.bulk_create(beside_of(plan, answer.policy, answer.found), CHUNK)
    plan.considered = {
        way: {"candidates": len(found.candidates), "beside": len(found.beside), **found.left_out}
        for way, found in answer.found.items()
    }
    plan.policy, plan.status, plan.lease_until = answer.policy.policy, PlanStatus.DONE, None
    plan.finished_at = timezone.now()
    plan.save(update_fields=["considered", "policy", "status", "lease_until", "finished_at"])


def _fail(plan: Plan, lease: jobs.Lease) -> bool:
    try:
        with jobs.holding(lease), acting(by=plan.asked_by, verb_name=VERB):
            fail(Plan.objects.filter(pk=plan.pk), "broke")
    except jobs.LostLease:
        return False
    return True
