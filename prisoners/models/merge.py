from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from prisoners.enums import MERGE_MOVES, MergeStatus
from prisoners.models.person import Person
from prisoners.triggers import SettledByPeople

Q = models.Q


class MergeQuerySet(RecordQuerySet):
    def live(self) -> "MergeQuerySet":
        """Merges that are proposed or in effect."""
        return self.standing().filter(status__in=(MergeStatus.PROPOSED, MergeStatus.APPROVED))


class Merge(Record):
    """The proposal that one record is another's duplicate, and what a second person made of it.

    A merge links: both records stay, and the duplicate is no longer counted. Nobody approves their own proposal.
    """

    duplicate = models.ForeignKey(Person, models.PROTECT, related_name="merges", verbose_name=_("duplicate"))
    into = models.ForeignKey(Person, models.PROTECT, related_name="merges_into", verbose_name=_("record that stays"))
    status = models.CharField(
        _("status"), max_length=10, choices=MergeStatus, default=MergeStatus.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
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
    note = models.TextField(_("why"))

    objects = MergeQuerySet.as_manager()

    field_classes = classify(staff="duplicate into status proposed_by settled_by", identity="note")
    view_permission = Permission.PRISONERS_VIEW
    scoped_by = ("duplicate", "into")

    class Meta(Record.Meta):
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="merge_two_records", condition=~Q(duplicate=models.F("into"))),
            models.CheckConstraint(
                name="merge_two_people",
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=models.F("proposed_by")),
                violation_error_message=_("Nobody settles their own proposal."),
            ),
            models.CheckConstraint(
                name="merge_settled_by_somebody",
                condition=Q(status=MergeStatus.PROPOSED, settled_by__isnull=True)
                | ~Q(status=MergeStatus.PROPOSED) & Q(settled_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=Q(status__in=(MergeStatus.PROPOSED, MergeStatus.APPROVED), voided_at__isnull=True),
                name="merge_one_live",
                violation_error_code="duplicate",
                violation_error_message=_("A merge of this record is proposed or approved already."),
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=MergeStatus.PROPOSED, moves=MERGE_MOVES),
            SettledByPeople(),
        ]

    def get_absolute_url(self) -> str:
        return reverse("identity:merge", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.into}"
