"""Programmes: agreements in force that exchanges are counted to."""

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
        from negotiations.domain.lists import check_void, lift_restriction, void_list
        from negotiations.domain.programmes import void_programme
        from negotiations.interfaces.list_waiting import waiting_lists
        from negotiations.interfaces.list_words import ACTS
        from negotiations.models import NameList, Programme

        register(Entry(_("Programmes"), "negotiations:list", Permission.NEGOTIATIONS_VIEW, order=30))
        register(Entry(_("Lists"), "name-lists:list", Permission.LISTS_VIEW, order=35))
        acts.register(acts.void(Programme, void_programme))
        acts.register(acts.void(NameList, void_list, check_void), acts.lift(NameList, lift_restriction))
        describe(ACTS)
        today.register(waiting_lists)
        describe(
            {
                "negotiations.log_programme": _("logged a programme"),
                "negotiations.revise_programme": _("corrected a programme"),
                "negotiations.void_programme": _("voided a programme"),
            }
        )
