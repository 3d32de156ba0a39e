"""Parties to the conflict, and the formations that belong to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Units")

    def ready(self) -> None:
        from accounts import acts, sight
        from accounts.roles import Permission
        from audit.words import describe
        from common.navigation import Entry, register
        from units.domain.two_people import TWO_PEOPLE
        from units.queries.assignments import assigned_today

        sight.provide(assigned_today)
        register(
            Entry(_("Units"), "units:list", Permission.UNITS_VIEW, order=50, covers=("parties:list", "branches:list"))
        )
        acts.register(*TWO_PEOPLE)
        register(Entry(_("Who sees what"), "assignments:list", Permission.ACCOUNTS_MANAGE, order=95))
        describe(
            {
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
        )
