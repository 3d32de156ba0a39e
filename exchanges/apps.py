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
        from common import today
        from common.navigation import Entry, register
        from exchanges import rules  # noqa: F401 - sets the rules
        from exchanges.domain.two_people import TWO_PEOPLE
        from exchanges.domain.two_people_after import TWO_PEOPLE_AFTER
        from exchanges.interfaces.acts import ACTS
        from exchanges.interfaces.hand_over_waiting import waiting as unexpected
        from exchanges.interfaces.waiting import waiting
        from exchanges.queries.eligibility import engaged
        from exchanges.queries.homecomings import homecomings
        from exchanges.queries.programmes import counted
        from negotiations import tally
        from negotiations.domain import came_home
        from negotiations.domain.engaged import provide

        register(Entry(_("Today"), "today", order=0))
        beside = ("remains:list", "information:list")
        register(Entry(_("Exchanges"), "exchanges:list", Permission.EXCHANGES_VIEW, order=20, covers=beside))
        acts.register(*TWO_PEOPLE, *TWO_PEOPLE_AFTER)
        describe(ACTS)
        today.register(waiting)
        today.register(unexpected)
        tally.provide(counted)
        came_home.provide(homecomings)
        provide(engaged)
        _show_on_pages()


def _show_on_pages() -> None:
    """Tell of exchanges on the pages of the rooms below."""
    from common import panels
    from exchanges.interfaces.completion import figures_of_approval
    from exchanges.interfaces.person_exchanges import exchanges_of_person, steps_of_person
    from exchanges.interfaces.person_panel import remains_of_person
    from exchanges.interfaces.programme_panel import exchanges_of_programme
    from exchanges.interfaces.unit_exchanges import exchanges_of_unit
    from exchanges.interfaces.unit_panel import claims_of_unit
    from prisoners.interfaces import timeline

    panels.register("units.unit", exchanges_of_unit, order=25)
    panels.register("units.unit", claims_of_unit, order=30)
    panels.register("prisoners.person", exchanges_of_person, order=5)
    panels.register("prisoners.person", remains_of_person, order=30)
    panels.register("accounts.approval", figures_of_approval, order=10)
    panels.register("negotiations.programme", exchanges_of_programme, order=10)
    timeline.provide(steps_of_person)
