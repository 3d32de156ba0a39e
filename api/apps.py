"""REST v1."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = _("REST")

    def ready(self) -> None:
        from accounts.roles import Permission
        from api import checks  # noqa: F401 - registers itself
        from api.interfaces import clients
        from common import today
        from common.navigation import Entry, register

        register(Entry(_("Machine clients"), "clients:list", Permission.ACCOUNTS_MANAGE, order=92))
        today.register(clients.waiting)
