import datetime
import functools
import operator

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models.functions import Cast, Coalesce, Lower, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify
from common.date_ranges import DateRange
from negotiations.enums import Category, Direction, Position
from negotiations.validators import check_stance
from prisoners.models import Cohort
from sources.models import Source
from units.models import Branch, Party, Unit

Q = models.Q
#: What a stance may be about; it is about exactly one of them.
SUBJECTS = ("category", "branch", "unit", "cohort", "group")
_BLANK = {"category": Q(category=""), "group": Q(group="")}


def _about(subject: str) -> Q:
    blank = {each: _BLANK.get(each, Q(**{f"{each}__isnull": True})) for each in SUBJECTS}
    return functools.reduce(operator.and_, (~blank[each] if each == subject else blank[each] for each in SUBJECTS))


def _key() -> Coalesce:
    """What a stance is about, as one text."""
    text = models.TextField()
    return Coalesce(
        Cast("unit", text),
        Cast("branch", text),
        Cast("cohort", text),
        Cast(NullIf("category", models.Value("")), text),
        Lower(Cast("group", text)),
    )


class StanceQuerySet(RecordQuerySet):
    def on(self, day: datetime.date) -> "StanceQuerySet":
        """Stances that were taken on a day."""
        began = Q(since__isnull=True) | Q(since__lte=day)
        lasts = Q(until__isnull=True) | Q(until__gt=day)
        return self.standing().filter(began, lasts)


class Stance(Record):
    """Where a party stood on the return of a group, from when to when, and who says so. It is about no person."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="stances", verbose_name=_("party"))
    position = models.CharField(_("position"), max_length=20, choices=Position)
    direction = models.CharField(_("on the return"), max_length=10, choices=Direction)
    category = models.CharField(_("category"), max_length=20, choices=Category, blank=True)
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("branch of service")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="stances", verbose_name=_("unit")
    )
    cohort = models.ForeignKey(
        Cohort, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cohort")
    )
    group = models.CharField(_("another group"), max_length=200, blank=True, help_text=_("In words, never a name."))
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Blank: as far back as is known."))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it is not so any more.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.TextField(_("note"), blank=True)

    objects = StanceQuerySet.as_manager()

    field_classes = classify(
        open="party position direction category branch unit group since until source", staff="cohort note"
    )
    view_permission = Permission.NEGOTIATIONS_VIEW
    scoped_by = ()
    called_with = ("party", "unit", "branch", "cohort")

    class Meta(Record.Meta):
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="stance_about_one_thing", condition=functools.reduce(operator.or_, map(_about, SUBJECTS))
            ),
            models.CheckConstraint(
                name="stance_since_before_until",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lt=models.F("until")),
            ),
            ExclusionConstraint(
                name="stance_one_at_a_time",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("direction", RangeOperators.EQUAL),
                    (_key(), RangeOperators.EQUAL),
                    (DateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_code="duplicate",
                violation_error_message=_(
                    "The party already has a stance on this in that time. Record a change of it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_position_display()} – {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("stances:detail", args=[self.pk])

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return str(self.unit or self.branch or self.cohort or self.group or self.get_category_display())

    def clean(self) -> None:
        check_stance(self)
