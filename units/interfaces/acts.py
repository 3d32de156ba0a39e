"""What people do in this room, in words, as after the name of who did it."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "units.register_party": _("registered a party"),
    "units.revise_party": _("corrected a party"),
    "units.void_party": _("voided a party"),
    "units.register_branch": _("registered a branch of service"),
    "units.revise_branch": _("corrected a branch of service"),
    "units.void_branch": _("voided a branch of service"),
    "units.register_unit": _("registered a unit"),
    "units.revise_unit": _("corrected a unit"),
    "units.void_unit": _("voided a unit"),
    "units.name_unit": _("added a name of a unit"),
    "units.revise_name": _("corrected a name of a unit"),
    "units.void_name": _("voided a name of a unit"),
    "units.place_unit": _("placed a unit in the tree"),
    "units.revise_placement": _("corrected a place in the tree"),
    "units.void_placement": _("voided a place in the tree"),
    "units.move_unit": _("moved a unit"),
    "units.assign": _("gave somebody sight"),
    "units.end_assignment": _("took sight from somebody"),
}
