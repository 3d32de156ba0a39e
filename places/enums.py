"""Kinds of places."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlaceKind(TextChoices):
    CAMP = "camp", _("camp")
    HOSPITAL = "hospital", _("hospital")
    REMAND = "remand", _("remand prison")
    COLONY = "colony", _("penal colony")
    TRANSIT = "transit", _("transit point")
    IMPROVISED = "improvised", _("improvised site")
    CROSSING = "crossing", _("crossing point")
    VENUE = "venue", _("venue of talks")
    REGION = "region", _("region, no nearer place known")


class PlaceStatus(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    UNKNOWN = "unknown", _("not known")
