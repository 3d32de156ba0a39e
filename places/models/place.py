from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Restrictable
from accounts.roles import Permission
from common.classification import classify
from places.enums import PlaceKind, PlaceStatus


class Place(Restrictable):
    """A place of detention, a crossing point or a venue. Where it lies is known to few (DOMAIN section 8)."""

    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, as in ISO 3166."))
    region = models.CharField(_("region"), max_length=200, blank=True)
    declared = models.BooleanField(
        _("declared by the detaining Power"), null=True, blank=True, help_text=_("GC III art. 23 asks for it.")
    )
    near_military_objective = models.BooleanField(
        _("near a military objective"), null=True, blank=True, help_text=_("GC III art. 23 forbids it.")
    )
    status = models.CharField(_("open or closed"), max_length=10, choices=PlaceStatus, default=PlaceStatus.UNKNOWN)

    field_classes = classify(
        location="name_uk name_en country region declared near_military_objective status", staff="kind"
    )
    view_permission = Permission.PLACES_VIEW
    called_by = ("name_uk", "name_en")

    class Meta(Restrictable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            *Restrictable.Meta.constraints,
            models.UniqueConstraint(
                fields=["name_en", "region", "country"],
                # A restricted place has its name for itself: no refusal tells that it is there.
                condition=models.Q(voided_at__isnull=True, restricted=False),
                name="place_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a place of this name there."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
