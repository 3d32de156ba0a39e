"""What all particulars of a captivity share: they are recorded of one that stands."""

from accounts.domain import records
from prisoners.models import Captivity


def standing(captivity: Captivity) -> Captivity:
    """The captivity as it is now, locked. Raises ValidationError for one that was voided."""
    current = records.lock(captivity)
    records.refuse_voided(current)
    return current
