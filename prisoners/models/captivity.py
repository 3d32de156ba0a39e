from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Cast, Greatest, Now
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from common.date_ranges import DateRange
from common.partial_columns import PartialDateProperty, date_field, date_whole, last_day, precision_field
from prisoners.enums import (
    ENDED,
    MOVES,
    OPEN,
    CaptivityStatus,
    EventKind,
    LegalCategory,
    Proceedings,
    ServiceBasis,
)
from prisoners.models.person import Person
from prisoners.triggers import IMPORT_IS_UNDONE
from prisoners.validators import check_captivity
from sources.models import Source
from units.models import Party, Unit

Q = models.Q


def _surely_held() -> models.Case:
    """The days on which the person was held for sure, whatever the unknown parts of the dates turn out to be."""
    begun = last_day("captured_on")
    return models.Case(
        models.When(captured_on__isnull=True, then=_NEVER),
        models.When(ended_on__isnull=False, then=DateRange(begun, Greatest("ended_on", begun))),
        models.When(status__in=OPEN, then=DateRange(begun, models.Value(None, models.DateField()))),
        default=_NEVER,
        output_field=DateRangeField(),
    )


_NEVER = Cast(models.Value("empty"), DateRangeField())


class CaptivityQuerySet(RecordQuerySet):
    def open(self) -> "CaptivityQuerySet":
        """Of those who are held, or missing and not known to be anywhere else; one for each person."""
        return self.standing().filter(status__in=OPEN, person__merged_into__isnull=True, person__voided_at__isnull=True)

    def held_by(self, party: Party) -> "CaptivityQuerySet":
        """Held by this Power."""
        return self.filter(detaining_power=party)


