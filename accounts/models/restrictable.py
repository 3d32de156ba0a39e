from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.record import Record
from accounts.sight import Sight
from accounts.triggers import LiftedByTwo
from common.classification import classify


class Restrictable(Record):
    """A record that can be restricted: then it does not exist for who has not the restricted compartment."""

    restricted = models.BooleanField(_("restricted"), default=False, db_default=False, editable=False)
    restricted_why = models.TextField(_("why restricted"), blank=True, default="", db_default="", editable=False)

    field_classes = classify(staff="restricted restricted_why")
    scoped_by = ("self",)

    class Meta(Record.Meta):
        abstract = True
        triggers = [*Record.Meta.triggers, LiftedByTwo()]
        indexes = [models.Index(fields=["id"], condition=Q(restricted=True), name="%(class)s_restricted")]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_restricted_says_why",
                condition=Q(restricted=False, restricted_why="") | Q(restricted=True) & ~Q(restricted_why=""),
            ),
        ]

    @classmethod
    def within(cls, sight: Sight) -> Q:
        """What a sight shows. What belongs to no unit is restricted to those who may see everywhere."""
        return Q() if sight.restricted is None else Q(restricted=False)

    @classmethod
    def out_of(cls, sight: Sight) -> Q | None:
        """What a sight does not show, where that is little; None where it is most of all."""
        return ~cls.within(sight) if cls.within(sight) else Q(pk__in=[])
