from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import RecordQuerySet
from accounts.roles import Permission
from audit.models import Booked
from audit.triggers import StateMachine, booked
from common.classification import classify
from exchanges.models.exchange import Exchange
from exchanges.plan_enums import PLAN_MOVES, WORKING, PlanStatus
from negotiations.models import Programme
from prisoners.models import PriorityPolicy
from units.models import Party

#: What a worker writes every second is no content of the plan.
HEARTBEAT = ("lease_until", "fence", "done", "total", "message")


class PlanQuerySet(RecordQuerySet):
    #: The way from a row to its plan.
    to_plan = ""

    def visible_to(self, user: models.Model) -> "PlanQuerySet":
        """Plans, and what is of them, for readers who see at least whom the asker saw, and all that the tiers tell."""
        return super().visible_to(user).filter(**{f"{self.to_plan}needs__contained_by": sight_in_words(user)})


def sight_in_words(user: models.Model) -> list[str]:
    """Whom and which fields of them somebody sees today, in words that can be compared (`Plan.needs`)."""
    seen = user.sight(Permission.PLANS_VIEW).tokens
    return sorted({*(f"sight:{token}" for token in seen), *(f"field:{kind}" for kind in user.field_classes_seen)})


class Plan(Booked):
    """A question of who should go, with what was assumed of the other side, and the job that answers it (law 10).

    It proposes and changes nothing: people decide whom they nominate.
    """

    title = models.CharField(_("what it is for"), max_length=200, blank=True)
    exchange = models.ForeignKey(
        Exchange, models.PROTECT, null=True, blank=True, related_name="plans", verbose_name=_("exchange")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("programme")
    )
    other_side = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("other side"))
    hand_over_on = models.DateField(
        _("hand-over on"), help_text=_("The day up to which time waited and ages are reckoned.")
    )
    #: As `exchanges.domain.planning.asked.Asked` writes it.
    terms = models.JSONField(_("terms"))
    policy = models.ForeignKey(
        PriorityPolicy, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("priority policy")
    )
    considered = models.JSONField(_("who was considered"), default=dict, editable=False)
    needs = ArrayField(models.CharField(max_length=60), editable=False, verbose_name=_("what a reader has to see"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    status = models.CharField(_("status"), max_length=10, choices=PlanStatus, default=PlanStatus.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    lease_until = models.DateTimeField(_("leased until"), null=True, editable=False)
    fence = models.PositiveIntegerField(_("fence"), default=0, editable=False)
    done = models.PositiveIntegerField(_("steps done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("steps in all"), null=True, editable=False)
    message = models.CharField(_("what is being done"), max_length=40, blank=True, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    failure = models.CharField(_("why it failed"), max_length=40, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    field_classes = classify(
        open="asked_at status attempts lease_until fence done total message started_at finished_at failure",
        staff="title exchange programme other_side hand_over_on terms policy considered needs asked_by",
    )
    view_permission = Permission.PLANS_VIEW
    scoped_by = ("exchange",)
    all_of_class = None

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        indexes = [
            models.Index(fields=["lease_until"], condition=models.Q(status__in=WORKING), name="plan_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="plan_failed_says_why", condition=~models.Q(status=PlanStatus.FAILED) | ~models.Q(failure="")
            ),
            models.CheckConstraint(
                name="plan_ended_at_a_time",
                condition=models.Q(status__in=WORKING, finished_at__isnull=True)
                | ~models.Q(status__in=WORKING) & models.Q(finished_at__isnull=False),
            ),
        ]
        triggers = [
            *booked(leaves_out=HEARTBEAT),
            StateMachine(field="status", initial=PlanStatus.QUEUED, moves=PLAN_MOVES),
        ]

    def __str__(self) -> str:
        if self.title:
            return self.title
        return _now("Plan of %(date)s") % {"date": date_format(timezone.localtime(self.asked_at))}

    def get_absolute_url(self) -> str:
        return reverse("exchanges:plan", args=[self.pk])

    @property
    def is_working(self) -> bool:
        """Whether a worker has it, or will."""
        return self.status in WORKING

    @property
    def progress(self) -> float | None:
        """Share of the work that is done, from 0 to 1; None while nobody knows how much there is."""
        if self.status == PlanStatus.QUEUED:
            return 0.0
        return min(self.done / self.total, 1.0) if self.total else None


class OfPlanQuerySet(PlanQuerySet):
    to_plan = "plan__"
