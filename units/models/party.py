from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from common.classification import classify
from units.enums import PartyKind


class PartyQuerySet(RecordQuerySet):
    def home(self) -> "Party":
        """The party whose headquarters this is."""
        return self.standing().get(is_home=True)


class Party(Record):
    """A side of the conflict, one who acts beside a side, or a mediator. Sides are data, never code."""

    code = models.CharField(
        _("code"),
        max_length=12,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", _("Capital letters, digits and hyphens."))],
    )
    name_uk = models.CharField(_("name in Ukrainian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PartyKind, default=PartyKind.STATE)
    is_home = models.BooleanField(_("ours"), default=False)
    acts_beside = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="companions", verbose_name=_("acts beside")
    )

    objects = PartyQuerySet.as_manager()

    field_classes = classify(open="code name_uk name_en kind is_home acts_beside")
    view_permission = Permission.UNITS_VIEW
    scoped_by = ()

    class Meta(Record.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(voided_at__isnull=True),
                name="party_code_once",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a party with this code."),
            ),
            models.UniqueConstraint(
                fields=["is_home"],
                condition=models.Q(is_home=True, voided_at__isnull=True),
                name="party_one_home",
                violation_error_code="duplicate",
                violation_error_message=_("There is already a party that is ours."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("parties:detail", args=[self.pk])

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if (get_language() or "").startswith("en") else self.name_uk
