"""REST v1."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = _("REST")

    def ready(self) -> None:
        from accounts.roles import Permission
        from api import checks  # noqa: F401 - registers itself
        from api.catalogue import RESOURCES
        from api.interfaces import clients, submissions
        from api.models.submission import TYPES
        from audit.words import describe
        from common import today
        from common.navigation import Entry, register

        TYPES.update((each.name, each.model) for each in RESOURCES)
        register(Entry(_("Machine clients"), "clients:list", Permission.ACCOUNTS_MANAGE, order=92))
        register(Entry(_("Parked submissions"), "submissions:list", Permission.SYNC_SETTLE, order=88))
        today.register(clients.waiting)
        today.register(submissions.waiting)
        describe(submissions.ACTS)
