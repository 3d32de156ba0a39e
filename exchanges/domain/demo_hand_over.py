"""Synthetic exchanges with people of both sides: one under way, and one that was carried out.

The one carried out is restricted and its numbers are withheld: who sees what is general does not count it at all, and
who sees what is restricted finds it by its name among those that are left out of every sum of the public record.
"""

from django.db import transaction

from accounts.domain.approvals import approve, propose
from accounts.models import Approval, User
from common import clock
from common.partial_dates import PartialDate, Precision
from exchanges.domain.demo import MARK, logged
from exchanges.domain.demo_manifest import nominate_first
from exchanges.domain.exchanges import move_exchange, restrict_exchange
from exchanges.domain.manifest.approving import content_of, going, hash_of
from exchanges.domain.whole import move_whole
from exchanges.enums import COMPLETE, CountStatus, ExchangeStatus, Rest
from exchanges.manifest_enums import APPROVE_MANIFEST
from exchanges.models import Exchange

S = ExchangeStatus
UNDER_WAY, CARRIED_OUT = "обмін триває / under way", "обмін відбувся / carried out"
TO_US, TO_THEM = 8, 6
INVENTED = "Вигадана причина / an invented reason"


@transaction.atomic
def add_demo_hand_overs(*, by: User, proposer: User, approver: User) -> int:
    """Log both, unless they are there already; returns how many people stand on their manifests.

    Where nobody can go an exchange stays agreed: there is nobody to hand over.
    """
    if Exchange.objects.filter(formula=f"{MARK}: {UNDER_WAY}").exists():
        return 0
    number = 0
    for name in (UNDER_WAY, CARRIED_OUT):
        exchange = logged(name, 0, TO_US, TO_THEM, by)
        for state in (S.PROPOSED, S.AGREED):
            exchange = move_exchange(exchange=exchange, to=state, by=by)
        named = sum(nominate_first(transfer, by) for transfer in exchange.transfers.order_by("pk"))
        number += named
        if named:
            _begin(exchange, by, proposer, approver)
            if name == CARRIED_OUT:
                _carry_out(exchange, by, proposer, approver)
    return number


def _begin(exchange: Exchange, by: User, proposer: User, approver: User) -> None:
    sha256 = hash_of(content_of(going(exchange)))
    approval = propose(act=APPROVE_MANIFEST, subject=exchange, arguments={"sha256": sha256}, by=proposer)
    approve(approval=approval, by=approver)
    for state in (S.SCHEDULED, S.UNDER_WAY):
        exchange = move_exchange(exchange=exchange, to=state, by=by)


def _carry_out(exchange: Exchange, by: User, proposer: User, approver: User) -> None:
    withheld = {"count_status": CountStatus.WITHHELD}
    when = PartialDate(clock.today(), Precision.DAY)
    transfers = dict.fromkeys(exchange.transfers.order_by("pk"), withheld)
    exchange.refresh_from_db()
    told = {"transfers": transfers, "rest": Rest.EVERYBODY, "when": when}
    move_whole(exchange=exchange, to=S.COMPLETED, by=proposer, expected_version=exchange.version, **told)
    approve(approval=Approval.objects.open().get(act=COMPLETE, subject_id=exchange.pk), by=approver)
    exchange.refresh_from_db()
    restrict_exchange(exchange=exchange, reason=INVENTED, by=by)
