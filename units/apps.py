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
        from units.interfaces.acts import ACTS
        from units.queries.assignments import assigned_today

        sight.provide(assigned_today)
        register(
            Entry(_("Units"), "units:list", Permission.UNITS_VIEW, order=50, covers=("parties:list", "branches:list"))
        )
        acts.register(*TWO_PEOPLE)
        register(Entry(_("Who sees what"), "assignments:list", Permission.ACCOUNTS_MANAGE, order=95))
        describe(ACTS)
