import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from audit.triggers import StateMachine
from common import clock
from common.classification import classify
from negotiations.enums import (
    ANSWERS,
    PROPOSAL_MOVES,
    Channel,
    ProposalFormat,
    ProposalKind,
    ProposalStatus,
)
from negotiations.models.round import Round
from negotiations.validators import check_proposal
from sources.models import Source
from units.models import Party

Q = models.Q


class ProposalQuerySet(RecordQuerySet):
    def waiting(self) -> "ProposalQuerySet":
        """Official requests that nobody has answered."""
        return self.standing().filter(kind=ProposalKind.OFFICIAL, status=ProposalStatus.TABLED)


class Proposal(Record):
    """What a party proposed to another: an official request, whose answer is waited for, or words in public."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("made as"), max_length=20, choices=ProposalKind)
    made_by = models.ForeignKey(Party, models.PROTECT, related_name="proposals_made", verbose_name=_("made by"))
    made_to = models.ForeignKey(Party, models.PROTECT, related_name="proposals_received", verbose_name=_("made to"))
    made_on = models.DateField(_("made on"), null=True, blank=True)
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("round")
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel, blank=True)
    format = models.CharField(_("format"), max_length=20, choices=ProposalFormat, default=ProposalFormat.NUMBERS)
    text = models.TextField(_("what was proposed"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ProposalStatus, default=ProposalStatus.TABLED, editable=False
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    #: Raised when terms change, so that the version of the proposal tells of them too.
    parts_revision = models.PositiveIntegerField(_("revision of its parts"), default=0, editable=False)

    objects = ProposalQuerySet.as_manager()

    field_classes = classify(
        open="title kind made_by made_to made_on round channel format status answered_on source parts_revision",
        staff="text answer",
    )
    view_permission = Permission.NEGOTIATIONS_VIEW
    scoped_by = ("round",)

    class Meta(Record.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["made_on"], name="proposal_made_on")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="proposal_official_dated",
                condition=~Q(kind=ProposalKind.OFFICIAL) | Q(made_on__isnull=False),
                violation_error_message=_("An official request has its day."),
            ),
            models.CheckConstraint(
                name="proposal_official_answer_dated",
                condition=~Q(kind=ProposalKind.OFFICIAL, status__in=sorted(ANSWERS)) | Q(answered_on__isnull=False),
                violation_error_message=_("The answer to an official request has its day."),
            ),
            models.CheckConstraint(
                name="proposal_answered_after_made",
                condition=Q(answered_on__isnull=True)
                | Q(made_on__isnull=True)
                | Q(answered_on__gte=models.F("made_on")),
            ),
            models.CheckConstraint(
                name="proposal_tabled_unanswered", condition=~Q(status=ProposalStatus.TABLED) | Q(answered_on=None)
            ),
            models.CheckConstraint(name="proposal_between_two", condition=~Q(made_by=models.F("made_to"))),
        ]
        triggers = [
            *Record.Meta.triggers,
            StateMachine(field="status", initial=ProposalStatus.TABLED, moves=PROPOSAL_MOVES),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:detail", args=[self.pk])

    @property
    def moves(self) -> tuple[ProposalStatus, ...]:
        """The states that this proposal may be moved to."""
        return () if self.is_voided else PROPOSAL_MOVES[ProposalStatus(self.status)]

    @property
    def days_waiting(self) -> int | None:
        """Days that the answer to an official request has been waited for, or took; None where no clock runs."""
        if self.kind != ProposalKind.OFFICIAL or self.made_on is None:
            return None
        until = clock.today() if self.status == ProposalStatus.TABLED else self.answered_on
        return (until - self.made_on).days if isinstance(until, datetime.date) else None

    def clean(self) -> None:
        check_proposal(self)
