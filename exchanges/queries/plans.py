"""Plans that a user may see, what they found, and what they were made from."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from common import clock
from exchanges.enums import FINAL
from exchanges.models import Exchange, Plan, PlanChoice, Scenario, Transfer
from negotiations.models import Programme, Stance
from negotiations.queries.groups import GroupKind, is_told
from prisoners.models import Cohort
from units.models import Branch, Party, Unit


def plans(user: User) -> QuerySet[Plan]:
    """Plans, the newest first."""
    found = Plan.objects.visible_to(user).select_related("other_side", "programme", "exchange", "asked_by", "policy")
    return found.order_by("-id")


def scenarios(user: User) -> QuerySet[Scenario]:
    """What comes of each variant of a plan."""
    return Scenario.objects.visible_to(user).order_by("plan", "place")


def choices(user: User) -> QuerySet[PlanChoice]:
    """Whom plans propose, who is next in line, who goes home beside; with what a row names."""
    found = PlanChoice.objects.visible_to(user)
    return found.select_related("captivity__person", "captivity__unit", "rule", "scenario").order_by(
        "-direction", "kind", "place", "id"
    )


def choices_of(scenario: Scenario, user: User) -> QuerySet[PlanChoice]:
    """Those of one scenario, with whoever goes home beside every one of them."""
    beside = Q(plan=scenario.plan_id, scenario__isnull=True)
    return choices(user).filter(Q(scenario=scenario) | beside)


def exchanges_ahead(user: User) -> QuerySet[Exchange]:
    """Exchanges that are not over, for which somebody may be nominated."""
    found = Exchange.objects.visible_to(user).standing().exclude(status__in=FINAL)
    return found.order_by(Coalesce("planned_on", "date").desc(nulls_last=True), "-number")


def transfers_of(exchange: Exchange, user: User) -> dict[str, Transfer]:
    """The standing transfer of each direction of an exchange, the first one where there are more."""
    found = Transfer.objects.visible_to(user).standing().filter(exchange=exchange).order_by("-id")
    return {transfer.direction: transfer for transfer in found}


def sides(user: User) -> QuerySet[Party]:
    """Those with whom one may exchange."""
    return Party.objects.visible_to(user).standing().filter(is_home=False, acts_beside__isnull=True).order_by("code")


def programmes_ahead(user: User) -> QuerySet[Programme]:
    """Programmes that exchanges may belong to."""
    return Programme.objects.visible_to(user).standing().order_by("-agreed_on", "code")


def stances_today(side: Party, user: User) -> list[Stance]:
    """Where a side stands today, on groups that the register tells and on those that it does not."""
    found = Stance.objects.visible_to(user).on(clock.today()).filter(party=side)
    return list(found.select_related("party", "branch", "unit", "cohort", "source").order_by("-direction", "pk"))


def group_of(stance: Stance) -> str:
    """The group of a stance as limits name it; blank for one that the register does not tell."""
    named = {
        GroupKind.CATEGORY: stance.category,
        GroupKind.BRANCH: stance.branch_id,
        GroupKind.UNIT: stance.unit_id,
        GroupKind.COHORT: stance.cohort_id,
    }
    group = next((f"{kind}:{value}" for kind, value in named.items() if value), "")
    return group if is_told(group) else ""


def group_names(groups: Iterable[str]) -> dict[str, str]:
    """Names of groups, of each kind in one statement; a category is named by its own words."""
    models = {GroupKind.BRANCH: Branch, GroupKind.UNIT: Unit, GroupKind.COHORT: Cohort}
    by_kind: dict[str, list[str]] = {}
    for group in groups:
        kind, _colon, value = group.partition(":")
        by_kind.setdefault(kind, []).append(value)
    found = {}
    for kind, model in models.items():
        if keys := by_kind.get(kind):
            found |= {f"{kind}:{each.pk}": str(each) for each in model.objects.filter(pk__in=keys)}
    return found
