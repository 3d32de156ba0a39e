"""Today and now, in the time zone of the headquarters."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The calendar day at the headquarters."""
    return timezone.localdate()


def now() -> datetime.datetime:
    """The moment, with its time zone."""
    return timezone.now()
