"""Analysts' questions, the runs that answer them and the files that carry the answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from common.navigation import Entry, register


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from reports import catalogue

        catalogue.load()
        register(Entry(_("Reports"), "reports:catalogue", "reports.view", order=80))
