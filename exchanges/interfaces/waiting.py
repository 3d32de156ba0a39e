"""What waits among exchanges, for the page Today."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from common import clock
from common.partial_dates import PartialDate, Precision
from common.today import Waiting
from exchanges.enums import ExchangeStatus as S
from exchanges.models import Exchange
from exchanges.queries.waiting import unconfirmed_imports, undecided, unfinished

SHOWN = 5


def waiting(user: User) -> list[Waiting]:
    """Exchanges to carry on with, figures to decide on, imports to confirm; only what the reader may see."""
    if not user.has_perm(Permission.EXCHANGES_VIEW):
        return []
    groups = defaultdict(list)
    for exchange in unfinished(user):
        groups[_group(exchange)].append(exchange)
    told = {
        "overdue": (_("The planned day has passed"), "bad"),
        "no_day": (_("Postponed without a new day"), "warning"),
        S.UNDER_WAY: (_("Under way now"), "active"),
        S.SCHEDULED: (_("Scheduled"), "active"),
        "on_the_way": (_("Proposed, agreed or verified, not scheduled yet"), "neutral"),
        S.DRAFT: (_("Drafts to finish"), "neutral"),
    }
    found = [_waiting(label, tone, groups[name]) for name, (label, tone) in told.items()]
    found.append(_waiting(_("Figures that disagree, none adopted"), "warning", list(undecided(user)[:100])))
    return [*found, _imports(user)]


def _group(exchange: Exchange) -> str:
    passed = exchange.planned_on is not None and exchange.planned_on < clock.today()
    if exchange.status == S.POSTPONED:
        return "no_day" if passed or exchange.planned_on is None else S.SCHEDULED
    if passed and exchange.status != S.UNDER_WAY:
        return "overdue"
    return exchange.status if exchange.status in {S.UNDER_WAY, S.SCHEDULED, S.DRAFT} else "on_the_way"


def _waiting(label: str, tone: str, exchanges: Sequence[Exchange]) -> Waiting:
    items = [(_named(each), each.get_absolute_url()) for each in exchanges[:SHOWN]]
    more = reverse("exchanges:list") if len(exchanges) > SHOWN else ""
    return Waiting(label, tone, len(exchanges), items, more)


def _named(exchange: Exchange) -> str:
    if exchange.planned_on is None:
        return str(exchange)
    return f"{exchange} · {PartialDate(exchange.planned_on, Precision.DAY)}"


def _imports(user: User) -> Waiting:
    batches = list(unconfirmed_imports(user)[:100])
    items = [(str(batch), reverse("exchanges:import-detail", args=[batch.pk])) for batch in batches[:SHOWN]]
    more = reverse("exchanges:import") if len(batches) > SHOWN else ""
    return Waiting(_("Imports looked at and not confirmed"), "warning", len(batches), items, more)
