"""What is heard of persons after they came home, and what of it speaks against GC III art. 117."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AfterReturn(TextChoices):
    """What became of somebody who was sent home. How they are in body and mind stands elsewhere, among health."""

    REHABILITATION = "rehabilitation", _("in rehabilitation")
    LEAVE = "leave", _("on leave at home")
    DISCHARGED = "discharged", _("discharged from service")
    ACTIVE_SERVICE = "active_service", _("returned to active service")
    FRONT = "front", _("sent to the front")
    RECAPTURED = "recaptured", _("captured again")
    DIED = "died", _("died after the return")
    OTHER = "other", _("other")


#: Of somebody repatriated, active military service is forbidden (GC III art. 117); a second capture shows it.
EVIDENCE = frozenset({AfterReturn.ACTIVE_SERVICE, AfterReturn.FRONT, AfterReturn.RECAPTURED})
