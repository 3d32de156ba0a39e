from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from prisoners.enums import POLICY_MOVES, PolicyStatus
from prisoners.triggers import FixedPolicy
from sources.models import Source

Q = models.Q


class PriorityPolicyQuerySet(RecordQuerySet):
    def in_force(self, on: object) -> "PriorityPolicy | None":
        """The policy in force on a day: the one that took effect last. None before the first."""
        return (
            self.standing()
            .filter(status=PolicyStatus.IN_FORCE, effective_from__lte=on)
            .order_by("-effective_from")
            .first()
        )


class PriorityPolicy(Record):
    """Who comes first, as ordered rules, from a day on. Put into force by a second person; then it never changes."""

    name = models.CharField(_("name"), max_length=200)
    effective_from = models.DateField(_("in effect from"))
    status = models.CharField(
        _("status"), max_length=10, choices=PolicyStatus, default=PolicyStatus.DRAFT, editable=False
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("settled by"),
    )

    objects = PriorityPolicyQuerySet.as_manager()

    field_classes = classify(staff="name effective_from status source note proposed_by settled_by")
    view_permission = Permission.PRISONERS_FIGURES
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("priority policy")
        verbose_name_plural = _("priority policies")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=Q(status=PolicyStatus.IN_FORCE, voided_at__isnull=True),
                name="prioritypolicy_one_a_day",
                violation_error_code="duplicate",
                violation_error_message=_("Another policy takes effect on this day."),
            ),
            models.CheckConstraint(
                name="prioritypolicy_two_people",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=models.F("proposed_by")),
                violation_error_message=_("Nobody settles their own proposal."),
            ),
            models.CheckConstraint(
                name="prioritypolicy_settled_whole",
                condition=Q(status=PolicyStatus.DRAFT, proposed_by__isnull=True, settled_by__isnull=True)
                | Q(status=PolicyStatus.PROPOSED, proposed_by__isnull=False, settled_by__isnull=True)
                | Q(
                    status__in=(PolicyStatus.IN_FORCE, PolicyStatus.REFUSED),
                    proposed_by__isnull=False,
                    settled_by__isnull=False,
                ),
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=PolicyStatus.DRAFT, moves=POLICY_MOVES),
            FixedPolicy(),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("priorities:detail", args=[self.pk])
