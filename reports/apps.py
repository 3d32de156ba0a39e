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
        from audit.words import describe
        from common import today
        from reports import analytics, catalogue
        from reports.interfaces.neighbours import REPORTING
        from reports.interfaces.waiting import overdue, waiting

        catalogue.load()
        provide(REPORTING)
        register(Entry(_("Reports"), "reports:catalogue", "reports.view", order=80))
        today.register(waiting)
        today.register(overdue)
        describe(
            {
                "reports.schedule": _("has a question asked every week"),
                "reports.revise_schedule": _("set a schedule otherwise"),
                "reports.pause_schedule": _("paused a schedule"),
                "reports.resume_schedule": _("resumed a schedule"),
                "reports.end_schedule": _("ended a schedule"),
                "reports.fire_schedule": _("asked what a schedule was due to ask"),
                "reports.share_run": _("shared a run"),
                "reports.unshare_run": _("took the link to a run back"),
            }
        )
        post_migrate.connect(analytics.build, sender=self)
