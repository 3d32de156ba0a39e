"""Analysts' questions, the runs that answer them and the files that carry the answers."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from common.navigation import Entry, register
from common.reporting import provide


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from common import today
        from reports import analytics, catalogue
        from reports.interfaces.neighbours import REPORTING
        from reports.interfaces.waiting import waiting

        catalogue.load()
        provide(REPORTING)
        register(Entry(_("Reports"), "reports:catalogue", "reports.view", order=80))
        today.register(waiting)
        post_migrate.connect(analytics.build, sender=self)
