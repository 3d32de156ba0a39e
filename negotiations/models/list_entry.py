from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record
from accounts.roles import Permission
from audit.triggers import AppendOnly, StateMachine
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from negotiations.list_enums import ENTRY_MOVES, EntryState, ListStatus, Script
from negotiations.models.name_list import NameList
from negotiations.triggers import SealedContent
from prisoners.enums import Sex
from prisoners.models import Captivity
from units.models import Party

Q = models.Q
#: What may change of an entry: what was made of it. What came stays as it came.
MADE_OF_IT = ("state", "same_as_id")
#: Who draws up a list takes entries off it alone, until it is frozen.
LIST_IS_DRAWN_UP = f"""EXISTS (
                SELECT FROM negotiations_namelist l
                WHERE l.id = NEW.name_list_id AND l.status IN ('{ListStatus.DRAFT}', '{ListStatus.CHECKED}')
            )"""


def _text(label: str, length: int = 300) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True)


class ListEntry(Record):
    """One row of a list: as it came, as it was read, and where it stands.

    Of a list that goes out an entry names a captivity, and has the words that were sent.
    """

    name_list = models.ForeignKey(
        NameList, models.PROTECT, db_index=False, related_name="entries", verbose_name=_("list")
    )
    row_number = models.PositiveIntegerField(_("row"), help_text=_("As in the file, from 1."))
    raw = models.JSONField(_("row as it came"), default=list)
    name_as_written = _text(_("name as written"))
    surname = _text(_("surname"), 100)
    given_name = _text(_("given name"), 100)
    patronymic = _text(_("patronymic"), 100)
    #: The same keys as those of PersonName, made by `common.names`.
    surname_key = models.CharField(max_length=100, blank=True, editable=False)
    given_key = models.CharField(max_length=100, blank=True, editable=False)
    patronymic_key = models.CharField(max_length=100, blank=True, editable=False)
    folded = models.CharField(max_length=300, blank=True, editable=False)
    script = models.CharField(_("script"), max_length=10, choices=Script, blank=True)
    born_on = date_field(_("born on"))
    born_on_precision = precision_field(_("birth date known to the"))
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.UNKNOWN)
    unit_text = _text(_("unit, as written"))
    place_text = _text(_("place, as written"))
    rank_text = _text(_("rank, as written"))
    category_text = _text(_("category, as written"))
    side = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("side"),
        help_text=_("Whose person the list says this is."),
    )
    note = models.TextField(_("note"), blank=True)
    problems = models.JSONField(_("what could not be read"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=EntryState, default=EntryState.RECEIVED, editable=False)
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="repeated_by",
        verbose_name=_("the same as row"),
    )
    captivity = models.ForeignKey(
        Captivity, models.PROTECT, null=True, blank=True, related_name="list_entries", verbose_name=_("captivity")
    )

    born = PartialDateProperty("born_on")

    field_classes = classify(
        open="row_number state",
        staff="name_list side same_as captivity",
        identity="raw name_as_written surname given_name patronymic surname_key given_key patronymic_key folded script "
        "born_on born_on_precision sex unit_text place_text rank_text category_text note problems",
    )
    view_permission = Permission.LISTS_VIEW
    voided_with = ("name_list",)
    voided_while = LIST_IS_DRAWN_UP
    scoped_by = ("name_list", "captivity__person")
    called_by = ("name_as_written",)

    class Meta(Record.Meta):
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        indexes = [
            # What was decided of the same name and birth date on an earlier list.
            models.Index(fields=["folded", "born_on"], condition=~Q(folded=""), name="listentry_known_again"),
            models.Index(fields=["name_list", "state", "row_number"], name="listentry_by_state"),
        ]
        constraints = [
            *Record.Meta.constraints,
            date_whole("listentry", "born_on"),
            models.UniqueConstraint(
                fields=["name_list", "row_number"], condition=Q(voided_at__isnull=True), name="listentry_row_once"
            ),
            models.UniqueConstraint(
                fields=["name_list", "captivity"],
                condition=Q(voided_at__isnull=True, captivity__isnull=False),
                name="listentry_captivity_once",
                violation_error_code="duplicate",
                violation_error_message=_("This person stands on the list already."),
            ),
            models.CheckConstraint(name="listentry_not_the_same_as_itself", condition=~Q(same_as=models.F("id"))),
        ]
        triggers = [
            *Record.Meta.triggers,
            AppendOnly(besides=MADE_OF_IT),
            SealedContent(),
            StateMachine(field="state", initial=EntryState.RECEIVED, moves=ENTRY_MOVES),
        ]

    def __str__(self) -> str:
        return f"{self.row_number}. {self.name_as_written}"

    def get_absolute_url(self) -> str:
        return f"{reverse('name-lists:detail', args=[self.name_list_id])}#entry-{self.pk}"
