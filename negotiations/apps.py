"""Negotiations: rounds, what the sides propose and where they stand, and the agreements that exchanges count to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NegotiationsConfig(AppConfig):
    name = "negotiations"
    verbose_name = _("Negotiations")

    def ready(self) -> None:
        from accounts import acts
        from accounts.roles import Permission
        from audit.words import describe
        from common import today
        from common.navigation import Entry, register
        from negotiations.domain.freezing_by_two import FREEZE_BY_TWO
        from negotiations.domain.two_people import TWO_PEOPLE
        from negotiations.interfaces import acts as verbs
        from negotiations.interfaces import list_words
        from negotiations.interfaces.list_waiting import waiting_lists
        from negotiations.interfaces.verdict_acts import VERDICT_ACTS
        from negotiations.interfaces.waiting import waiting

        pages = ("proposals:list", "stances:list", "programmes:list")
        register(Entry(_("Negotiations"), "rounds:list", Permission.NEGOTIATIONS_VIEW, order=30, covers=pages))
        register(Entry(_("Lists"), "name-lists:list", Permission.LISTS_VIEW, order=35))
        acts.register(*TWO_PEOPLE, FREEZE_BY_TWO)
        describe(verbs.ACTS)
        describe(list_words.ACTS)
        describe(VERDICT_ACTS)
        today.register(waiting)
        today.register(waiting_lists)
