"""What becomes of what clients send."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BatchMode(TextChoices):
    """Whether the operations of a batch stand or fall together."""

    ATOMIC = "atomic", _("all or none")
    EACH = "each", _("each by itself")


class OnConflict(TextChoices):
    """What is to become of an operation on a record that has changed since it was read."""

    REJECT = "reject", _("refuse it")
    PARK = "park", _("keep it for a person to settle")


class SubmissionState(TextChoices):
    """Where a parked submission stands."""

    WAITING = "waiting", _("waits for a person")
    APPLIED = "applied", _("written")
    DISMISSED = "dismissed", _("not written")


SUBMISSION_MOVES = {SubmissionState.WAITING: {SubmissionState.APPLIED, SubmissionState.DISMISSED}}
