from functools import cache

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.sight import within
from accounts.triggers import VoidedByTwo
from audit.models import Booked
from common.classification import FieldClass, classify, field_classes
from common.pseudonyms import pseudonym


class RecordQuerySet(models.QuerySet):
    def standing(self) -> "RecordQuerySet":
        """Records that have not been voided."""
        return self.filter(voided_at__isnull=True)

    def visible_to(self, user: models.Model) -> "RecordQuerySet":
        """The rows that a user may see (DESIGN law 6).

        None without the permission of the model; and of those that stand on a person, a place or an exchange only what
        her assignments show.
        """
        kind = self.model.all_of_class
        seen = user.has_perm(self.model.view_permission) and (kind is None or kind in user.field_classes_seen)
        if not seen:
            return self.none()
        scoped = self.model.scoped_by
        return self.filter(within(self.model, user.sight(self.model.view_permission))) if scoped else self


class Record(Booked):
    """A record of the headquarters. It is never deleted; it is voided, with who, when and why."""

    voided_at = models.DateTimeField(_("voided at"), null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        # Nobody asks for what a person voided, and people are never deleted: an index would only cost every import.
        db_index=False,
        verbose_name=_("voided by"),
    )
    void_reason = models.TextField(_("why voided"), blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    field_classes = classify(staff="voided_at voided_by void_reason")
    #: Why one person may void it alone; empty where it takes two (ADR 0020).
    voided_alone: str = ""
    #: The relations to what it belongs to: with that it is voided, without an approval of its own.
    voided_with: tuple[str, ...] = ()
    #: SQL: what else lets it be voided, as while two people undo an import over many transactions.
    voided_while: str = ""
    #: The permission without which no row is seen.
    view_permission: str
    #: Paths to the records without which this one does not exist for a reader, "self" for one that may be out of sight
    #: by itself; empty for what is nobody's secret.
    scoped_by: tuple[str, ...]
    #: Where that there is a record at all tells what a class of fields hides, such as health: that class.
    all_of_class: FieldClass | None = None
    #: The fields that the record is called by, where they are not open to everyone who may see the record.
    called_by: tuple[str, ...] = ()
    #: Whether those who may not see what it is called by tell it by a pseudonym.
    pseudonymous = False
    #: The relations that the record's own words lead over, read with it where many records are named.
    called_with: tuple[str, ...] = ()

    class Meta(Booked.Meta):
        abstract = True
        triggers = [*Booked.Meta.triggers, VoidedByTwo()]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_void_whole",
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | models.Q(voided_at__isnull=False, voided_by__isnull=False) & ~models.Q(void_reason=""),
            )
        ]

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None


def visible_fields(model: type[models.Model], user: models.Model) -> frozenset[str]:
    """Names of the fields of a model that the user's roles may see (DESIGN law 7)."""
    return _of_classes(model, user.field_classes_seen)


@cache
def _of_classes(model: type[models.Model], seen: frozenset[FieldClass]) -> frozenset[str]:
    return frozenset(name for name, kind in field_classes(model).items() if kind in seen)


def name_for(record: Record, user: models.Model) -> str:
    """What a record is called; for those who may not see the fields that it is called by its kind.

    A person then has a pseudonym too: always the same, so that records can be told apart, and of no use elsewhere.
    """
    if set(record.called_by) <= visible_fields(type(record), user):
        return str(record)
    kind = capfirst(record._meta.verbose_name)
    return f"{kind} {pseudonym(record.pk)}" if record.pseudonymous else kind
