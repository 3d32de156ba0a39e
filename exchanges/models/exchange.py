from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import RecordQuerySet, Restrictable
from accounts.roles import Permission
from accounts.sight import Sight
from audit.triggers import StateMachine
from common import clock
from common.classification import classify
from common.partial_dates import PartialDate, Precision
from exchanges.enums import DELIVERED, FINAL, MOVES, Direction, ExchangeKind, ExchangeStatus
from exchanges.sealing_triggers import SUPERSEDED, InItsPlace, KindKept, Sealed
from exchanges.triggers import CompletedByTwo, ManifestSettled
from exchanges.validators import check_exchange
from places.models import Place


class NextNumber(models.Func):
    """The next number of our own count of exchanges."""

    function = "nextval"
    output_field = models.BigIntegerField()

    def __init__(self) -> None:
        super().__init__(models.Value("exchanges_exchange_number"))

    def deconstruct(self) -> tuple[str, tuple, dict]:
        return "exchanges.models.exchange.NextNumber", (), {}


class ExchangeQuerySet(RecordQuerySet):
    def delivered(self) -> "ExchangeQuerySet":
        """Exchanges in which people came home."""
        return self.filter(status__in=DELIVERED)

    def hand_overs(self) -> "ExchangeQuerySet":
        """Exchanges that were carried out as one: stages, not the numbered exchange that they belong to."""
        stages = Exchange.objects.standing().filter(parent=models.OuterRef("pk"))
        return self.filter(~models.Exists(stages))

    def with_counts(self) -> "ExchangeQuerySet":
        """Adds the sums of each direction (`agreed_to_us`, `delivered_to_us`, …), null where no number is known.

        A direction of which one transfer is not known has no sum: a part is not the whole.
        """
        transfers = self.model._meta.get_field("transfers").related_model.objects.standing()
        sums = {}
        for direction in Direction:
            rows = transfers.filter(exchange=models.OuterRef("pk"), direction=direction)
            for measure in ("agreed", "delivered", "delivered_military", "delivered_civilian"):
                whole = models.Case(
                    models.When(Exact(models.Count("pk"), models.Count(measure)), then=models.Sum(measure))
                )
                sums[f"{measure}_{direction}"] = models.Subquery(
                    rows.order_by().values("exchange").annotate(whole=whole).values("whole"),
                    output_field=models.IntegerField(),
                )
        return self.annotate(**sums)


