"""A synthetic manifest, for trying the product out: the first of the order of priority, both ways."""

from accounts.models import User
from common import clock
from exchanges.domain.demo import MARK
from exchanges.domain.manifest.nominating import Nominee, nominate
from exchanges.enums import ExchangeStatus
from exchanges.manifest_enums import EntryOrigin
from exchanges.models import ManifestEntry, Transfer
from exchanges.queries.manifest.candidates import first_in_order
from prisoners.queries.held import Selection
from prisoners.queries.priority import policy_on

#: Of so many places that were agreed one stays open.
OPEN_ONE_IN = 10
EVERYBODY = "true"


def add_demo_manifest(*, by: User) -> int:
    """Nominate for the synthetic exchange whose lists are being verified, unless somebody is; returns how many."""
    agreed = Transfer.objects.standing().filter(exchange__formula__startswith=MARK, agreed__isnull=False)
    transfers = agreed.filter(exchange__status=ExchangeStatus.AGREED).select_related("exchange", "to_party")
    if ManifestEntry.objects.filter(transfer__in=transfers).exists():
        return 0
    return sum(nominate_first(transfer, by) for transfer in transfers)


def nominate_first(transfer: Transfer, by: User) -> int:
    """Nominate the first of the order of priority for most places of a transfer; returns how many."""
    selection, number = Selection(transfer.to_party_id, clock.today(), EVERYBODY), transfer.agreed
    found, _gone = first_in_order(transfer, selection, policy_on(clock.today()), by, number=number)
    people = [Nominee(each.key) for each in found if each.eligible.is_clear]
    people = people[: number - number // OPEN_ONE_IN]
    if not people:
        return 0
    why = "За черговістю (вигадано) / in the order of priority (invented)"
    return len(nominate(transfer=transfer, people=people, by=by, reason=why, origin=EntryOrigin.PRIORITY).entries)
