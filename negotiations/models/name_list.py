from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Restrictable
from accounts.roles import Permission
from audit.triggers import StateMachine
from common.classification import classify
from negotiations.list_enums import (
    INCOMING,
    LIST_MOVES,
    OUTGOING,
    SEALED,
    Channel,
    Direction,
    ListKind,
    ListStatus,
)
from negotiations.models.programme import Programme
from negotiations.models.round import Round
from negotiations.triggers import FrozenByTwo
from sources.models import Source
from units.models import Party

Q = models.Q


class NameList(Restrictable):
    """A list of names that came in, was published, or goes out: whose it is, by which way, and where it stands.

    It has a number of our register, dense within a year and a direction: what came in when it came, what goes out when
    it is frozen.
    """

    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.INCOMING)
    kind = models.CharField(_("kind"), max_length=12, choices=ListKind, default=ListKind.OFFER)
    title = models.CharField(_("title"), max_length=200)
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="+",
        verbose_name=_("party"),
        help_text=_("Who sent or published it; of a list that goes out, to whom."),
    )
    side = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("names persons of"),
        help_text=_("Whose persons it names, where a row does not say another side."),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.OFFICIAL)
    official = models.BooleanField(
        _("official"), default=False, help_text=_("Came by the agreed channel, not as a public statement.")
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    claimed_size = models.PositiveIntegerField(
        _("persons, as claimed"), null=True, blank=True, help_text=_("As many names as it was said to hold.")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="name_lists", verbose_name=_("programme")
    )
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="name_lists",
        verbose_name=_("round"),
        help_text=_("The meeting at which it was handed over, or for which it is drawn up."),
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("source")
    )
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("replaces"),
        help_text=_("The list in whose place this one came."),
    )
    notes = models.TextField(_("notes"), blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False, editable=False)
    status = models.CharField(
        _("status"), max_length=20, choices=ListStatus, default=ListStatus.RECEIVED, editable=False
    )
    year = models.PositiveSmallIntegerField(_("year of the register"), null=True, editable=False)
    number = models.PositiveIntegerField(_("number in the register"), null=True, editable=False)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), null=True, editable=False)
    receipt = models.TextField(_("receipt"), blank=True, editable=False)
    receipt_on = models.DateField(_("receipt of"), null=True, editable=False)

    field_classes = classify(
        open="direction kind status year number is_synthetic",
        staff="title party side channel official received_on claimed_size programme round source previous notes "
        "content_hash frozen_at receipt receipt_on",
    )
    view_permission = Permission.LISTS_VIEW

    class Meta(Restrictable.Meta):
        verbose_name = _("list of names")
        verbose_name_plural = _("lists of names")
        indexes = [
            *Restrictable.Meta.indexes,
            models.Index(fields=["-received_on", "-id"], name="namelist_latest_first"),
        ]
        constraints = [
            *Restrictable.Meta.constraints,
            models.UniqueConstraint(fields=["direction", "year", "number"], name="namelist_numbered_once"),
            models.CheckConstraint(
                name="namelist_status_of_its_direction",
                condition=Q(direction=Direction.INCOMING, status__in=INCOMING)
                | Q(direction=Direction.OUTGOING, status__in=OUTGOING),
            ),
            models.CheckConstraint(
                name="namelist_number_whole",
                condition=Q(year__isnull=True, number__isnull=True) | Q(year__isnull=False, number__isnull=False),
            ),
            models.CheckConstraint(
                name="namelist_numbered_in_time",
                condition=Q(number__isnull=False) | Q(status__in=(ListStatus.DRAFT, ListStatus.CHECKED)),
            ),
            models.CheckConstraint(
                name="namelist_frozen_whole",
                condition=Q(status__in=SEALED, frozen_at__isnull=False) & ~Q(content_hash="")
                | ~Q(status__in=SEALED) & Q(frozen_at__isnull=True, content_hash=""),
            ),
            models.CheckConstraint(name="namelist_not_in_its_own_place", condition=~Q(previous=models.F("id"))),
        ]
        triggers = [
            *Restrictable.Meta.triggers,
            StateMachine(field="status", initial=(ListStatus.RECEIVED, ListStatus.DRAFT), moves=LIST_MOVES),
            FrozenByTwo(),
        ]

    def __str__(self) -> str:
        return self.called + " · " + _now("synthetic") if self.is_synthetic else self.called

    def get_absolute_url(self) -> str:
        return reverse("name-lists:detail" if self.is_incoming else "outgoing:detail", args=[self.pk])

    @property
    def called(self) -> str:
        """The title, after the number where it has one."""
        return f"{self.register_number} · {self.title}" if self.number else self.title

    @property
    def register_number(self) -> str:
        """The number as people write it: 12/2026; nothing before the list has one."""
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.INCOMING
