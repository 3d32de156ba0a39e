from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from negotiations.list_enums import Acceptance, EntryVerdict, RefusalReason
from negotiations.models.list_entry import ListEntry
from prisoners.models import Captivity, Person

Q = models.Q


class Decision(Record):
    """What a person decided of an entry. It is added or taken back, never changed; the one that stands counts."""

    entry = models.ForeignKey(
        ListEntry, models.PROTECT, db_index=False, related_name="decisions", verbose_name=_("entry")
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=EntryVerdict)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    captivity = models.ForeignKey(
        Captivity,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("captivity"),
    )
    acceptance = models.CharField(
        _("accepted by the home side"), max_length=10, choices=Acceptance, default=Acceptance.NOT_ASKED
    )
    refusal_reason = models.CharField(_("why refused"), max_length=20, choices=RefusalReason, blank=True)
    note = models.TextField(_("note"), blank=True)
    proposed = models.BooleanField(
        _("as proposed"), default=False, help_text=_("Whether it is what the machine proposed.")
    )
    rested_on = models.JSONField(
        _("what it rested on"), default=dict, blank=True, help_text=_("The candidate as it was shown.")
    )
    bulk = models.UUIDField(_("decided together"), null=True, blank=True, db_index=True)

    field_classes = classify(
        staff="entry verdict person captivity acceptance refusal_reason proposed bulk", identity="note rested_on"
    )
    view_permission = Permission.LISTS_VIEW
    voided_alone = "an opinion about an entry, taken back as it was given"
    voided_with = ("entry",)
    scoped_by = ("entry__name_list", "person", "captivity__person")

    class Meta(Record.Meta):
        verbose_name = _("decision on an entry")
        verbose_name_plural = _("decisions on entries")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(voided_at__isnull=True),
                name="decision_one_stands",
                violation_error_code="duplicate",
                violation_error_message=_("This entry was decided already."),
            ),
            models.CheckConstraint(
                name="decision_refusal_whole",
                condition=Q(acceptance=Acceptance.REFUSED) & ~Q(refusal_reason="")
                | ~Q(acceptance=Acceptance.REFUSED) & Q(refusal_reason=""),
                violation_error_message=_("A refusal has a reason, and nothing else has one."),
            ),
            models.CheckConstraint(
                name="decision_names_whom_it_finds",
                condition=Q(person__isnull=False)
                | ~Q(verdict__in=(EntryVerdict.OK, EntryVerdict.ALREADY_RETURNED, EntryVerdict.CAPTURED_AGAIN)),
                violation_error_message=_("Say which person this is."),
            ),
            models.CheckConstraint(
                name="decision_captivity_of_a_person",
                condition=Q(captivity__isnull=True) | Q(person__isnull=False),
            ),
        ]
        triggers = [*Record.Meta.triggers, AppendOnly()]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_verdict_display()}"
