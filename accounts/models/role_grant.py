from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record
from accounts.roles import Permission, Role
from accounts.triggers import GrantedByTwo
from audit.triggers import AppendOnly
from common.classification import classify


class RoleGrant(Record):
    """A role given to a person. Who gave it and why is in the book; taking it back is voiding it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_grants", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    field_classes = classify(staff="user role")
    view_permission = Permission.ACCOUNTS_MANAGE
    voided_alone = "a role is taken back at once: it only narrows what somebody may do"
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(voided_at__isnull=True),
                name="rolegrant_once",
                violation_error_message=_("The person holds this role already."),
            ),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly(), GrantedByTwo()]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
