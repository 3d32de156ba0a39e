"""In which exchange people came home, for the rooms below."""

import uuid
from collections.abc import Collection

from accounts.models import User
from exchanges.enums import DELIVERED
from exchanges.models import ManifestEntry
from negotiations.domain.came_home import Homecoming


def homecomings(captivities: Collection[uuid.UUID], user: User) -> dict[uuid.UUID, Homecoming]:
    """By captivity the exchange that ended it, of those that a user may see: neither restricted nor under embargo."""
    rows = ManifestEntry.objects.visible_to(user).delivered().filter(captivity__in=captivities)
    done = rows.filter(transfer__exchange__status__in=DELIVERED).select_related("transfer__exchange")
    return {
        row.captivity_id: Homecoming(str(row.transfer.exchange), row.transfer.exchange.get_absolute_url())
        for row in done
    }
