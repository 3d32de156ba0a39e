"""Exchanges, their transfers, what each side claims of them, and the import of the public record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangesConfig(AppConfig):
    name = "exchanges"
    verbose_name = _("Exchanges")

    def ready(self) -> None:
        from accounts import acts
        from accounts.roles import Permission
        from audit.words import describe
        from common import panels, today
        from common.navigation import Entry, register
        from exchanges import rules  # noqa: F401 - sets the rules
        from exchanges.domain.two_people import TWO_PEOPLE
        from exchanges.interfaces.acts import ACTS
        from exchanges.interfaces.completion import figures_of_approval
        from exchanges.interfaces.hand_over_waiting import waiting as unexpected
        from exchanges.interfaces.programme_panel import exchanges_of_programme
        from exchanges.interfaces.unit_panel import claims_of_unit
        from exchanges.interfaces.waiting import waiting
        from exchanges.queries.eligibility import engaged
        from exchanges.queries.homecomings import homecomings
        from exchanges.queries.programmes import counted
        from negotiations import tally
        from negotiations.domain import came_home
        from negotiations.domain.engaged import provide

        register(Entry(_("Today"), "today", order=0))
        register(Entry(_("Exchanges"), "exchanges:list", Permission.EXCHANGES_VIEW, order=20))
        acts.register(*TWO_PEOPLE)
        describe(ACTS)
        today.register(waiting)
        today.register(unexpected)
        panels.register("units.unit", claims_of_unit, order=30)
        panels.register("accounts.approval", figures_of_approval, order=10)
        panels.register("negotiations.programme", exchanges_of_programme, order=10)
        tally.provide(counted)
        came_home.provide(homecomings)
        provide(engaged)
