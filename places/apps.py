"""Places of detention, venues and crossing points."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from accounts import acts
        from accounts.roles import Permission
        from audit.words import describe
        from common.navigation import Entry, register
        from places.domain.places import lift_restriction, void_place
        from places.models import Place

        register(Entry(_("Places"), "places:list", Permission.PLACES_VIEW, order=70))
        acts.register(acts.void(Place, void_place), acts.lift(Place, lift_restriction))
        describe(
            {
                "places.register": _("registered a place"),
                "places.revise": _("corrected a place"),
                "places.void": _("voided a place"),
                "places.restrict": _("restricted a place"),
                "places.lift_restriction": _("lifted the restriction of a place"),
            }
        )
