"""Kinds of parties: a state, and those who act beside one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    STATE = "state", _("state")
    REGION = "region", _("leadership of a region")
    COMPANY = "company", _("private military company")
    UNRECOGNISED = "unrecognised", _("unrecognised republic")
    ORGANISATION = "organisation", _("organisation")
