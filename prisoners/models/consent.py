from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import ConsentAnswer, ConsentPurpose, Voluntariness
from prisoners.models.captivity import Captivity
from sources.models import Source


class Consent(Record):
    """What a prisoner answered when asked, and whether freely: statements under duress are no consent."""

    captivity = models.ForeignKey(Captivity, models.PROTECT, related_name="consents", verbose_name=_("captivity"))
    purpose = models.CharField(_("consent"), max_length=15, choices=ConsentPurpose, default=ConsentPurpose.RETURN)
    answer = models.CharField(_("answer"), max_length=10, choices=ConsentAnswer)
    voluntariness = models.CharField(
        _("voluntariness"), max_length=8, choices=Voluntariness, default=Voluntariness.UNKNOWN
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(staff="captivity purpose answer voluntariness answered_on source", identity="document")
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    scoped_by = ("captivity__person",)

    class Meta(Record.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_answer_display()}"

    @property
    def counts(self) -> bool:
        """True for a consent given that was not coerced (GC III art. 109)."""
        return self.answer == ConsentAnswer.GIVEN and self.voluntariness != Voluntariness.COERCED
