"""Audit: the book of changes, append-only, written by triggers."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Book")

    def ready(self) -> None:
        from audit.grants import grant_to_application
        from audit.heed import heed_every_trigger
        from audit.rendering import render_nothing_for_triggers

        render_nothing_for_triggers()
        post_migrate.connect(heed_every_trigger, sender=self)
        post_migrate.connect(grant_to_application, sender=self)
