from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission, Role
from common.classification import classify
from units.models.party import Party
from units.models.placement import PlacementQuerySet
from units.models.unit import Unit


class Assignment(Record):
    """What somebody sees in a role: a unit with all under it or every unit, without or with what is restricted.

    Sight is the sum of one's assignments. Without any, a role shows nothing of persons, places and exchanges.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="scopes", verbose_name=_("person or machine client")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("With all under it; blank: every unit, and those who belong to none."),
    )
    restricted = models.BooleanField(
        _("restricted records too"),
        default=False,
        help_text=_("Persons, places and exchanges that are restricted. No: the general compartment only."),
    )
    on_behalf_of = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("on behalf of"),
        help_text=_("A party or body that reads here; what is withheld from it is not shown (GC IV art. 137)."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it is not so any more.")
    )

    objects = PlacementQuerySet.as_manager()

    field_classes = classify(staff="user role unit restricted on_behalf_of valid_from valid_until")
    view_permission = Permission.ACCOUNTS_MANAGE
    scoped_by = ()
    voided_alone = "sight is taken back at once: it only narrows what somebody sees"

    class Meta(Record.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="assignment_from_before_until",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_from__lt=models.F("valid_until")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("assignments:detail", args=[self.pk])

    def __str__(self) -> str:
        where = self.unit or _("every unit")
        return f"{self.user}: {self.get_role_display()} · {where}"
