from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from negotiations.enums import AgeTaken, Category, ProgrammeStatus
from negotiations.validators import check_programme
from sources.models import Source

Q = models.Q


class Programme(Record):
    """An agreement in force that exchanges are counted to, such as 1,000 for 1,000; whom it is for, and how many."""

    code = models.SlugField(_("code"), max_length=40)
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    open_ended = models.BooleanField(
        _("open-ended"), default=False, help_text=_("Yes when no number of persons was agreed.")
    )
    target_each = models.PositiveIntegerField(
        _("persons each way"), null=True, blank=True, help_text=_("Leave empty when the agreement is open-ended.")
    )
    categories = ArrayField(
        models.CharField(max_length=20, choices=Category),
        default=list,
        blank=True,
        verbose_name=_("for whom"),
        help_text=_("None marked: anybody."),
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age up to"), null=True, blank=True)
    age_taken = models.CharField(
        _("age is taken"),
        max_length=20,
        choices=AgeTaken,
        blank=True,
        help_text=_("Somebody may be 25 at capture and 28 at the hand-over."),
    )
    terms = models.TextField(_("terms"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ProgrammeStatus, default=ProgrammeStatus.IN_FORCE, editable=False
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(
        open="code name_uk name_en agreed_on open_ended target_each categories age_from age_to age_taken terms "
        "status source"
    )
    view_permission = Permission.NEGOTIATIONS_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="programme_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a programme with this code."),
            ),
            models.CheckConstraint(
                name="programme_open_ended_or_target", condition=Q(open_ended=False) | Q(target_each__isnull=True)
            ),
            models.CheckConstraint(
                name="programme_ages_in_order",
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=models.F("age_to")),
            ),
            models.CheckConstraint(
                name="programme_age_at_a_date",
                condition=Q(age_from__isnull=True, age_to__isnull=True, age_taken="")
                | (Q(age_from__isnull=False) | Q(age_to__isnull=False)) & ~Q(age_taken=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk

    def clean(self) -> None:
        check_programme(self)
