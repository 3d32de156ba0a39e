from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.enums import REDACTION_MOVES, RedactionStatus
from audit.guards import SignedByWhoActs
from audit.models.booked import Booked
from audit.triggers import StateMachine
from common.classification import classify


class RedactionQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "RedactionQuerySet":
        """Redactions are for those who read the book or settle them."""
        seen = any(user.has_perm(each) for each in (self.model.view_permission, "audit.redact"))
        return self if seen else self.none()


class Redaction(Booked):
    """The proposal to remove the content of lines of the book, and what a second person made of it."""

    change_ids = ArrayField(models.BigIntegerField(), verbose_name=_("lines"), editable=False)
    note = models.TextField(_("why"))
    status = models.CharField(
        _("status"), max_length=10, choices=RedactionStatus, default=RedactionStatus.PROPOSED, editable=False
    )
    # No foreign keys: people live in a room above this one.
    proposed_by_id = models.UUIDField(_("proposed by"), editable=False)
    settled_by_id = models.UUIDField(_("settled by"), null=True, editable=False)

    objects = RedactionQuerySet.as_manager()

    field_classes = classify(staff="change_ids note status proposed_by_id settled_by_id")
    view_permission = "audit.view"

    class Meta(Booked.Meta):
        verbose_name = _("redaction of the book")
        verbose_name_plural = _("redactions of the book")
        indexes = [GinIndex(fields=["change_ids"], name="redaction_lines")]
        constraints = [
            models.CheckConstraint(name="redaction_of_lines", condition=~Q(change_ids=[])),
            models.CheckConstraint(name="redaction_has_a_reason", condition=~Q(note="")),
            models.CheckConstraint(
                name="redaction_two_people",
                condition=Q(settled_by_id__isnull=True) | ~Q(settled_by_id=F("proposed_by_id")),
                violation_error_message=_("Nobody settles their own proposal."),
            ),
            models.CheckConstraint(
                name="redaction_settled_by_somebody",
                condition=Q(status=RedactionStatus.PROPOSED, settled_by_id__isnull=True)
                | ~Q(status=RedactionStatus.PROPOSED) & Q(settled_by_id__isnull=False),
            ),
        ]
        triggers = [
            *Booked.Meta.triggers,
            StateMachine(field="status", initial=RedactionStatus.PROPOSED, moves=REDACTION_MOVES),
            SignedByWhoActs(),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.get_status_display()}"
