from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import RecordQuerySet, Restrictable
from accounts.roles import Permission
from accounts.sight import NOWHERE, Recipient, Sight, Units
from common.classification import classify
from common.partial_columns import PartialDateProperty, date_field, date_whole, precision_field
from prisoners.enums import IdentityBasis, IdentityStatus, Sex, Transmission
from prisoners.triggers import IMPORT_IS_UNDONE, NoChain
from prisoners.validators import check_person
from units.models import Party

Q = models.Q


class PersonQuerySet(RecordQuerySet):
    def distinct_persons(self) -> "PersonQuerySet":
        """One record a person: those that were merged into another are left out."""
        return self.standing().filter(merged_into__isnull=True)


class Person(Restrictable):
    """Somebody who is, was or may be held, with the particulars of GC III art. 122 and GC IV art. 138.

    All of them may be unknown: an unconscious man in a hospital is a person too. The name and its sort key are those of
    the preferred PersonName; where no name is known, the description stands for it.
    """

    party = models.ForeignKey(
        Party,
        models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name=_("side"),
        help_text=_("The Power on which the person depends; not always that of the passport."),
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=300, blank=True, editable=False)
    sort_key = models.CharField(max_length=300, blank=True, editable=False, db_collation="C")
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("For somebody whose name is not known: “unconscious man, hospital 4”."),
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.UNKNOWN)
    born_on = date_field(_("born on"))
    born_on_precision = precision_field(_("birth date known to the"))
    birth_place = models.CharField(_("place of birth"), max_length=200, blank=True)
    citizenships = ArrayField(
        models.CharField(max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two letters, as in ISO 3166."))]),
        default=list,
        blank=True,
        verbose_name=_("citizenships"),
        help_text=_("Two letters each, as in ISO 3166."),
    )
    origin_group = models.CharField(_("origin group"), max_length=100, blank=True)
    identity_status = models.CharField(
        _("identity"), max_length=12, choices=IdentityStatus, default=IdentityStatus.ESTABLISHED
    )
    identity_basis = models.CharField(_("identity known from"), max_length=12, choices=IdentityBasis, blank=True)
    distinguishing_marks = models.TextField(_("distinguishing marks"), blank=True)
    last_residence = models.CharField(_("last residence"), max_length=300, blank=True)
    father_name = models.CharField(_("father's first name"), max_length=100, blank=True)
    mother_maiden_name = models.CharField(_("mother's maiden name"), max_length=100, blank=True)
    person_to_inform = models.TextField(_("person to inform"), blank=True, help_text=_("Name and address."))
    correspondence_address = models.TextField(_("address for correspondence"), blank=True)
    transmission = models.CharField(_("may be sent on"), max_length=15, choices=Transmission, default=Transmission.FREE)
    transmission_reason = models.TextField(_("why not sent on"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    is_synthetic = models.BooleanField(_("synthetic"), default=False, editable=False)
    latest_captivity = models.ForeignKey(
        "prisoners.Captivity",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("latest captivity"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="duplicates",
        verbose_name=_("the same person as"),
    )
    #: Raised when names or identifiers change, so that the person's version tells of them too.
    parts_revision = models.PositiveIntegerField(_("revision of its parts"), default=0, editable=False)

    born = PartialDateProperty("born_on")

    objects = PersonQuerySet.as_manager()

    field_classes = classify(
        open="is_synthetic parts_revision",
        staff="party sex identity_status transmission transmission_reason latest_captivity merged_into",
        identity="name sort_key description born_on born_on_precision birth_place citizenships origin_group "
        "identity_basis distinguishing_marks last_residence notes",
        family="father_name mother_maiden_name person_to_inform correspondence_address",
    )
    view_permission = Permission.PRISONERS_VIEW
    voided_while = IMPORT_IS_UNDONE
    called_by = ("name", "description")
    pseudonymous = True

    class Meta(Restrictable.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [
            *Restrictable.Meta.indexes,
            # With what says who belongs into a list and has which captivity: a walk through all names reads no row.
            models.Index(
                fields=["sort_key", "id"],
                include=["latest_captivity", "voided_at", "merged_into"],
                name="person_by_name",
            ),
            models.Index(fields=["born_on", "id"], name="person_born_on"),
            # Equal values are kept once: a list of the few with a rare one is not looked for among all.
            *(
                models.Index(fields=[name], name=f"person_{name}")
                for name in ("sex", "identity_status", "is_synthetic")
            ),
            # Persons that count, by side: all that questions over the whole register read of them.
            models.Index(
                fields=["party", "id"],
                include=["sex", "born_on"],
                condition=Q(voided_at__isnull=True, merged_into__isnull=True),
                name="person_of_side",
            ),
            models.Index(fields=["transmission"], condition=~Q(transmission=Transmission.FREE), name="person_not_free"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged"),
        ]
        triggers = [*Restrictable.Meta.triggers, NoChain()]
        constraints = [
            *Restrictable.Meta.constraints,
            date_whole("person", "born_on"),
            # With what sorts a list of persons and who belongs there, so that a thousand are sorted unread.
            models.UniqueConstraint(
                fields=["latest_captivity"],
                include=["id", "sort_key", "voided_at", "merged_into"],
                name="person_latest_captivity_once",
            ),
            models.CheckConstraint(
                name="person_called_somehow",
                condition=~Q(name="") | ~Q(description=""),
                violation_error_message=_("Give a name, or a description of the person whose name is not known."),
            ),
            models.CheckConstraint(name="person_not_merged_into_itself", condition=~Q(merged_into=models.F("id"))),
        ]

    def __str__(self) -> str:
        return self.called + " · " + _now("synthetic") if self.is_synthetic else self.called

    @property
    def called(self) -> str:
        """The name, or the description of somebody whose name is not known, without the mark of invented records."""
        return self.name or self.description

    def get_absolute_url(self) -> str:
        return reverse("prisoners:detail", args=[self.pk])

    def clean(self) -> None:
        check_person(self)

    @classmethod
    def within(cls, sight: Sight) -> Q:
        """Persons whose latest captivity names a unit in sight; everybody where the sight reaches everywhere."""
        if (hidden := cls.out_of(sight)) is not None:
            # By the key, which every index has: a page of a list is found without reading its rows.
            return ~Q(pk__in=cls._base_manager.filter(hidden).values("pk"))
        seen = Q(restricted=False) & _of(sight.general)
        if sight.restricted != NOWHERE:
            seen = _of(sight.general) if sight.restricted == sight.general else seen | _of(sight.restricted)
        return seen & ~Q(pk__in=cls.withheld_from(sight.recipient)) if sight.recipient else seen

    @classmethod
    def out_of(cls, sight: Sight) -> Q | None:
        """The few that somebody who sees everywhere does not see."""
        if sight.general is not None:
            return None
        hidden = Q(pk__in=[])
        if sight.restricted is not None:
            own = Q(pk__in=cls._base_manager.filter(_of(sight.restricted)).values("pk"))
            hidden = Q(restricted=True) & ~own if sight.restricted else Q(restricted=True)
        return hidden | Q(pk__in=cls.withheld_from(sight.recipient)) if sight.recipient else hidden

    @classmethod
    def withheld_from(cls, recipient: Recipient) -> models.QuerySet:
        """Keys of the persons of whom a recipient is told nothing (GC IV art. 137)."""
        if recipient.is_agency:
            return cls._base_manager.none().values("pk")
        held = cls._meta.get_field("withholdings").related_model.objects.from_recipient(recipient)
        home = Q(transmission=Transmission.NOT_TO_ORIGIN, party__in=recipient.parties)
        # Two records of one person are withheld together, whichever of them was merged into the other.
        same = Q(pk__in=held.values("person__merged_into")) | Q(merged_into__in=held.values("person"))
        whom = Q(transmission=Transmission.AGENCY_ONLY) | home | Q(pk__in=held.values("person")) | same
        return cls._base_manager.filter(whom).values("pk")


def _of(units: Units) -> Q:
    return Q() if units is None else Q(latest_captivity__unit__in=units) if units else Q(pk__in=[])
