"""Parties to the conflict, and the formations that belong to them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Units")

    def ready(self) -> None:
        from accounts.roles import Permission
        from audit.words import describe
        from common.navigation import Entry, register

        register(Entry(_("Parties"), "units:list", Permission.UNITS_VIEW, order=60))
        describe(
            {
                "units.register_party": _("registered a party"),
                "units.revise_party": _("corrected a party"),
                "units.void_party": _("voided a party"),
            }
        )
