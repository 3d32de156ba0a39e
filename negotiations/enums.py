"""States of a programme: an agreement that exchanges are counted to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeStatus(TextChoices):
    IN_FORCE = "in_force", _("in force")
    FULFILLED = "fulfilled", _("fulfilled")
    SUSPENDED = "suspended", _("suspended")
    BREACHED = "breached", _("breached")
    ENDED = "ended", _("ended")