class Captivity(Record):
    """One time that a person was captured, interned or went missing, until its end. Captured twice is two of them."""

    person = models.ForeignKey(
        Person, models.PROTECT, db_index=False, related_name="captivities", verbose_name=_("person")
    )
    detaining_power = models.ForeignKey(
        Party,
        models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name=_("detaining Power"),
        help_text=_("Answers for the person, whoever holds them (GC III art. 12)."),
    )
    holder = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("held by"),
        help_text=_("The body that has the person: an army, a company, a region's leadership."),
    )
    captured_on = date_field(_("captured on"))
    captured_on_precision = precision_field(_("capture known to the"))
    captured_at = models.CharField(_("captured where"), max_length=300, blank=True)
    measure = models.CharField(
        _("nature of the measure"),
        max_length=300,
        blank=True,
        help_text=_("For a civilian: internment, assigned residence, arrest (GC IV art. 138)."),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="captivities",
        verbose_name=_("unit"),
    )
    rank = models.CharField(_("rank"), max_length=100, blank=True)
    service_basis = models.CharField(_("service basis"), max_length=12, choices=ServiceBasis, blank=True)
    legal_category = models.CharField(
        _("legal category"), max_length=15, choices=LegalCategory, default=LegalCategory.UNDETERMINED
    )
    determined_by = models.CharField(_("category determined by"), max_length=200, blank=True)
    proceedings = models.CharField(_("criminal proceedings"), max_length=10, choices=Proceedings, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    arrived_in_camp_on = models.DateField(_("arrived in a camp on"), null=True, blank=True)
    card_to_family_on = models.DateField(
        _("capture card sent to the family on"), null=True, blank=True, help_text=_("Within a week (GC III art. 70).")
    )
    card_to_agency_on = models.DateField(_("capture card sent to the Central Agency on"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=CaptivityStatus, default=CaptivityStatus.CLAIMED, editable=False
    )
    outcome = models.CharField(_("outcome"), max_length=13, choices=EventKind, blank=True, editable=False)
    ended_on = date_field(_("ended on"), editable=False)
    ended_on_precision = precision_field(_("end known to the"), editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    #: Raised when its cohorts change, so that the captivity's version tells of them too.
    parts_revision = models.PositiveIntegerField(_("revision of its parts"), default=0, db_default=0, editable=False)
    number = models.PositiveSmallIntegerField(
        _("number among those of the person"), default=1, db_default=1, editable=False
    )
    surely_held = models.GeneratedField(expression=_surely_held(), output_field=DateRangeField(), db_persist=True)

    captured = PartialDateProperty("captured_on")
    ended = PartialDateProperty("ended_on")

    objects = CaptivityQuerySet.as_manager()

    field_classes = classify(
        open="recorded_at parts_revision",
        staff="person detaining_power holder captured_on captured_on_precision unit rank service_basis legal_category "
        "determined_by proceedings source arrived_in_camp_on card_to_family_on card_to_agency_on notes status outcome "
        "ended_on ended_on_precision number surely_held",
        location="captured_at measure",
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("person",)
    voided_while = IMPORT_IS_UNDONE
    scoped_by = ("person",)
    called_with = ("person",)

    class Meta(Record.Meta):
        verbose_name = _("captivity")
        verbose_name_plural = _("captivities")
        indexes = [
            # The few persons who were captured more than once, to be counted once.
            models.Index(fields=["person"], condition=Q(number__gt=1), name="captivity_again"),
            # The page of a unit counts along it, without reading captivities.
            models.Index(
                fields=["unit", "status", "captured_on"],
                include=["id", "person", "ended_on", "recorded_at", "voided_at"],
                name="captivity_of_unit",
            ),
            # A list of persons finds the few of a filter without reading captivities (`PersonFilter`).
            models.Index(fields=["status"], include=["id"], name="captivity_of_status"),
            models.Index(fields=["legal_category"], include=["id"], name="captivity_of_category"),
            models.Index(fields=["service_basis"], include=["id"], name="captivity_service_basis"),
            models.Index(fields=["captured_on", "id"], include=["status"], name="captivity_captured_on"),
            # By day of capture from the latest on, those of whom it is not known after all others.
            models.Index(
                models.F("captured_on").desc(nulls_last=True), models.F("id").desc(), name="captivity_latest_first"
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            # With all that questions over the whole register read, in the order of persons: they leave the table alone.
            models.UniqueConstraint(
                fields=["person", "number"],
                include=[
                    "id",
                    "unit",
                    "captured_on",
                    "legal_category",
                    "service_basis",
                    "status",
                    "ended_on",
                    "voided_at",
                ],
                name="captivity_of_person",
            ),
            date_whole("captivity", "captured_on"),
            date_whole("captivity", "ended_on"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=OPEN, voided_at__isnull=True),
                name="captivity_one_open",
                violation_error_code="duplicate",
                violation_error_message=_("This person is recorded as held already."),
            ),
            ExclusionConstraint(
                name="captivity_no_overlap",
                expressions=[("person", RangeOperators.EQUAL), ("surely_held", RangeOperators.OVERLAPS)],
                condition=Q(voided_at__isnull=True),
                violation_error_code="duplicate",
                violation_error_message=_("This person was held at that time already: two captivities overlap."),
            ),
            models.CheckConstraint(
                name="captivity_end_not_before_start",
                condition=Q(ended_on__isnull=True)
                | Q(captured_on__isnull=True)
                | GreaterThanOrEqual(last_day("ended_on"), models.F("captured_on")),
                violation_error_message=_("The end is before the capture."),
            ),
            models.CheckConstraint(
                name="captivity_end_whole",
                condition=Q(status__in=OPEN, outcome="", ended_on__isnull=True) | Q(status__in=ENDED) & ~Q(outcome=""),
                violation_error_message=_("An outcome and an end go together, and only with a captivity that ended."),
            ),
        ]
        triggers = [*Record.Meta.triggers, StateMachine(field="status", initial=CaptivityStatus, moves=MOVES)]

    def __str__(self) -> str:
        return f"{self.person} · {self.captured}"

    def get_absolute_url(self) -> str:
        return f"{reverse('prisoners:detail', args=[self.person_id])}#captivity-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def clean(self) -> None:
        check_captivity(self)