class Exchange(Restrictable):
    """Persons returning under one arrangement, in one or both directions. Ordinals of the press are no key."""

    number = models.BigIntegerField(_("our number"), unique=True, editable=False, db_default=NextNumber())
    kind = models.CharField(_("kind"), max_length=20, choices=ExchangeKind, default=ExchangeKind.NEGOTIATED)
    status = models.CharField(
        _("status"), max_length=20, choices=ExchangeStatus, default=ExchangeStatus.DRAFT, editable=False
    )
    setback_reason = models.ForeignKey(
        "exchanges.SetbackReason",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reason of the setback"),
    )
    status_note = models.TextField(_("about the status"), blank=True, editable=False)
    formula = models.CharField(
        _("formula as reported"),
        max_length=300,
        blank=True,
        help_text=_("In the words of the source. The numbers stand in the transfers, by direction."),
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("known to the"), max_length=10, choices=Precision, default=Precision.UNKNOWN, blank=True
    )
    day = models.GeneratedField(
        expression=Coalesce("date", "planned_on"), output_field=models.DateField(), db_persist=True
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stages", verbose_name=_("stage of")
    )
    stage_no = models.PositiveSmallIntegerField(_("stage"), null=True, blank=True)
    previous_attempt = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next_attempts", verbose_name=_("previous attempt")
    )
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseders",
        verbose_name=_("corrects"),
        help_text=_("The completed exchange in whose place it comes when two people agreed to the correction."),
    )
    counted_in_format = models.BooleanField(
        _("counted in the format"),
        default=True,
        help_text=_("No for those handed over beside the exchange: official running totals leave them out."),
    )
    venue = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venue"))
    venue_as_reported = models.CharField(_("venue as reported"), max_length=300, blank=True)
    embargo_until = models.DateField(_("embargo until"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    #: Raised when mediators, ordinals or programmes change, so that the exchange's version tells of them too.
    parts_revision = models.PositiveIntegerField(_("revision of its parts"), default=0, editable=False)

    objects = ExchangeQuerySet.as_manager()

    field_classes = classify(
        open="number kind status formula planned_on date date_precision day parent stage_no counted_in_format "
        "parts_revision",
        staff="setback_reason status_note previous_attempt supersedes embargo_until notes",
        location="venue venue_as_reported",
    )
    view_permission = Permission.EXCHANGES_VIEW
    voided_while = SUPERSEDED

    class Meta(Restrictable.Meta):
        verbose_name = _("exchange")
        verbose_name_plural = _("exchanges")
        indexes = [
            *Restrictable.Meta.indexes,
            models.Index(models.F("day").desc(nulls_first=True), models.F("id").desc(), name="exchange_day"),
            models.Index(fields=["status"], name="exchange_status"),
        ]
        constraints = [
            *Restrictable.Meta.constraints,
            models.CheckConstraint(
                name="exchange_date_whole",
                condition=models.Q(date__isnull=True, date_precision=Precision.UNKNOWN)
                | models.Q(date__isnull=False) & ~models.Q(date_precision=Precision.UNKNOWN),
                violation_error_message=_("Say to what the date is known."),
            ),
            models.CheckConstraint(
                name="exchange_delivered_dated",
                condition=~models.Q(status__in=sorted(DELIVERED)) | models.Q(date__isnull=False),
                violation_error_message=_("A completed exchange needs its date."),
            ),
            models.CheckConstraint(name="exchange_no_parent_of_itself", condition=~models.Q(parent=models.F("id"))),
            models.UniqueConstraint(
                fields=["parent", "stage_no"],
                # A correction has the number of the stage that it corrects, until it comes in its place.
                condition=models.Q(voided_at__isnull=True, restricted=False)
                & (models.Q(supersedes__isnull=True) | models.Q(status__in=sorted(DELIVERED))),
                name="exchange_stage_once",
                violation_error_message=_("There is already a stage of this number."),
            ),
            models.CheckConstraint(
                name="exchange_not_in_its_own_place", condition=~models.Q(supersedes=models.F("id"))
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=models.Q(voided_at__isnull=True) & ~models.Q(status=ExchangeStatus.CANCELLED),
                name="exchange_superseded_once",
                violation_error_message=_("There is a correction of this exchange already."),
            ),
        ]
        triggers = [
            *Restrictable.Meta.triggers,
            StateMachine(field="status", initial=ExchangeStatus.DRAFT, moves=MOVES),
            CompletedByTwo(),
            ManifestSettled(),
            Sealed(),
            InItsPlace(),
            KindKept(),
        ]

    def __str__(self) -> str:
        return f"№ {self.number} · {self.formula or self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("exchanges:detail", args=[self.pk])

    @property
    def when(self) -> PartialDate:
        """The date with what is known of it."""
        return PartialDate(self.date, Precision(self.date_precision))

    @when.setter
    def when(self, value: PartialDate) -> None:
        self.date, self.date_precision = value.date, value.precision

    @property
    def moves(self) -> tuple[ExchangeStatus, ...]:
        """The states that this exchange may be moved to. A correction comes in a place, or is cancelled."""
        if self.is_voided:
            return ()
        if self.supersedes_id:
            return (ExchangeStatus.CANCELLED,) if self.status == ExchangeStatus.DRAFT else ()
        return MOVES[ExchangeStatus(self.status)]

    @property
    def is_sealed(self) -> bool:
        """Whether people came home in it, so that it is corrected by another record only (ADR 0028)."""
        return self.status in DELIVERED

    @property
    def is_under_embargo(self) -> bool:
        """Whether most know nothing of it yet: what `under_embargo` asks of the database."""
        if self.embargo_until is None:
            return self.status not in FINAL
        return self.embargo_until > clock.today()

    def clean(self) -> None:
        check_exchange(self)

    @classmethod
    def within(cls, sight: Sight) -> models.Q:
        """Exchanges that are neither restricted nor under embargo; a stage is as restricted as its exchange."""
        return models.Q() if sight.whole else ~cls.out_of(sight)

    @classmethod
    def out_of(cls, sight: Sight) -> models.Q:
        hidden = models.Q(pk__in=[])
        if sight.restricted is not None:
            hidden |= models.Q(restricted=True) | models.Q(parent__restricted=True)
        return hidden if sight.embargoed else hidden | under_embargo()

    def full_clean(self, exclude: set[str] | None = None, **checks: bool) -> None:
        """Leaves the number to the database: a check of it would draw a number for every row that it looks at."""
        super().full_clean(exclude={*(exclude or ()), "number"}, **checks)


def under_embargo() -> models.Q:
    """Exchanges of which most know nothing yet: until the day of the embargo, without one until they are over.

    It is asked anew each time, so that an exchange appears by itself.
    """
    waits = models.Q(embargo_until__isnull=True) & ~models.Q(status__in=sorted(FINAL))
    return models.Q(embargo_until__gt=clock.today()) | waits
