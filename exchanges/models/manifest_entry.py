from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from audit.triggers import AppendOnly, StateMachine
from common.classification import classify
from exchanges.manifest_enums import (
    ENTRY_MOVES,
    LIVE,
    EntryCategory,
    EntryOrigin,
    EntryOutcome,
    EntryStatus,
)
from exchanges.manifest_triggers import CarriedOver, OnOpenManifest, ProtectedByTwo
from exchanges.models.frozen_manifest import FrozenManifest
from exchanges.models.transfer import Transfer
from exchanges.sealing_triggers import SealedPart
from exchanges.validators import check_entry
from negotiations.list_enums import Acceptance
from negotiations.models import ListEntry
from prisoners.models import Captivity
from units.models import Party

Q, F, S = models.Q, models.F, EntryStatus
#: What may change of an entry: what becomes of it. Who goes where, and how they came onto it, stays; only a correction
#: of the whole exchange carries it over.
BECOMES = (
    *("category", "outcome", "reason", "acceptance", "demanded_by_id"),
    *("status", "status_note", "frozen_in_id", "delivered_on", "condition", "until", "let_go"),
    "transfer_id",
)


class ManifestEntryQuerySet(RecordQuerySet):
    def live(self) -> "ManifestEntryQuerySet":
        """Of those who are about to go."""
        return self.standing().filter(status__in=LIVE)

    def delivered(self) -> "ManifestEntryQuerySet":
        """Of those who were handed over."""
        return self.standing().filter(status=S.DELIVERED)


class ManifestEntry(Record):
    """One person on the manifest of an exchange: as what they go, why, and how far it is with them."""

    transfer = models.ForeignKey(
        Transfer, models.PROTECT, db_index=False, related_name="entries", verbose_name=_("transfer")
    )
    captivity = models.ForeignKey(
        Captivity, models.PROTECT, related_name="manifest_entries", verbose_name=_("captivity")
    )
    category = models.CharField(_("goes as"), max_length=10, choices=EntryCategory)
    outcome = models.CharField(_("how the captivity ends"), max_length=13, choices=EntryOutcome)
    origin = models.CharField(_("came onto it"), max_length=12, choices=EntryOrigin, default=EntryOrigin.SEARCH)
    list_entry = models.ForeignKey(
        ListEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entry of a list")
    )
    reason = models.TextField(_("why"), blank=True)
    acceptance = models.CharField(
        _("accepted by the home side"), max_length=10, choices=Acceptance, default=Acceptance.NOT_ASKED
    )
    status = models.CharField(_("state"), max_length=12, choices=S, default=S.NOMINATED, editable=False)
    status_note = models.TextField(_("about the state"), blank=True, editable=False)
    substitutes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="substituted_by",
        verbose_name=_("in the place of"),
    )
    demanded_by = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("at the demand of"),
    )
    frozen_in = models.ForeignKey(
        FrozenManifest,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="approved_entries",
        verbose_name=_("approved with"),
    )
    delivered_on = models.DateField(_("handed over on"), null=True, blank=True, editable=False)

    condition = models.CharField(
        _("on what condition"),
        max_length=500,
        blank=True,
        help_text=_("Of an internment in a neutral country (GC III art. 111): where, and what was agreed."),
    )
    until = models.DateField(_("in force until"), null=True, blank=True)
    let_go = models.BooleanField(
        _("let go with the exchange"),
        default=False,
        editable=False,
        help_text=_("Left the manifest because the exchange ended without this person, and for no other reason."),
    )

    objects = ManifestEntryQuerySet.as_manager()

    field_classes = classify(
        open="status",
        staff="transfer captivity category outcome origin list_entry acceptance substitutes demanded_by frozen_in "
        "delivered_on condition until let_go",
        identity="reason status_note",
    )
    view_permission = Permission.MANIFESTS_VIEW
    voided_with = ("transfer",)
    scoped_by = ("transfer__exchange", "captivity__person")

    class Meta(Record.Meta):
        verbose_name = _("entry of a manifest")
        verbose_name_plural = _("entries of manifests")
        indexes = [models.Index(fields=["transfer", "status", "id"], name="manifestentry_of_transfer")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["captivity"],
                condition=Q(voided_at__isnull=True, status__in=LIVE),
                name="manifestentry_one_live",
                violation_error_code="duplicate",
                violation_error_message=_("This person is on a manifest already."),
            ),
            models.UniqueConstraint(
                fields=["captivity"],
                condition=Q(voided_at__isnull=True, status=S.DELIVERED),
                name="manifestentry_delivered_once",
                violation_error_code="duplicate",
                violation_error_message=_("This person was handed over already."),
            ),
            models.UniqueConstraint(
                fields=["substitutes"],
                condition=Q(voided_at__isnull=True, substitutes__isnull=False),
                name="manifestentry_substituted_once",
                violation_error_code="duplicate",
                violation_error_message=_("Somebody else came in this person's place already."),
            ),
            models.CheckConstraint(name="manifestentry_not_in_its_own_place", condition=~Q(substitutes=F("id"))),
            models.CheckConstraint(
                name="manifestentry_boards_approved",
                condition=Q(frozen_in__isnull=False)
                | ~Q(status__in=(S.APPROVED, S.BOARDED, S.DELIVERED))
                | Q(origin=EntryOrigin.HAND_OVER) & ~Q(status=S.APPROVED),
                violation_error_message=_("Nobody boards whom two people did not approve, but who was added there."),
            ),
            models.CheckConstraint(
                name="manifestentry_delivered_dated",
                condition=Q(status=S.DELIVERED, delivered_on__isnull=False)
                | ~Q(status=S.DELIVERED) & Q(delivered_on__isnull=True),
                violation_error_message=_("Who was handed over has the day of it, and nobody else."),
            ),
            models.CheckConstraint(
                name="manifestentry_condition_of_interned",
                condition=Q(outcome=EntryOutcome.INTERNED) | Q(condition="", until__isnull=True),
                violation_error_message=_("Only an internment in a neutral country has a condition and an end."),
            ),
            models.CheckConstraint(
                name="manifestentry_let_go_withdrawn",
                condition=Q(let_go=False) | Q(status=S.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="manifestentry_civilians_released",
                condition=~Q(category=EntryCategory.CIVILIAN) | ~Q(outcome=EntryOutcome.EXCHANGED),
                violation_error_message=_("Civilians are released, never exchanged."),
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            AppendOnly(besides=BECOMES),
            StateMachine(field="status", initial=S.NOMINATED, moves=ENTRY_MOVES),
            OnOpenManifest(),
            CarriedOver(),
            SealedPart(through="transfer_id"),
            ProtectedByTwo(),
        ]

    def __str__(self) -> str:
        return f"{self.captivity.person}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("manifests:detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return not self.is_voided and self.status in LIVE

    @property
    def moves(self) -> tuple[EntryStatus, ...]:
        """The states that this entry may become."""
        return () if self.is_voided else ENTRY_MOVES[S(self.status)]

    def clean(self) -> None:
        check_entry(self)
