"""Checks of a unit, its names and its places in the tree that a model, a form and a serializer share."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import clock

if TYPE_CHECKING:
    from units.models import Placement, Unit, UnitName


def check_unit(unit: "Unit") -> None:
    """Raises ValidationError by field: dates out of order or in the future, a branch of another side, itself before."""
    errors = {}
    if unit.formed_on and unit.formed_on > clock.today():
        errors["formed_on"] = _("This day has not come yet.")
    if unit.formed_on and unit.disbanded_on and unit.disbanded_on < unit.formed_on:
        errors["disbanded_on"] = _("It was disbanded before it was formed.")
    if unit.branch and unit.branch.party_id and unit.branch.party_id != unit.party_id:
        errors["branch"] = _("This branch is of another party.")
    if unit.predecessor_id and unit.predecessor_id == unit.pk:
        errors["predecessor"] = _("A unit is not its own predecessor.")
    if errors:
        raise ValidationError(errors)


def check_stretch(record: "UnitName | Placement") -> None:
    """Raises ValidationError when a stretch of time ends before it begins, or begins in the future."""
    errors = {}
    if record.valid_from and record.valid_until and record.valid_until <= record.valid_from:
        errors["valid_until"] = _("It ends before it begins.")
    if record.valid_from and record.valid_from > clock.today():
        errors["valid_from"] = _("This day has not come yet.")
    if errors:
        raise ValidationError(errors)


def check_placement(placement: "Placement") -> None:
    """Raises ValidationError for a unit under itself, or a stretch of time out of order."""
    if placement.parent_id and placement.parent_id == placement.unit_id:
        raise ValidationError({"parent": _("A unit does not stand under itself.")})
    check_stretch(placement)
