from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import FieldClass, classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from exchanges.after_enums import Fate, IdentificationMethod, RemainsResult
from exchanges.after_validators import check_identification
from exchanges.models.remains_transfer import RemainsTransfer
from prisoners.models import Captivity, Person
from sources.models import Source

Q = models.Q


class RemainsIdentification(Record):
    """What the examination of one body came to: who it is, that it is none of ours, or that it is not known yet."""

    remains_transfer = models.ForeignKey(
        RemainsTransfer, models.PROTECT, related_name="identifications", verbose_name=_("transfer of remains")
    )
    tag = models.CharField(_("number of the body"), max_length=50)
    result = models.CharField(_("result"), max_length=12, choices=RemainsResult)
    method = models.CharField(_("method"), max_length=12, choices=IdentificationMethod, blank=True)
    decided_on = date_field(_("decided on"))
    decided_on_precision = precision_field(_("decision known to the"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="remains", verbose_name=_("person")
    )
    fate = models.CharField(_("fate"), max_length=12, choices=Fate, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)
    #: The captivity that was told of it, and whether this ended it: so that it can be taken back.
    captivity = models.ForeignKey(
        Captivity, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("captivity")
    )
    ended_it = models.BooleanField(_("ended the captivity"), default=False, editable=False)

    decided = PartialDateProperty("decided_on")

    field_classes = classify(
        open="remains_transfer",
        staff="tag result method decided_on decided_on_precision person fate source captivity ended_it",
        identity="note",
    )
    #: Who somebody is, is told to those who see persons; how many were identified, to all who see exchanges.
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("remains_transfer",)
    scoped_by = ("remains_transfer__exchange", "person", "captivity__person")
    all_of_class = FieldClass.STAFF
    called_by = ("tag",)

    class Meta(Record.Meta):
        verbose_name = _("identification of remains")
        verbose_name_plural = _("identifications of remains")
        constraints = [
            *Record.Meta.constraints,
            date_whole("remainsidentification", "decided_on"),
            models.UniqueConstraint(
                fields=["remains_transfer", "tag"],
                condition=Q(voided_at__isnull=True),
                name="remainsidentification_body_once",
                violation_error_code="duplicate",
                violation_error_message=_("The result for this body is recorded already. Correct that one."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(voided_at__isnull=True, person__isnull=False),
                name="remainsidentification_person_once",
                violation_error_code="duplicate",
                violation_error_message=_("Another body was identified as this person already."),
            ),
            models.CheckConstraint(
                name="remainsidentification_names_identified",
                condition=Q(result=RemainsResult.IDENTIFIED, person__isnull=False) & ~Q(fate="")
                | ~Q(result=RemainsResult.IDENTIFIED) & Q(person__isnull=True, captivity__isnull=True, fate=""),
                violation_error_message=_("Somebody identified is named, with the fate, and nobody else."),
            ),
            models.CheckConstraint(
                name="remainsidentification_ended_a_captivity",
                condition=Q(ended_it=False) | Q(captivity__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return self.remains_transfer.get_absolute_url()

    def clean(self) -> None:
        check_identification(self)
