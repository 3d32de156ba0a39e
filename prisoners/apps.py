"""Persons and their captivities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrisonersConfig(AppConfig):
    name = "prisoners"
    verbose_name = _("Prisoners")

    def ready(self) -> None:
        from accounts import acts
        from accounts.roles import Permission
        from audit.words import describe
        from common import panels, today
        from common.navigation import Entry, offer_search, register
        from prisoners import rules  # noqa: F401 - sets the rules
        from prisoners.domain.two_people import TWO_PEOPLE
        from prisoners.interfaces.acts import ACTS
        from prisoners.interfaces.identity import panel_of_person, waiting_merges
        from prisoners.interfaces.policies import VERBS, waiting_policies
        from prisoners.interfaces.priority_panel import priority_panel
        from prisoners.interfaces.unit_panel import figures_of_unit
        from prisoners.interfaces.waiting import figures, waiting
        from prisoners.queries.search import may_search

        register(Entry(_("Prisoners"), "prisoners:list", Permission.PRISONERS_VIEW, order=40))
        register(Entry(_("Priorities"), "priorities:list", Permission.PRISONERS_FIGURES, order=45))
        acts.register(*TWO_PEOPLE)
        describe(ACTS)
        describe(VERBS)
        offer_search("search", may_search)
        panels.register("units.unit", figures_of_unit, order=20)
        today.register(waiting)
        today.register_figures(figures)
        panels.register("prisoners.person", panel_of_person, order=10)
        today.register(waiting_merges)
        today.register(waiting_policies)
        panels.register("prisoners.person", priority_panel, order=20)
