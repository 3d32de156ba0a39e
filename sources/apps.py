"""Where a fact comes from and how far it is to be trusted."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        from accounts import acts
        from accounts.roles import Permission
        from audit.words import describe
        from common.navigation import Entry, register
        from sources.domain.sources import void_source
        from sources.models import Source

        register(Entry(_("Sources"), "sources:list", Permission.SOURCES_VIEW, order=75))
        acts.register(acts.void(Source, void_source))
        describe(
            {
                "sources.register": _("registered a source"),
                "sources.revise": _("corrected a source"),
                "sources.void": _("voided a source"),
            }
        )
