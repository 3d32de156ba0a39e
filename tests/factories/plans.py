"""Synthetic plans of who goes."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from audit.verbs import acting
from exchanges.domain.planning.plans import ask_plan
from exchanges.domain.planning.work import answered, write
from exchanges.models import Plan
from exchanges.plan_enums import PlanStatus
from negotiations.enums import Direction
from prisoners.models import Captivity
from tests.factories.accounts import user_with
from tests.factories.prisoners import CaptivityFactory, PersonFactory
from tests.factories.records import home, other


def ours(**fields: Any) -> Captivity:
    """Somebody of ours, held by the other side."""
    return CaptivityFactory(**fields)


def theirs(**fields: Any) -> Captivity:
    """Somebody of theirs, held by us."""
    return CaptivityFactory(person=PersonFactory(party=other()), detaining_power=home(), **fields)


def limit(subject: str, *, direction: str = Direction.TO_US, least: int | None = None, most: int | None = None) -> dict:
    """A limit as plans take it: at most nobody, unless a number is given."""
    most = 0 if least is None and most is None else most
    return {"direction": direction, "subject": subject, "least": least, "most": most}


def planned(*, by: User | None = None, to_us: int = 1, to_them: int = 1, **fields: Any) -> Plan:
    """A plan that waits for a worker; `limits`, `ratio`, `with_missing` are of its terms."""
    home()
    terms = {key: fields.pop(key) for key in ("limits", "ratio", "other_ratio", "with_missing") if key in fields}
    terms |= {"to_us": {"most": to_us}, "to_them": {"most": to_them}}
    return ask_plan(terms=terms, other_side=other(), by=by or user_with(Role.NEGOTIATOR), **fields)


def reckoned(**fields: Any) -> Plan:
    """A plan as a worker leaves it that has done it; the job around it needs transactions of its own."""
    plan = planned(**fields)
    Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.RUNNING)
    plan.refresh_from_db()
    with acting(by=plan.asked_by, verb_name="synthetic"):
        write(plan, answered(plan, lambda **told: None))
    plan.refresh_from_db()
    return plan
