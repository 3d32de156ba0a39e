from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from api.enums import SUBMISSION_MOVES, SubmissionState
from audit.models import Booked
from audit.triggers import StateMachine, booked
from common.classification import classify

#: The models of the types of records, by the name of the type; the catalogue fills it when the program starts.
TYPES: dict[str, type[models.Model]] = {}


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user: models.Model) -> "SubmissionQuerySet":
        """What a user sent, and, for whoever settles conflicts or reads the book, what everybody sent: about records
        that she may see."""
        everybodys = user.has_perm(Permission.SYNC_SETTLE) or user.has_perm(Permission.BOOK_VIEW)
        rows = self if everybodys else self.filter(sent_by=user)
        seen = models.Q(pk__in=[])
        for name in rows.order_by().values_list("type", flat=True).distinct():
            seen |= models.Q(type=name, record__in=TYPES[name]._default_manager.visible_to(user).values("pk"))
        return rows.filter(seen)

    def waiting(self) -> "SubmissionQuerySet":
        return self.filter(state=SubmissionState.WAITING)


class Submission(Booked):
    """What a client would write on a record that had changed meanwhile, kept untouched until a person settles it."""

    op_id = models.UUIDField(_("id of the operation"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    type = models.CharField(_("type of record"), max_length=40)
    record = models.UUIDField(_("record"))
    method = models.CharField(_("method"), max_length=6)
    base_version = models.PositiveIntegerField(_("version that was read"))
    content = models.JSONField(_("what was sent"))
    changed_members = models.JSONField(_("what others changed since"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=SubmissionState, default=SubmissionState.WAITING)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_why = models.TextField(_("why"), blank=True)

    objects = SubmissionQuerySet.as_manager()

    # What was sent is shown member by member, by the class of each.
    field_classes = classify(
        open="op_id sent_at type record method base_version changed_members state settled_at settled_why content",
        staff="sent_by settled_by",
    )
    scoped_by = ()
    #: Who reads in the book of everybody's; whoever sends or settles them sees more by `visible_to`.
    view_permission = Permission.BOOK_VIEW

    class Meta:
        verbose_name = _("parked submission")
        verbose_name_plural = _("parked submissions")
        triggers = [
            *booked(masks=["content"]),
            StateMachine(field="state", initial=SubmissionState.WAITING, moves=SUBMISSION_MOVES),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sent_by", "op_id"], name="submission_once"),
            models.CheckConstraint(
                name="submission_settled_says_who",
                condition=models.Q(state=SubmissionState.WAITING)
                | models.Q(settled_by__isnull=False, settled_at__isnull=False) & ~models.Q(settled_why=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["type", "record"],
                condition=models.Q(state=SubmissionState.WAITING),
                name="submission_waiting",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("submissions:detail", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.type} {self.record}"
