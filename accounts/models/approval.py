from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import acts
from accounts.enums import APPROVAL_MOVES, ApprovalState
from accounts.models.record import Record, RecordQuerySet
from accounts.roles import Permission
from accounts.triggers import SignedByPeople
from audit.triggers import AppendOnly, StateMachine
from common.classification import classify

Q = models.Q
S = ApprovalState


class ApprovalQuerySet(RecordQuerySet):
    def open(self) -> "ApprovalQuerySet":
        """What waits for a second person."""
        return self.filter(state=S.PROPOSED)

    def visible_to(self, user: models.Model) -> "ApprovalQuerySet":
        """Approvals about records that the user may see."""
        if not user.has_perm(self.model.view_permission):
            return self.none()
        seen = Q(pk__in=[])
        for model in {act.model for act in acts.registered()}:
            rows = model._default_manager.filter(pk=models.OuterRef("subject_id"))
            of_model = Q(subject_model=model._meta.label_lower)
            if hasattr(rows, "visible_to"):
                seen |= of_model & models.Exists(rows.visible_to(user))
            elif user.has_perm(Permission.ACCOUNTS_MANAGE):
                seen |= of_model
        return self.filter(seen)


class Approval(Record):
    """What one person proposed to do with a record, and what a second one made of it. Approving it does it.

    What was proposed never changes: who thinks otherwise withdraws or refuses it, and proposes something else.
    """

    act = models.CharField(_("act"), max_length=30)
    subject_model = models.CharField(_("kind of record"), max_length=80)
    subject_id = models.UUIDField(_("record"))
    subject_version = models.PositiveIntegerField(_("version when proposed"))
    arguments = models.JSONField(_("what exactly"), default=dict, blank=True)
    why = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=S, default=S.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_in = models.BigIntegerField(_("transaction of the approval"), null=True, editable=False)
    note = models.TextField(_("note on the decision"), blank=True, editable=False)

    objects = ApprovalQuerySet.as_manager()

    field_classes = classify(
        staff="act subject_model subject_id subject_version arguments state proposed_by proposed_at decided_by "
        "decided_at decided_in",
        identity="why note",
    )
    view_permission = Permission.APPROVALS_VIEW
    scoped_by = ()

    #: What history leaves out, because it says nothing beside the verb.
    told_by_verb = frozenset(
        {"act", "subject_model", "subject_id", "subject_version", "arguments", "state", "why", "proposed_at"}
        | {"decided_at", "decided_in"}
    )

    class Meta(Record.Meta):
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [
            models.Index(fields=["subject_id"], name="approval_subject"),
            models.Index(fields=["decided_in"], condition=Q(decided_in__isnull=False), name="approval_decided_in"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="approval_two_people",
                condition=~Q(state__in=(S.APPROVED, S.REFUSED)) | ~Q(decided_by=models.F("proposed_by")),
                violation_error_message=_("Nobody settles their own proposal."),
            ),
            models.CheckConstraint(
                name="approval_decided_whole",
                condition=Q(state=S.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                | Q(state=S.LAPSED, decided_by__isnull=True, decided_at__isnull=False)
                | Q(state=S.WITHDRAWN, decided_by=models.F("proposed_by"), decided_at__isnull=False)
                | Q(state__in=(S.APPROVED, S.REFUSED), decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["act", "subject_id"],
                condition=Q(state=S.PROPOSED),
                name="approval_one_open",
                violation_error_message=_("This was proposed already and waits for a second person."),
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="state", initial=S.PROPOSED, moves=APPROVAL_MOVES),
            AppendOnly(besides=["state", "decided_by_id", "decided_at", "decided_in", "note"]),
            SignedByPeople(),
        ]

    def __str__(self) -> str:
        return str(self.registered_act.label)

    def get_absolute_url(self) -> str:
        return reverse("approvals:detail", args=[self.pk])

    @property
    def registered_act(self) -> acts.Act:
        """What is done when it is approved."""
        return acts.find(self.act, self.subject_model)
