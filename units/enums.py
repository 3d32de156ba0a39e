"""Kinds of parties (a state, and those who act beside one), of units, and of what a unit is called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    STATE = "state", _("state")
    REGION = "region", _("leadership of a region")
    COMPANY = "company", _("private military company")
    UNRECOGNISED = "unrecognised", _("unrecognised republic")
    ORGANISATION = "organisation", _("organisation")
    AGENCY = "agency", _("Central Agency (GC III art. 123)")


class UnitKind(TextChoices):
    FORMATION = "formation", _("formation")
    DIVISION = "division", _("division")
    BRIGADE = "brigade", _("brigade")
    REGIMENT = "regiment", _("regiment")
    BATTALION = "battalion", _("battalion")
    COMPANY = "company", _("company")
    MILITARY_UNIT = "military_unit", _("military unit")
    DETACHMENT = "detachment", _("detachment")
    GARRISON = "garrison", _("garrison")
    TERRITORIAL = "territorial", _("territorial defence unit")
    OTHER = "other", _("other")


class UnitNameKind(TextChoices):
    CODE = "code", _("code")
    NAME = "name", _("name")
    ALIAS = "alias", _("alias")
