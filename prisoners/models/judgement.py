from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from prisoners.enums import Verdict
from prisoners.models.person import Person


class Judgement(Record):
    """What a person decided about two records: one person, two, or not to be told yet. Remembered, and reversible.

    A pair has its smaller key first. Voiding a judgement takes it back; `features` keeps what it rested on.
    """

    first = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+", verbose_name=_("one record"))
    second = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("the other record"))
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    score = models.PositiveSmallIntegerField(_("likeness"), null=True, blank=True, help_text=_("0 to 100."))
    features = models.JSONField(_("what it rests on"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    field_classes = classify(staff="first second verdict score", identity="features note")
    view_permission = Permission.PRISONERS_VIEW
    voided_alone = "an opinion about two records, which changes neither"
    scoped_by = ("first", "second")

    class Meta(Record.Meta):
        verbose_name = _("judgement of identity")
        verbose_name_plural = _("judgements of identity")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="judgement_pair_in_order", condition=models.Q(first__lt=models.F("second"))),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(voided_at__isnull=True),
                name="judgement_one_of_a_pair",
                violation_error_code="duplicate",
                violation_error_message=_("These two were judged already. Take that judgement back first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.get_verdict_display()}"
