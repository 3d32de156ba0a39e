from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from places.models import Place
from prisoners.models.captivity import Captivity
from prisoners.triggers import IMPORT_IS_UNDONE
from prisoners.validators import check_period
from sources.models import Source

Q = models.Q


class Detention(Record):
    """Where a prisoner was held, from when until when, as one source says it; sources may disagree."""

    captivity = models.ForeignKey(
        Captivity, models.PROTECT, db_index=False, related_name="detentions", verbose_name=_("captivity")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="detentions", verbose_name=_("place")
    )
    place_as_reported = models.CharField(_("place as reported"), max_length=300, blank=True)
    since = date_field(_("since"))
    since_precision = precision_field(_("since known to the"))
    until = date_field(_("until"))
    until_precision = precision_field(_("until known to the"))
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    note = models.TextField(_("note"), blank=True)

    began = PartialDateProperty("since")
    ended = PartialDateProperty("until")

    field_classes = classify(
        location="place place_as_reported since since_precision until until_precision note", staff="captivity source"
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_with = ("captivity",)
    voided_while = IMPORT_IS_UNDONE
    scoped_by = ("captivity__person", "place")
    called_by = ("place", "place_as_reported")

    class Meta(Record.Meta):
        verbose_name = _("detention")
        verbose_name_plural = _("detentions")
        indexes = [
            # Where each was held on a day is read along it (`prisoners.queries.held.STAY`), without sorting.
            models.Index(
                models.F("captivity"),
                models.F("since").desc(nulls_last=True),
                models.F("id").desc(),
                include=["place", "until", "voided_at"],
                name="detention_latest_first",
            ),
        ]
        constraints = [
            *Record.Meta.constraints,
            date_whole("detention", "since"),
            date_whole("detention", "until"),
            models.CheckConstraint(
                name="detention_somewhere",
                condition=Q(place__isnull=False) | ~Q(place_as_reported=""),
                violation_error_message=_("Choose a place, or write it as it was reported."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.place or self.place_as_reported)

    def clean(self) -> None:
        check_period(self.began, self.ended, field="until")
