"""The epochs of the feed: a restored database begins one of its own, so that no old cursor goes on in it."""

import uuid

from audit.models import Epoch
from audit.queries.feed import Position


def epoch_of(position: Position) -> uuid.UUID:
    """The epoch that a database is in; a new one where it was restored, whoever asks first."""
    if position.epoch:
        return position.epoch
    Epoch.objects.bulk_create([Epoch(fingerprint=position.fingerprint)], ignore_conflicts=True)
    return Epoch.objects.values_list("pk", flat=True).get(fingerprint=position.fingerprint)
