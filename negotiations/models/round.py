from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import RecordQuerySet, Restrictable
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from negotiations.enums import ROUND_MOVES, ROUND_OVER, Channel, RoundStatus
from negotiations.validators import check_round
from places.models import Place
from sources.models import Source

Q = models.Q


class RoundQuerySet(RecordQuerySet):
    def between(self, first: models.DateField, last: models.DateField) -> "RoundQuerySet":
        """Rounds that take place on at least one day from the first to the last."""
        lasts = Q(ends_on__gte=first) | Q(ends_on__isnull=True, starts_on__gte=first)
        return self.filter(lasts, starts_on__lte=last)


class Round(Restrictable):
    """A meeting of negotiators: when, where, over which channel, who sat there and who helped, what came of it."""

    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(
        _("status"), max_length=20, choices=RoundStatus, default=RoundStatus.PLANNED, editable=False
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Blank when it takes one day, or when it is not known.")
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, blank=True)
    venue = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venue"))
    venue_as_reported = models.CharField(_("venue as reported"), max_length=300, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    outcome = models.TextField(
        _("outcome"), blank=True, help_text=_("What came of it, or why it was broken off or called off.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    #: Raised when delegations or mediators change, so that the version of the round tells of them too.
    parts_revision = models.PositiveIntegerField(_("revision of its parts"), default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    field_classes = classify(
        open="title status starts_on ends_on channel source parts_revision",
        staff="agenda outcome",
        location="venue venue_as_reported",
    )
    view_permission = Permission.NEGOTIATIONS_VIEW

    class Meta(Restrictable.Meta):
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        indexes = [*Restrictable.Meta.indexes, models.Index(fields=["starts_on"], name="round_starts_on")]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="round_begins_before_it_ends",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="round_over_says_outcome",
                condition=~Q(status__in=ROUND_OVER) | ~Q(outcome=""),
                violation_error_message=_("Say what came of it."),
            ),
        ]
        triggers = [
            *Restrictable.Meta.triggers,
            StateMachine(field="status", initial=RoundStatus.PLANNED, moves=ROUND_MOVES),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rounds:detail", args=[self.pk])

    @property
    def moves(self) -> tuple[RoundStatus, ...]:
        """The states that this round may be moved to."""
        return () if self.is_voided else ROUND_MOVES[RoundStatus(self.status)]

    def clean(self) -> None:
        check_round(self)
