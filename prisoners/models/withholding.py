from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Record, RecordQuerySet
from accounts.roles import Permission
from accounts.sight import Recipient
from common import clock
from common.classification import FieldClass, classify
from prisoners.models.person import Person
from units.models import Party

Q = models.Q


class WithholdingQuerySet(RecordQuerySet):
    def from_recipient(self, recipient: Recipient) -> "WithholdingQuerySet":
        """Those that hold today against a recipient."""
        today = clock.today()
        lasts = Q(until__isnull=True) | Q(until__gt=today)
        whom = Q(party__in=recipient.parties)
        if recipient.user:
            whom |= Q(client=recipient.user)
        return self.standing().filter(whom, lasts, since__lte=today)

    def visible_to(self, user: models.Model) -> "WithholdingQuerySet":
        """None for a recipient: it is not told what is kept from the others either."""
        told = user.sight(self.model.view_permission).recipient is None
        return super().visible_to(user) if told else self.none()


class Withholding(Record):
    """A person of whom a recipient is told nothing, because it might harm them or their family (GC IV art. 137).

    The recipient is a party or body, or one machine client. From the Central Agency nothing is withheld.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="withholdings", verbose_name=_("person"))
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from the party or body")
    )
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from the machine client"),
    )
    reason = models.TextField(_("why withheld"))
    since = models.DateField(_("since"), default=clock.today)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it ends."))

    objects = WithholdingQuerySet.as_manager()

    field_classes = classify(staff="person party client reason since until")
    view_permission = Permission.PRISONERS_VIEW
    scoped_by = ("person",)
    all_of_class = FieldClass.STAFF
    voided_alone = "a recipient is told again by who approves, and the reason is in the book"

    class Meta(Record.Meta):
        verbose_name = _("withholding")
        verbose_name_plural = _("withholdings")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="withholding_one_recipient",
                condition=Q(party__isnull=True, client__isnull=False) | Q(party__isnull=False, client__isnull=True),
                violation_error_message=_("Choose one recipient: a party or body, or a machine client."),
            ),
            models.CheckConstraint(
                name="withholding_ends_after_it_began",
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(name="withholding_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.recipient}"

    @property
    def recipient(self) -> models.Model:
        """The party or body, or the machine client."""
        return self.party or self.client

    @property
    def holds(self) -> bool:
        """Whether it holds today."""
        today = clock.today()
        return not self.is_voided and self.since <= today and (self.until is None or self.until > today)
