from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly
from common.classification import classify
from negotiations.enums import ProgrammeEventKind
from negotiations.models.programme import Programme
from negotiations.validators import check_event
from sources.models import Source
from units.models import Party


class ProgrammeEvent(Record):
    """What became of a programme: a breach, a suspension, a resumption, its end. The latest says where it stands."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="events", verbose_name=_("programme"))
    kind = models.CharField(_("what happened"), max_length=20, choices=ProgrammeEventKind)
    happened_on = models.DateField(_("on"))
    by_party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("As the source says; blank when nobody in particular did it."),
    )
    note = models.TextField(_("note"), blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    field_classes = classify(open="programme kind happened_on by_party source note")
    view_permission = Permission.NEGOTIATIONS_VIEW
    voided_with = ("programme",)
    scoped_by = ()
    called_with = ("programme",)

    class Meta(Record.Meta):
        verbose_name = _("event of a programme")
        verbose_name_plural = _("events of programmes")
        triggers = [*Record.Meta.triggers, AppendOnly()]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return self.programme.get_absolute_url()

    def clean(self) -> None:
        check_event(self)
