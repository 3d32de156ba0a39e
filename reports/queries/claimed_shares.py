"""What others say of the share of a unit that was brought back."""

import datetime
import uuid
from collections.abc import Collection

from accounts.models import User
from exchanges.enums import Measure
from exchanges.models import Claim


def claimed_shares(user: User, units: Collection[uuid.UUID], on: datetime.date) -> list[Claim]:
    """Claims about these units that a user may see, of what was said up to a day; the latest first.

    One without a day counts: nobody knows that it was said later.
    """
    claims = Claim.objects.visible_to(user).standing().filter(measure=Measure.RETURNED_SHARE, unit__in=units)
    claims = claims.exclude(as_of__gt=on).select_related("unit", "source", "claimed_by")
    return sorted(claims, key=lambda claim: (claim.as_of or datetime.date.min, claim.pk), reverse=True)
